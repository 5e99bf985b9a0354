"""An event page: when, where, how to join, by whom, and whether it takes place."""

from datetime import date, time

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from wagtail_meetups.models.dates import MeetupDate
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.views.add_one import add_links

from .. import factories
from .html import READER_TIME, read

pytestmark = pytest.mark.django_db

TUESDAY = date(2090, 3, 7)
PAST = date(2020, 3, 3)


def when(document):
    (text,) = (
        text for _attrs, text in document.find("section") if text.startswith("When")
    )
    told = text.removeprefix("When ").partition(" Add this one")[0]
    return told.removesuffix(" Subscribe to all meet-ups")


def reader_time(document):
    """What reader-time.js is given, and whether the page loads it."""
    loaded = bool(document.find("script", src=READER_TIME))
    given = document.find("span", **{"class": "meetups-reader"})
    assert all(text == "" and "hidden" in attrs for attrs, text in given)
    return loaded, [attrs for attrs, _text in given]


def make(index, **kwargs):
    kwargs.setdefault("start_date", TUESDAY)
    return factories.make_event(index, title="Spring evening", **kwargs)


@pytest.mark.parametrize(
    ("values", "text", "machine"),
    [
        (
            {},
            "Tuesday, March 7, 2090, 7 p.m. to 10 p.m. Paris time (UTC+1)",
            ["2090-03-07T19:00+01:00", "2090-03-07T22:00+01:00"],
        ),
        (
            {"start_date": date(2090, 7, 4), "timezone": "America/New_York"},
            "Tuesday, July 4, 2090, 7 p.m. to 10 p.m. New York time (UTC\N{MINUS SIGN}4)",
            ["2090-07-04T19:00-04:00", "2090-07-04T22:00-04:00"],
        ),
        (
            {"timezone": "Asia/Kolkata"},
            "Tuesday, March 7, 2090, 7 p.m. to 10 p.m. Kolkata time (UTC+5:30)",
            ["2090-03-07T19:00+05:30", "2090-03-07T22:00+05:30"],
        ),
        (
            {"timezone": "UTC"},
            "Tuesday, March 7, 2090, 7 p.m. to 10 p.m. UTC",
            ["2090-03-07T19:00+00:00", "2090-03-07T22:00+00:00"],
        ),
        (
            {"end_time": None},
            "Tuesday, March 7, 2090, 7 p.m., open end Paris time (UTC+1)",
            ["2090-03-07T19:00+01:00"],
        ),
        (
            {"end_time": time(0)},
            "Tuesday, March 7, 2090, 7 p.m. to midnight Paris time (UTC+1)",
            ["2090-03-07T19:00+01:00", "2090-03-08T00:00+01:00"],
        ),
        (
            {"end_time": time(2)},
            "Tuesday, March 7, 2090, 7 p.m. to 2 a.m. the next morning Paris time (UTC+1)",
            ["2090-03-07T19:00+01:00", "2090-03-08T02:00+01:00"],
        ),
        (
            # Twelve hours by the clock, thirteen of them: the clocks go back.
            {
                "start_date": date(2090, 10, 28),
                "start_time": time(18, 30),
                "end_time": time(6, 30),
            },
            "Saturday, Oct. 28, 2090, 6:30 p.m. to 6:30 a.m. the next morning"
            " Paris time (UTC+2)",
            ["2090-10-28T18:30+02:00", "2090-10-29T06:30+01:00"],
        ),
        (
            {"end_date": date(2090, 3, 9), "end_time": time(12)},
            "Tuesday, March 7, 2090, 7 p.m. to Thursday, March 9, 2090, noon"
            " Paris time (UTC+1)",
            ["2090-03-07T19:00+01:00", "2090-03-09T12:00+01:00"],
        ),
        (
            {"all_day": True},
            "Tuesday, March 7, 2090, all day",
            ["2090-03-07"],
        ),
        (
            {"all_day": True, "end_date": date(2090, 3, 9)},
            "Tuesday, March 7, 2090 to Thursday, March 9, 2090, all day",
            ["2090-03-07", "2090-03-09"],
        ),
        # There, the clocks once went from midnight to one: the day after has no midnight.
        (
            {
                "all_day": True,
                "start_date": date(2021, 3, 27),
                "timezone": "Asia/Beirut",
            },
            "Saturday, March 27, 2021, all day",
            ["2021-03-27"],
        ),
    ],
)
@pytest.mark.parametrize("current", ["Europe/Paris", "Pacific/Auckland"])
def test_when_is_told_on_the_events_own_clock(
    get, index, values, text, machine, current
):
    event = make(index, **values)
    with override_settings(TIME_ZONE=current), timezone.override(current):
        page = get(event.url)
    assert when(page) == text
    assert list(page.times) == machine


def test_a_time_to_come_can_be_told_on_the_readers_own_clock(get, index):
    loaded, (given,) = reader_time(get(make(index).url))
    assert loaded
    assert given == {
        "class": "meetups-reader",
        "data-meetups-reader": "2090-03-07T19:00+01:00",
        "data-meetups-end": "2090-03-07T22:00+01:00",
        "data-meetups-words": "On your clock: {when}",
        "hidden": None,
    }
    _loaded, (given,) = reader_time(get(make(index, end_time=None).url))
    assert "data-meetups-end" not in given


@pytest.mark.parametrize(
    "values",
    [
        {"all_day": True},
        {"start_date": PAST},
        {"status": "cancelled"},
        {"live": False, "start_date": None, "start_time": None},
    ],
)
def test_without_a_time_to_come_no_script_is_loaded(get, index, values):
    event = make(index, **values)
    page = get(event.url) if event.live else read(event.make_preview_request())
    assert reader_time(page) == (False, [])


def test_an_event_with_all_there_is_to_say(get, index):
    venue = factories.make_venue(
        latitude="48.853100",
        longitude="2.369200",
        directions="Métro: second exit",
        access_notes="Two steps",
        link="https://cafe.example/",
    )
    event = make(
        index,
        summary="We talk about prices.",
        venue=venue,
        attendance_mode="both",
        online_link="https://online.example/room",
        sign_up_link="https://signup.example/",
        price_note="free, each pays for their drink",
        image=factories.make_image(title="A table by the window"),
        topics=[factories.make_topic("Prices"), factories.make_topic("Contracts")],
        body=[
            ("text", "<h3>What for</h3><p>To <i>talk</i>.</p>"),
            ("quote", {"text": "Come early.", "source": "A host"}),
        ],
    )
    page = get(event.url)
    assert page.headings == [
        (1, "Spring evening"),
        (2, "When"),
        (2, "Where"),
        (2, "Taking part"),
        (2, "About this meet-up"),
        (3, "What for"),
    ]
    named = "Spring evening, Tuesday, March 7, 2090"
    [occurrence] = event.get_occurrences()
    add = add_links(MeetupDate(occurrence, event), event.full_url)
    assert page.links == {
        "Skip to content": "#content",
        "Café evenings": index.url,
        f"Add this one to my calendar: {named}": f"{event.full_url}ical/",
        f"to Google: {named}": add.google,
        f"to Outlook: {named}": add.outlook,
        f"to Outlook at work or school: {named}": add.outlook_work,
        "Subscribe to all meet-ups": f"{index.full_url}subscribe/",
        "OpenStreetMap: Café Lumière": "https://www.openstreetmap.org/"
        "?mlat=48.853100&mlon=2.369200#map=18/48.853100/2.369200",
        "Your map app: Café Lumière": "geo:48.853100,2.369200",
        "Apple Maps: Café Lumière": "https://maps.apple.com/"
        "?ll=48.853100%2C2.369200&q=Caf%C3%A9+Lumi%C3%A8re",
        "Google Maps: Café Lumière": "https://www.google.com/maps/search/"
        "?api=1&query=48.853100%2C2.369200",
        "Website of Café Lumière": "https://cafe.example/",
        f"Join online: {named}": "https://online.example/room",
        f"Sign up: {named}": "https://signup.example/",
    }
    for text in (
        "We talk about prices.",
        "In person and online",
        "12 rue des Lilas75011 Paris",
        "Métro: second exit",
        "Access: Two steps",
        "Price: free, each pays for their drink",
        "Contracts, Prices",
    ):
        assert text in page.text
    assert page.find("blockquote")[0][1] == "Come early."
    assert page.find("figcaption")[0][1] == "A host"
    (picture,) = page.find("img")
    assert picture[0]["alt"] == "A table by the window"
    assert (
        page.find("meta", name="description")[0][0]["content"]
        == "We talk about prices."
    )


def test_without_coordinates_maps_look_for_the_address(get, index):
    venue = factories.make_venue(address="12 rue des Lilas,\r\n75011 Paris & more")
    links = get(make(index, venue=venue).url).links
    place = "Caf%C3%A9+Lumi%C3%A8re%2C+12+rue+des+Lilas%2C+75011+Paris+%26+more"
    assert {name: url for name, url in links.items() if "Lumière" in name} == {
        "OpenStreetMap: Café Lumière": f"https://www.openstreetmap.org/search?query={place}",
        "Your map app: Café Lumière": f"geo:0,0?q={place.replace('+', '%20')}",
        "Apple Maps: Café Lumière": f"https://maps.apple.com/?q={place}",
        "Google Maps: Café Lumière": f"https://www.google.com/maps/search/?api=1&query={place}",
    }


def test_a_place_that_no_map_can_find_has_no_map(get, index):
    links = get(make(index, venue=factories.make_venue(address=" ")).url).links
    assert not any("Lumière" in name for name in links)


def test_coordinates_are_written_the_same_in_every_language(get, index):
    venue = factories.make_venue(latitude="48.853100", longitude="2.369200")
    event = make(index, venue=venue)
    with override_settings(
        LANGUAGE_CODE="fr", WAGTAIL_I18N_ENABLED=False, USE_THOUSAND_SEPARATOR=True
    ):
        page = get(event.url)
    assert page.find("html")[0][0]["lang"] == "fr"
    assert "geo:48.853100,2.369200" in page.links.values()


@pytest.mark.parametrize(
    ("mode", "shown", "hidden"),
    [
        ("in_person", ["In person", "Café Lumière"], ["Join online"]),
        (
            "online",
            ["Where Online Taking part Join online"],
            ["In person", "Café Lumière"],
        ),
        ("both", ["In person and online", "Café Lumière", "Join online"], []),
    ],
)
def test_place_and_link_follow_how_one_takes_part(get, index, mode, shown, hidden):
    event = make(
        index,
        attendance_mode=mode,
        venue=factories.make_venue(),
        online_link="https://online.example/room",
    )
    page = get(event.url)
    assert all(text in page.text for text in shown)
    assert not any(text in page.text for text in hidden)


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("cancelled", "Cancelled: We are ill."),
        ("postponed", "Postponed, no new date yet: We are ill."),
        ("tentative", "To be confirmed: We are ill."),
    ],
)
def test_the_status_stands_in_words(get, index, status, text):
    event = make(
        index,
        status=status,
        status_reason="We are ill.",
        sign_up_link="https://signup.example/",
    )
    page = get(event.url)
    assert text in page.text
    called_off = status != "tentative"
    assert ("It was planned for: Tuesday, March 7, 2090" in page.text) is called_off
    assert ("https://signup.example/" not in page.links.values()) is called_off


def test_a_meet_up_as_planned_has_no_status(get, index):
    assert "meetups-status" not in str(get(make(index).url).elements)


def test_a_new_date_is_told_with_the_first_one(get, index):
    event = make(index)
    factories.publish(event, start_date=date(2090, 4, 5), start_time=time(18))
    page = get(event.url)
    assert "New date: it was planned for Tuesday, March 7, 2090, 7 p.m." in page.text
    assert page.times["2090-03-07T19:00+01:00"] == "Tuesday, March 7, 2090, 7 p.m."
    assert when(page).startswith("Wednesday, April 5, 2090, 6 p.m.")


def test_a_meet_up_that_is_over_cannot_be_joined(get, index):
    event = make(index, start_date=PAST, sign_up_link="https://signup.example/")
    page = get(event.url)
    assert "This meet-up is over." in page.text
    assert "https://signup.example/" not in page.links.values()
    assert not any(name.startswith("Add this one") for name in page.links)


def test_hosts_are_shown_only_as_far_as_they_agreed(get, index):
    nadia = factories.make_attendee(
        bio="Draws maps.",
        link="https://nadia.example/",
        email="nadia@example.com",
        notes="Likes the corner table.",
        photo=factories.make_image(),
    )
    factories.agree(nadia, "first_name", "trade", "photo")
    factories.agree(nadia, "photo", agreed=False)
    factories.agree(nadia, "bio", "link", "last_name", use="recaps")
    silent = factories.make_attendee(first_name="Gaspard", trade="Carpenter")
    open_one = factories.make_attendee(
        first_name="Ilse",
        last_name="Maron",
        bio="Writes letters.",
        link="https://ilse.example/",
        photo=factories.make_image(title="Ilse"),
    )
    factories.agree(open_one, "first_name", "last_name", "bio", "link", "photo")
    event = make(index, hosts=[nadia, silent, open_one])
    page = get(event.url)
    names = [text for _attrs, text in page.find("p", **{"class": "meetups-name"})]
    assert names == ["Ilse Maron", "Nadia"]
    assert page.links["Website of Ilse Maron"] == "https://ilse.example/"
    assert "Writes letters." in page.text
    assert [attrs["alt"] for attrs, _text in page.find("img")] == [""]
    html = str(page.elements)
    for secret in (
        "Berthier",
        "Draws maps",
        "nadia.example",
        "nadia@example.com",
        "corner table",
        "Gaspard",
        "Carpenter",
    ):
        assert secret not in html


def test_an_event_links_to_its_recaps_and_its_calendar(get, index):
    event = make(index, start_date=PAST)
    recap = factories.make_recap(index, title="How it went", event=event, date=PAST)
    hidden = factories.make_recap(index, title="A draft of it", event=event, live=False)
    page = get(event.url)
    assert page.links["How it went, Tuesday, March 3, 2020"] == recap.url
    assert hidden.title not in page.text
    calendar, news = page.link_rel("alternate")
    assert news["href"] == calendar["href"].replace("/ical/", "/atom/")
    assert calendar["type"] == "text/calendar"
    assert calendar["title"] == "Calendar: Café evenings"
    assert calendar["href"] == f"{index.full_url}ical/"
    (canonical,) = page.link_rel("canonical")
    assert canonical["href"] == event.full_url


def test_an_event_without_an_index_names_no_calendar(get):
    home = factories.get_home()
    event = factories.make_event(home, title="On its own", start_date=TUESDAY)
    page = get(event.url)
    assert page.link_rel("alternate") == []
    assert "organizer" not in page.structured_data
    assert "On its own" in page.text


def test_an_alias_names_the_page_it_mirrors_as_canonical(get, client, index):
    event = make(index)
    other = factories.make_index(title="Elsewhere", slug="elsewhere")
    alias = factories.run(event.create_alias, parent=other)
    (canonical,) = get(alias.url).link_rel("canonical")
    assert canonical["href"] == event.full_url


def test_no_word_of_an_index_that_the_reader_may_not_see(get, index):
    home = factories.get_home()
    event = factories.make_event(home, title="Open to all", start_date=TUESDAY)
    factories.make_event(index, title="For members")
    PageViewRestriction.objects.create(page_id=index.pk, restriction_type="login")
    page = get(event.url)
    assert "Café evenings" not in str(page.elements)


def test_a_preview_shows_the_draft_and_the_page_what_is_published(get, index):
    event = make(index)
    event.start_date = date(2090, 4, 5)
    event.status = "tentative"
    event.save_revision()
    draft = event.get_latest_revision_as_object()
    preview = read(draft.make_preview_request())
    assert when(preview).startswith("Wednesday, April 5, 2090")
    assert "To be confirmed" in preview.text
    live = get(event.url)
    assert when(live).startswith("Tuesday, March 7, 2090")
    assert "To be confirmed" not in live.text


def test_a_draft_with_nothing_but_a_title_can_be_previewed(index):
    draft = event_models()[0](title="Only a title", locale=index.locale)
    page = read(draft.make_preview_request())
    assert page.headings == [(1, "Only a title"), (2, "When"), (2, "Where")]
    assert "The date is not known yet." in page.text
    assert page.link_rel("alternate") == page.link_rel("canonical") == []
    assert page.find("script") == []


def test_a_saved_draft_without_a_date_can_be_previewed(index):
    event = factories.make_event(
        index, title="Some day", start_date=None, start_time=None, live=False
    )
    page = read(event.make_preview_request())
    assert "The date is not known yet." in page.text
    assert page.find("script") == []


# Wagtail: the site, the active locale, the route (4), restrictions (2), the page's locale,
# venue, image. Ours: the snapshot (4), the date, the index, hosts, what they agreed to,
# their photos, the small versions of these, recaps, the small versions of their images,
# topics, the page's languages.
def test_queries_do_not_grow_with_hosts_recaps_and_other_events(count_queries, index):
    def add(event, number):
        hosts = [
            factories.make_attendee(photo=factories.make_image()) for _ in range(number)
        ]
        for host in hosts:
            factories.agree(host, "first_name", "photo")
        event.hosts.add(*hosts)
        event.topics.add(*(factories.make_topic() for _ in range(number)))
        factories.publish(event)
        for _number in range(number):
            factories.make_recap(index, event=event, image=factories.make_image())
            factories.make_event(index)

    event = make(index, venue=factories.make_venue(), image=factories.make_image())
    add(event, 1)
    before = count_queries(event.url)
    cold = count_queries(event.url, cold=True)
    add(event, 20)
    assert count_queries(event.url) == before
    assert count_queries(event.url, cold=True) == cold
    assert before <= 28  # 25, one for a host's own base page, two for comments.


@override_settings(
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ]
)
@pytest.mark.parametrize("asked", ["en", "fr"])
def test_a_page_speaks_its_own_language(client, asked):
    french, _created = Locale.objects.get_or_create(language_code="fr")
    index = factories.make_index(title="Soirées", locale=french)
    event = factories.make_event(index, title="Soirée", start_date=TUESDAY)
    english = make(factories.make_index(title="Evenings"))
    response = client.get(event.url, headers={"accept-language": asked})
    page = read(response)
    assert page.find("html")[0][0] == {"lang": "fr", "dir": "ltr"}
    assert "mardi" in when_in(page)
    assert "7 mars 2090" in when_in(page)
    assert "19:00" in when_in(page)
    assert response["Content-Language"] == "fr"
    response = client.get(english.url, headers={"accept-language": asked})
    page = read(response)
    assert page.find("html")[0][0] == {"lang": "en", "dir": "ltr"}
    assert "Tuesday" in when_in(page)
    assert response["Content-Language"] == "en"


def when_in(page):
    return page.find("span", **{"class": "meetups-when"})[0][1]


@override_settings(
    LANGUAGES=[("en", "English"), ("ar", "العربية")],
    WAGTAIL_CONTENT_LANGUAGES=[("en", "English"), ("ar", "العربية")],
)
def test_a_page_that_is_read_from_right_to_left_says_so(get):
    arabic = Locale.objects.create(language_code="ar")
    index = factories.make_index(title="لقاءات", locale=arabic)
    event = factories.make_event(index, title="مساء", start_date=TUESDAY)
    assert get(event.url).find("html")[0][0] == {"lang": "ar", "dir": "rtl"}


@override_settings(WAGTAIL_I18N_ENABLED=False, LANGUAGE_CODE="fr")
def test_without_translated_pages_the_sites_language_is_that_of_its_pages(get, index):
    event = make(index)
    page = get(event.url)
    assert page.find("html")[0][0]["lang"] == "fr"
    assert "mardi" in when_in(page)
