"""One person at one date: role, state, the hosts' note; or off the list."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ...models import Attendee
from ...models.attending import change, remove
from .access import may, may_read_private
from .base import DateView
from .forms import AttendanceForm
from .undoing import remember_steps

__all__ = ["PersonView"]


class PersonView(DateView):
    """Writes what was changed here and nothing else; see ``AttendanceForm``."""

    template_name = "wagtail_meetups/admin/attendance/person.html"

    def dispatch(self, request, *args, attendance: int, **kwargs):
        self.attendance_id = attendance
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.respond()

    def post(self, request):
        # Another host may have taken them off the list: the list shows it.
        if not self.occurrence.attendances.filter(pk=self.attendance_id).exists():
            return self.to_who()
        if "remove" in request.POST:
            return self.remove()
        if not may(request.user, "change"):
            raise PermissionDenied
        form = self.form
        if not form.is_valid():
            return self.respond()
        steps = change(self.occurrence, self.attendance_id, **form.changes)
        remember_steps(request, self.occurrence, steps)
        return self.to_who(self.attendance_id)

    def remove(self):
        if not may(self.request.user, "delete"):
            raise PermissionDenied
        steps = remove(self.occurrence, self.attendance_id)
        if not steps:
            return self.respond()
        remember_steps(self.request, self.occurrence, steps)
        return self.to_who()

    @property
    def row(self):
        if not hasattr(self, "_row"):
            rows = self.occurrence.attendances.select_related("attendee")
            self._row = get_object_or_404(rows, pk=self.attendance_id)
        return self._row

    @property
    def form(self) -> AttendanceForm:
        if not hasattr(self, "_form"):
            data = self.request.POST if "save" in self.request.POST else None
            self._form = AttendanceForm(
                data,
                instance=self.row,
                with_note=may_read_private(self.request.user),
            )
        return self._form

    def get_page_title(self):
        person = self.row.attendee
        return f"{person.first_name} {person.last_name}".strip()

    def get_context_data(self, **kwargs):
        attendee = self.row.attendee
        url = ""
        if self.request.user.has_perm("wagtail_meetups.change_attendee"):
            name = Attendee.snippet_viewset.get_url_name("edit")
            url = reverse(name, args=[attendee.pk])
        return super().get_context_data(
            row=self.row,
            attendee=attendee,
            form=self.form,
            found=[field.as_hidden(only_initial=True) for field in self.form],
            person_url=url,
            **kwargs,
        )
