from django.core.management.base import BaseCommand, CommandError

from ...consent.forgetting import erase
from ...consent.names import search_name
from ..people import add_person_argument, find_person


class Command(BaseCommand):
    help = (
        "Erase a person with all that is held of them. What recaps tell of them stays, "
        "unnamed. The places where their name still stands in texts are listed."
    )

    def add_arguments(self, parser):
        add_person_argument(parser)
        parser.add_argument(
            "--hide-passages",
            action="store_true",
            help="Hide what recaps tell of them, until an author has looked.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what is there; change nothing."
        )
        parser.add_argument(
            "--noinput", "--no-input", action="store_true", help="Do not ask first."
        )

    def handle(
        self, *args, person, hide_passages, dry_run, noinput, verbosity, **options
    ):
        attendee = find_person(person)
        number = attendee.pk
        if dry_run:
            self.tell(search_name(attendee), verbosity)
            self.stdout.write(f"Would erase person {number}.")
            return
        question = f"Erase person {number} for good? [y/N] "
        if not noinput and input(question).strip().lower() not in ("y", "yes"):
            raise CommandError("Nothing was erased.")
        self.tell(
            erase(attendee, hide_passages=hide_passages, by_address=True), verbosity
        )
        if verbosity:
            self.stdout.write(f"Erased person {number}.")

    def tell(self, found, verbosity: int) -> None:
        """By page and place: the name is not repeated."""
        for one in found if verbosity else ():
            where = f"page {one.page_id}" if one.page_id else "the site"
            self.stdout.write(f"Their name still stands in {where}: {one.place}")
