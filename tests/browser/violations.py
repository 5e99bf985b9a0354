"""What a page does against its Content-Security-Policy, told so that pages can be compared."""

import re
from collections import Counter
from typing import NamedTuple

__all__ = ["Violation", "watch"]

LISTEN = """document.addEventListener("securitypolicyviolation", event => {
  const node = event.target;
  window.tellViolation({
    directive: event.effectiveDirective,
    blocked: event.blockedURI,
    source: event.sourceFile,
    page: location.href,
    element: node instanceof Element ? node.outerHTML : node.nodeName,
  });
});"""


class Violation(NamedTuple):
    """One of them, without what differs from page to page.

    ``source`` is the path of the script that did it, or "page" where it was written into
    the page itself; ``element`` the beginning of the element: of a script what it calls,
    of another its tag.
    """

    directive: str
    blocked: str
    source: str
    element: str


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]*|[?#].*$", "", url)


def _beginning(element: str) -> str:
    called = re.match(r"<script[^>]*>\s*((?:new )?[\w.]+)\(", element)
    return f"<script>{called[1]}(" if called else re.match(r"[^\s{>]*", element)[0]


def watch(context) -> Counter:
    """Count what happens in this context's pages from now on, by ``Violation``."""
    found: Counter = Counter()

    def tell(source, told):
        page = _path(told["page"])
        path = _path(told["source"])
        violation = Violation(
            told["directive"],
            _path(told["blocked"]),
            "page" if path in ("", page) else path,
            _beginning(told["element"]),
        )
        found[violation] += 1

    context.expose_binding("tellViolation", tell)
    context.add_init_script(LISTEN)
    return found
