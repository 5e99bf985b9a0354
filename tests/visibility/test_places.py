"""Where a page stands: below which site, spelt how, in a tree that may be worn."""

import pytest
from django.db import connection
from wagtail.models import Locale, PageViewRestriction, Site

from tests import factories
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.visibility import take_snapshot

pytestmark = pytest.mark.django_db


def make_page(parent, slug, **kwargs):
    page = type(factories.get_home())(title=slug, slug=slug, **kwargs)
    return factories.run(parent.add_child, instance=page)


def top():
    return get_page_model().get_first_root_node()


def visible():
    """What the public sees, by both ways of asking."""
    snapshot = take_snapshot()
    pages = get_page_model().objects.all()
    found = set(snapshot.filter(pages).values_list("pk", flat=True))
    assert found == {page.pk for page in pages if snapshot.shows(page)}
    return found


@pytest.mark.parametrize(
    ("root", "beside"),
    [
        pytest.param(
            "village",
            "Village",
            marks=pytest.mark.skipif(
                connection.vendor == "mysql", reason="one slug to MySQL and MariaDB"
            ),
        ),
        ("a_b", "axb"),
        ("home-1", "home-12"),
        ("Home_2", "home-2"),
    ],
)
def test_page_beside_a_root_with_nearly_its_address(root, beside):
    """LIKE would take the second for the first: by case, or ``_`` for any letter."""
    within = make_page(make_page(top(), root), "inside")
    outside = make_page(make_page(top(), beside), "inside")
    Site.objects.create(hostname="village.example", root_page=within.get_parent())

    assert within.pk in visible()
    assert outside.pk not in visible()


def test_site_at_the_root_of_the_tree():
    page = make_page(top(), "loose")
    assert page.pk not in visible()

    Site.objects.update(root_page=top())

    assert {page.pk, top().pk} <= visible()


def test_no_site_at_all():
    Site.objects.all().delete()

    assert visible() == set()


def test_site_changed_by_another_process():
    """Wagtail keeps the addresses of sites for an hour in each process; we do not."""
    home = factories.get_home()
    assert home.pk in visible()
    other = make_page(top(), "other")

    Site.objects.update(root_page=other)  # Fires nothing that would clear a cache.

    assert other.pk in visible()
    assert home.pk not in visible()


def test_translation_of_a_root(settings):
    french = Locale.objects.get_or_create(language_code="fr")[0]
    home = factories.get_home()
    translation = factories.run(home.copy_for_translation, french)
    factories.publish(translation)
    page = make_page(translation, "rencontres", locale=french)
    assert {translation.pk, page.pk} <= visible()

    settings.WAGTAIL_I18N_ENABLED = False
    Site.clear_site_root_paths_cache()

    assert not {translation.pk, page.pk} & visible()


def test_nearest_of_two_roots_in_each_other():
    home = factories.get_home()
    inner = make_page(home, "inner")
    Site.objects.create(hostname="inner.example", root_page=inner)
    snapshot = take_snapshot()

    assert snapshot.root_of(home) == home.path
    assert snapshot.root_of(make_page(inner, "below")) == inner.path
    assert snapshot.root_of(make_page(top(), "loose")) is None


def test_parent_whose_number_of_children_is_wrong():
    """An import by bulk may leave ``numchild`` at 0; the children are there all the same."""
    parent = make_page(factories.get_home(), "parent")
    child = make_page(parent, "child")
    grandchild = make_page(child, "grandchild")
    get_page_model().objects.filter(pk=parent.pk).update(numchild=0, live=False)

    assert not {parent.pk, child.pk, grandchild.pk} & visible()


def test_drafts_without_children_close_nothing():
    """Hundreds of drafts must not make every query longer."""
    before = take_snapshot().closed
    for number in range(3):
        make_page(factories.get_home(), f"draft-{number}", live=False)

    assert take_snapshot().closed == before


def test_restriction_on_the_parent_of_an_aliass_source_leaves_the_alias_open():
    """So it is in Wagtail: only what stands above a page, or is mirrored, closes it."""
    parent = make_page(factories.get_home(), "parent")
    source = make_page(parent, "source")
    alias = factories.run(
        source.create_alias, parent=factories.get_home(), update_slug="alias"
    )
    PageViewRestriction.objects.create(page=parent, restriction_type="login")

    assert source.pk not in visible()
    assert alias.pk in visible()
    assert not alias.get_view_restrictions().exists()


def test_restriction_of_the_kind_that_lets_everybody_in():
    page = make_page(factories.get_home(), "open")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.NONE
    )

    assert page.pk in visible()


def test_page_that_was_never_saved():
    assert not take_snapshot().shows(type(factories.get_home())(title="New"))


def test_two_thousand_closed_paths():
    """Not too deep and not too long for any database."""
    model = get_page_model()
    home = factories.get_home()
    parent = make_page(home, "parent")
    pages = [
        model(
            title=f"page {number}",
            slug=f"page-{number}",
            path=model._get_path(parent.path, parent.depth + 1, number),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}page-{number}/",
            locale=home.locale,
            content_type=home.content_type,
        )
        for number in range(1, 2002)
    ]
    pages = model.objects.bulk_create(pages)
    PageViewRestriction.objects.bulk_create(
        PageViewRestriction(page=page, restriction_type="login")
        for page in pages[:2000]
    )

    assert len(take_snapshot().closed) >= 2000
    assert visible() & {page.pk for page in pages} == {pages[-1].pk}


def test_two_thousand_closed_paths_in_the_api(client, index):
    for_members = factories.make_index(index, title="Members")
    for number in range(2):
        factories.make_event(for_members, title=f"Evening {number}")
    PageViewRestriction.objects.bulk_create(
        PageViewRestriction(page=for_members, restriction_type="login")
        for _number in range(2000)
    )

    response = client.get("/api/pages/?search=evening")

    assert response.status_code == 200
    assert "Members" not in response.content.decode()
