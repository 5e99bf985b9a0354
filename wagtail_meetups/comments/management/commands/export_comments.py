import json

from django.core.management.base import BaseCommand

from ...privacy import export_comments


class Command(BaseCommand):
    """Write out, as JSON, the comments that were sent with an e-mail address."""

    help = "Writes out, as JSON, all comments that were sent with an e-mail address."

    def add_arguments(self, parser):
        parser.add_argument("email", help="The address, in whichever case.")

    def handle(self, email, **options):
        text = json.dumps(export_comments(email), ensure_ascii=False, indent=2)
        self.stdout.write(text)
