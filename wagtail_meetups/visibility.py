"""The one answer to "may this reader see this page now?", used by every surface.

A page is visible when it is live and not past its expiry, stands at or below a site's
root (or a translation of it), has no unpublished or expired page above it, and no view
restriction that the reader has not met. An alias shares the restrictions of the page it
mirrors, as Wagtail's ``Page.get_view_restrictions`` has it, and is dark while that page
is not live.

Hiding writes nothing: all of it is worked out here, when reading. A ``Snapshot`` holds
the closed subtrees at one moment for one reader and answers for a queryset and for one
page alike. Taking it costs four queries, however many pages and restrictions there are;
one more for each step of a chain of aliases, and those for the reader's session, user
and groups.

Places are compared by tree path: ``LIKE`` takes the address /Home/ for /home/, and each
process keeps Wagtail's list of site addresses for an hour.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.db.models.lookups import In
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.models import PageViewRestriction, Site

from .models.base import get_page_model

__all__ = ["Snapshot", "get_public_snapshot", "get_snapshot", "take_snapshot"]


def _stands_in(path_field: str, paths: Iterable[str]) -> Q:
    """A tree path is at or below one of ``paths``.

    One IN per depth: an OR chain of LIKEs is slow, and too deep for SQLite at 1,000.
    """
    by_length = defaultdict(list)
    for path in paths:
        by_length[len(path)].append(path)
    condition = Q()
    for length, heads in sorted(by_length.items()):
        condition |= Q(In(Substr(F(path_field), 1, length), sorted(heads)))
    return condition


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is closed at ``now`` for one reader. ``now`` is an instant.

    ``closed`` are the tree paths whose pages, and all below them, are hidden; ``roots``
    those of the sites' root pages and their translations. ``personal`` says that the
    reader met a restriction that others have not, so that nothing made with this
    snapshot may be cached.
    """

    now: datetime
    closed: frozenset[str]
    roots: frozenset[str]
    personal: bool = False

    def filter(
        self, queryset: QuerySet, *, page: str = "", below: str = ""
    ) -> QuerySet:
        """Keep the rows whose page is visible.

        ``page`` is the lookup from the rows to their page (empty for pages themselves);
        ``below`` a tree path that all rows are known to be at or below, which spares the
        database the closed paths elsewhere.
        """
        prefix = f"{page}__" if page else ""
        if any(below.startswith(path) for path in self.closed):
            return queryset.none()
        if not any(below.startswith(root) for root in self.roots):
            roots = [root for root in self.roots if root.startswith(below)]
            if not roots:
                return queryset.none()
            queryset = queryset.filter(_stands_in(f"{prefix}path", roots))
        expire_at = f"{prefix}expire_at"
        queryset = queryset.filter(
            Q(**{f"{expire_at}__isnull": True}) | Q(**{f"{expire_at}__gt": self.now}),
            **{f"{prefix}live": True},
        )
        closed = [path for path in self.closed if path.startswith(below)]
        if closed:
            queryset = queryset.exclude(_stands_in(f"{prefix}path", closed))
        return queryset

    def shows(self, page) -> bool:
        """Whether this page is visible; no query."""
        if not page.live or (page.expire_at and page.expire_at <= self.now):
            return False
        if self.root_of(page) is None:
            return False
        step = page.steplen
        return not any(
            page.path[:end] in self.closed
            for end in range(step, len(page.path) + 1, step)
        )

    def root_of(self, page) -> str | None:
        """The tree path of the site root that is nearest above (or is) this page."""
        found = (root for root in self.roots if page.path.startswith(root))
        return max(found, key=len, default=None)


def _may_be_known(request) -> bool:
    """Whether the reader may have logged in or given a password before.

    A session that is looked at makes the response vary by cookie, so it is looked at
    only where the request brought one, or where something else (a restriction of the
    page itself, a middleware that knows people by a header) has looked already.
    """
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or getattr(getattr(request, "session", None), "accessed", False)
        or not isinstance(getattr(request, "user", None), SimpleLazyObject)
    )


def _met_by(request, kinds: dict[int, str]) -> set[int]:
    """The ids of the restrictions that the reader has met, as ``accept_request`` says.

    ``kinds`` maps the id of each restriction to its type.
    """
    if request is None or not kinds or not _may_be_known(request):
        return set()
    session = getattr(request, "session", {})
    user = getattr(request, "user", None)
    logged_in = user is not None and user.is_authenticated
    met = set(session.get(PageViewRestriction.passed_view_restrictions_session_key, []))
    met_by_group = set()
    if logged_in and PageViewRestriction.GROUPS in kinds.values():
        through = PageViewRestriction.groups.through
        rows = through.objects.filter(group__in=user.groups.all())
        met_by_group |= set(rows.values_list("pageviewrestriction_id", flat=True))

    def accepts(pk: int, kind: str) -> bool:
        if kind == PageViewRestriction.PASSWORD:
            return pk in met
        if kind == PageViewRestriction.GROUPS:
            return logged_in and (user.is_superuser or pk in met_by_group)
        return logged_in

    return {pk for pk, kind in kinds.items() if accepts(pk, kind)}


def take_snapshot(request=None, *, now: datetime | None = None) -> Snapshot:
    """Work out what is closed for this reader; for everybody else without a request."""
    now = now or timezone.now()
    pages = get_page_model()._default_manager.order_by()
    # Restrictions on an alias do not count: it has those of the page it mirrors. Not by a
    # join: by its statistics SQLite then looks at every page for the few that have one.
    own = pages.filter(pk=OuterRef("page"), alias_of__isnull=True)
    rows = PageViewRestriction.objects.annotate(path=Subquery(own.values("path")))
    rows = rows.filter(path__isnull=False)
    rows = rows.exclude(restriction_type=PageViewRestriction.NONE)
    rows = list(rows.values_list("pk", "restriction_type", "page_id", "path"))
    met = _met_by(request, {pk: kind for pk, kind, *_page in rows})
    unmet = [page for pk, _kind, *page in rows if pk not in met]
    restricted = [page_id for page_id, _path in unmet]
    closed = {path for _page_id, path in unmet}

    dark = Q(live=False) | Q(expire_at__lte=now)
    # Only those with a live page right below: drafts are many. ``numchild`` would tell
    # it too, but is wrong after imports that do not mind it.
    above = Substr("path", 1, Length("path") - pages.model.steplen)
    parents = pages.filter(live=True).values_list(above)
    closed |= set(pages.filter(dark, path__in=parents).values_list("path", flat=True))
    source_dark = Q(alias_of__live=False) | Q(alias_of__expire_at__lte=now)
    aliases = Q(alias_of__in=restricted) | source_dark
    # By an id, for the same reason: not those where it "is not null".
    mirrors = pages.filter(alias_of__gt=0).values_list("pk", "path")
    seen: set[int] = set()
    while found := {pk: path for pk, path in mirrors.filter(aliases) if pk not in seen}:
        seen |= found.keys()
        closed |= set(found.values())
        aliases = Q(alias_of__in=list(found))

    has_translations = getattr(settings, "WAGTAIL_I18N_ENABLED", False)
    key = "translation_key" if has_translations else "pk"
    homes = Site.objects.order_by().values(f"root_page__{key}")
    roots = pages.filter(**{f"{key}__in": homes}).values_list("path", flat=True)
    return Snapshot(
        now=now,
        closed=frozenset(closed),
        roots=frozenset(roots),
        personal=bool(met),
    )


def get_snapshot(request) -> Snapshot:
    """The snapshot of this request, taken once; without a request, the public's."""
    if request is None:
        return take_snapshot()
    if not hasattr(request, "_wagtail_meetups_snapshot"):
        request._wagtail_meetups_snapshot = take_snapshot(request)
    return request._wagtail_meetups_snapshot


def get_public_snapshot(request) -> Snapshot:
    """What everybody may see, whoever asks; taken once in a request.

    It never looks at the session, so that a page made with it may be cached.
    """
    if request is None:
        return take_snapshot()
    if not hasattr(request, "_wagtail_meetups_public_snapshot"):
        known = getattr(request, "_wagtail_meetups_snapshot", None)
        request._wagtail_meetups_public_snapshot = (
            take_snapshot() if known is None or known.personal else known
        )
    return request._wagtail_meetups_public_snapshot
