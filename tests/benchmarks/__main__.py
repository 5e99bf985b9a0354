"""`python -m tests.benchmarks`: the speed claims, on the database of the settings.

Exits with 1 when a goal is missed, so that a miss is seen; docs/explanation/cost.md
explains those that are.
"""

import os
import platform
import sys
from pathlib import Path

# Pages are compared at the first and the last, feeds at the last two.
SIZES = (100, 1_000, 10_000)
SERIES = 200


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
        from .pages import add_series, compare, measure_feeds, measure_pages
        from .recap import measure_recaps

        def tell(lines) -> int:
            """Print these lines; return how many goals were missed."""
            for what, figures, reached in lines:
                verdict = {True: "ok", False: "MISSED", None: ""}[reached]
                print(f"  {what}: {figures} {verdict}")
            return sum(reached is False for _what, _figures, reached in lines)

        print(f"{connection.vendor}, Python {platform.python_version()}")
        index = factories.make_index(slug="meetups")
        series = add_series(index, SERIES)
        made = 0
        pages, feeds = {}, {}
        for size in SIZES:
            add_events(index, size - made)
            made = size
            index.refresh_from_db()
            connection.cursor().execute("ANALYZE")
            print(f"\n{size:,} events and {SERIES} series")
            if size != SIZES[1]:
                pages[size] = measure_pages(index, series)
            if size != SIZES[0]:
                feeds[size] = measure_feeds(index)
                missed += tell(measure_feed(index, size + SERIES))
                print(f"  icalendar building the same: {time_icalendar():.0f} ms")
        small, medium, large = SIZES
        print(f"\nPages, at {small:,} and at {large:,} events")
        missed += tell(compare(pages[small], pages[large], each=False))
        print(f"\nFeeds, at {medium:,} and at {large:,} events")
        missed += tell(compare(feeds[medium], feeds[large], each=True))
        print("\nRecaps")
        missed += tell(measure_recaps(index))
        print("\nComments")
        missed += tell(measure_threads(index))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
