"""Reads the documentation: its files, its code samples and what it names in backticks."""

import re
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]

# Those below an item of a list are indented.
_FENCE = re.compile(r"^ *```([\w+]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_BACKTICKS = re.compile(r"`([^`\n]+)`")


def read(name: str) -> str:
    """The text of a page below ``docs``."""
    return (DOCS / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its level or above."""
    level = heading.split()[0]
    _before, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"no heading {heading!r}"
    return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def code(text: str, language: str) -> list[str]:
    """The fenced samples in a language."""
    return [dedent(body) for name, body in _FENCE.findall(text) if name == language]


def languages(text: str) -> list[str]:
    """The language of each fenced sample, in their order; empty where none is named."""
    return [name for name, _body in _FENCE.findall(text)]


def named(text: str) -> set[str]:
    """All that a text names in backticks, samples left out."""
    return set(_BACKTICKS.findall(_FENCE.sub("", text)))


def first_cells(text: str) -> list[str]:
    """What is named in the first column of the tables of a text, row by row."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in _BACKTICKS.findall(row)]
