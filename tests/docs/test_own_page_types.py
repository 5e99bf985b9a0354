"""The page types of the how-tos work as they stand there, in a site of their own."""

from . import samples
from .sites import run_site

SCRIPT = """
index = factories.make_index(title="Gatherings", slug="gatherings")
event = factories.make_event(index, title="First gathering", dress_code="No ties")
story = factories.make_recap(index, title="How it was", event_id=event.pk)
print(type(index).__name__, type(event).__name__, type(story).__name__)
print(event.dress_code)
for page in (index, event, story):
    response = client.get(page.url)
    print(response.status_code, page.title in response.content.decode())
calendar = client.get(index.url + "ical/")
print(calendar.status_code, "SUMMARY:First gathering" in calendar.content.decode())
"""

CHECKED = """
from django.contrib.auth import get_user_model
from django.urls import reverse
from tests.forms import read_form

client.force_login(get_user_model().objects.create_superuser("claire", "c@example.com", "x"))
index = factories.make_index(title="Gatherings", slug="gatherings")
event = factories.make_event(index, title="First gathering", dress_code="No ties")
url = reverse("wagtailadmin_pages:edit", args=[event.pk])
form = read_form(client.get(url)) | {"dress_code": [""]}
print("Say what to wear." in client.post(url, form).content.decode())
print("Say what to wear." in client.post(url, form | {"action-publish": ["1"]}).content.decode())
event.refresh_from_db()
print(event.dress_code)
"""


# Before the app of the sample: what the factories make is ours then.
WITH_OUR_PAGES = """
INSTALLED_APPS.insert(0, "wagtail_meetups.pages")
"""

UNION = """
from gatherings.models import UnionPage

union = UnionPage(title="All of us", slug="all")
factories.run(factories.get_home().add_child, instance=union)
for name in ("North", "South"):
    assert type(index := factories.make_index(union, title=name)) in (
        UnionPage.allowed_subpage_models()
    )
    factories.make_event(index, title=f"Evening in the {name}")
for address in (union.url, f"{union.url}ical/"):
    text = client.get(address).content.decode()
    print("Evening in the North" in text, "Evening in the South" in text)
"""


def test_own_page_types_are_a_site(tmp_path):
    models, *_rest = samples.code(samples.read("how-to/own-page-types.md"), "python")
    assert run_site(tmp_path, models, SCRIPT) == [
        "GatheringsPage GatheringPage StoryPage",
        "No ties",
        "200 True",
        "200 True",
        "200 True",
        "200 True",
    ]


def test_an_index_of_indexes_shows_what_is_below_them(tmp_path):
    [models] = samples.code(samples.read("how-to/several-communities.md"), "python")
    found = run_site(tmp_path, models, UNION, WITH_OUR_PAGES)
    assert found == ["True True", "True True"]


def test_the_check_of_the_sample_runs_when_publishing(tmp_path):
    models, form = samples.code(samples.read("how-to/own-page-types.md"), "python")
    line = "class GatheringPage(EventMixin, Page):\n"
    assert line in models
    models = form + models.replace(line, f"{line}    base_form_class = GatheringForm\n")
    assert run_site(tmp_path, models, CHECKED) == ["False", "True", "No ties"]
