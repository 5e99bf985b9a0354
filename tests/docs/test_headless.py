"""The headless how-to names each field of the API, and its sample is a site."""

import pytest

from wagtail_meetups.mixins import EventMixin, MeetupIndexMixin, RecapMixin

from . import samples
from .sites import run_site

PAGE = samples.read("how-to/headless.md")

SCRIPT = """
index = factories.make_index(title="Gatherings", slug="gatherings")
event = factories.make_event(index, title="First gathering", dress_code="No ties")
story = factories.make_recap(index, title="How it was", author="Ilse")
told = client.get(f"/api/v2/pages/{event.pk}/").json()
print(told["dress_code"], told["feed_url"])
told = client.get(f"/api/v2/pages/{story.pk}/").json()
print("author" in told, told["date"])
listed = client.get(f"/api/v2/pages/?type=gatherings.GatheringPage&child_of={index.pk}&fields=*&order=start_date")
print([item["title"] for item in listed.json()["items"]])
"""


@pytest.mark.parametrize(
    ("heading", "mixin"),
    [
        ("### Index", MeetupIndexMixin),
        ("### Event", EventMixin),
        ("### Recap", RecapMixin),
    ],
)
def test_every_field_is_documented(heading, mixin):
    documented = samples.first_cells(samples.section(PAGE, heading))
    assert len(documented) == len(set(documented))
    assert set(documented) == {field.name for field in mixin.api_fields}


def test_the_sample_is_a_site(tmp_path):
    apps, urls, models = samples.code(PAGE, "python")
    for app in ("wagtail.api.v2", "rest_framework"):
        assert f'"{app}"' in apps
    (tmp_path / "own_urls.py").write_text(urls, encoding="utf-8")
    assert run_site(tmp_path, models, SCRIPT, 'ROOT_URLCONF = "own_urls"\n') == [
        "No ties http://localhost/gatherings/ical/",
        "False 2026-01-01",
        "['First gathering']",
    ]
