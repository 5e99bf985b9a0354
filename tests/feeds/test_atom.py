"""The Atom feed: valid, stable, newest first; what is in it and what its times tell."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Locale, PageViewRestriction

from wagtail_meetups.models import CalendarEntry
from wagtail_meetups.publishing import publish_all
from wagtail_meetups.views import atom

from .. import factories
from .asking import ATOM, get
from .atom_reader import read_atom

TUESDAY = date(2090, 3, 7)


def read():
    return read_atom(get(ATOM))


def entry(title="Evening"):
    [found] = [entry for entry in read().entries if title in entry.title]
    return found


def words(entry):
    """Each paragraph and list item."""
    return [text for _attrs, text in entry.html.find("p", "li")]


def test_what_the_feed_says_of_itself(index):
    factories.publish(index, feed_name="Café & friends")
    feed = read()
    assert feed.title == feed.author == "Café & friends"
    assert feed.links == {
        "alternate": index.full_url,
        "self": f"{index.full_url}atom/",
    }
    assert feed.language == index.locale.language_code
    assert feed.entries == []
    # An empty feed has a time of its own, and not the clock's.
    assert feed.updated == index.last_published_at


def test_what_it_says_of_a_recap(index, event, design):
    recap = factories.make_recap(
        index, title="How it was", author="Ilse & Co", summary="A <b>table</b>"
    )
    recap.topics.set([design])
    factories.publish(recap)
    found = entry("How it was")
    assert found.link == recap.full_url
    assert (found.published, found.updated) == (
        recap.first_published_at,
        recap.last_published_at,
    )
    assert found.author == "Ilse & Co"
    assert found.topics == ["Design"]
    assert words(found) == ["Thursday, Jan. 1, 2026", "A <b>table</b>"]


def test_what_it_says_of_a_meetup(index, event):
    venue = factories.make_venue()
    factories.publish(event, venue=venue, start_date=TUESDAY, summary="Come.")
    found = entry()
    assert found.title == "Evening"
    assert found.link == event.full_url
    assert found.published == event.first_published_at
    assert found.author == ""  # That of the feed: the community.
    assert found.topics == ["Design"]
    [when] = [text for text in words(found) if "2090" in text and "planned" not in text]
    assert "7 p.m. to 10 p.m. Paris time" in when
    assert {"Café Lumière", "Come."} <= set(words(found))


def test_hosts_are_not_named(index):
    host = factories.agree(factories.make_attendee(), "first_name", "last_name")
    factories.make_event(index, hosts=[host])
    assert b"Nadia" not in get(ATOM).content


@pytest.mark.parametrize(
    ("status", "title", "said"),
    [
        ("cancelled", "Cancelled: Evening", "Cancelled: Snow"),
        ("postponed", "Postponed: Evening", "Postponed, no new date yet: Snow"),
        ("tentative", "Evening", "To be confirmed: Snow"),
    ],
)
def test_a_status_is_told_in_words_and_comes_first(
    index, event, clock, status, title, said
):
    other = factories.make_event(index, title="Other")
    before = entry()
    assert read().titles == ["Other", "Evening"]
    clock.forward(hours=1)
    factories.publish(event, status=status, status_reason="Snow")
    feed = read()
    assert feed.titles == [title, "Other"]
    found = feed.entries[0]
    assert said in words(found)
    assert found.id == before.id
    assert found.published == before.published
    assert found.updated == clock.now.replace(microsecond=0) == feed.updated
    assert feed.entries[1].updated == entry_of(other).last_modified


def entry_of(page):
    return CalendarEntry.objects.get(page=page.pk)


def test_a_series_is_one_entry_with_the_dates_that_differ(index):
    library = factories.make_venue(name="Library")
    series = factories.make_event(
        index,
        title="Tuesdays",
        start_date=TUESDAY,
        recurrence="FREQ=WEEKLY;COUNT=8",
        changes=[
            ("cancel", {"date": TUESDAY, "reason": "Snow"}),
            ("move", {"date": date(2090, 3, 14), "to_date": date(2090, 3, 15)}),
            ("alter", {"date": date(2090, 3, 21), "title": "Quiet"}),
            ("alter", {"date": date(2090, 3, 28), "venue": library}),
            ("cancel", {"date": date(2090, 4, 4), "is_postponed": True}),
        ],
    )
    found = entry("Tuesdays")
    assert found.title == "Tuesdays"
    assert found.link == series.full_url
    told = words(found)
    assert told[0].startswith("New date: it was planned for Tuesday, March 14, 2090")
    assert "Every week on Tuesday, 8 times" in told
    assert any(text.startswith("Wednesday, March 15, 2090, 7 p.m.") for text in told)
    assert "Tuesdays, Tuesday, March 7, 2090Cancelled: Snow" in told
    assert "Tuesdays, Tuesday, March 28, 2090, Library" in told
    assert "Tuesdays, Tuesday, April 4, 2090Postponed, no new date yet" in told
    assert not any("Quiet" in text for text in told)
    # Cancelled as a whole, its dates are of no interest.
    factories.publish(series, status="cancelled")
    assert [text for text in words(entry("Tuesdays")) if "2090Cancelled" in text] == []


def test_a_series_of_which_all_dates_are_cancelled(index):
    days = [TUESDAY, date(2090, 3, 14)]
    factories.make_event(
        index,
        title="Tuesdays",
        start_date=TUESDAY,
        recurrence="FREQ=WEEKLY;COUNT=2",
        changes=[("cancel", {"date": day}) for day in days],
    )
    assert "Cancelled" in words(entry("Tuesdays"))


def test_only_some_of_many_dates_are_told(index):
    days = [TUESDAY + timedelta(days=7 * week) for week in range(20)]
    factories.make_event(
        index,
        start_date=TUESDAY,
        recurrence="FREQ=WEEKLY;COUNT=30",
        changes=[("cancel", {"date": day}) for day in days],
    )
    assert len(read().entries[0].html.find("li")) == atom.MOST_DATES


def test_what_is_over_is_no_announcement_and_its_recap_is_news(index, event, clock):
    clock.forward(days=40)
    assert read().entries == []
    factories.make_recap(index, title="How it was", event_id=event.pk)
    assert read().titles == ["How it was"]


def test_an_old_recap_that_is_edited_is_no_news_but_says_so(index, clock):
    old = factories.make_recap(index, title="Old")
    clock.forward(hours=1)
    factories.make_recap(index, title="New")
    clock.forward(hours=1)
    factories.publish(old, summary="Now with a summary")
    feed = read()
    assert feed.titles == ["New", "Old"]
    assert feed.entries[1].updated == clock.now == feed.updated


def test_pages_that_scripts_made(index):
    """Without a time of publishing, the day of a recap; never the clock's."""
    recap = factories.make_recap(index, title="Dated", date=date(2024, 2, 3))
    undated = factories.make_recap(index, title="Undated", date=None)
    for page in (recap, undated, index):
        times = {"first_published_at": None, "last_published_at": None}
        type(page).objects.filter(pk=page.pk).update(**times)
    feed = read()
    assert feed.titles == ["Dated", "Undated"]
    assert feed.entries[0].updated == datetime(2024, 2, 3, tzinfo=UTC) == feed.updated
    assert feed.entries[1].updated == atom.LONG_AGO
    assert feed.entries[0].published is None


def test_the_newest_of_many(index, clock, monkeypatch):
    monkeypatch.setattr(atom, "MOST_ENTRIES", 3)
    for number in range(3):
        factories.make_event(index, title=f"Event {number}")
        clock.forward(minutes=1)
        factories.make_recap(index, title=f"Recap {number}")
        clock.forward(minutes=1)
    assert read().titles == ["Recap 2", "Event 2", "Recap 1"]


def test_what_moves_its_validators_and_what_does_not(index, event, clock):
    before = get(ATOM)
    clock.forward(hours=1)
    event.title = "Secret"
    event.save_revision()
    assert publish_all() == []
    assert get(ATOM, if_none_match=before["ETag"]).status_code == 304
    restriction = PageViewRestriction.objects.create(
        page_id=event.pk, restriction_type="login"
    )
    hidden = get(ATOM)
    assert b"Evening" not in hidden.content
    assert hidden["Last-Modified"] != before["Last-Modified"]
    restriction.delete()
    again = get(ATOM)
    assert again["ETag"] == before["ETag"]
    assert again["Last-Modified"] not in (
        before["Last-Modified"],
        hidden["Last-Modified"],
    )


def test_an_alias_is_not_told_beside_its_meetup(index, event):
    factories.run(event.create_alias, parent=index, update_slug="again")
    assert read().titles == ["Evening"]


def test_it_speaks_the_language_of_the_index(settings, index, event):
    # Wagtail tells translations apart by the language in their address.
    settings.ROOT_URLCONF = "tests.publishing.i18n_urls"
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "django.middleware.locale.LocaleMiddleware",
    ]
    french, _made = Locale.objects.get_or_create(language_code="fr")
    copy = factories.run(event.copy_for_translation, french, copy_parents=True)
    factories.publish(copy, title="Soirée", status_reason="")
    factories.publish(event, status="cancelled")
    translated = read_atom(get(f"{copy.get_parent().url}atom/"))
    assert translated.language == "fr"
    assert translated.titles == ["Annulé : Soirée"]
    original = read_atom(get(f"{event.get_parent().url}atom/"))
    assert original.titles == ["Cancelled: Evening"]
    assert translated.entries[0].id != original.entries[0].id
    assert translated.id != original.id


@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40
    )
)
def test_any_text_gives_a_valid_feed(index, event, text):
    """Control characters, markup, right-to-left: all that a database holds."""
    now = timezone.now()
    for page in (event, index):
        type(page).objects.filter(pk=page.pk).update(
            title=f"E{text}", last_published_at=now
        )
    type(event).objects.filter(pk=event.pk).update(summary=text, status="cancelled")
    feed = read()
    assert feed.entries[0].title.startswith("Cancelled: E")
    assert len(feed.entries[0].html.find("time")) == 2
