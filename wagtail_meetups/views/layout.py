"""The layout that our pages stand in: the host's own ``base.html``, else ours.

``wagtail_meetups/base.html`` extends what stands in ``meetups_layout``: a template made
here, which extends the host's and places our three blocks into the blocks it has. They
are chosen by the element they stand in first and by their name second, because
``{% block title %}`` is a page's title in one site and its heading in the next.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from django.template import Engine, Template, TemplateDoesNotExist

from .. import conf
from .template_blocks import Spot, read_layout

__all__ = [
    "Layout",
    "find_host_layout",
    "find_layout",
    "has_own_base",
    "layout_context",
]

# Usual names, the best first.
TITLES = ("title", "head_title", "page_title", "html_title", "meta_title", "seo_title")
HEADS = (
    "extra_head",
    "head_extra",
    "extrahead",
    "extra_css",
    "extra_styles",
    "head",
    "css",
    "styles",
    "stylesheets",
)
CONTENTS = (
    "content",
    "main_content",
    "page_content",
    "body_content",
    "content_body",
    "main",
    "page",
    "body",
)
# Blocks of these names are often the whole page: only an empty one is there to be filled.
WHOLE_PAGES = ("page", "body")

# Nothing of ours may be put into one of these.
CLOSED = frozenset(
    {"tag", "comment", "other", "script", "style", "noscript", "template"}
)
BESIDE_CONTENT = frozenset({"head", "header", "nav", "aside", "footer"})
# A block that holds one of these holds more than the content.
FRAME = re.compile(r"</?(?:head|body|header|nav|footer)\b", re.IGNORECASE)
MAIN = re.compile(r"<main\b|\brole=[\"']?main\b", re.IGNORECASE)
DESCRIPTION = re.compile(r"<meta\s[^>]*\bname=[\"']?description\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout, and the names of its blocks that ours go into; empty where it has none.

    ``has_main`` and ``has_description`` say what its pages have without our doing: an
    element for the main content, and a description for search engines.
    """

    name: str
    title: str
    head: str
    content: str
    has_main: bool
    has_description: bool

    @property
    def source(self) -> str:
        """The template that joins ours to it."""
        head = "{% block meetups_head %}{% endblock %}"
        content = "{% block meetups_content %}{% endblock %}"
        if not self.has_main:
            content = f'<main class="meetups-main">{content}</main>'
        if not self.head:  # Browsers take a stylesheet there, search engines the data.
            content = head + content
        filled = {
            self.title: "{% block meetups_title %}{% endblock %}",
            self.head: "{{ block.super }}" + head,
            self.content: content,
        }
        blocks = (
            f"{{% block {name} %}}{text}{{% endblock %}}"
            for name, text in filled.items()
            if name
        )
        return f'{{% extends "{self.name}" %}}' + "".join(blocks)


def _best(spots: Iterable[Spot], names: tuple[str, ...]) -> list[Spot]:
    """Those with a usual name, the best name first."""
    return sorted(
        (spot for spot in spots if _plain(spot) in names),
        key=lambda spot: names.index(_plain(spot)),
    )


def _plain(spot: Spot) -> str:
    return spot.name.lower().replace("-", "_")


def _innermost(spots: list[Spot]) -> list[Spot]:
    around = {name for spot in spots for name in spot.inside}
    return [spot for spot in spots if spot.name not in around]


def _is_whole(spot: Spot) -> bool:
    """Whether what it opens it also closes, and nothing forbids to write there."""
    return spot.where == spot.until and not spot.where & CLOSED


def _find_title(spots: list[Spot]) -> Spot | None:
    found = [spot for spot in spots if _is_whole(spot) and "title" in spot.where]
    found = _innermost(found)
    return next(iter(_best(found, TITLES) or found), None)


def _find_head(spots: list[Spot]) -> Spot | None:
    found = [
        spot
        for spot in spots
        if _is_whole(spot) and "head" in spot.where and "title" not in spot.where
    ]
    # The last one, so that what is ours comes after what is the host's.
    return next(iter(_best(found, HEADS) or found[::-1]), None)


def _find_content(spots: list[Spot]) -> Spot | None:
    found = [
        spot
        for spot in spots
        if _is_whole(spot)
        and not spot.where & BESIDE_CONTENT
        and not FRAME.search(spot.text)
    ]
    named = [
        spot
        for spot in _best(found, CONTENTS)
        if _plain(spot) not in WHOLE_PAGES or not spot.text.strip()
    ]
    in_main = [spot for spot in found if "main" in spot.where]
    if named := _innermost(named):
        return next((spot for spot in named if spot in in_main), named[0])
    # Of another name, where there can be no doubt.
    names = {spot.name for spot in in_main}
    outermost = [spot for spot in in_main if not names.intersection(spot.inside)]
    return outermost[0] if len(outermost) == 1 else None


def find_layout(engine: Engine, name: str) -> Layout:
    """Read a layout and choose its blocks.

    Raises what Django raises for a template that is missing or cannot be parsed.
    """
    page, spots = read_layout(engine, name)
    title, head, content = _find_title(spots), _find_head(spots), _find_content(spots)
    kept = len(MAIN.findall(page.text)) - len(
        MAIN.findall(content.text if content else "")
    )
    return Layout(
        name=name,
        title=title.name if title else "",
        head=head.name if head else "",
        content=content.name if content else "",
        has_main=kept > 0,
        has_description=bool(DESCRIPTION.search(page.text)),
    )


# Ours is known, whoever replaces its template: its blocks are documented.
OWN_LAYOUT = Layout(
    name="wagtail_meetups/layout.html",
    title="title",
    head="head",
    content="content",
    has_main=True,
    has_description=False,
)

# By the template that is extended: Django's cached loader, the usual one, returns the
# same object until a file changes.
_joined: WeakKeyDictionary[Template, tuple[Template, Layout]] = WeakKeyDictionary()


def _find_base(engine: Engine) -> Template | None:
    """The host's layout; ``None`` where there is none, or none is wanted."""
    name = conf.get("BASE_TEMPLATE")
    try:
        return engine.get_template(name) if name else None
    except TemplateDoesNotExist:
        return None


def has_own_base() -> bool:
    """Whether the host replaced ``wagtail_meetups/base.html`` and needs no finding."""
    base = Engine.get_default().get_template("wagtail_meetups/base.html")
    return "meetups_layout" not in base.source


def find_host_layout() -> Layout | None:
    """The host's layout and what was found in it; ``None`` where it has none."""
    engine = Engine.get_default()
    if _find_base(engine) is None:
        return None
    return find_layout(engine, conf.get("BASE_TEMPLATE"))


def _join(engine: Engine) -> tuple[Template, Layout]:
    base = _find_base(engine) or engine.get_template(OWN_LAYOUT.name)
    if base not in _joined:
        layout = find_host_layout()
        if layout is None or not layout.content:
            layout = OWN_LAYOUT
        _joined[base] = engine.from_string(layout.source), layout
    return _joined[base]


def layout_context(page) -> dict:
    """What ``base.html`` and ``parts/head.html`` need to know for a page.

    - ``meetups_layout``: the template that ``wagtail_meetups/base.html`` extends
    - ``meetups_stylesheet``: whether our stylesheet is linked
    - ``has_description``: whether the host's layout describes the page already
    """
    template, layout = _join(Engine.get_default())
    return {
        "meetups_layout": template,
        "meetups_stylesheet": conf.get("STYLESHEET"),
        # The layout of ``wagtail start`` tells it where there is one.
        "has_description": layout.has_description
        and bool(getattr(page, "search_description", "")),
    }
