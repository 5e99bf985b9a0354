"""The benchmarks' world: the default one on a SQLite file, or on PostgreSQL."""

import tempfile
from pathlib import Path

from .default import *  # noqa: F403
from .default import DATABASES

if "sqlite" in DATABASES["default"]["ENGINE"]:
    folder = tempfile.mkdtemp(prefix="meetups-bench-")
    DATABASES["default"]["TEST"] = {"NAME": str(Path(folder) / "bench.sqlite3")}
