"""Reads what the tests ask of a page: headings, links, text, structured data."""

import json
from html.parser import HTMLParser

__all__ = ["READER_TIME", "Document", "read"]

READER_TIME = "/static/wagtail_meetups/reader-time.js"

VOID = {"img", "link", "meta", "br", "hr", "input", "source"}


class Document(HTMLParser):
    """A page's elements in order: each a tag, its attributes and the text inside."""

    def __init__(self):
        super().__init__()
        self.elements = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        element = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        opened, _attrs, _text = self.open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data):
        for _tag, _attrs, text in self.open:
            text.append(data)

    def find(self, *tags, **wanted):
        """The elements of these tags, as pairs of attributes and text."""
        return [
            (attrs, " ".join("".join(text).split()))
            for tag, attrs, text in self.elements
            if tag in tags
            and all(attrs.get(name) == value for name, value in wanted.items())
        ]

    @property
    def headings(self):
        return [
            (int(tag[1]), " ".join("".join(text).split()))
            for tag, _attrs, text in self.elements
            if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
        ]

    @property
    def text(self):
        return self.find("main")[0][1]

    @property
    def links(self):
        """Address by name."""
        return {text: attrs["href"] for attrs, text in self.find("a")}

    @property
    def times(self):
        """Text by machine-readable time."""
        return {attrs["datetime"]: text for attrs, text in self.find("time")}

    @property
    def structured_data(self):
        ((_attrs, text),) = self.find("script", type="application/ld+json")
        return json.loads(text)

    @property
    def meta(self):
        """What the page says of itself, by name or property."""
        return {
            attrs.get("name") or attrs.get("property"): attrs["content"]
            for attrs, _text in self.find("meta")
            if "content" in attrs
        }

    def link_rel(self, rel, **wanted):
        return [attrs for attrs, _text in self.find("link", rel=rel, **wanted)]


def read(response):
    """Parse a response, and hold what is true of each of our pages."""
    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    html = response.content.decode()
    document = Document()
    document.feed(html)
    assert not document.open
    levels = [level for level, _text in document.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(
        below - above <= 1 for above, below in zip(levels, levels[1:], strict=False)
    )
    assert all(text for _level, text in document.headings)
    ids = [attrs["id"] for _tag, attrs, _text in document.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs, text in document.find("script"):
        # A data block, or a file of ours that the page does not wait for.
        if attrs.get("type") != "application/ld+json":
            assert attrs == {"src": READER_TIME, "defer": None}
            assert not text
    assert not document.find("style")
    for _tag, attrs, _text in document.elements:
        assert "style" not in attrs
        assert not any(name.startswith("on") for name in attrs)
        assert set(attrs.get("aria-labelledby", "").split()) <= set(ids)
    return document
