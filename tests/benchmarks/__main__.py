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

        from .feed import measure_feed, time_icalendar
        from .recap import measure_recaps

        def tell(lines) -> int:
            """Print these lines; return how many goals were missed."""
            for what, figures, reached in lines:
                verdict = {True: "ok", False: "MISSED", None: ""}[reached]
                print(f"  {what}: {figures} {verdict}")
            return sum(reached is False for _what, _figures, reached in lines)

        print(f"{connection.vendor}, Python {platform.python_version()}")
        index = factories.make_index(slug="meetups")
        made = 0
        for size in SIZES:
            add_events(index, size - made)
            made = size
            index.refresh_from_db()
            connection.cursor().execute("ANALYZE")
            print(f"\n{size:,} events")
            missed += tell(measure_feed(index, size))
            print(f"  icalendar building the same calendar: {time_icalendar():.0f} ms")
        print("\nRecaps")
        missed += tell(measure_recaps(index))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
