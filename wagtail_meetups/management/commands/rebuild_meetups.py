from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

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
        if not check:
            if verbosity:
                self.stdout.write(
                    ngettext(
                        "%(count)d event page changed.",
                        "%(count)d event pages changed.",
                        pages,
                    )
                    % {"count": pages}
                )
            return
        if verbosity:
            for difference in differences:
                self.stdout.write(str(difference))
        if differences:
            raise CommandError(
                ngettext(
                    "%(count)d event page is not up to date. Run rebuild_meetups.",
                    "%(count)d event pages are not up to date. Run rebuild_meetups.",
                    pages,
                )
                % {"count": pages}
            )
        if verbosity:
            self.stdout.write("Every event page is up to date.")
