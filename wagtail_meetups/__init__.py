"""Meet-ups for Wagtail: events, recaps, people and a calendar feed that stays right."""

__version__ = "0.1.0"
