"""How far ahead an endless series has dates."""

from datetime import UTC, datetime

from .. import conf

__all__ = ["get_horizon", "months_after"]


def months_after(moment: datetime, months: int) -> datetime:
    """The first instant, in UTC, of the month that is so many months after that of ``moment``."""
    at = moment.astimezone(UTC)
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return datetime(year, month + 1, 1, tzinfo=UTC)


def get_horizon(now: datetime) -> datetime:
    """The instant up to which dates are filled in, ``HORIZON_MONTHS`` ahead at least.

    It moves once a month, so that a rebuild in between has nothing to write.
    """
    return months_after(now, conf.get("HORIZON_MONTHS") + 1)
