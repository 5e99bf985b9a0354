"""Naming a person on the command line."""

from django.core.management.base import CommandError

from ..models import Attendee

__all__ = ["add_person_argument", "find_person"]


def add_person_argument(parser) -> None:
    parser.add_argument(
        "person",
        help="The person's number (as in the address of their page in the admin) or e-mail.",
    )


def find_person(person: str) -> Attendee:
    """The one person of this number or e-mail; raises ``CommandError``."""
    known = Attendee.objects.known()
    found = known.filter(email__iexact=person)
    if person.isascii() and person.isdigit():
        found = known.filter(pk=int(person))
    people = list(found[:2])
    if not people:
        raise CommandError("There is no such person.")
    if len(people) > 1:
        numbers = ", ".join(str(pk) for pk in found.values_list("pk", flat=True))
        raise CommandError(
            f"Several people have this e-mail; give one number: {numbers}."
        )
    return people[0]
