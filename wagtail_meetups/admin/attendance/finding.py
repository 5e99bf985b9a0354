"""People found by typing: on the list of a date, and among all that are known."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...domain.names import TypedPerson, fold, starts_words, words_of
from ...models import Attendance, Attendee, Occurrence
from ...models.registry import event_models

__all__ = [
    "KnownPerson",
    "find_known",
    "known_people",
    "match_typed",
    "suggest_people",
]

# Shown at once; who types one letter more finds the others.
MOST = 30


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What a host needs to tell people apart; nothing private is read for it."""

    pk: int
    first_name: str
    last_name: str
    trade: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def sort_key(self) -> tuple:
        """Sorted here: databases sort by different rules."""
        return fold(self.first_name), fold(self.last_name), self.pk


def known_people(**conditions) -> list[KnownPerson]:
    """Everybody, or those for whom the conditions hold, by name; one query."""
    rows = Attendee.objects.known().filter(**conditions).order_by()
    people = rows.values_list("pk", "first_name", "last_name", "trade").distinct()
    return sorted(
        (KnownPerson(*row) for row in people), key=lambda person: person.sort_key
    )


def find_known(
    query: str, people: Iterable[KnownPerson], *, without: Iterable[int] = ()
) -> tuple[list[KnownPerson], bool]:
    """The first people whose names and trades begin so, and whether there are more.

    Compared here, without accents: databases differ in what they take for equal.
    """
    words, left_out = words_of(query), set(without)
    found: list[KnownPerson] = []
    for person in people:
        if person.pk in left_out:
            continue
        if starts_words(words, person.first_name, person.last_name, person.trade):
            if len(found) == MOST:
                return found, True
            found.append(person)
    return found, False


def suggest_people(
    occurrence: Occurrence, *, without: Iterable[int] = ()
) -> list[KnownPerson]:
    """The hosts of the event, and those who came to its latest dates before this one."""
    hosts = [
        host
        for model in event_models()
        for host in model._default_manager.filter(
            pk=occurrence.event_id, hosts__isnull=False
        ).values_list("hosts", flat=True)
    ]
    earlier = Attendance.objects.filter(
        occurrence__event=occurrence.event_id,
        occurrence__start__lt=occurrence.start,
        state=Attendance.State.CAME,
    ).order_by("-occurrence__start", "attendee")
    came = earlier.values_list("attendee", flat=True)[: 3 * MOST]
    left_out = set(without)
    ids = [pk for pk in dict.fromkeys([*hosts, *came]) if pk not in left_out][:MOST]
    return known_people(pk__in=ids) if ids else []


def match_typed(
    typed: TypedPerson, people: Iterable[KnownPerson]
) -> tuple[list[KnownPerson], KnownPerson | None]:
    """Whom a typed line may mean, the likeliest first, and who it is taken to be.

    With the same full name, or where only a first name was typed the one person who has
    it. Nobody is taken for another: the host is asked, as where there are several.
    """
    first, last, trade = map(fold, (typed.first_name, typed.last_name, typed.trade))
    found = [
        person
        for person in people
        if fold(person.first_name) == first
        and (not last or not person.last_name or fold(person.last_name) == last)
    ]
    found.sort(
        key=lambda person: (fold(person.last_name) != last, fold(person.trade) != trade)
    )
    likely = None
    if found and fold(found[0].last_name) == last and (last or len(found) == 1):
        likely = found[0]
    elif len(found) == 1 and not last:
        likely = found[0]
    return found[:MOST], likely
