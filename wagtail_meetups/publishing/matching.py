"""Which row was which date before the rule was edited: rows keep what hangs on them."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import datetime

from ..domain.schedule import Occurrence as Value
from ..domain.schedule import get_zone
from ..models import Occurrence

__all__ = ["match", "wall"]

Pair = tuple[Occurrence | None, Value]


def wall(date: Occurrence | Value) -> datetime:
    """The wall clock at which this date was planned, in the zone of that time."""
    return date.planned.astimezone(get_zone(date.timezone)).replace(tzinfo=None)


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month


def match(
    rows: list[Occurrence], values: tuple[Value, ...], *, by_month: bool
) -> tuple[list[Pair], list[Occurrence]]:
    """Pair each value with the row that was it before; return the rows left over.

    The row of the same wall clock, in whichever zone; then the one row left of the same
    day; then of the same week, or month where ``by_month``. A meet-up that takes place
    once keeps its row wherever its date goes.
    """
    found: dict[int, Occurrence] = {}
    left_rows, left_values = list(rows), list(range(len(values)))

    def take(key: Callable[[datetime], Hashable], dates: Callable) -> None:
        nonlocal left_rows, left_values
        rows_at, values_at = defaultdict(list), defaultdict(list)
        for row in filter(dates, left_rows):
            rows_at[key(wall(row))].append(row)
        for at in left_values:
            if dates(values[at]):
                values_at[key(wall(values[at]))].append(at)
        for place, candidates in rows_at.items():
            if len(candidates) == len(values_at[place]) == 1:
                found[values_at[place][0]] = candidates[0]
        taken = {row.pk for row in found.values()}
        left_rows = [row for row in left_rows if row.pk not in taken]
        left_values = [at for at in left_values if at not in found]

    def of_the_rule(date) -> bool:
        return not date.is_added

    take(lambda moment: moment, lambda date: True)
    take(datetime.date, lambda date: True)
    take(_month if by_month else _week, of_the_rule)
    planned = [row for row in rows if row.is_planned]
    if len(planned) == len(values) == 1 and left_rows == planned:
        found[0], left_rows = planned[0], []
    return [(found.get(at), value) for at, value in enumerate(values)], left_rows
