"""Calendars as phones fetch them: which answer, with which validators, at which address."""

from .addresses import atom_url, feed_url, route_url, subscribe_url
from .calendars import (
    calendar_name,
    date_calendar,
    event_calendar,
    index_calendar,
)
from .scopes import find_scope, is_shown, offered_scopes, scope_paths

__all__ = [
    "atom_url",
    "calendar_name",
    "date_calendar",
    "event_calendar",
    "feed_url",
    "find_scope",
    "index_calendar",
    "is_shown",
    "offered_scopes",
    "route_url",
    "scope_paths",
    "subscribe_url",
]
