"""Many events at once, for load tests: bulk inserts, then ``publishing``.

Used by ``load_demo --events`` and by the benchmarks. Nothing that Wagtail does when an
editor saves a page happens here: the events have no revision, and neither the search
index nor the reference index hears of them (``update_index``,
``rebuild_references_index``).
"""

import gc
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router, transaction
from django.db.models import F
from django.utils import timezone

from wagtail_meetups.models import Topic, Venue
from wagtail_meetups.models.registry import event_models
from wagtail_meetups.publishing import publish

__all__ = ["add_events"]

SLUG = "generated-"
VENUES = 10
TOPICS = 5
BATCH_SIZE = 500
# All of them inside the feed's window of a year back, and as far ahead as people plan.
FIRST_DAY = -300
DAYS = 900
WORDS = (
    "We meet around the long table at the back, with a first round at seven and a second "
    "one when the late trains are in. Bring a question, a piece of work you are proud of, "
    "or nothing at all: number {number} is as good an evening as any to begin."
)
DIRECTIONS = (
    "Take the exit with the newspaper stand, keep the square on your left and count four "
    "awnings: ours is the green one. The last train home leaves at half past midnight, and "
    "the night bus stops across the street."
)


def _venues(locale) -> list[Venue]:
    return [
        Venue.objects.get_or_create(
            name=f"Generated café {number}",
            locale=locale,
            defaults={
                "address": f"{number} rue des Essais\n75000 Paris",
                "directions": DIRECTIONS,
            },
        )[0]
        for number in range(1, VENUES + 1)
    ]


def _topics(locale) -> list[Topic]:
    return [
        Topic.objects.get_or_create(
            slug=f"generated-{number}",
            locale=locale,
            defaults={"name": f"Generated topic {number}"},
        )[0]
        for number in range(1, TOPICS + 1)
    ]


def _last_step(index) -> int:
    """The place in the tree of the last page below ``index``, as a number."""
    last = index.get_last_child()
    return 0 if last is None else type(index)._str2int(last.path[-index.steplen :])


def _last_number(index) -> int:
    """The highest number that a generated event below ``index`` has in its slug."""
    slugs = index.get_children().filter(slug__startswith=SLUG)
    numbers = (slug.removeprefix(SLUG) for slug in slugs.values_list("slug", flat=True))
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _build(model, index, first: int, numbers: range, days: list[date], venues) -> list:
    """Unsaved pages, one for each number; ``first`` is the tree step of the first one."""
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    now = timezone.now().replace(microsecond=0)
    pages = []
    for offset, (number, day) in enumerate(zip(numbers, days, strict=True)):
        title = f"Generated evening {number}"
        slug = f"{SLUG}{number}"
        page = model(
            path=model._get_path(index.path, index.depth + 1, first + offset),
            depth=index.depth + 1,
            title=title,
            draft_title=title,
            slug=slug,
            url_path=f"{index.url_path}{slug}/",
            content_type=content_type,
            locale_id=index.locale_id,
            live=True,
            first_published_at=now,
            last_published_at=now,
            summary=WORDS.format(number=number),
            start_date=day,
            start_time=time(19),
            end_time=time(22),
            timezone="Europe/Paris",
            venue=venues[number % len(venues)],
            price_note="Free, each pays for their drink",
            sign_up_link=f"https://example.org/sign-up/{number}",
        )
        pages.append(page)
    return pages


def _table_chain(model) -> list:
    """The models whose tables make up a page of this type, the base page first."""
    chain = [
        parent
        for parent in reversed(model.__mro__[1:])
        if parent in model._meta.all_parents
    ]
    return [*chain, model]


def _rows(fields: list, pages: list, connection) -> Iterator[tuple]:
    """What the database takes for these fields; equal values are prepared once."""
    columns = []
    for field in fields:
        prepared: dict = {}
        column = []
        for page in pages:
            value = field.pre_save(page, add=True)
            # A StreamField's value has no hash, and is empty here: its text is as good.
            known = value if isinstance(value, Hashable) else str(value)
            if known not in prepared:
                prepared[known] = field.get_db_prep_save(value, connection)
            column.append(prepared[known])
        columns.append(column)
    return zip(*columns, strict=True)


def _insert_rows(model, fields: list, pages: list, connection) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({values})",  # noqa: S608
            list(_rows(fields, pages, connection)),
        )


def _insert(pages: list, index) -> None:
    """Insert pages, one table after another: Django's ``bulk_create`` refuses such models."""
    connection = connections[router.db_for_write(type(pages[0]))]
    first, *others = _table_chain(type(pages[0]))
    key = first._meta.pk
    fields = [field for field in first._meta.local_concrete_fields if field != key]
    _insert_rows(first, fields, pages, connection)
    paths = first._base_manager.filter(
        path__gte=pages[0].path, path__lte=pages[-1].path, depth=index.depth + 1
    )
    keys = dict(paths.values_list("path", "pk"))
    for page in pages:
        page.pk = keys[page.path]
        for parent, link in page._meta.parents.items():
            setattr(page, parent._meta.pk.attname, page.pk)
            if link is not None:
                setattr(page, link.attname, page.pk)
    for model in others:
        _insert_rows(model, model._meta.local_concrete_fields, pages, connection)


def _add_topics(model, pages: list, topics: list[Topic]) -> None:
    through = model.topics.through
    source = model.topics.field.m2m_field_name()
    target = model.topics.field.m2m_reverse_field_name()
    through._base_manager.bulk_create(
        through(
            **{f"{source}_id": page.pk, f"{target}_id": topics[at % len(topics)].pk}
        )
        for at, page in enumerate(pages)
    )


@contextmanager
def _light_collector():
    """Spare Python's collector what is there already: all of Django, time and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def add_events(index, count: int, *, today: date | None = None) -> list[int]:
    """Add ``count`` published events below ``index`` and publish their dates; return their ids.

    About 1 KB of VEVENT each, with a venue and a topic, spread over the last 300 days and
    the next 600 (``today`` is the site's day unless given). Works on any host's event
    page, and again to add more.
    """
    if count <= 0:
        return []
    model = event_models()[0]
    today = today or timezone.localdate()
    days = [
        today + timedelta(days=FIRST_DAY + at * DAYS // count) for at in range(count)
    ]
    ids: list[int] = []
    # Before the events: a new venue or topic publishes again what uses it at the commit.
    venues, topics = _venues(index.locale), _topics(index.locale)
    with _light_collector(), transaction.atomic():
        index.refresh_from_db()
        step, number = _last_step(index) + 1, _last_number(index) + 1
        # A batch at a time: ten thousand pages held at once slow Python's collector.
        for start in range(0, count, BATCH_SIZE):
            batch = days[start : start + BATCH_SIZE]
            numbers = range(number + start, number + start + len(batch))
            pages = _build(model, index, step + start, numbers, batch, venues)
            _insert(pages, index)
            _add_topics(model, pages, topics)
            ids += [page.pk for page in pages]
        base = _table_chain(type(index))[0]
        base._base_manager.filter(pk=index.pk).update(numchild=F("numchild") + count)
        publish(ids)
    index.refresh_from_db()
    return ids
