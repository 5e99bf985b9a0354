"""What stands in the tables and should not, or the other way round."""

from typing import NamedTuple

__all__ = ["Difference"]


class Difference(NamedTuple):
    """One thing that publishing an event page would change, in words for a person."""

    page_id: int
    what: str

    def __str__(self) -> str:
        return f"page {self.page_id}: {self.what}"
