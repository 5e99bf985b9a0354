"""After each thing that editors and scripts do, list, feed and links are right."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction, Site

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.publishing import find_differences

from .. import factories
from ..forms import read_form
from .reading import assert_shows, entry_of, get, listed, read_calendar, read_feed


@pytest.fixture
def event(index):
    return factories.make_event(index, title="Evening", slug="evening")


def is_gone(url):
    """Whether no calendar is there: no page, or a restriction in front of it."""
    response = get(f"{url}ical/")
    if response.status_code == 200:
        return (
            b"VCALENDAR" not in response.content and b"Evening" not in response.content
        )
    return response.status_code in (302, 404)


def post(admin, name, *args, **data):
    response = admin.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)
    assert response.status_code == 302, response.content.decode()
    return response


def post_bulk(admin, action, *pages, **data):
    meta = get_page_model()._meta
    url = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, action])
    query = "&".join(f"id={page.pk}" for page in pages)
    response = admin.post(f"{url}?{query}", data)
    assert response.status_code == 302, response.content.decode()


def write(admin, page, **values):
    """Open the page's form, type ``values`` and publish."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = read_form(admin.get(url), "page-edit-form")
    data |= values | {"action-publish": "action-publish"}
    response = admin.post(url, data)
    assert response.status_code == 302, response.context["form"].errors


def below(parent, **kwargs):
    """A plain page of the host's own below another one."""
    page = type(factories.get_home())(**kwargs)
    factories.run(parent.add_child, instance=page)
    return page


# What an editor does with the page itself.


def test_publish(admin, index):
    event = factories.make_event(index, title="Draft", live=False)
    assert_shows(index)
    assert is_gone(event.full_url)
    write(admin, event, title="Evening")
    assert_shows(index, "Evening")


def test_a_draft_of_a_live_event_shows_nothing(admin, index, event):
    before = read_feed(index)
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    data = read_form(admin.get(url), "page-edit-form") | {"title": "Secret"}
    assert admin.post(url, data).status_code == 302
    assert type(event).objects.get(pk=event.pk).has_unpublished_changes
    assert read_feed(index) == before
    assert_shows(index, "Evening")


def test_unpublish(admin, index, event):
    post(admin, "unpublish", event.pk)
    assert_shows(index)
    assert is_gone(event.full_url)


def test_unpublish_with_descendants(admin, index, event):
    post(admin, "unpublish", index.pk, include_descendants="on")
    event.refresh_from_db()
    assert not event.live
    assert is_gone(index.full_url)
    assert is_gone(event.full_url)
    assert find_differences() == []


def test_unpublish_the_index_alone(admin, index, event):
    post(admin, "unpublish", index.pk)
    event.refresh_from_db()
    assert event.live
    assert listed(index) == []
    assert is_gone(index.full_url)
    assert is_gone(event.full_url)
    index.refresh_from_db()
    factories.publish(index)
    assert_shows(index, "Evening")


def test_delete(admin, index, event):
    factories.make_event(index, title="Other")
    post(admin, "delete", event.pk)
    assert_shows(index, "Other")
    assert is_gone(event.full_url)
    assert CalendarEntry.objects.count() == Occurrence.objects.count() == 1


def test_delete_the_index(admin, index, event):
    read_feed(index)
    post(admin, "delete", index.pk)
    assert is_gone(index.full_url)
    assert not CalendarEntry.objects.exists()
    assert not Occurrence.objects.exists()
    assert find_differences() == []


def test_bulk_delete(admin, index, event):
    others = [factories.make_event(index, title=f"Other {n}") for n in range(3)]
    post_bulk(admin, "delete", event, *others[1:])
    assert_shows(index, "Other 0")
    assert Occurrence.objects.count() == 1


def test_bulk_unpublish_and_publish(admin, index, event):
    other = factories.make_event(index, title="Other")
    post_bulk(admin, "unpublish", event, other)
    assert_shows(index)
    post_bulk(admin, "publish", event, other)
    assert_shows(index, "Evening", "Other")


def test_move(admin, index, event):
    other = factories.make_index(title="Walks", contact_email="walks@example.com")
    post(admin, "move_confirm", event.pk, other.pk)
    assert_shows(index)
    assert_shows(other, "Evening")
    assert is_gone(event.full_url)
    [moved] = read_feed(other).values()
    assert moved["ORGANIZER"] == "mailto:walks@example.com"


def test_move_the_index(admin, index, event):
    before = index.full_url
    parent = below(factories.get_home(), title="Paris", slug="paris")
    post(admin, "move_confirm", index.pk, parent.pk)
    assert is_gone(before)
    assert_shows(index, "Evening")
    assert "/paris/meetups/evening/" in listed(index)[0].full_url


def test_bulk_move(admin, index, event):
    other = factories.make_index(title="Walks")
    post_bulk(admin, "move", event, chooser=other.pk)
    assert_shows(index)
    assert_shows(other, "Evening")


def test_slug_change_here(admin, index, event):
    write(admin, event, slug="soiree")
    assert is_gone(event.full_url)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url.endswith("/soiree/")


def test_slug_change_of_the_index(admin, index, event):
    write(admin, index, slug="rencontres")
    assert is_gone(index.full_url)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url.endswith("/rencontres/evening/")


def test_slug_change_further_above(index, event):
    parent = below(factories.get_home(), title="Paris", slug="paris")
    factories.run(index.move, parent, "last-child")
    parent = type(parent).objects.get(pk=parent.pk)
    factories.publish(parent, slug="lyon")
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url.endswith("/lyon/meetups/evening/")


def test_slug_change_by_a_script(index, event):
    index.refresh_from_db()
    index.slug = "rencontres"
    factories.run(index.save, update_fields=["slug", "url_path"])
    assert_shows(index, "Evening")


def test_reorder(admin, index, event):
    first = factories.make_event(index, title="First")
    url = reverse("wagtailadmin_pages:set_page_position", args=[first.pk])
    assert admin.post(f"{url}?position=0").status_code == 200
    assert_shows(index, "Evening", "First")


def test_index_renamed(admin, index, event):
    write(admin, index, title="Salon", contact_email="salon@example.com")
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert found["ORGANIZER"].params["CN"] == "Salon"
    assert b"NAME:Salon" in get(f"{index.full_url}ical/").content


# Time.


def test_scheduled_publish_and_expiry(index):
    now = timezone.now()
    event = factories.make_event(index, title="Later", live=False)
    event.go_live_at = now + timedelta(hours=1)
    event.expire_at = now + timedelta(hours=2)
    factories.run(lambda: event.save_revision().publish())
    assert_shows(index)

    event.refresh_from_db()
    event.go_live_at = now - timedelta(hours=2)
    revision = event.save_revision(approved_go_live_at=event.go_live_at)
    assert revision.approved_go_live_at
    factories.run(call_command, "publish_scheduled")
    assert_shows(index, "Later")

    event.refresh_from_db()
    # Past its expiry it is hidden at once, and again once the command has run.
    type(event).objects.filter(pk=event.pk).update(expire_at=now - timedelta(hours=1))
    assert_shows(index)
    factories.run(call_command, "publish_scheduled")
    event.refresh_from_db()
    assert not event.live
    assert_shows(index)
    assert is_gone(event.full_url)


def test_scheduled_change_of_a_live_event(index, event):
    event.title = "Changed"
    event.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    factories.run(call_command, "publish_scheduled")
    assert_shows(index, "Changed")


def test_expiry_of_the_index(index, event):
    type(index).objects.filter(pk=index.pk).update(expire_at=timezone.now())
    assert is_gone(index.full_url)
    assert is_gone(event.full_url)
    assert listed(index) == []


# Restrictions.


@pytest.mark.parametrize("where", ["event", "index", "home"])
def test_restriction_added_changed_and_lifted(admin, index, event, where):
    other = factories.make_event(index, title="Other")
    page = {"event": event, "index": index, "home": factories.get_home()}[where]
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    shown_else = ["Other"] if where == "event" else []
    Group.objects.create(name="Members")

    def restrict(kind, **data):
        response = admin.post(url, {"restriction_type": kind, **data})
        assert response.status_code == 200
        kinds = PageViewRestriction.objects.values_list("restriction_type", flat=True)
        assert list(kinds) == ([] if kind == "none" else [kind])

    for kind, data in [
        ("login", {}),
        ("password", {"password": "lilas"}),
        ("groups", {"groups": [Group.objects.get(name="Members").pk]}),
    ]:
        restrict(kind, **data)
        assert sorted(page.title for page in listed(index)) == shown_else
        assert is_gone(event.full_url)
        if where == "event":
            assert_shows(index, "Other")
        else:
            assert is_gone(other.full_url)
            assert is_gone(index.full_url)
        assert find_differences() == []
    restrict("none")
    assert_shows(index, "Evening", "Other")


# Copies.


def test_copy(admin, index, event):
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": index.pk,
        "publish_copies": "on",
    }
    post(admin, "copy", event.pk, **data)
    assert_shows(index, "Evening", "Copy")


def test_copy_as_a_draft(admin, index, event):
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": index.pk}
    post(admin, "copy", event.pk, **data)
    assert_shows(index, "Evening")
    copy = event_models()[0].objects.get(slug="copy")
    assert is_gone(copy.full_url)
    write(admin, copy)
    assert_shows(index, "Evening", "Copy")


def test_copy_of_an_index_with_its_events(admin, index, event):
    data = {
        "new_title": "Second",
        "new_slug": "second",
        "new_parent_page": factories.get_home().pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    post(admin, "copy", index.pk, **data)
    second = type(index).objects.get(slug="second")
    assert_shows(index, "Evening")
    assert_shows(second, "Evening")
    assert listed(second)[0].full_url.endswith("/second/evening/")
    assert not read_feed(index).keys() & read_feed(second).keys()


def make_alias(admin, event, parent, slug="alias"):
    data = {
        "new_title": event.title,
        "new_slug": slug,
        "new_parent_page": parent.pk,
        "alias": "on",
    }
    post(admin, "copy", event.pk, **data)
    return event_models()[0].objects.get(slug=slug)


def test_alias_in_another_index(admin, index, event):
    other = factories.make_index(title="Walks")
    alias = make_alias(admin, event, other)
    assert_shows(index, "Evening")
    assert_shows(other, "Evening")
    assert listed(other) == [alias]

    factories.publish(event, title="Changed")
    assert_shows(index, "Changed")
    assert_shows(other, "Changed")

    post(admin, "unpublish", event.pk)
    assert_shows(index)
    assert_shows(other)
    assert is_gone(alias.full_url)


def test_alias_in_the_same_index(admin, index, event):
    make_alias(admin, event, index)
    assert_shows(index, "Evening")
    assert listed(index) == [event]


def test_alias_alone_when_its_source_is_elsewhere_hidden(admin, index, event):
    other = factories.make_index(title="Walks")
    make_alias(admin, event, other)
    factories.run(PageViewRestriction.objects.create, page_id=event.pk)
    assert_shows(index)
    assert_shows(other)


def test_alias_of_an_index(admin, index, event):
    data = {
        "new_title": index.title,
        "new_slug": "mirror",
        "new_parent_page": factories.get_home().pk,
        "alias": "on",
        "copy_subpages": "on",
    }
    post(admin, "copy", index.pk, **data)
    mirror = type(index).objects.get(slug="mirror")
    assert_shows(mirror, "Evening")
    assert listed(mirror)[0].full_url.endswith("/mirror/evening/")
    assert read_feed(mirror).keys() == read_feed(index).keys()


def test_alias_converted(admin, index, event):
    other = factories.make_index(title="Walks")
    alias = make_alias(admin, event, other)
    post(admin, "convert_alias", alias.pk)
    assert_shows(index, "Evening")
    assert_shows(other, "Evening")
    alias.refresh_from_db()
    write(admin, alias, title="Own")
    assert_shows(index, "Evening")
    assert_shows(other, "Own")


def test_translation(index, event, french, french_index):
    assert_shows(french_index)
    page = factories.run(event.copy_for_translation, french)
    assert_shows(index, "Evening")
    assert_shows(french_index)
    factories.publish(page, title="Soirée")
    assert_shows(index, "Evening")
    assert_shows(french_index, "Soirée")
    assert listed(french_index)[0].full_url.endswith("/fr/meetups/evening/")


# Sites.


def test_hostname_and_port(index, event):
    site = Site.objects.get()
    site.hostname = "cafe.example"
    factories.run(site.save)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "http://cafe.example/meetups/evening/"

    site.port = 443
    factories.run(site.save)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "https://cafe.example/meetups/evening/"


def test_root_page(index, event):
    site = Site.objects.get()
    home = site.root_page
    site.root_page = index
    factories.run(site.save)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url.endswith("localhost/evening/")
    site.root_page = home
    factories.run(site.save)
    assert_shows(index, "Evening")


def test_a_site_inside_another_comes_and_goes(index, event):
    inner = factories.run(
        Site.objects.create, hostname="evenings.example", root_page_id=index.pk
    )
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "http://evenings.example/evening/"

    other = factories.make_index(title="Walks")
    inner.root_page_id = other.pk
    factories.run(inner.save)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "http://localhost/meetups/evening/"

    inner.root_page_id = index.pk
    factories.run(inner.save)
    factories.run(inner.delete)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "http://localhost/meetups/evening/"


def test_a_site_goes_with_its_root_page(index, event):
    site = factories.make_site()
    other = factories.make_index(site.root_page)
    factories.make_event(other, title="Other")
    factories.run(site.root_page.specific.delete)
    assert not Site.objects.filter(pk=site.pk).exists()
    assert_shows(index, "Evening")


def test_no_site_is_left(index, event):
    factories.run(Site.objects.get().delete)
    assert listed(index) == []
    assert find_differences() == []
    assert "URL" not in entry_of(event).text


def test_two_sites_are_apart(index, event):
    site = factories.make_site()
    other = factories.make_index(site.root_page)
    factories.make_event(other, title="Other")
    assert_shows(index, "Evening")
    assert_shows(other, "Other")
    assert listed(other)[0].full_url.startswith("http://other.example/")


# What an event shows.


def edit_snippet(admin, snippet, **values):
    name = f"{snippet.snippet_viewset.get_url_name('edit')}"
    url = reverse(name, args=[snippet.pk])
    data = read_form(admin.get(url)) | values
    response = admin.post(url, data)
    assert response.status_code == 302, response.context["form"].errors


def test_venue(admin, index):
    venue = factories.make_venue()
    factories.make_event(index, title="Evening", venue=venue)
    edit_snippet(
        admin,
        venue,
        name="Le Zinc",
        directions="Exit 2",
        latitude="48.86",
        longitude="2.37",
    )
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert found["LOCATION"] == "Le Zinc, 12 rue des Lilas, 75011 Paris"
    assert "Exit 2" in found["DESCRIPTION"]
    assert found["GEO"].to_ical() == "48.86;2.37"

    response = admin.post(
        reverse(venue.snippet_viewset.get_url_name("delete"), args=[venue.pk])
    )
    assert response.status_code == 302
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert "LOCATION" not in found


def test_topic(admin, index):
    topics = [factories.make_topic("Rates"), factories.make_topic("Clients")]
    factories.make_event(index, title="Evening", topics=topics)
    edit_snippet(admin, topics[0], name="Fees")
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert found["CATEGORIES"].to_ical() == b"Clients,Fees"

    factories.run(topics[1].delete)
    assert_shows(index, "Evening")
    [found] = read_feed(index).values()
    assert found["CATEGORIES"].to_ical() == b"Fees"


def test_host(admin, client, index):
    host = factories.agree(factories.make_attendee(first_name="Nadia"), "first_name")
    event = factories.make_event(index, title="Evening", hosts=[host])
    assert [person.name for person in event.get_public_hosts()] == ["Nadia"]
    before = read_feed(index)
    host.first_name = "Aude"
    factories.run(host.save)
    event.refresh_from_db()
    assert [person.name for person in event.get_public_hosts()] == ["Aude"]
    assert read_feed(index) == before  # No attendee is named in a feed.
    factories.run(host.delete)
    assert type(event).objects.get(pk=event.pk).get_public_hosts() == []
    assert_shows(index, "Evening")


def test_image(index):
    image = get_image_model().objects.create(title="Table", file=get_test_image_file())
    factories.make_event(index, title="Evening", image=image)
    assert listed(index)[0].image.title == "Table"
    image.title = "Bar"
    factories.run(image.save)
    assert listed(index)[0].image.title == "Bar"
    factories.run(image.delete)
    assert listed(index)[0].image is None
    assert_shows(index, "Evening")


# Scripts.


def test_a_page_made_by_a_script_without_a_revision(index):
    event = factories.build_event(title="Imported", locale=index.locale)
    topic = factories.make_topic("Rates")
    event.topics.set([topic])
    factories.run(index.add_child, instance=event)
    assert event.latest_revision is None
    assert_shows(index, "Imported")
    [found] = read_feed(index).values()
    assert found["CATEGORIES"].to_ical() == b"Rates"


def test_a_script_saves_some_fields(index, event):
    event.title = "Changed"
    factories.run(event.save, update_fields=["title"])
    assert_shows(index, "Changed")
    event.live = False
    factories.run(event.save, update_fields=["live"])
    assert_shows(index)
    event.live = True
    factories.run(event.save, update_fields=["live"])
    assert_shows(index, "Changed")


def test_a_script_puts_a_draft_live(index):
    event = factories.make_event(index, title="Evening", live=False)
    event.live = True
    factories.run(event.save, update_fields=["live"])
    assert_shows(index, "Evening")


@pytest.mark.parametrize(
    "values",
    [
        {"timezone": "Mars/Olympus"},
        {"timezone": ""},
        {"start_time": None},
        {"start_date": None},
        {"end_date": "2000-01-01"},
        {"start_date": "0001-01-01"},
        {"start_date": "9999-12-31", "all_day": True},
    ],
)
def test_a_script_writes_what_makes_no_sense(index, event, values):
    """Only that event is left out."""
    broken = factories.make_event(index, title="Broken")
    for name, value in values.items():
        setattr(broken, name, value)
    factories.run(broken.save, clean=False)
    assert_shows(index, "Evening")
    assert is_gone(broken.full_url)
    assert entry_of(broken).text == ""


def test_an_event_that_loses_its_date_and_gets_it_back(index, event):
    before = entry_of(event)
    zone = event.timezone
    event.timezone = "Mars/Olympus"
    factories.run(event.save, clean=False)
    assert_shows(index)
    event.timezone = zone
    factories.run(event.save)
    assert_shows(index, "Evening")
    assert entry_of(event).uid == before.uid
    assert entry_of(event).sequence == before.sequence


def test_deleted_before_the_commit(index, event):
    def change_and_delete():
        event.title = "Changed"
        event.save()
        event.delete()

    factories.run(change_and_delete)
    assert_shows(index)


def test_the_single_calendar_follows(index, event):
    factories.publish(event, title="Changed")
    [own] = read_calendar(get(f"{event.full_url}ical/"))
    assert own["SUMMARY"] == "Changed"


def test_fixtures_are_left_alone(index, event):
    """Raw rows may come in any order; rebuild_meetups makes their dates afterwards."""
    rows = serializers.serialize("json", [event])
    event_models()[0].objects.filter(pk=event.pk).update(summary="Changed")
    before = entry_of(event).text
    with CaptureQueriesContext(connection) as queries:
        for row in serializers.deserialize("json", rows):
            factories.run(row.save)
    tables = (CalendarEntry._meta.db_table, Occurrence._meta.db_table)
    assert not [q for q in queries if any(table in q["sql"] for table in tables)]
    assert entry_of(event).text == before
    assert find_differences() == []


def test_one_transaction_around_the_request(admin, index, event):
    """ATOMIC_REQUESTS: what is left for after the commit comes after the request."""
    with transaction.atomic():
        write(admin, event, title="Changed")
    assert_shows(index, "Changed")


def test_a_request_that_is_rolled_back(index, event):
    event.title = "Changed"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        event.save()
        raise ZeroDivisionError
    assert_shows(index, "Evening")
