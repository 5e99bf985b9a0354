"""What is said of a feed's address and of what comes from there, good and bad."""

import logging
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from wagtail_meetups import fetching
from wagtail_meetups.admin.feed_answer import ask_for_feed
from wagtail_meetups.admin.feed_report import FeedReport
from wagtail_meetups.admin.findings import Level, look_at_address, look_at_obstacle
from wagtail_meetups.fetching import FetchError, Obstacle

from ..misbehaving import serve

STAMP = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
HEADERS = {
    "Content_Type": "text/calendar; charset=utf-8",
    "ETag": '"one"',
    "Last_Modified": "Mon, 04 May 2026 12:30:00 GMT",
    "Cache_Control": "public, max-age=600",
}


def event(uid, stamp="20260504T123000Z", more=""):
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nLAST-MODIFIED:{stamp}\r\n{more}END:VEVENT\r\n"


def calendar(*events):
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode()
    )


def report(*uids):
    return FeedReport(dict.fromkeys(uids, STAMP), len(uids), 0, 0, [])


@pytest.fixture
def ask():
    """Ask a server that answers so, and return what is found."""

    def ask(body=None, uids=("a", "b"), status=200, then=304, drop=(), **headers):
        body = calendar(event("a"), event("b")) if body is None else body
        headers = {**HEADERS, **headers}
        for name in drop:
            del headers[name]

        def answer(handler):
            if "If-None-Match" in handler.headers and then == 304:
                handler.reply(304)
            else:
                handler.reply(status, body, **headers)

        with serve(answer) as server:
            found = ask_for_feed(server.url, report(*uids))
        ask.requests = server.asked
        assert all(finding.text for finding in found)
        assert all(finding.todo for finding in found if finding.level != Level.OK)
        return found

    return ask


def told(found, level):
    return [finding.text for finding in found if finding.level is level]


def not_ok(found):
    return told(found, Level.LOOK) + told(found, Level.WRONG)


def test_all_is_well(ask):
    found = ask()
    assert told(found, Level.OK) == [
        "It answers.",
        "It says that it is a calendar.",
        "It is a calendar with 2 meet-ups.",
        "The meet-ups are those that this site has now.",
        "Asked again, it says in one word that nothing has changed (304).",
        "It sets no cookie.",
        "Caches may keep it for 10 minutes.",
    ]
    assert not not_ok(found)
    first, second = ask.requests
    assert "If-None-Match" not in first
    assert second["If-None-Match"] == '"one"'
    assert all("Cookie" not in asked for asked in ask.requests)


@pytest.mark.parametrize(
    ("status", "words", "todo"),
    [
        (400, "refuses the request", "ALLOWED_HOSTS"),
        (401, "refuses to answer (401)", "password"),
        (403, "refuses to answer (403)", "password"),
        (404, "nothing at this address", "another site may answer"),
        (500, "an error (500)", "log"),
        (503, "an error (503)", "log"),
    ],
)
def test_an_error_is_explained_and_nothing_more_is_asked(ask, status, words, todo):
    [finding] = ask(status=status)
    assert finding.level is Level.WRONG
    assert words in finding.text
    assert todo in finding.todo
    assert len(ask.requests) == 1


@pytest.mark.parametrize(
    "target",
    [
        "{wagtails}?next=/meetups/ical/",
        "/accounts/login/?next=/meetups/ical/",
        "http://127.0.0.1:{port}{wagtails}",
    ],
)
def test_a_way_to_the_log_in_is_told_from_others(target):
    wagtails = reverse("wagtailcore_login")
    with serve(
        lambda handler: handler.reply(
            302,
            Location=target.format(port=handler.server.server_port, wagtails=wagtails),
        )
    ) as server:
        [finding] = ask_for_feed(server.url, report())
    assert finding.level is Level.WRONG
    assert "calendars cannot log in" in finding.text
    assert len(server.asked) == 1


def test_the_log_in_of_the_host(ask, settings):
    settings.WAGTAIL_FRONTEND_LOGIN_URL = "/members/"
    settings.LOGIN_URL = "no_such_view"
    [finding] = ask(status=302, Location="/members/?next=/meetups/ical/")
    assert "calendars cannot log in" in finding.text


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_another_address_is_named_and_not_followed(ask, status):
    [finding] = ask(status=status, Location="https://www.meetups.example/ical/")
    assert finding.level is Level.LOOK
    assert "https://www.meetups.example/ical/" in finding.text
    assert "Settings → Sites" in finding.todo


def test_a_web_page_is_no_calendar(ask):
    found = ask(b"<!doctype html><h1>Log in</h1>", Content_Type="text/html")
    assert told(found, Level.WRONG) == ["A web page comes instead of a calendar."]
    assert len(ask.requests) == 1


def test_another_type_is_named(ask):
    found = ask(Content_Type="application/octet-stream")
    assert "application/octet-stream" in told(found, Level.WRONG)[0]
    assert "“”" in told(ask(drop=["Content_Type"]), Level.WRONG)[0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not a calendar",
        b"\xff\xfe\x00",
        calendar(event("a"), event("b"))[:-20],
        calendar(event("a")).replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nBEGIN:X"),
    ],
)
def test_what_cannot_be_read_is_wrong(ask, body):
    found = ask(body)
    assert told(found, Level.WRONG) == [
        "It cannot be read as a calendar, or it breaks off."
    ]


def test_two_calendars_in_one(ask):
    found = ask(calendar(event("a")) + calendar(event("b")))
    assert "more than one calendar" in told(found, Level.WRONG)[0]


@pytest.mark.parametrize(
    "events",
    [
        [event("a"), event("a")],
        [event("a"), "BEGIN:VEVENT\r\nSUMMARY:nameless\r\nEND:VEVENT\r\n"],
    ],
)
def test_twice_or_without_a_name(ask, events):
    found = ask(calendar(*events), uids=["a"])
    assert "Some meet-ups come twice" in told(found, Level.WRONG)[0]


def test_single_dates_of_a_series_share_its_name(ask):
    series = [
        event("a", more="RRULE:FREQ=WEEKLY\r\n"),
        event("a", more="RECURRENCE-ID:20260511T170000Z\r\n"),
        event("a", more="RECURRENCE-ID:20260518T170000Z\r\n"),
    ]
    found = ask(calendar(*series), uids=["a"])
    assert not not_ok(found)
    assert "It is a calendar with 1 meet-up." in told(found, Level.OK)


def test_an_empty_calendar_is_one(ask):
    found = ask(calendar(), uids=[])
    assert not not_ok(found)
    assert "It is a calendar with 0 meet-ups." in told(found, Level.OK)


def test_other_meet_ups_than_this_site_knows_are_counted(ask):
    body = calendar(event("a", stamp="20260503T080000Z"), event("b"), event("old"))
    found = ask(body, uids=["a", "b", "c", "d"])
    [text] = not_ok(found)
    assert "Missing: 2; there, but no longer here: 1; changed since: 1." in text


@pytest.mark.parametrize(
    ("drop", "words"),
    [
        (["ETag"], "ETag."),
        (["Last_Modified"], "Last-Modified."),
        (["ETag", "Last_Modified"], "ETag, Last-Modified."),
    ],
)
def test_lost_validators_are_named(ask, drop, words):
    found = ask(drop=drop)
    assert not_ok(found) == [f"Lost on the way: {words}"]
    assert len(ask.requests) == 1


def test_a_proxy_that_drops_the_question(ask):
    found = ask(then=200)
    assert not_ok(found) == [
        "Asked again with its ETag, it sends all of it instead of 304."
    ]


def test_a_server_that_answers_only_once():
    def answer(handler):
        if "If-None-Match" not in handler.headers:
            handler.reply(200, calendar(), **HEADERS)

    with serve(answer) as server:
        found = ask_for_feed(server.url, report())
    assert not_ok(found) == ["The answer broke off in the middle."]


def test_a_cookie(ask):
    assert "sets a cookie" in not_ok(ask(Set_Cookie="sessionid=1"))[0]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("private, max-age=60", "“private, max-age=60”"),
        ("no-store", "“no-store”"),
        ("public", "“public”"),
        ("", "is missing"),
        ("public, max-age=604800", "more than a day"),
        ("public, max-age=soon", "“public, max-age=soon”"),
    ],
)
def test_caching_that_brings_changes_late_or_never_spares_anybody(ask, header, words):
    [text] = not_ok(ask(Cache_Control=header))
    assert words in text


def test_a_huge_answer_is_not_read_to_its_end(ask, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    body = calendar(*(event(f"{number}") for number in range(3000)))
    assert "larger than" in not_ok(ask(body))[0]


def test_no_answer_is_explained():
    with serve(lambda handler: None) as server:
        url = server.url
    [finding] = ask_for_feed(url, report())
    assert finding.level is Level.WRONG
    assert finding.text == "Nothing answers at this address and port."


@pytest.mark.parametrize("obstacle", Obstacle)
def test_each_obstacle_has_its_words(obstacle):
    finding = look_at_obstacle(FetchError(obstacle, "no"))
    assert finding.level is Level.WRONG
    assert finding.text
    assert finding.todo


@pytest.mark.parametrize(
    ("host", "level"),
    [
        ("localhost", Level.WRONG),
        ("meetups.localhost", Level.WRONG),
        ("127.0.0.1", Level.WRONG),
        ("[::1]", Level.WRONG),
        ("192.168.1.20", Level.LOOK),
        ("[fd00::1]", Level.LOOK),
        ("intranet", Level.LOOK),
        ("printer.local", Level.LOOK),
        ("meetups.example", Level.OK),
        ("93.184.216.34", Level.OK),
        ("[2606:2800:220:1::1]", Level.OK),
    ],
)
def test_hosts_that_no_phone_can_reach(host, level):
    finding = look_at_address(f"https://{host}:8000/meetups/ical/")[0]
    assert finding.level is level
    assert host.strip("[]") in finding.text
    assert bool(finding.todo) is (level is not Level.OK)


def test_encryption_and_length():
    address = "https://meetups.example/" + "a" * 232
    _host, scheme, length = look_at_address(address)
    assert (scheme.level, length.level) == (Level.OK, Level.OK)
    assert "256" in length.text
    _host, scheme, length = look_at_address(address.replace("https", "http") + "aa")
    assert (scheme.level, length.level) == (Level.LOOK, Level.LOOK)
    assert "257" in length.text


def test_each_level_has_a_word_and_an_icon():
    assert len({level.label for level in Level}) == len(Level)
    assert len({level.icon for level in Level}) == len(Level)


def test_broken_calendars_are_not_logged_as_errors(ask, caplog):
    with caplog.at_level(logging.ERROR):
        ask(b"not a calendar")
    assert not caplog.records
