"""On a person's page: their evenings, in what role, what hosts noted, which recaps tell of them."""

from collections import defaultdict
from dataclasses import dataclass, field

from wagtail.admin.panels import Panel
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...models import Attendance
from ...models.registry import recap_models
from .access import dates_for, may_look, may_read_private
from .base import date_url
from .telling import date_title, short_when

__all__ = ["HistoryPanel", "Evening", "history_of"]


@dataclass(slots=True)
class Evening:
    """One date that a person is on the list of."""

    title: str
    when: str
    role: str
    state: str
    note: str
    url: str
    # Recaps of that evening, each with whether the user may edit it.
    recaps: list[tuple[object, bool]] = field(default_factory=list)


def history_of(attendee, user) -> list[Evening]:
    """The evenings of a person, latest first, as far as this user may see them.

    One query, and one for each page type of recaps, whatever the number of evenings.
    """
    rows = Attendance.objects.filter(
        attendee=attendee, occurrence__in=dates_for(user).values("pk")
    )
    rows = list(
        rows.select_related("occurrence__event").order_by("-occurrence__start", "-pk")
    )
    recaps = _recaps_of({row.occurrence_id for row in rows}, user) if rows else {}
    with_notes = may_read_private(user)
    return [
        Evening(
            title=date_title(row.occurrence),
            when=short_when(row.occurrence),
            role=row.get_role_display(),
            state=row.get_state_display(),
            note=row.note if with_notes else "",
            url=date_url(row.occurrence_id, "person", row.pk),
            recaps=recaps.get(row.occurrence_id, []),
        )
        for row in rows
    ]


def _recaps_of(occurrence_ids, user) -> dict[int, list[tuple[object, bool]]]:
    """The recaps of these dates: those published, and the drafts that the user may edit."""
    found = defaultdict(list)
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    for model in recap_models():
        recaps = model._default_manager.filter(occurrence__in=occurrence_ids)
        mine = set(
            editable.filter(pk__in=recaps.order_by().values("pk")).values_list(
                "pk", flat=True
            )
        )
        for recap in recaps.defer("body").order_by("-date", "-pk"):
            if recap.live or recap.pk in mine:
                found[recap.occurrence_id].append((recap, recap.pk in mine))
    return found


class HistoryPanel(Panel):
    """Shown to those who may see who was there; so that a host can greet them with it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_meetups/admin/panels/history.html"

        def is_shown(self):
            return bool(self.instance.pk) and may_look(self.request.user)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["evenings"] = history_of(self.instance, self.request.user)
            return context
