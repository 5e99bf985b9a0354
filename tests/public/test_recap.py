"""A recap page: when, where, by whom, and the event that it tells of."""

from datetime import date

import pytest
from wagtail.models import PageViewRestriction

from wagtail_meetups.models.registry import recap_models

from .. import factories
from .html import read

pytestmark = pytest.mark.django_db

PAST = date(2020, 3, 3)


@pytest.fixture
def event(index):
    return factories.make_event(
        index,
        title="Spring evening",
        start_date=PAST,
        venue=factories.make_venue(),
        image=factories.make_image(title="The café"),
    )


def byline(document):
    return [text for _attrs, text in document.find("p", **{"class": "meetups-byline"})]


def test_a_recap_with_all_there_is_to_say(get, index, event):
    recap = factories.make_recap(
        index,
        title="How it went",
        event=event,
        date=date(2020, 3, 4),
        author="Ilse Maron",
        summary="Rain outside, laughter inside.",
        image=factories.make_image(title="The room"),
        topics=[factories.make_topic("Prices")],
        body=[
            ("text", "<h2>The round</h2><p>Everybody spoke.</p>"),
            ("image", factories.make_image(title="Hands and cups")),
            ("quote", {"text": "I came for the coffee.", "source": ""}),
        ],
    )
    page = get(recap.url)
    assert page.headings == [
        (1, "How it went"),
        (2, "The round"),
        (2, "The meet-up it tells of"),
    ]
    assert byline(page) == ["Wednesday, March 4, 2020 · Café Lumière · by Ilse Maron"]
    assert list(page.times) == ["2020-03-04"]
    assert page.links["Café evenings"] == index.url
    assert page.links["Spring evening, Tuesday, March 3, 2020"] == event.url
    assert [attrs["alt"] for attrs, _text in page.find("img")] == [
        "The room",
        "Hands and cups",
        "The café",
    ]
    assert page.find("img")[1][0]["srcset"]
    assert page.find("blockquote")[0][1] == "I came for the coffee."
    assert page.find("figcaption") == []
    assert "Rain outside, laughter inside." in page.text
    assert "Prices" in page.text
    assert page.link_rel("canonical")[0]["href"] == recap.full_url
    (calendar,) = page.link_rel("alternate")
    assert calendar["href"] == f"{index.full_url}ical/"


def test_the_date_is_that_of_the_event_unless_it_has_its_own(get, index, event):
    recap = factories.make_recap(index, event=event, date=None)
    assert byline(get(recap.url)) == ["Tuesday, March 3, 2020 · Café Lumière"]


def test_a_hidden_event_is_not_told_of(get, index, event):
    recap = factories.make_recap(index, title="How it went", event=event)
    PageViewRestriction.objects.create(page_id=event.pk, restriction_type="login")
    html = str(get(recap.url).elements)
    assert "Spring evening" not in html
    assert "Café Lumière" not in html


def test_a_recap_without_an_event(get, index):
    page = get(factories.make_recap(index, title="A story").url)
    assert page.headings == [(1, "A story")]
    assert byline(page) == ["Thursday, Jan. 1, 2026"]


def test_a_draft_with_nothing_but_a_title_can_be_previewed(index):
    draft = recap_models()[0](title="Only a title", locale=index.locale)
    page = read(draft.make_preview_request())
    assert page.headings == [(1, "Only a title")]
    assert byline(page) == []


# Wagtail: the site, the active locale, the route (4), restrictions (2), the page's locale.
# Ours: the snapshot (4), the index, the event's id, the event with its venue and image,
# topics, the page's languages.
def test_queries_do_not_grow_with_other_recaps(count_queries, index, event):
    recap = factories.make_recap(index, event=event)
    before = count_queries(recap.url)
    for _number in range(20):
        factories.make_recap(index, event=event)
    assert count_queries(recap.url) == before
    assert before <= 21  # 18, one for a host's own base page, two for comments.
