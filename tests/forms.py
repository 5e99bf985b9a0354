"""Reads a form out of a page's HTML, as a browser would send it back."""

from html.parser import HTMLParser

__all__ = ["STREAM_FIELDS", "read_errors", "read_form"]

STREAM_FIELDS = ("body", "changes")


class _FormParser(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.data = {}
        self.select = None
        self.textarea = None
        self.option = None

    def add(self, name, value):
        self.data.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = self.form_id in (None, attrs.get("id"))
        if not self.inside or "disabled" in attrs:
            return
        name = attrs.get("name")
        if tag == "input" and name:
            kind = attrs.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in attrs:
                    self.add(name, attrs.get("value", "on"))
            elif kind not in ("submit", "button", "file"):
                self.add(name, attrs.get("value", ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attrs:
            self.add(self.select, attrs.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self.data.setdefault(name, [""])

    def handle_data(self, data):
        if self.textarea:
            self.data[self.textarea][-1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None


def read_form(response, form_id=None) -> dict:
    """What the form of this page would send, with nothing typed; lists of values."""
    parser = _FormParser(form_id)
    parser.feed(response.content.decode())
    data = {name: values for name, values in parser.data.items() if name}
    # A StreamField's blocks are drawn by the browser; without it there are none.
    for name in STREAM_FIELDS:
        data.setdefault(f"{name}-count", ["0"])
    return data


def read_errors(response) -> dict:
    """The messages beside the fields of the page form."""
    return {
        name: list(errors) for name, errors in response.context["form"].errors.items()
    }
