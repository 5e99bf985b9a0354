"""`python -m tests.benchmarks`: the speed claims, on the database of the settings.

Exits with 1 when a goal is missed, so that a miss is seen; docs/explanation/feeds.md
explains those that are.
"""

import os
import platform
import sys
from pathlib import Path

SIZES = (1_000, 10_000)


def main() -> int:
    """Make a database of its own, fill it, measure, and print a line for each claim."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.worlds.bench")
    sys.path.insert(0, str(Path(__file__).parents[2] / "sandbox"))

    import django

    django.setup()

    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0)
    missed = 0
    try:
        from home.load import add_events

        from tests import factories

        from .comments import measure_threads
        from .feed import measure_feed, time_icalendar

        print(f"{connection.vendor}, Python {platform.python_version()}")
        index = factories.make_index(slug="meetups")
        made = 0
        for size in SIZES:
            add_events(index, size - made)
            made = size
            index.refresh_from_db()
            connection.cursor().execute("ANALYZE")
            print(f"\n{size:,} events")
            for what, figures, reached in measure_feed(index, size):
                verdict = {True: "ok", False: "MISSED", None: ""}[reached]
                missed += reached is False
                print(f"  {what}: {figures} {verdict}")
            print(f"  icalendar building the same calendar: {time_icalendar():.0f} ms")
        print("\nComments")
        for what, figures, reached in measure_threads(index):
            missed += not reached
            print(f"  {what}: {figures} {'ok' if reached else 'MISSED'}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
