from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from ...privacy import comments_of, erase_comments


class Command(BaseCommand):
    """Delete all comments that were sent with an e-mail address."""

    help = "Deletes all comments that were sent with an e-mail address, and what answers them."

    def add_arguments(self, parser):
        parser.add_argument("email", help="The address, in whichever case.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many, delete nothing."
        )

    def handle(self, email, dry_run, **options):
        if dry_run:
            count = comments_of(email).count()
            text = ngettext(
                "%(count)d comment would go.", "%(count)d comments would go.", count
            )
        else:
            count = erase_comments(email)
            text = ngettext(
                "%(count)d comment is gone.", "%(count)d comments are gone.", count
            )
        self.stdout.write(text % {"count": count})
