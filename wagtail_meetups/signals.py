"""Public signals, each with its arguments.

After the commit:

``meetups_published``: ``sender`` is the package's ``AppConfig``; ``page_ids`` is the
frozenset of ids of the event pages whose dates or calendar text have just changed.
``agreements_changed``: ``sender`` is the package's ``AppConfig``; ``attendee_id`` is the id
of a person who has just agreed to something, taken it back, or asked for a passage to go; or
who was merged with another entry, or forgotten.

While a person is erased or written out, inside the transaction:

``erasing_person`` and ``exporting_person``: ``sender`` is the package's ``AppConfig``;
``email`` the address of the person and ``user_id`` the key of their account, each empty or
``None`` where there is none. A receiver of the second returns what it holds of them, as
plain data for JSON, by the name of what it is.
"""

from django.dispatch import Signal

__all__ = [
    "agreements_changed",
    "erasing_person",
    "exporting_person",
    "meetups_published",
]

erasing_person = Signal()
exporting_person = Signal()
meetups_published = Signal()
agreements_changed = Signal()
