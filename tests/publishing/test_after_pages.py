"""After an editor does something with a page, list, feed and links are right."""

from django.urls import reverse

from wagtail_meetups.models import CalendarEntry, Occurrence
from wagtail_meetups.publishing import find_differences

from .. import factories
from ..forms import read_form
from .acting import below, is_gone, post, post_bulk, write
from .reading import assert_shows, get, listed, read_feed


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
