from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ...mails import tell_waiting


class Command(BaseCommand):
    """Write to the moderators of what waits and was not told yet."""

    help = (
        "Writes to those who may moderate of comments that wait and were not told yet. "
        "Run it every hour where tasks are run at once."
    )

    def handle(self, **options):
        told = tell_waiting(at_once=True)
        self.stdout.write(_("Comments told of: %(count)d.") % {"count": told})
