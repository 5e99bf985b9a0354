"""Visitors' words, made safe: taken in clean, and given out as paragraphs and links."""

import re
import unicodedata

from django.utils.html import Urlizer
from django.utils.safestring import SafeString, mark_safe

__all__ = [
    "clean_line",
    "clean_text",
    "count_links",
    "excerpt",
    "render_text",
    "safe_link",
    "shown_name",
]

# What turns the direction of all that follows, beyond the words themselves; and two that
# no XML may hold, so that one comment would break the feed.
DROPPED = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF]
)
# Letters and a symbol of which nothing is to be seen.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
# Marks above and below one letter; languages have four, and many more cover the lines around.
MARKS = 5
LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def _without_tricks(text: str) -> str:
    """Without control characters and piled marks; empty where nothing is to be seen."""
    kept, marks, seen = [], 0, False
    for letter in text.translate(DROPPED):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks > MARKS or (kind == "Cc" and letter != "\n"):
            continue
        kept.append(letter)
        seen = seen or (kind[0] in "LNPS" and letter not in BLANK)
    return "".join(kept) if seen else ""


def clean_line(text: str) -> str:
    """A name, on one line: no control characters, single spaces."""
    return " ".join(_without_tricks(re.sub(r"\s", " ", text)).split())


def shown_name(text: str) -> str:
    """The name as everybody may read it; empty where it is or holds an address."""
    name = clean_line(text or "")
    return "" if "@" in name else name


def clean_text(text: str) -> str:
    """Words in paragraphs: line ends as ``\\n``, one empty line at most between two."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "\n".join(line.rstrip() for line in _without_tricks(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def count_links(text: str) -> int:
    """How many addresses a text names."""
    return len(LINK.findall(text))


def safe_link(url: str) -> str:
    """An address that a name may be linked to; else empty."""
    return url if re.match(r"https?://", url or "", re.IGNORECASE) else ""


class _Linker(Urlizer):
    """Whole addresses become links; names of hosts and of mailboxes stay words."""

    simple_url_2_re = re.compile(r"(?!)")
    url_template = '<a href="{href}" rel="ugc nofollow">{url}</a>'

    @staticmethod
    def is_email_simple(value) -> bool:
        return False


_link = _Linker()


def render_text(text: str) -> SafeString:
    """HTML of ``p``, ``br`` and ``a`` alone; everything else is escaped."""
    paragraphs = []
    for paragraph in clean_text(text).split("\n\n"):
        lines = [_link(line, autoescape=True) for line in paragraph.split("\n")]
        paragraphs.append(f"<p>{'<br>'.join(lines)}</p>" if any(lines) else "")
    # Each line went through ``escape``, by ``autoescape``.
    return mark_safe("".join(paragraphs))  # noqa: S308


def excerpt(text: str, length: int = 120) -> str:
    """The start of a text on one line, for lists."""
    line = clean_line(text)
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
