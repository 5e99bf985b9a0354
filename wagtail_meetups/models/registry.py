"""Which page types of this site are indexes, events and recaps; looked up at run time."""

from functools import cache

from django.apps import apps

from .calendars import AbstractMeetupIndex
from .events import AbstractEvent
from .recaps import AbstractRecap

__all__ = ["event_models", "index_models", "recap_models"]


@cache
def _concrete(base) -> tuple:
    apps.check_models_ready()
    return tuple(model for model in apps.get_models() if issubclass(model, base))


def index_models() -> tuple:
    """Every page type of this site built on ``MeetupIndexMixin``."""
    return _concrete(AbstractMeetupIndex)


def event_models() -> tuple:
    """Every page type of this site built on ``EventMixin``."""
    return _concrete(AbstractEvent)


def recap_models() -> tuple:
    """Every page type of this site built on ``RecapMixin``."""
    return _concrete(AbstractRecap)
