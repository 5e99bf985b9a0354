"""Checks that every relative link of the documentation leads somewhere.

Usage: ``check_links.py FILE_OR_FOLDER...``. Looks at files and at headings in them, in
Markdown; addresses on the web are not fetched. Exits with 1 when a link is broken.
"""

import re
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1`*\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*[\"'])?\s*\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s+<?([^\s>]+)", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
ANCHOR = re.compile(r"<a\s+(?:id|name)=\"([^\"]+)\"")
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@cache
def anchors(path: Path) -> frozenset[str]:
    """The fragments that lead to a heading, as GitHub names them."""
    text = FENCE.sub("", path.read_text())
    found: dict[str, int] = {}
    names = set(ANCHOR.findall(text))
    for heading in HEADING.findall(text):
        heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        count = found.get(name, 0)
        found[name] = count + 1
        names.add(f"{name}-{count}" if count else name)
    return frozenset(names)


def broken_links(path: Path) -> list[str]:
    """What is wrong with the links of one file."""
    text = CODE.sub("", FENCE.sub("", path.read_text()))
    wrong = []
    for link in LINK.findall(text) + REFERENCE.findall(text):
        if ELSEWHERE.match(link):
            continue
        name, _, fragment = unquote(link).partition("#")
        target = (path.parent / name).resolve() if name else path.resolve()
        if not target.exists():
            wrong.append(f"{path}: {link}: there is no such file")
        elif fragment and target.suffix == ".md" and fragment not in anchors(target):
            wrong.append(f"{path}: {link}: there is no such heading")
    return wrong


def main(names: list[str]) -> int:
    files = []
    for path in map(Path, names):
        files += sorted(path.rglob("*.md")) if path.is_dir() else [path]
    wrong = [message for path in files for message in broken_links(path)]
    for message in wrong:
        print(message, file=sys.stderr)  # noqa: T201
    print(f"{len(files)} documents, {len(wrong)} broken links")  # noqa: T201
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
