"""The one door from a page's content to Occurrence and CalendarEntry rows.

Text is made when content is written; whether it may be seen is decided when it is read
(``visibility``). ``publish`` works on any number of pages with the same few queries.
"""

from .differences import Difference
from .publish import BATCH_SIZE, find_differences, publish, publish_all
from .scopes import event_ids_below, event_ids_with_venue

__all__ = [
    "BATCH_SIZE",
    "Difference",
    "event_ids_below",
    "event_ids_with_venue",
    "find_differences",
    "publish",
    "publish_all",
]
