"""Public signals, each with its arguments. They are sent after the commit.

``meetups_published``: ``sender`` is the package's ``AppConfig``; ``page_ids`` is the
frozenset of ids of the event pages whose dates or calendar text have just changed.
"""

from django.dispatch import Signal

__all__ = ["meetups_published"]

meetups_published = Signal()
