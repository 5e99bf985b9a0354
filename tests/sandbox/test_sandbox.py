"""What somebody sees who runs ``make demo``: one process, one database, plain HTTP."""

import json
import re

import pytest

CHECKS = """
from django.core.management import call_command
call_command("check")
call_command("makemigrations", "--check", "--dry-run")
call_command("rebuild_meetups", "--check")
"""


def unfold(calendar: str) -> str:
    return calendar.replace("\r\n ", "")


@pytest.fixture
def visitor(sandbox):
    return sandbox.visitor()


def test_project_is_in_order(sandbox):
    told = sandbox.manage("shell", "-v0", "-c", CHECKS)
    assert "no issues" in told
    assert "No changes detected" in told
    assert "up to date" in told


def test_load_demo_tells_addresses_and_log_ins(sandbox):
    root = f"http://localhost:{sandbox.port}"
    for address in ("/", "/meetups/", "/meetups/ical/", "/admin/"):
        assert f"{root}{address}\n" in sandbox.output
    for name in ("admin", "editor", "member"):
        assert re.search(rf"^  {name} ", sandbox.output, re.MULTILINE)


def test_load_demo_tells_a_private_link_once(sandbox):
    (address,) = re.findall(r"^Private: +(\S+)$", sandbox.output, re.MULTILINE)
    assert re.search(r"/meetups/people/[\w-]{32}/$", address)
    assert "Private:" not in sandbox.manage("load_demo")


def test_load_demo_twice_changes_nothing(sandbox):
    sandbox.query("UPDATE home_homepage SET lead = 'Edited by a person.'")
    before = list(sandbox.dump())
    again = sandbox.manage("load_demo")
    assert "nothing in it was changed" in again
    assert list(sandbox.dump()) == before
    assert any("Edited by a person." in row for row in before)
    assert len(before) > 500


def test_home_and_index(visitor):
    home = visitor.get("/")
    assert home.status == 200
    assert '<a class="button" href="/meetups/">Meet-ups</a>' in home.text
    # What an editor put there: three dates, in the language of the page.
    assert home.text.count('<li class="meetups-item') == 3
    assert "<h2>Meet-ups</h2>" in home.text
    assert "<h2>Rencontres</h2>" in visitor.get("/fr/").text
    month = visitor.get("/meetups/month/")
    assert month.status == 200
    assert '<table class="meetups-weeks">' in month.text
    index = visitor.get("/meetups/")
    assert index.status == 200
    # The site's own theme around the package's page.
    assert 'class="site-header"' in index.text
    assert "sandbox/theme.css" in index.text
    assert "wagtail_meetups/meetups.css" in index.text
    assert "Café evening: show your bench" in index.text
    assert "The heating of the workshop has given up." in index.text
    assert "The quay is under water." in index.text
    assert 'rel="alternate" type="text/calendar"' in index.text


def languages(answer) -> dict:
    """Where the switch leads, by language; the current one has a star."""
    switch = re.search(r'<nav class="site-languages".*?</nav>', answer.text, re.DOTALL)
    link = r'href="([^"]+)" lang="(\w+)" hreflang="\2"( aria-current="true")?'
    return {
        f"{code}{'*' if current else ''}": url
        for url, code, current in re.findall(link, switch[0])
    }


def test_the_language_switch_stays_on_the_page(visitor):
    for english, french in {
        "/": "/fr/",
        "/meetups/": "/fr/rencontres/",
        "/meetups/show-your-bench/": "/fr/rencontres/montrez-votre-etabli/",
        "/search/?q=soup": "/fr/search/?q=soup",
    }.items():
        assert languages(visitor.get(english)) == {"en*": english, "fr": french}
        assert languages(visitor.get(french)) == {"en": english, "fr*": french}


def test_the_language_switch_leads_to_the_nearest_page_that_is_translated(visitor):
    for path, french in {
        "/meetups/saying-no/": "/fr/rencontres/",
        "/meetups/?past=2": "/fr/rencontres/",
        "/login/": "/fr/",
    }.items():
        assert languages(visitor.get(path))["fr"] == french


def test_the_theme_replaces_a_part_and_adds_to_a_block(visitor):
    event = visitor.get("/meetups/show-your-bench/")
    assert '<ul class="topic-labels"' in event.text
    assert "meetups-topics" not in event.text
    assert "Look for the person with the yellow sticker" in event.text
    # The block still holds what the package puts there.
    assert "Inès Valmorel" in event.text
    # It is for those who may still come.
    assert "yellow sticker" not in visitor.get("/meetups/saying-no/").text
    french = visitor.get("/fr/rencontres/montrez-votre-etabli/")
    assert "étiquette jaune" in french.text


def test_event_shows_hosts_as_far_as_they_agreed(visitor):
    event = visitor.get("/meetups/letters-that-get-paid/")
    assert event.status == 200
    assert "Métro Jacques Bonsergent (line 5)" in event.text
    assert "Maud Kerlevan" in event.text
    assert "Gaspard Thévenon" in event.text
    # Maud took the agreement to her photo back; nobody's e-mail is public.
    assert event.text.count('class="meetups-photo"') == 1
    assert "maud@kerlevan.example" not in event.text


def test_recap_and_event_link_to_each_other(visitor):
    recap = visitor.get("/meetups/how-the-long-table-was/")
    assert recap.status == 200
    assert 'href="/meetups/the-long-table/"' in recap.text
    assert "<blockquote>" in recap.text
    picture = re.search(r'src="(/media/[^"]+)"', recap.text)[1]
    assert visitor.get(picture).status == 200
    event = visitor.get("/meetups/the-long-table/")
    assert 'href="/meetups/how-the-long-table-was/"' in event.text


def test_every_answer_has_the_policy(visitor):
    strict = visitor.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self'; style-src 'self';" in strict
    for path in ("/meetups/", "/meetups/ical/", "/fr/", "/login/", "/nowhere/"):
        assert visitor.get(path).headers["Content-Security-Policy"] == strict
    # Wagtail's editor needs more; what would be against the strict one is told.
    admin = visitor.get("/admin/login/").headers
    assert admin["Content-Security-Policy-Report-Only"] == strict
    assert "script-src 'self' 'unsafe-inline';" in admin["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in admin["Content-Security-Policy"]


def test_feed(visitor):
    feed = visitor.get("/meetups/ical/")
    assert feed.status == 200
    assert feed.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = unfold(feed.text)
    assert "X-WR-CALNAME:Mardi Comptoir\r\n" in text
    assert "DTSTART;TZID=Europe/Paris:" in text
    assert "DTSTART;TZID=America/Montreal:" in text
    assert "DTSTART;VALUE=DATE:" in text
    assert text.count("STATUS:CANCELLED\r\n") == 4
    assert "SUMMARY:Cancelled: Portfolio clinic\r\n" in text
    assert "SUMMARY:Postponed: Picnic at the lock\r\n" in text
    assert "STATUS:TENTATIVE\r\n" in text
    assert visitor.get("/meetups/mardi-comptoir.ics").text == feed.text


def test_a_series_with_dates_that_are_cancelled_postponed_and_moved(visitor):
    page = visitor.get("/meetups/the-thursday-table/")
    assert page.status == 200
    assert "Every month" in page.text and "second Thursday" in page.text
    assert "The café is closed for the holidays." in page.text
    assert "it was planned for" in page.text
    dates = visitor.get("/meetups/the-thursday-table/dates/")
    assert "Cancelled" in dates.text
    assert "Postponed, no new date yet" in dates.text
    text = unfold(visitor.get("/meetups/ical/").text)
    assert "SUMMARY:Cancelled: The Thursday table\r\n" in text
    assert "SUMMARY:Postponed: The Thursday table\r\n" in text
    assert text.count("RECURRENCE-ID;TZID=Europe/Paris:") == 3
    french = visitor.get("/fr/rencontres/la-table-du-jeudi/")
    assert "Tous les mois" in french.text or "Chaque mois" in french.text


def test_draft_is_nowhere(visitor):
    assert visitor.get("/meetups/new-years-soup/").status == 404
    surfaces = ("/meetups/", "/meetups/ical/", "/search/?q=soup", "/sitemap.xml")
    for path in (*surfaces, "/api/pages/?limit=20&search=soup"):
        answer = visitor.get(path)
        assert answer.status == 200
        assert "new-years-soup" not in unfold(answer.text)


def test_members_only_event_is_for_who_logs_in(visitor):
    answer = visitor.get("/meetups/the-kitchen-table/")
    assert answer.status == 302
    assert answer.headers["Location"] == "/login/?next=/meetups/the-kitchen-table/"
    for path in ("/meetups/", "/meetups/ical/", "/search/?q=kitchen", "/sitemap.xml"):
        assert "the-kitchen-table" not in unfold(visitor.get(path).text)

    visitor.log_in("member")
    answer = visitor.get("/meetups/the-kitchen-table/")
    assert answer.status == 200
    assert "the second sticker box" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "the-kitchen-table" in visitor.get("/search/?q=kitchen").text


def test_french_index_and_feed(visitor):
    index = visitor.get("/fr/rencontres/")
    assert index.status == 200
    assert '<html lang="fr">' in index.text
    assert "Soirée café : montrez votre établi" in index.text
    assert "show your bench" not in index.text
    assert 'href="/meetups/"' in index.text
    feed = unfold(visitor.get("/fr/rencontres/ical/").text)
    assert "SUMMARY:Week-end à la ferme\r\n" in feed
    # The French page shares the date, the place and the UID of the English one.
    english = unfold(visitor.get("/meetups/ical/").text)
    uids = set(re.findall(r"UID:.*", feed))
    assert len(uids) == 7
    assert uids <= set(re.findall(r"UID:.*", english))


def test_french_recap(visitor):
    recap = visitor.get("/fr/rencontres/trente-chaises-plus-une/")
    assert recap.status == 200
    assert 'href="/fr/rencontres/la-grande-tablee/"' in recap.text
    assert 'href="/meetups/' not in recap.text.partition("<main")[2]
    assert languages(recap)["en"] == "/meetups/how-the-long-table-was/"


def test_api_gives_the_place(visitor):
    answer = visitor.get(
        "/api/pages/?type=wagtail_meetups_pages.EventPage"
        "&slug=show-your-bench&fields=place,when"
    )
    assert answer.status == 200
    item = json.loads(answer.text)["items"][0]
    assert item["place"]["name"] == "Le Comptoir Lointain"


def test_editor_works_below_the_index_only(visitor, sandbox):
    visitor.log_in("editor", "/admin/login/")
    ids = dict(sandbox.query("SELECT slug, id FROM wagtailcore_page"))
    assert visitor.get("/admin/").status == 200
    assert visitor.get(f"/admin/pages/{ids['show-your-bench']}/edit/").status == 200
    add = f"/admin/pages/add/wagtail_meetups_pages/eventpage/{ids['meetups']}/"
    assert visitor.get(add).status == 200
    for model in ("attendee", "venue", "topic"):
        assert (
            visitor.get(f"/admin/snippets/wagtail_meetups/{model}/add/").status == 200
        )
    assert visitor.get("/admin/images/add/").status == 200
    home = visitor.get(f"/admin/pages/{ids['home']}/edit/")
    assert home.status == 302
    assert visitor.get("/admin/users/").status == 302


def test_the_host_finds_who_was_there(visitor, sandbox):
    visitor.log_in("editor", "/admin/login/")
    dates = visitor.get("/admin/meetups/dates/?q=long+table")
    assert dates.status == 200
    assert "10 of 12" in dates.text
    [path] = re.findall(r'href="(/admin/meetups/dates/\d+/)"', dates.text)
    who = visitor.get(path)
    assert "Nour" in who.text and "speaker · Voice coach" in who.text
    sheets = visitor.get(f"{path}stickers/print/?who=came")
    assert sheets.text.count('class="name ') == 10


def test_reset_builds_again_and_events_adds(visitor, sandbox):
    # The last test here: the pages get new ids.
    sandbox.query(
        "UPDATE wagtail_meetups_venue SET access_notes = 'Edited by a person.'"
    )
    told = sandbox.manage("load_demo", "--reset", "--events", "20")
    assert "The demo is loaded." in told
    assert "Added 20 events" in told
    slugs = [slug for (slug,) in sandbox.query("SELECT slug FROM wagtailcore_page")]
    assert slugs.count("show-your-bench") == 1
    assert sum(slug.startswith("generated-") for slug in slugs) == 20
    names = [
        name for (name,) in sandbox.query("SELECT name FROM wagtail_meetups_venue")
    ]
    assert names.count("Brasserie du Quai Bleu") == 1
    assert "Edited by a person." not in visitor.get("/meetups/show-your-bench/").text
    assert "SUMMARY:Generated evening 20\r\n" in unfold(
        visitor.get("/meetups/ical/").text
    )
