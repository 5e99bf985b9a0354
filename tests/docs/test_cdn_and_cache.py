"""The how-to's site tells its cache what to forget."""

from . import samples
from .sites import run_site

SCRIPT = """
from tests.caching import RecordingBackend

index = factories.make_index(title="Gatherings", slug="gatherings")
event = factories.make_event(index, title="First gathering", slug="first")
RecordingBackend.forgotten.clear()
factories.publish(event, title="Another")
print(sorted(RecordingBackend.forgotten))
"""


def test_the_sample_is_a_site(tmp_path):
    settings, models = samples.code(samples.read("how-to/cdn-and-cache.md"), "python")
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    assert backend in settings
    # Its apps are beside those of the site; a cache that remembers stands for Varnish.
    settings = settings.replace("INSTALLED_APPS = [", "INSTALLED_APPS += [")
    settings = settings.replace(backend, "tests.caching.RecordingBackend")
    base = 'INSTALLED_APPS.remove("wagtail.contrib.frontend_cache")\n'
    (forgotten,) = run_site(tmp_path, models, SCRIPT, base + settings)
    for path in ("", "ical/", "feed.ics", "first/", "first/ical/"):
        assert f"'http://localhost/gatherings/{path}'" in forgotten
