from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from ...privacy import purge_comments


class Command(BaseCommand):
    """Delete old spam and removed comments, and forget addresses kept long enough."""

    help = (
        "Deletes spam and removed comments after COMMENTS_SPAM_DAYS, and the addresses "
        "comments came from after COMMENTS_ADDRESS_DAYS. Run it once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many, delete nothing."
        )

    def handle(self, dry_run, **options):
        purged = purge_comments(timezone.now(), dry_run=dry_run)
        text = _("Comments: %(comments)d. Addresses: %(addresses)d.")
        self.stdout.write(
            text % {"comments": purged.comments, "addresses": purged.addresses}
        )
