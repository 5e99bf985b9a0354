"""Reads an Atom feed as strictly as RFC 4287 has it; anything wrong is an AssertionError."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from ..public.html import Document

__all__ = ["Entry", "Feed", "read_atom"]

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# RFC 3339, as section 3.3 asks: a capital T, a zone.
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Section 4.1: how often each child may stand there; None is any number.
FEED = {
    "author": (1, None),
    "entry": (0, None),
    "id": (1, 1),
    "link": (1, None),
    "subtitle": (0, 1),
    "title": (1, 1),
    "updated": (1, 1),
}
ENTRY = {
    "author": (0, None),
    "category": (0, None),
    "id": (1, 1),
    "link": (1, None),
    "published": (0, 1),
    "summary": (0, 1),
    "title": (1, 1),
    "updated": (1, 1),
}


@dataclass
class Entry:
    id: str
    title: str
    link: str
    updated: datetime
    published: datetime | None
    author: str
    topics: list[str]
    html: Document


@dataclass
class Feed:
    id: str
    title: str
    language: str
    updated: datetime
    author: str
    links: dict[str, str]
    entries: list[Entry]

    @property
    def titles(self):
        return [entry.title for entry in self.entries]


def _check_children(element, allowed):
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= allowed.keys()
    for name, (least, most) in allowed.items():
        assert names.count(name) >= least, name
        assert most is None or names.count(name) <= most, name


def _text(element, name):
    """The content of a plain text construct; it holds no markup."""
    child = element.find(f"{ATOM}{name}")
    if child is None:
        return ""
    assert child.get("type", "text") == "text" and not len(child)
    return child.text or ""


def _date(element, name):
    text = _text(element, name)
    if not text:
        return None
    assert DATE.fullmatch(text)
    return datetime.fromisoformat(text)


def _links(element):
    """Addresses by relation: each absolute, and not two of the same."""
    links = {}
    for link in element.findall(f"{ATOM}link"):
        relation = link.get("rel", "alternate")
        assert relation not in links
        assert urlsplit(link.get("href")).scheme in ("http", "https")
        assert link.get("href").isascii()
        links[relation] = link.get("href")
    return links


def _author(element):
    author = element.find(f"{ATOM}author")
    if author is None:
        return ""
    assert {child.tag.removeprefix(ATOM) for child in author} <= {"name", "uri"}
    assert _text(author, "name")
    return _text(author, "name")


def _id(element):
    name = _text(element, "id")
    assert URN.fullmatch(name)
    return name


def _html(entry):
    """The summary, as what an HTML reader makes of it; well-formed, and no script."""
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html" and not len(summary)
    document = Document()
    document.feed(summary.text or "")
    document.close()
    assert not document.open
    assert not document.find("script", "style", "iframe", "img", "a")
    return document


def _entry(element):
    _check_children(element, ENTRY)
    return Entry(
        id=_id(element),
        title=_text(element, "title"),
        link=_links(element)["alternate"],
        updated=_date(element, "updated"),
        published=_date(element, "published"),
        author=_author(element),
        topics=[child.get("term") for child in element.findall(f"{ATOM}category")],
        html=_html(element),
    )


def read_atom(response) -> Feed:
    """What a response tells a feed reader."""
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    assert root.tag == f"{ATOM}feed"
    _check_children(root, FEED)
    entries = [_entry(element) for element in root.findall(f"{ATOM}entry")]
    ids = [_id(root), *(entry.id for entry in entries)]
    assert len(set(ids)) == len(ids)
    return Feed(
        id=ids[0],
        title=_text(root, "title"),
        language=root.get(LANGUAGE),
        updated=_date(root, "updated"),
        author=_author(root),
        links=_links(root),
        entries=entries,
    )
