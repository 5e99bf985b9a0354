"""After a copy, an alias or a translation, list, feed and links are right."""

from wagtail.models import PageViewRestriction

from wagtail_meetups.models.registry import event_models

from .. import factories
from .acting import is_gone, post, write
from .reading import assert_shows, listed, read_feed


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
