"""Random page trees: the queryset, the question and Wagtail's own words must agree.

The oracle walks Wagtail's public API page by page, slowly, and shares no line with
``visibility``: ancestors, ``get_view_restrictions()`` and ``accept_request()``, the
chain of ``alias_of``, and ``get_url_parts()`` for "below a site".
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale, PageViewRestriction, Site

from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.visibility import take_snapshot

pytestmark = pytest.mark.django_db

MAX_DEPTH = 5  # Levels below the root of the tree.
NOW = timezone.now()
EXPIRY = {
    "never": None,
    "past": NOW - timedelta(seconds=1),
    "this moment": NOW,
    "future": NOW + timedelta(seconds=1),
}
# Addresses that a careless LIKE takes for one another.
SLUGS = ["home", "Home", "ho_e", "ho%e", "home-2", "Home-2", "h"]
LOGIN, PASSWORD, GROUPS, NONE = (
    PageViewRestriction.LOGIN,
    PageViewRestriction.PASSWORD,
    PageViewRestriction.GROUPS,
    PageViewRestriction.NONE,
)


@dataclass
class Node:
    """One page to be; ``parent`` and ``alias_of`` are positions in the list of nodes."""

    parent: int
    slug: str
    live: bool = True
    expiry: str = "never"
    alias_of: int | None = None
    restrictions: list = field(default_factory=list)


mostly = st.sampled_from([True] * 9 + [False])
# The kind; for a password whether it was given before, for a group whether one is in it.
restrictions = st.lists(
    st.tuples(st.sampled_from([LOGIN, PASSWORD, GROUPS, NONE]), st.booleans()),
    min_size=1,
    max_size=2,
)


def sources(nodes):
    """What an alias may mirror; other aliases are preferred, for the chains."""
    aliases = [at for at, node in enumerate(nodes) if node.alias_of is not None]
    anything = st.integers(2, len(nodes) - 1)
    return st.sampled_from(aliases) | anything if aliases else anything


@st.composite
def trees(draw):
    """A list of nodes, the root of the tree first, and where the sites stand."""
    nodes = [Node(parent=-1, slug="root")]
    depths = [0]
    for position in range(1, draw(st.integers(8, 16))):
        parents = [at for at, depth in enumerate(depths) if depth < MAX_DEPTH]
        # Half of them right below the first page, where a site often stands.
        near = st.just(1) if position > 1 else st.just(0)
        parent = draw(near | st.sampled_from(parents))
        node = Node(parent=parent, slug=draw(st.sampled_from(SLUGS)))
        node.live = draw(mostly)
        if not draw(mostly):
            node.expiry = draw(st.sampled_from(sorted(EXPIRY)))
        if position > 2 and draw(st.booleans()):
            node.alias_of = draw(sources(nodes))
        if draw(st.integers(0, 3)) == 0:
            node.restrictions = draw(restrictions)
        depths.append(depths[parent] + 1)
        nodes.append(node)
    # Often high up, so that there is something to see.
    places = st.sampled_from([0, 1, 1, 1, 2]) | st.integers(0, len(nodes) - 1)
    sites = draw(st.lists(places, min_size=1, max_size=2) | st.just([]))
    translation = draw(st.none() | places) if sites else None
    return nodes, sites, translation


def plant(nodes, sites, translation):
    """Write the tree, with a few inserts; return its pages in order."""
    model = get_page_model()
    Site.objects.all().delete()
    # The pages that Wagtail's migrations made stand beside ours and are drawn in.
    root = model.get_first_root_node()
    pages, children = [root], {}
    content_type = ContentType.objects.get_for_model(model)
    locale = Locale.get_default()
    french, _created = Locale.objects.get_or_create(language_code="fr")
    taken = {(0, page.slug) for page in root.get_children()}
    children[0] = root.numchild
    for position, node in enumerate(nodes[1:], start=1):
        parent = pages[node.parent]
        children[node.parent] = children.get(node.parent, 0) + 1
        slug = node.slug
        if (node.parent, slug) in taken:
            slug = f"{slug}-{position}"
        taken.add((node.parent, slug))
        pages.append(
            model(
                title=slug,
                slug=slug,
                depth=parent.depth + 1,
                path=model._get_path(
                    parent.path, parent.depth + 1, children[node.parent]
                ),
                url_path=f"{parent.url_path}{slug}/",
                live=node.live,
                expire_at=EXPIRY[node.expiry],
                content_type=content_type,
                locale=locale,
                translation_key=uuid.uuid4(),
            )
        )
    if translation is not None and translation not in (0, sites[0]):
        pages[translation].locale = french
        pages[translation].translation_key = pages[sites[0]].translation_key
    for page in pages[1:]:
        # ``numchild`` stays 0, as a careless import leaves it: it must not matter.
        page.save_base(raw=True)
    for page, node in zip(pages, nodes, strict=True):
        if node.alias_of is not None:
            page.alias_of = pages[node.alias_of]
            model.objects.filter(pk=page.pk).update(alias_of=page.alias_of)
    for number, position in enumerate(sites):
        Site.objects.create(
            hostname=f"site-{number}.example",
            root_page=pages[position],
            is_default_site=number == 0,
        )
    Site.clear_site_root_paths_cache()
    return pages


def restrict(pages, nodes, own_group, other_group):
    """Write the restrictions; return the ids of those whose password was given."""
    given_before = []
    for page, node in zip(pages, nodes, strict=True):
        for kind, favourable in node.restrictions:
            restriction = PageViewRestriction(page=page, restriction_type=kind)
            restriction.save()
            if kind == GROUPS:
                restriction.groups.add(own_group if favourable else other_group)
            if kind == PASSWORD and favourable:
                given_before.append(restriction.pk)
    return given_before


def make_readers(own_group, passwords):
    """Requests of everybody who may come, by a readable name."""
    users = get_user_model().objects
    names = {
        name: {users.model.USERNAME_FIELD: name} for name in ("member", "in group")
    }
    member = users.create_user(**names["member"])
    in_group = users.create_user(**names["in group"])
    in_group.groups.add(own_group)
    root = users.create_superuser(**{users.model.USERNAME_FIELD: "superuser"})
    key = PageViewRestriction.passed_view_restrictions_session_key
    sessions = {"anonymous": {}, "with password": {key: passwords}}
    accounts = {"member": member, "in group": in_group, "superuser": root}
    readers = {}
    for name in [*sessions, *accounts]:
        request = RequestFactory().get("/")
        request.user = accounts.get(name) or AnonymousUser()
        request.session = sessions.get(name, {})
        if name != "anonymous":
            request.COOKIES["sessionid"] = "brought along"
        readers[name] = request
    both = RequestFactory().get("/")
    both.user, both.session = in_group, {key: passwords}
    both.COOKIES["sessionid"] = "brought along"
    return {**readers, "in group, with password": both}


def is_dark(page):
    return not page.live or (page.expire_at is not None and page.expire_at <= NOW)


def mirrors_the_dark(page):
    while page.alias_of is not None:
        page = page.alias_of
        if is_dark(page):
            return True
    return False


def learn(page):
    """What the oracle knows of a page whoever asks: up and on a site, and restrictions."""
    above = page.get_ancestors(inclusive=True)
    reachable = page.get_url_parts() is not None and not any(
        is_dark(other) or mirrors_the_dark(other) for other in above
    )
    return SimpleNamespace(
        page=page,
        reachable=reachable,
        restrictions=set(page.get_view_restrictions().values_list("pk", flat=True)),
    )


def accepted_by(request):
    return {
        restriction.pk
        for restriction in PageViewRestriction.objects.all()
        if restriction.accept_request(request)
    }


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(trees())
def test_queryset_question_and_wagtail_agree(tree):
    with transaction.atomic():
        check(*tree)
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def check(nodes, sites, translation):
    own_group, other_group = (
        Group.objects.create(name=name) for name in ("theirs", "others")
    )
    pages = plant(nodes, sites, translation)
    passwords = restrict(pages, nodes, own_group, other_group)
    model = get_page_model()
    everything = model.objects.order_by("pk")
    known = [learn(page) for page in everything]
    seen = {}
    readers = make_readers(own_group, passwords)
    for name, request in readers.items():
        snapshot = take_snapshot(request, now=NOW)
        accepted = accepted_by(request)
        expected = {
            it.page.pk for it in known if it.reachable and it.restrictions <= accepted
        }
        seen[name] = expected
        shown = {it.page.pk for it in known if snapshot.shows(it.page)}
        assert shown == expected, name
        assert set(ids(snapshot.filter(everything))) == expected, name
        # Rows that point to pages, twice over.
        rows = PageViewRestriction.objects.order_by()
        rows = snapshot.filter(snapshot.filter(rows, page="page"), page="page")
        assert set(rows.values_list("page", flat=True)) == expected & set(
            PageViewRestriction.objects.values_list("page", flat=True)
        )
        # What is known to be below a page may be told so, whatever closes that page.
        for top in pages[::4]:
            below = {it.page.pk for it in known if it.page.path.startswith(top.path)}
            found = snapshot.filter(
                everything.filter(path__startswith=top.path), below=top.path
            )
            assert set(ids(found)) == expected & below, (name, top.path)
        kinds = PageViewRestriction.objects.exclude(restriction_type=NONE)
        # An alias's own restrictions count for nobody.
        kinds = kinds.filter(page__alias_of=None)
        met = accepted & set(kinds.values_list("pk", flat=True))
        assert snapshot.personal is bool(met), name
    # Without a request, and with one that knows of no sessions: the public.
    public = take_snapshot(readers["anonymous"], now=NOW)
    assert take_snapshot(now=NOW) == public
    assert take_snapshot(RequestFactory().get("/"), now=NOW) == public
    event(f"some hidden: {len(seen['anonymous']) < len(pages)}")
    event(f"restrictions matter: {seen['anonymous'] != seen['superuser']}")


def ids(queryset):
    return queryset.values_list("pk", flat=True)
