from django.core.management.base import BaseCommand, CommandError

from ...publishing import find_differences, publish_all


class Command(BaseCommand):
    help = (
        "Make the dates and the calendar text of every event page again, for what no "
        "signal told of: queryset.update(), raw SQL, fixtures, a new version of the "
        "package or of the time zone data."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help=(
                "Change nothing; name each difference on a line of its own, by the id of "
                "its page, and fail when there is one."
            ),
        )

    def handle(self, *args, check, verbosity, **options):
        differences = find_differences() if check else publish_all()
        pages = len({difference.page_id for difference in differences})
        lines = map(str, differences) if check else [f"Event pages changed: {pages}."]
        if verbosity:
            for line in lines:
                self.stdout.write(line)
        if check and pages:
            raise CommandError(
                f"Event pages not up to date: {pages}. Run rebuild_meetups."
            )
        if check and verbosity:
            self.stdout.write("Every event page is up to date.")
