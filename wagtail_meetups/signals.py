"""Public signals, each with its arguments. They are sent after the commit.

``meetups_published``: ``sender`` is the package's ``AppConfig``; ``page_ids`` is the
frozenset of ids of the event pages whose dates or calendar text have just changed.
``agreements_changed``: ``sender`` is the package's ``AppConfig``; ``attendee_id`` is the id
of a person who has just agreed to something, taken it back, or asked for a passage to go.
"""

from django.dispatch import Signal

__all__ = ["meetups_published", "agreements_changed"]

meetups_published = Signal()
agreements_changed = Signal()
