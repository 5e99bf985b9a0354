from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from ...adopting import adopt_comments


class Command(BaseCommand):
    """Take over the comments that django-contrib-comments had on events and recaps."""

    help = (
        "Takes over the comments of django-contrib-comments that were on events and "
        "recaps before wagtail_meetups.comments was installed. Can be run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many, change nothing."
        )

    def handle(self, dry_run, **options):
        count = adopt_comments(timezone.now(), dry_run=dry_run)
        self.stdout.write(_("Comments taken over: %(count)d.") % {"count": count})
