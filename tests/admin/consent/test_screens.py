"""What hosts and authors do about the wishes of people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from wagtail_meetups.consent.answers import record_answers
from wagtail_meetups.consent.passages import ask
from wagtail_meetups.models import (
    Attendee,
    NameFinding,
    PassageRequest,
    PersonalLink,
)

from ... import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(client, users):
    client.force_login(users["host"])
    return client


@pytest.fixture
def editor(client, users):
    client.force_login(users["editor"])
    return client


def links_url(attendee):
    return reverse("wagtail_meetups_personal_links", args=[attendee.pk])


def named_url(attendee):
    return reverse("wagtail_meetups_where_named", args=[attendee.pk])


def edit_url(attendee):
    return reverse("wagtailsnippets_wagtail_meetups_attendee:edit", args=[attendee.pk])


def test_a_link_is_shown_once_and_opens_the_page(host, index, nadia, users):
    response = host.post(links_url(nadia), {"action": "make", "index": index.pk})
    address = response.context["address"]
    html = response.content.decode()
    assert address.startswith(f"{index.full_url}people/")
    assert f'value="{address}"' in html
    assert '<svg class="meetups-qr"' in html
    assert "no-store" in response.headers["Cache-Control"]
    assert host.get(address).status_code == 200
    link = PersonalLink.objects.get()
    assert (link.attendee, link.created_by) == (nadia, users["host"])
    key = address.rstrip("/").rsplit("/", 1)[1]
    assert key not in host.get(links_url(nadia)).content.decode()
    log = list(ModelLogEntry.objects.values("label", "action", "data"))
    assert [entry["action"] for entry in log] == ["wagtail_meetups.link"]
    assert key not in str(log)
    host.post(links_url(nadia), {"action": "revoke", "link": link.pk})
    assert host.get(address).status_code == 404
    host.post(links_url(nadia), {"action": "revoke", "link": "nonsense"})
    host.post(links_url(nadia), {})
    assert PersonalLink.objects.count() == 1
    history = reverse(
        "wagtailsnippets_wagtail_meetups_attendee:history", args=[nadia.pk]
    )
    assert "Made a private link" in host.get(history).content.decode()


def test_without_a_public_index_there_is_no_place_for_the_page(host, index, nadia):
    index.unpublish()
    html = host.get(links_url(nadia)).content.decode()
    assert "Publish an index of meet-ups first" in html
    host.post(links_url(nadia), {"action": "make"})
    assert not PersonalLink.objects.exists()


def test_nobody_makes_a_link_for_who_was_forgotten(host, nadia):
    Attendee.objects.update(forgotten_at=timezone.now())
    assert host.get(links_url(nadia)).status_code == 404
    listing = reverse("wagtailsnippets_wagtail_meetups_attendee:list")
    assert edit_url(nadia) not in host.get(listing).content.decode()
    chooser = Attendee.snippet_viewset.chooser_viewset.name
    found = host.get(reverse(f"{chooser}:choose_results")).content
    assert b"forgotten" not in found


def test_who_when_and_how_stand_beside_the_ticks(host, nadia, users):
    record_answers(
        nadia, {"recaps": {"trade", "pictured"}}, how="door", by=users["host"]
    )
    record_answers(nadia, {"recaps": {"trade"}}, how="link")
    html = host.get(edit_url(nadia)).content.decode()
    assert "said at the door, written down by host" in " ".join(html.split())
    assert "by their own link" in html
    assert "3 answers so far" in html
    assert "not asked there" in html
    assert links_url(nadia) in html
    assert "purge_attendees" in html


def test_who_may_not_make_links_is_not_offered_to(editor, nadia):
    html = editor.get(edit_url(nadia)).content.decode()
    assert links_url(nadia) not in html
    assert named_url(nadia) in html


def test_names_are_found_with_the_place_to_correct_them(editor, index, nadia):
    body = [("text", "<p>There was <b>Nadia</b> Berthier, of course.</p>")]
    recap = factories.make_recap(index, title="Spring", body=body)
    home = factories.get_home()
    event = factories.make_event(home, title="With Nadia", live=False)
    html = editor.get(named_url(nadia)).content.decode()
    block = recap.body.raw_data[0]["id"]
    edit = reverse("wagtailadmin_pages:edit", args=[recap.pk])
    assert f'href="{edit}#block-{block}-section"' in html
    assert "There was <strong>Nadia Berthier</strong>, of course." in html
    assert "drafts and older versions" in html
    # Of a page that one may not edit, only that there is one.
    assert event.title not in html
    assert "that you may not edit" in html
    nobody = factories.make_attendee(first_name="Zo", last_name="Quux")
    assert "Nowhere." in editor.get(named_url(nobody)).content.decode()


def test_wishes_are_looked_at_and_decided(editor, index, nadia):
    recap = factories.make_recap(index, title="Spring story")
    wish = ask(nadia.pk, recap)
    url = reverse("wagtail_meetups_wishes")
    assert url in editor.get(reverse("wagtailadmin_home")).content.decode()
    html = editor.get(url).content.decode()
    assert "Spring story" in html
    assert "Nadia Berthier" in html
    decision = reverse("wagtail_meetups_decide_wish", args=[wish.pk])
    assert editor.get(decision).status_code == 405
    editor.post(decision, {"decision": "nonsense"})
    assert PassageRequest.objects.open().exists()
    editor.post(decision, {"decision": "show"})
    wish.refresh_from_db()
    assert (wish.decision, wish.decided_by.username) == ("show", "editor")
    assert wish.decided_at is not None
    html = editor.get(url).content.decode()
    assert "Spring story" not in html
    assert url not in editor.get(reverse("wagtailadmin_home")).content.decode()
    assert ask(nadia.pk, recap) != wish


def test_what_concerns_pages_of_others_is_not_told(editor, nadia):
    recap = factories.make_recap(factories.get_home(), title="Not mine")
    ask(nadia.pk, recap)
    NameFinding.objects.create(page_id=recap.pk, place="body")
    html = editor.get(reverse("wagtail_meetups_wishes")).content.decode()
    assert "Not mine" not in html


def test_names_that_were_taken_back_are_told_for_a_while(editor, nadia):
    ilse = factories.make_attendee(first_name="Ilse", last_name="Maron")
    for one in (nadia, ilse):
        record_answers(one, {"recaps": {"first_name", "last_name"}}, how="door")
        record_answers(one, {"recaps": set()}, how="link")
    record_answers(ilse, {"recaps": {"first_name", "last_name"}}, how="door")
    url = reverse("wagtail_meetups_wishes")
    html = editor.get(url).content.decode()
    assert named_url(nadia) in html
    assert named_url(ilse) not in html
    rows = nadia.agreements.all()
    super(type(rows), rows).update(at=timezone.now() - timedelta(days=91))
    assert named_url(nadia) not in editor.get(url).content.decode()


def test_queries_do_not_grow(editor, index, nadia):
    def count():
        url = reverse("wagtail_meetups_wishes")
        editor.get(url)
        with CaptureQueriesContext(connection) as queries:
            editor.get(url)
        return len(queries)

    def fill(number):
        recap = factories.make_recap(index)
        for _time in range(number):
            person = factories.make_attendee()
            ask(person.pk, recap)
            NameFinding.objects.create(page_id=recap.pk, place="body")
            record_answers(person, {"recaps": {"last_name"}}, how="door")
            record_answers(person, {"recaps": set()}, how="link")

    fill(1)
    before = count()
    fill(20)
    assert count() == before
