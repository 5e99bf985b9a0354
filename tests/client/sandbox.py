"""The running sandbox, seen from outside: its addresses, and what its editors do."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Sandbox"]

# What every piece of editing begins with. It runs in a process of its own, as the
# sandbox's settings are not those of the tests.
PRELUDE = """
from datetime import date, time, timedelta
from wagtail_meetups.models.registry import event_models

def get(slug):
    return event_models()[0].objects.get(slug=slug, locale__language_code="en")

def publish(slug, **values):
    page = get(slug)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
"""


@dataclass(frozen=True)
class Sandbox:
    """Where it runs, and how its management commands are called."""

    manage_path: Path
    environment: dict[str, str]
    root_url: str
    timeout: int  # seconds

    @property
    def index_url(self) -> str:
        return f"{self.root_url}/meetups/"

    @property
    def feed_url(self) -> str:
        return f"{self.root_url}/meetups/ical/"

    def manage(self, *arguments: str) -> str:
        """Run a management command; return what it printed."""
        done = subprocess.run(
            [sys.executable, self.manage_path, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=self.timeout,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def edit(self, code: str) -> str:
        """Do something with the site's pages: see PRELUDE for what is at hand."""
        return self.manage("shell", "--no-imports", "--command", PRELUDE + code)
