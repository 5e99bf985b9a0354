"""Fills the sandbox with a community: ``load_demo``, ``--reset``, ``--events N``."""

import io
import time

import segno
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings
from django.utils import timezone

from home.demo.accounts import LOG_INS, set_passwords
from home.demo.build import build, find_index, name_site, remove
from home.demo.snippets import make_private_link
from home.load import add_events


class Command(BaseCommand):
    help = "Fill the sandbox with a community, its meet-ups, recaps and people."

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset",
            action="store_true",
            help="Build the demo again; what was edited below /meetups/ is lost.",
        )
        parser.add_argument(
            "--events",
            type=int,
            default=0,
            metavar="N",
            help="Add N generated events, for load tests; again to add more.",
        )

    def handle(self, *args, reset: bool, events: int, **options):
        if events < 0:
            raise CommandError("--events wants a number above zero.")
        key = ""
        site = name_site(settings.PLACE.host, settings.PORT)
        if reset:
            remove()
        if find_index() is None:
            build(timezone.localdate())
            self.stdout.write(self.style.SUCCESS("The demo is loaded."))
            key = make_private_link()
        elif not events:
            self.stdout.write(
                "The demo was loaded before and nothing in it was changed. "
                "With --reset it is built again, and what was edited below /meetups/ is lost."
            )
        if events:
            self._add_events(events)
        password = set_passwords(exposed=settings.PLACE.is_exposed)
        self._tell(site, password, key)

    def _add_events(self, count: int) -> None:
        started = time.perf_counter()
        # With DEBUG on Django writes every statement down, values and all.
        with override_settings(DEBUG=False):
            add_events(find_index(), count)
        seconds = time.perf_counter() - started
        self.stdout.write(f"Added {count} events in {seconds:.1f} seconds.")

    def _tell(self, site, password: str, key: str) -> None:
        index = find_index()
        addresses = {
            "Site": f"{site.root_url}/",
            "Meet-ups": index.full_url,
            "Calendar": f"{index.full_url}ical/",
            "In French": f"{site.root_url}/fr/",
            "Admin": f"{site.root_url}/admin/",
        }
        if key:  # Shown once, as everywhere: only its digest is kept.
            addresses["Private"] = f"{index.full_url}people/{key}/"
        for name, address in addresses.items():
            self.stdout.write(f"{name + ':':<10} {address}")
        told = (
            f"password for all: {password}" if password else "the password is the name"
        )
        self.stdout.write(f"Log-ins ({told}):")
        for name, what in LOG_INS.items():
            self.stdout.write(f"  {name:<7} {what}")
        if settings.PLACE.is_exposed:
            self.stdout.write("For a phone in the same network:")
            self._draw_code(index.full_url)

    def _draw_code(self, address: str) -> None:
        """The address as a QR code, in the characters of a terminal."""
        drawing = io.StringIO()
        segno.make_qr(address).terminal(drawing, compact=True)
        self.stdout.write(drawing.getvalue())
