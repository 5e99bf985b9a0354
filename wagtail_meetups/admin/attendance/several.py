"""Several people at once, typed or pasted one on a line; looked at before they are added."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ...domain.names import TypedPerson
from ...models import Attendee
from ...models.attending import add_people
from .base import DateView
from .finding import KnownPerson, known_people, match_typed
from .forms import AsForm, SeveralForm, read_ids
from .undoing import remember_steps
from .who import state_now

__all__ = ["SeveralView"]

NEW = "new"


@dataclass(frozen=True, slots=True)
class Line:
    """One typed line, whom it may mean, and whom it is taken to mean."""

    number: int
    typed: TypedPerson
    found: list[KnownPerson]
    likely: KnownPerson | None


class SeveralView(DateView):
    """First the text, then each line with those who are known by that name."""

    page_title = _("Add several people")
    template_name = "wagtail_meetups/admin/attendance/several.html"
    verb = "add"

    def get(self, request):
        return self.respond(form=SeveralForm())

    def post(self, request):
        form = SeveralForm(request.POST)
        if not form.is_valid():
            return self.respond(form=form)
        if "confirm" in request.POST:
            return self.add(form.typed)
        people = known_people()
        lines = [
            Line(number, typed, *match_typed(typed, people))
            for number, typed in enumerate(form.typed)
        ]
        rows = self.occurrence.attendances
        return self.respond(
            form=form,
            text=form.cleaned_data["people"],
            lines=lines,
            there=set(rows.values_list("attendee", flat=True)),
            as_form=AsForm(initial={"state": state_now(self.occurrence)}),
        )

    @transaction.atomic
    def add(self, typed: list[TypedPerson]):
        ids = []
        for number, person in enumerate(typed):
            choice = self.request.POST.get(f"line-{number}", "")
            ids += read_ids([choice])
            if choice == NEW:
                new = Attendee.objects.create(
                    first_name=person.first_name,
                    last_name=person.last_name,
                    trade=person.trade,
                )
                ids.append(new.pk)
        steps = add_people(self.occurrence, ids, **AsForm(self.request.POST).chosen)
        remember_steps(self.request, self.occurrence, steps)
        return self.to_who()
