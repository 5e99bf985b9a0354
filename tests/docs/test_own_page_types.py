"""The page types of the how-to work as they stand there, in a site of their own."""

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


def test_the_sample_is_a_site(tmp_path):
    models, *_rest = samples.code(samples.read("how-to/own-page-types.md"), "python")
    assert run_site(tmp_path, models, SCRIPT) == [
        "GatheringsPage GatheringPage StoryPage",
        "No ties",
        "200 True",
        "200 True",
        "200 True",
        "200 True",
    ]
