"""The installed wheel in a new project; run by ``make test-wheel``, never with the others."""

import gettext
import sysconfig
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.test import TestCase
from django.utils import translation
from wagtail.models import Site

import wagtail_meetups

PACKAGE = Path(wagtail_meetups.__file__).parent


def test_it_is_the_installed_one():
    assert PACKAGE.parent == Path(sysconfig.get_paths()["purelib"])


@pytest.mark.parametrize(
    "pattern",
    [
        "py.typed",
        "locale/fr/LC_MESSAGES/django.mo",
        "static/wagtail_meetups/**/*.css",
        "static/wagtail_meetups/**/*.js",
        "templates/wagtail_meetups/event_page.html",
        "templates/wagtail_meetups/meetup_index_page.html",
        "templates/wagtail_meetups/recap_page.html",
        "templates/wagtail_meetups/admin/**/*.html",
        "templates/wagtail_meetups/blocks/*.html",
        "migrations/0001_initial.py",
        "pages/migrations/0001_initial.py",
        "management/commands/rebuild_meetups.py",
    ],
)
def test_it_holds(pattern):
    assert list(PACKAGE.glob(pattern))


def test_its_words_are_there_in_french():
    path = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        french = gettext.GNUTranslations(file)
    with translation.override("fr"):
        assert translation.gettext("in person and online") == french.gettext(
            "in person and online"
        )
    assert french.gettext("in person and online") != "in person and online"


@pytest.mark.django_db
def test_a_meetup_reaches_the_page_and_the_calendar(client):
    from wagtail_meetups.pages.models import EventPage, MeetupIndexPage

    home = Site.objects.get(is_default_site=True).root_page
    with TestCase.captureOnCommitCallbacks(execute=True):
        index = home.add_child(
            instance=MeetupIndexPage(title="Evenings", slug="meetups")
        )
        index.add_child(
            instance=EventPage(
                title="An evening in spring",
                slug="spring",
                start_date=date.today() + timedelta(days=30),
                start_time=time(19),
                timezone="Europe/Paris",
            )
        )
    calendar = client.get("/meetups/ical/")
    assert calendar.status_code == 200
    assert calendar["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"SUMMARY:An evening in spring" in calendar.content
    assert b"BEGIN:VTIMEZONE" in calendar.content
    again = client.get("/meetups/ical/", headers={"if-none-match": calendar["ETag"]})
    assert again.status_code == 304
    for address in ("/meetups/", "/meetups/spring/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "An evening in spring" in page.content.decode()
