"""What readers wrote under two recaps: a lively thread, and one that waits for a host.

``at`` counts the hours since the thread began. An answer is the host's, beneath the
comment before it.
"""

from typing import NamedTuple

__all__ = ["COMMENTS"]


class Said(NamedTuple):
    at: int
    name: str
    text: str
    link: str = ""
    state: str = "published"
    reason: str = ""
    is_answer: bool = False


COMMENTS: dict[str, tuple[Said, ...]] = {
    "how-the-long-table-was": (
        Said(
            1,
            "Odile",
            "I was the bench’s left end. Thank you for the soup spoon, whoever lent it.",
        ),
        Said(
            2,
            "Ferdinand P.",
            "The library is ours. Yanis came on Thursday with a folding rule and left with "
            "a drawing of eleven shelves.\n\nThe twelfth is for returns, he says.",
            "https://example.org/library",
        ),
        Said(
            5,
            "",
            "Eleven! We will want to see them. Bring a photo next Tuesday, we hang it by "
            "the stickers.",
            is_answer=True,
        ),
        Said(9, "Clémence", "The leek is now a character in the book. It has lines."),
        Said(
            11,
            "Marthe",
            "First time for me. I do payroll for small theatres and was afraid that nobody "
            "would ask. Four people asked.",
        ),
        Said(
            20,
            "",
            "Five, I only had no turn. See you next Tuesday?",
            is_answer=True,
        ),
        Said(
            26,
            "Ilir",
            "For those who looked for it: the form for sharing a workshop is at "
            "https://example.org/workshops/sharing (in French).",
        ),
        Said(31, "Odile", "The spoon has an owner. It was the landlord’s."),
    ),
    "how-the-price-of-a-day-was": (
        Said(
            3,
            "Basile",
            "I sent a quote with the new day rate this morning, without the word “unfortunately”.",
            state="waiting",
        ),
        Said(
            4,
            "Best Rates 24",
            "Fast money for your invoices: https://example.com/a https://example.com/b "
            "https://example.com/c",
            state="waiting",
            reason="It holds many links.",
        ),
        Said(
            8,
            "Nour",
            "Could you put the three questions up here? I only wrote down two.",
            state="waiting",
        ),
        Said(9, "Best Rates 24", "Fast money for your invoices", state="spam"),
    ),
}
