"""Who was there: the page of one date, made for a phone at the door.

Works without JavaScript: every tap is a POST, answered by the same list at the same
place. Found among people known and not yet on the list are those whose names begin so.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ...domain.names import fold, starts_words, words_of
from ...models import Attendance
from ...models.attending import add_people, change
from .access import may
from .base import DateView, date_url
from .finding import find_known, known_people, suggest_people
from .forms import AsForm, NewPersonForm, read_ids
from .undoing import last_done, remember_steps, tell_steps, undo_last

__all__ = ["WhoResultsView", "WhoView", "state_now"]

State = Attendance.State
PAGE_SIZE = 100


def state_now(occurrence) -> str:
    """What people are who are added now: expected before the day, then here."""
    soon = timezone.now() + timedelta(hours=3)
    return State.CAME if occurrence.start <= soon else State.EXPECTED


@dataclass(frozen=True, slots=True)
class Count:
    """How many people are in a state, and whether the list shows them alone."""

    state: str
    label: str
    number: int
    is_chosen: bool


class WhoView(DateView):
    """The list, and a field that finds on it and among everybody who is known."""

    page_title = gettext_lazy("Who was there")
    template_name = "wagtail_meetups/admin/attendance/who.html"

    def get(self, request):
        return self.respond()

    def post(self, request):
        for state in State.values:
            for pk in read_ids(request.POST.getlist(state)):
                return self.tick(pk, state)
        for verb, action in (
            ("add", self.add),
            ("new", self.add_new),
            ("undo", self.undo),
        ):
            if verb in request.POST:
                return action()
        return self.to_who()

    def tick(self, attendance_id: int, state: str):
        self.need("change")
        steps = change(self.occurrence, attendance_id, state=state)
        remember_steps(self.request, self.occurrence, steps)
        return self.to_who(attendance_id)

    def add(self):
        self.need("add")
        ids = read_ids(self.request.POST.getlist("person"))
        steps = add_people(self.occurrence, ids, **AsForm(self.request.POST).chosen)
        remember_steps(self.request, self.occurrence, steps)
        return self.to_who()

    def add_new(self):
        self.need("add")
        form = NewPersonForm(self.request.POST, prefix="new")
        if not form.is_valid():
            return self.respond(new_form=form)
        if "really" not in self.request.POST:
            values = form.cleaned_data
            name = fold(f"{values['first_name']} {values['last_name']}")
            namesakes = [
                person for person in known_people() if fold(person.name) == name
            ]
            if namesakes:
                return self.respond(new_form=form, namesakes=namesakes)
        with transaction.atomic():
            attendee = form.save()
            chosen = AsForm(self.request.POST).chosen
            steps = add_people(self.occurrence, [attendee.pk], **chosen)
        remember_steps(self.request, self.occurrence, steps)
        return self.to_who()

    def undo(self):
        """What one did, one may take back."""
        for number in read_ids(self.request.POST.getlist("undo")):
            undo_last(self.request, self.occurrence, number)
        return self.to_who()

    def need(self, verb: str) -> None:
        if not may(self.request.user, verb):
            raise PermissionDenied

    def get_context_data(self, new_form=None, namesakes=(), **kwargs):
        query = self.request.GET.get("q", "").strip()
        state = self.request.GET.get("state", "")
        rows = self.load_rows()
        there = {row.attendee_id for row in rows}
        counts = [
            Count(value, label, sum(row.state == value for row in rows), state == value)
            for value, label in State.choices
        ]
        shown = [row for row in rows if state not in State.values or row.state == state]
        if words := words_of(query):
            shown = [row for row in shown if starts_words(words, str(row.attendee))]
        page = Paginator(shown, PAGE_SIZE).get_page(self.request.GET.get("p"))
        known, more = self.find_candidates(query, there)
        now = state_now(self.occurrence)
        done = last_done(self.request, self.occurrence)
        first, _space, last = query.partition(" ")
        return super().get_context_data(
            q=query,
            state=state if state in State.values else "",
            counts=counts,
            total=len(rows),
            found=len(shown),
            rows=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            known=known,
            more=more,
            namesakes=namesakes,
            as_form=AsForm(initial={"state": now}),
            new_form=new_form
            or NewPersonForm(
                prefix="new", initial={"first_name": first, "last_name": last}
            ),
            undo=done and {"number": done[0], "told": tell_steps(done[1])},
            several_url=date_url(self.occurrence.pk, "several"),
            export_urls=[
                (name.upper(), date_url(self.occurrence.pk, "export", name))
                for name in ("csv", "xlsx")
            ],
            stickers_url=date_url(self.occurrence.pk, "stickers"),
            results_url=date_url(self.occurrence.pk, "who_results"),
            here=self.here(),
            **kwargs,
        )

    def here(self) -> str:
        """The address that the list's forms are sent to: this one, with its filters."""
        url = date_url(self.occurrence.pk)
        query = self.request.GET.urlencode()
        return f"{url}?{query}" if query else url

    def load_rows(self) -> list[Attendance]:
        """Everybody on the list, by name; one query, and nothing private but the note."""
        rows = self.occurrence.attendances.select_related("attendee").only(
            "attendee",
            "occurrence",
            "role",
            "state",
            "attendee__first_name",
            "attendee__last_name",
            "attendee__trade",
            "attendee__forgotten_at",
        )
        return sorted(
            rows,
            key=lambda row: (
                fold(row.attendee.first_name),
                fold(row.attendee.last_name),
                row.pk,
            ),
        )

    def find_candidates(self, query: str, there: set[int]):
        """Known people who could be added, and whether there are more of them."""
        if not may(self.request.user, "add"):
            return [], False
        if query:
            return find_known(query, known_people(), without=there)
        return suggest_people(self.occurrence, without=there), False


class WhoResultsView(WhoView):
    """The list alone, put in place while one types."""

    template_name = "wagtail_meetups/admin/attendance/who_results.html"
    http_method_names = ["get"]
