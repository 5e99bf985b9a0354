"""A computer with vdirsyncer, which fetches the feed, and khal, which shows it."""

import os
import subprocess
from pathlib import Path

import vobject

__all__ = ["Computer"]

SYNC = """
[general]
status_path = "{status}"

[pair meetups]
a = "feed"
b = "disk"
collections = null
conflict_resolution = "a wins"

[storage feed]
type = "http"
url = "{url}"

[storage disk]
type = "filesystem"
path = "{calendar}"
fileext = ".ics"
"""

SHOW = """
[calendars]
[[meetups]]
path = {calendar}
readonly = True

[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {cache}
"""


class Computer:
    """Everything it writes stays below one folder: no program sees the user's own files."""

    def __init__(self, folder: Path, url: str, *, vdirsyncer: str, khal: str):
        self.folder = folder
        self.vdirsyncer, self.khal = vdirsyncer, khal
        self.calendar = folder / "calendar"
        self.calendar.mkdir()
        self.environment = {
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
        }
        self.sync_config = folder / "vdirsyncer.conf"
        self.sync_config.write_text(
            SYNC.format(status=folder / "status", url=url, calendar=self.calendar)
        )
        self.run(self.vdirsyncer, "--config", self.sync_config, "discover", "meetups")

    def run(self, *command, **environment: str) -> str:
        done = subprocess.run(
            [str(part) for part in command],
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sync(self) -> None:
        """Fetch the feed; what is no longer in it goes from the disk too."""
        self.run(
            self.vdirsyncer, "--config", self.sync_config, "sync", "--force-delete"
        )

    def events(self) -> dict:
        """The events on the disk by their titles, as another parser reads them."""
        calendars = [
            vobject.readOne(path.read_text()) for path in self.calendar.glob("*.ics")
        ]
        return {
            calendar.vevent.summary.value: calendar.vevent for calendar in calendars
        }

    def agenda(self, start, days: int, zone: str) -> str:
        """What khal shows from ``start`` on, to somebody in ``zone``."""
        config = self.folder / f"khal-{zone.replace('/', '-')}.conf"
        config.write_text(
            SHOW.format(
                calendar=self.calendar, zone=zone, cache=config.with_suffix(".db")
            )
        )
        return self.run(
            self.khal,
            "--config",
            config,
            "list",
            "--format",
            "{start-date} {start-time}-{end-time} {title} [{status}]",
            start.isoformat(),
            f"{days}d",
            TZ=zone,
        )
