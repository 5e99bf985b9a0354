from django.core.management.base import BaseCommand, CommandError

from ... import conf
from ...consent.forgetting import forget
from ...consent.retention import not_seen_since, retention_limit


class Command(BaseCommand):
    help = (
        "Forget people who have not been seen for long: who has hosted nothing, come to "
        "nothing, answered nothing and had no private link. Evenings keep their number "
        "of people; whoever has an account stays."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--older-than",
            type=int,
            metavar="MONTHS",
            help="Else the setting ATTENDEE_RETENTION_MONTHS.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Count them; change nothing."
        )

    def handle(self, *args, older_than, dry_run, verbosity, **options):
        if older_than is not None and older_than < 1:
            raise CommandError("Give a number of months above 0.")
        months = older_than or conf.get("ATTENDEE_RETENTION_MONTHS")
        people = not_seen_since(retention_limit(months))
        for attendee in () if dry_run else people:
            forget(attendee)
        if verbosity:
            verb = "Would forget" if dry_run else "Forgot"
            self.stdout.write(
                f"{verb} {len(people)} people not seen for {months} months."
            )
