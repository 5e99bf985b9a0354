"""The page "check my feed": who may see it, and what it says of the site's own answer."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageViewRestriction, Site

from wagtail_meetups.admin.feed_check import check_feed_buttons, may_check_feed
from wagtail_meetups.admin.findings import Finding, Level
from wagtail_meetups.feeds import feed_url

from .. import factories
from .conftest import _permission

pytestmark = pytest.mark.django_db


def check_url(index):
    return reverse("wagtail_meetups_check_feed", args=[index.pk])


@pytest.fixture
def asked(monkeypatch):
    """Ask nobody: the site of these tests has no server. Which addresses were asked for."""
    addresses = []

    def ask(address, report):
        addresses.append(address)
        return [Finding(Level.OK, "It answers.")]

    monkeypatch.setattr("wagtail_meetups.admin.feed_check.ask_for_feed", ask)
    return addresses


@pytest.fixture
def public_name(db):
    """A host name that phones reach, encrypted."""
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = "meetups.example", 443
    factories.run(site.save)


def text_of(response):
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_all_is_well(editor_client, public_name, index, asked):
    factories.make_event(index)
    text = text_of(editor_client.get(check_url(index)))
    assert asked == [feed_url(index)]
    assert asked[0].startswith("https://meetups.example/")
    assert "All is well. Phones get your dates." in text
    assert "OK: It answers." in text
    assert "1 meet-up to come" in text
    assert "Europe/Paris (1)" in text
    assert "Nothing: every meet-up below this index is in its feed." in text


def test_each_part_can_be_checked(editor_client, public_name, index, asked):
    topic = factories.make_topic("Soup & salad", slug="soup")
    venue = factories.make_venue()
    factories.make_event(index, topics=[topic], venue=venue)
    factories.make_event(index, title="Left out", live=False)
    whole = factories.make_event(index)
    factories.publish(whole, topics=[])
    html = editor_client.get(check_url(index)).content.decode()
    for query, part, name in (
        ("topic=soup", "topic/soup", "Soup & salad"),
        (f"venue={venue.pk}", f"venue/{venue.pk}", "Café Lumière"),
    ):
        url = f"{check_url(index)}?{query}"
        assert f'<a href="{url}">{name.replace("&", "&amp;")}</a>' in html
        asked.clear()
        text = text_of(editor_client.get(url)).replace("&amp;", "&")
        assert asked == [f"{feed_url(index)}{part}/"]
        assert f"This is the feed of “{name}” alone. Check the whole one" in text
        assert "1 meet-up to come" in text
        assert "Left out" not in text


@pytest.mark.parametrize(
    "query", ["topic=nothing", "venue=0", "venue=x", "venue=²", f"venue={'9' * 5000}"]
)
def test_there_is_no_such_part(editor_client, index, asked, query):
    assert editor_client.get(f"{check_url(index)}?{query}").status_code == 404
    assert asked == []


def test_what_is_wrong_is_told_first_and_what_to_do(editor_client, index, asked):
    response = editor_client.get(check_url(index))
    text = text_of(response)
    assert "1 thing is wrong." in text
    assert "Wrong: “localhost” means the device itself" in text
    assert "What to do: Under Settings → Sites" in text
    assert "1 thing to look at" not in text
    html = response.content.decode()
    for level in ("ok", "look", "wrong"):
        assert f"meetups-finding--{level}" in html


def test_what_is_to_be_looked_at(editor_client, public_name, index, asked):
    site = Site.objects.get(is_default_site=True)
    site.port = 80
    factories.run(site.save)
    text = text_of(editor_client.get(check_url(index)))
    assert "1 thing to look at. Phones get your dates." in text
    assert "Look at this: The address begins with “http”" in text


def test_what_is_left_out_leads_to_the_editor_of_those_one_may_edit(
    editor_client, index, asked, editors
):
    event = factories.make_event(index, title="Soup & salad", live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    response = editor_client.get(check_url(index))
    assert f'<a href="{edit}">Soup &amp; salad</a>' in response.content.decode()
    assert "It is a draft. Publish it." in text_of(response)
    GroupPagePermission.objects.filter(group=editors).exclude(
        permission__codename__startswith="publish"
    ).delete()
    response = editor_client.get(check_url(index))
    assert edit not in response.content.decode()
    assert "Soup & salad" in text_of(response).replace("&amp;", "&")


def test_an_index_for_members_has_no_feed_for_phones(editor_client, index, asked):
    factories.make_event(index)
    PageViewRestriction.objects.create(page_id=index.pk, restriction_type="login")
    text = text_of(editor_client.get(check_url(index)))
    assert "Nobody gets this feed." in text
    assert "for members only, and a calendar cannot log in" in text
    assert "Nothing yet." in text


def test_a_draft_index_has_none_either(editor_client, index, asked):
    factories.run(index.unpublish)
    assert "Nobody gets this feed. It is a draft." in text_of(
        editor_client.get(check_url(index))
    )


def test_outside_every_site_nothing_is_asked(editor_client, index, asked):
    home = factories.get_home()
    other = type(home)(title="Other", slug="other")
    factories.run(home.add_child, instance=other)
    site = home.sites_rooted_here.get()
    site.root_page_id = other.pk
    factories.run(site.save)
    text = text_of(editor_client.get(check_url(index)))
    assert asked == []
    assert "It belongs to no site." in text
    assert "What a phone finds" not in text


@pytest.mark.parametrize("verb", ["add", "change", "publish"])
@pytest.mark.parametrize("where", ["home", "index", "event"])
def test_those_may_see_it_who_write_or_publish_there(
    editor_client, index, asked, editors, verb, where
):
    event = factories.make_event(index)
    permissions = editors.page_permissions.all()
    [kept] = permissions.filter(permission__codename__startswith=f"{verb}_")
    permissions.exclude(pk=kept.pk).delete()
    kept.page_id = {"home": factories.get_home(), "index": index, "event": event}[
        where
    ].pk
    kept.save()
    assert editor_client.get(check_url(index)).status_code == 200


@pytest.mark.parametrize("why", ["elsewhere", "only locks", "left"])
def test_others_may_not(editor_client, index, asked, editor, editors, why):
    permissions = editors.page_permissions.all()
    if why == "elsewhere":
        permissions.update(page_id=factories.make_index().pk)
    elif why == "only locks":
        [kept] = permissions.filter(permission__codename__startswith="publish_")
        permissions.exclude(pk=kept.pk).delete()
        name = kept.permission.codename.replace("publish", "lock")
        kept.permission = _permission(name, kept.permission.content_type.app_label)
        kept.save()
    else:
        permissions.all().delete()
    response = editor_client.get(check_url(index))
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")
    assert asked == []


def test_there_is_none_of_other_pages(editor_client, index, asked):
    event = factories.make_event(index)
    assert editor_client.get(check_url(event)).status_code == 404
    index.pk = 0
    assert editor_client.get(check_url(index)).status_code == 404


def test_visitors_are_sent_to_the_log_in(client, index, asked):
    response = client.get(check_url(index))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailadmin_login"))


def test_an_index_has_the_button_in_its_header_and_in_lists(editor_client, index):
    inner = factories.make_index(parent=index)
    event = factories.make_event(index)
    edit, explore = "wagtailadmin_pages:edit", "wagtailadmin_explore"
    for url, expected in (
        (reverse(edit, args=[index.pk]), {index}),
        (reverse(explore, args=[index.pk]), {index, inner}),
        (reverse(edit, args=[event.pk]), set()),
    ):
        html = editor_client.get(url).content.decode()
        found = {page for page in (index, inner, event) if check_url(page) in html}
        assert found == expected, url


def test_the_button_costs_no_query_for_each_row(editor_client, index):
    user = get_user_model().objects.get(username="claire")
    pages = [factories.make_index(parent=index) for _number in range(5)]
    assert may_check_feed(pages[0], user)
    with CaptureQueriesContext(connection) as queries:
        assert all(list(check_feed_buttons(page, user)) for page in pages)
    assert not len(queries)


def test_the_queries_do_not_grow_with_the_events(editor_client, index, asked):
    def add(number):
        for _number in range(number):
            factories.make_event(index)
            factories.make_event(index, live=False)
            factories.make_event(
                index, start_date=timezone.localdate() - timedelta(days=800)
            )

    def count():
        with CaptureQueriesContext(connection) as queries:
            text_of(editor_client.get(check_url(index)))
        return len(queries)

    add(1)
    count()
    before = count()
    add(8)
    assert count() == before


@pytest.fixture
def site(live_server):
    """The site at the address of a running server."""
    cache.clear()
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = live_server.thread.host, live_server.thread.port
    site.save()
    return site


@pytest.mark.skipif(
    bool(django_settings.FORCE_SCRIPT_NAME),
    reason="no server in front of that of the tests takes the site's name off",
)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_running_site_answers_itself(site, index, editor, client):
    """Over the network, for real: the server of the tests on this machine."""
    factories.make_event(index)
    factories.make_event(index, status="cancelled")
    client.force_login(editor)
    response = client.get(check_url(index))
    found = response.context["findings"]
    assert [finding.text for finding in found if finding.level is Level.OK] == [
        f"The address is {len(index.full_url) + 5} characters long; Google takes up to 256.",
        "It answers.",
        "It says that it is a calendar.",
        "It is a calendar with 2 meet-ups.",
        "The meet-ups are those that this site has now.",
        "Asked again, it says in one word that nothing has changed (304).",
        "It sets no cookie.",
        "Caches may keep it for 10 minutes.",
    ]
    assert len(found) == 10  # "localhost" and "http" are the other two.

    def first_word():
        """What comes first of the answer; that of "localhost" comes before it."""
        return client.get(check_url(index)).context["findings"][1].text

    PageViewRestriction.objects.create(page_id=index.pk, restriction_type="login")
    assert first_word() == "It asks for a log-in, and calendars cannot log in."
    restriction = PageViewRestriction.objects.get()
    restriction.restriction_type, restriction.password = "password", "soup"
    restriction.save()
    assert first_word() == "A web page comes instead of a calendar."


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_locked_while_the_site_asks_itself(
    index, editor, client, monkeypatch
):
    """With ATOMIC_REQUESTS on SQLite, the request that answers would wait for this one."""
    locked = []
    monkeypatch.setattr(
        "wagtail_meetups.admin.feed_check.ask_for_feed",
        lambda address, report: locked.append(connection.in_atomic_block) or [],
    )
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    client.force_login(editor)
    text_of(client.get(check_url(index)))
    assert locked == [False]
