import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...consent.data import personal_data
from ..people import add_person_argument, find_person


class Command(BaseCommand):
    help = "Write all that is held of a person as JSON: what they may ask you for."

    def add_arguments(self, parser):
        add_person_argument(parser)
        parser.add_argument(
            "--output", type=Path, help="A file to write it into; else it is printed."
        )

    def handle(self, *args, person, output, **options):
        data = personal_data(find_person(person), by_address=True)
        text = json.dumps(data, ensure_ascii=False, indent=2)
        if output is None:
            self.stdout.write(text)
            return
        try:
            output.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(
                f"Could not write the file: {error.strerror}."
            ) from error
        self.stderr.write(f"Written: {output}.")
