"""People who may stand in the list twice: offered, compared, made one."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth import get_permission_codename, get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, pgettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogFormatter

from ..domain.names import fold
from ..domain.people import Answer, agreed_fields
from ..models import Agreement, Attendance, Attendee
from ..models.merging import CHOICES, MERGED, merge_attendees
from .attendance.access import may_read_private

__all__ = [
    "DuplicatesView",
    "MergeView",
    "MergingView",
    "change_user_permission",
    "find_duplicates",
    "may_merge",
    "register_merge_log_actions",
]

PERMISSIONS = (
    "wagtail_meetups.change_attendee",
    "wagtail_meetups.delete_attendee",
    "wagtail_meetups.change_attendance",
)
# Pairs on the page; the next ones are offered when these are settled.
MOST = 100


def may_merge(user) -> bool:
    """Merging changes one person and deletes the other, with all their evenings."""
    return user.has_perms(PERMISSIONS)


def change_user_permission() -> str:
    """The full name of the permission to change accounts, on this site's user model."""
    meta = get_user_model()._meta
    return f"{meta.app_label}.{get_permission_codename('change', meta)}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, by their ids; and why."""

    first: int
    second: int
    why: str


def find_duplicates(*, by_mail: bool) -> list[Pair]:
    """Pairs with the same name and trade or, where asked for, the same e-mail address.

    A first name alone is no reason. One query, and work in step with the number of people.
    """
    rows = (
        Attendee.objects.known()
        .order_by("pk")
        .values_list("pk", "first_name", "last_name", "trade", "email")
    )
    groups: dict[tuple, list[int]] = defaultdict(list)
    for pk, first_name, last_name, trade, email in rows:
        if last_name or trade:
            name = fold(f"{first_name} {last_name}")
            groups["name", name, fold(trade)].append(pk)
        if by_mail and email.strip():
            groups["mail", email.strip().lower(), ""].append(pk)
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    words = {"name": gettext("same name and trade"), "mail": gettext("same e-mail")}
    for (kind, _first, _second), pks in groups.items():
        for pk in pks[1:]:
            reasons[pks[0], pk].append(words[kind])
    return [
        Pair(*pair, pgettext("in a list", ", ").join(reason))
        for pair, reason in sorted(reasons.items())
    ]


class MergingView(WagtailAdminTemplateMixin, View):
    """For those who may merge."""

    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not may_merge(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        listing = reverse(Attendee.snippet_viewset.get_url_name("list"))
        label = capfirst(Attendee._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": listing, "label": label},
            {"url": "", "label": self.get_page_title()},
        ]


class DuplicatesView(MergingView):
    """The pairs; two queries whatever their number."""

    page_title = gettext_lazy("Possible duplicates")
    template_name = "wagtail_meetups/admin/duplicates.html"

    def get(self, request):
        pairs = find_duplicates(by_mail=may_read_private(request.user))
        shown = pairs[:MOST]
        ids = {pk for pair in shown for pk in (pair.first, pair.second)}
        people = Attendee.objects.defer("email", "notes", "bio").in_bulk(ids)
        return self.render_to_response(
            self.get_context_data(
                pairs=[
                    (people[pair.first], people[pair.second], pair.why)
                    for pair in shown
                    if pair.first in people and pair.second in people
                ],
                more=len(pairs) - len(shown),
            )
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is known, of the one who stays and the one who goes."""

    name: str
    label: str
    kept: object
    gone: object

    @property
    def differs(self) -> bool:
        return bool(self.kept and self.gone) and self.kept != self.gone


class MergeView(MergingView):
    """Both side by side, and what of each stays. A GET changes nothing."""

    page_title = gettext_lazy("Merge two people")
    template_name = "wagtail_meetups/admin/merge.html"

    def dispatch(self, request, *args, kept: int, gone: int):
        self.pks = kept, gone
        return super().dispatch(request, *args)

    def get(self, request):
        return self.render_to_response(self.get_context_data())

    def post(self, request):
        shown = self.shown_fields()
        take = [name for name in shown if request.POST.get(name) == "gone"]
        try:
            kept = merge_attendees(*self.pks, take, user=request.user)
        except Attendee.DoesNotExist:
            raise Http404 from None
        messages.success(
            request, gettext("“%(person)s” is one person now.") % {"person": kept}
        )
        name = Attendee.snippet_viewset.get_url_name("edit")
        return redirect(name, kept.pk)

    def shown_fields(self) -> list[str]:
        """What this user may see of people, and so choose."""
        hidden = set()
        if not may_read_private(self.request.user):
            hidden.add("email")
        if not self.request.user.has_perm(change_user_permission()):
            hidden.add("user")
        return [name for name in CHOICES if name not in hidden]

    def get_context_data(self, **kwargs):
        people = Attendee.objects.known().select_related("photo", "user")
        people = people.annotate(
            evenings=Count("attendances"),
            came=Count(
                "attendances", filter=Q(attendances__state=Attendance.State.CAME)
            ),
        )
        found = people.in_bulk(self.pks)
        if len(found) < 2:
            raise Http404
        kept, gone = (found[pk] for pk in self.pks)
        rows = [
            Row(
                name,
                capfirst(Attendee._meta.get_field(name).verbose_name),
                getattr(kept, name),
                getattr(gone, name),
            )
            for name in self.shown_fields()
        ]
        return super().get_context_data(
            kept=kept,
            gone=gone,
            people=[kept, gone],
            rows=[row for row in rows if row.kept or row.gone],
            agreed=self.agreed_afterwards(kept, gone),
            may_read_private=may_read_private(self.request.user),
            cancel_url=get_valid_next_url_from_request(self.request)
            or reverse("wagtail_meetups_duplicates"),
            **kwargs,
        )

    def agreed_afterwards(self, kept, gone) -> list[tuple[str, list[str]]]:
        """For each use, what will be shown: the latest answers of the two together."""
        pks = (kept.pk, gone.pk)
        given = Agreement.objects.filter(attendee__in=pks).order_by("pk")
        answers = [Answer(*row) for row in given.values_list("field", "use", "agreed")]
        shown = []
        for use in Agreement.Use:
            agreed = agreed_fields(answers, use.value)
            labels = [field.label for field in Agreement.Field if field.value in agreed]
            shown.append((use.label, labels))
        return shown


class MergeFormatter(LogFormatter):
    """In Wagtail's history: that there was another row, and never who it was."""

    label = gettext_lazy("Merge two people")

    def format_message(self, log_entry):
        return gettext("Merged with another entry, number %(number)s") % {
            "number": log_entry.data.get("merged", "")
        }


def register_merge_log_actions(actions) -> None:
    """For the hook ``register_log_actions``."""
    actions.register_action(MERGED)(MergeFormatter)
