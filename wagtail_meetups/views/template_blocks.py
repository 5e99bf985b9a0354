"""Reads a layout: which blocks its finished page has, and in which elements they stand.

A layout is read as Django renders it: up to the last template it extends, each block
as the nearest template defines it, with what ``{{ block.super }}`` and ``{% include %}``
bring. What only the moment of rendering knows (a variable for a template's name, the
output of other tags) is not followed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.template import Engine, Node, Template, TemplateDoesNotExist
from django.template.base import FilterExpression, TextNode, VariableNode
from django.template.defaulttags import (
    AutoEscapeControlNode,
    IfNode,
    SpacelessNode,
    WithNode,
)
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import LanguageNode

__all__ = ["Spot", "read_layout"]

# What a block may stand in and still be rendered once, uncached and as it is.
TRANSPARENT = (AutoEscapeControlNode, IfNode, LanguageNode, SpacelessNode, WithNode)
ELEMENTS = "head|title|body|main|header|nav|aside|footer|script|style|noscript|template"
# An attribute may stand in several pieces, so a tag is open until its ">".
MARKUP = re.compile(
    rf"(?P<comment><!--)|(?P<uncomment>-->)|<(?P<close>/?)(?P<name>{ELEMENTS})(?![\w-])"
    r"|<[a-z/!]|(?P<end>>)|(?P<main>\brole=[\"']?main\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Spot:
    """A block of a layout; the layout itself is one without a name.

    ``where`` are the elements that are open where it begins, with ``tag`` inside of a
    tag, ``comment`` inside of a comment and ``other`` inside of a template tag that may
    do anything with it; ``until`` those where it ends. ``text`` is the markup of the
    templates in it.
    """

    name: str
    inside: tuple[str, ...] = ()
    where: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    text: str = ""


def _constant(name) -> str:
    """The name of a template, where it stands in the source."""
    if isinstance(name, FilterExpression) and not name.is_var and not name.filters:
        return str(name.var)
    return ""


def _chain(engine: Engine, name: str) -> list[Template]:
    """A template and those it extends, each found as Django's ``extends`` finds it."""
    chain, history = [], []
    while name:
        template, origin = engine.find_template(name, skip=history)
        chain.append(template)
        history.append(origin)
        extends = template.nodelist.get_nodes_by_type(ExtendsNode)
        name = _constant(extends[0].parent_name) if extends else ""
    return chain


def _children(node: Node) -> Iterator[Node]:
    for name in node.child_nodelists:
        yield from getattr(node, name, None) or ()


@dataclass(slots=True)
class _Reader:
    engine: Engine
    definitions: dict[str, list[BlockNode]]
    spots: list[Spot] = field(default_factory=list)
    around: list[Spot] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    others: int = 0
    including: list[str] = field(default_factory=list)

    def read_text(self, text: str) -> None:
        for spot in self.around:
            spot.text += text
        for found in MARKUP.finditer(text):
            if "comment" in self.open:
                if found["uncomment"]:
                    self.open.discard("comment")
            elif found["comment"]:
                self.open.add("comment")
            elif found["end"] or found["uncomment"]:
                self.open.discard("tag")
            elif found["main"]:
                self.open.add("main")
            else:
                self.open.add("tag")
                if name := (found["name"] or "").lower():
                    (self.open.discard if found["close"] else self.open.add)(name)

    def where(self) -> frozenset[str]:
        return frozenset(self.open | ({"other"} if self.others else set()))

    def read_block(self, name: str) -> None:
        inside = tuple(spot.name for spot in self.around[1:])
        if name in inside:  # Rendered, it would not end either.
            return
        spot = Spot(name, inside, self.where())
        if not self.including:
            self.spots.append(spot)
        self.around.append(spot)
        self.read_definition(name, 0)
        self.around.pop()
        spot.until = self.where()

    def read_definition(self, name: str, step: int) -> None:
        if step < len(self.definitions[name]):
            for node in self.definitions[name][step].nodelist:
                self.read(node, (name, step))

    def read_include(self, node: IncludeNode) -> None:
        name = _constant(node.template)
        if not name or name in self.including:
            return
        try:
            template = self.engine.get_template(name)
        except TemplateDoesNotExist:  # Told when it is rendered.
            return
        self.including.append(name)
        for child in template.nodelist:
            self.read(child, ("", 0))
        self.including.pop()

    def read(self, node: Node, block: tuple[str, int]) -> None:
        if isinstance(node, TextNode):
            self.read_text(node.s)
        elif isinstance(node, BlockNode) and node.name in self.definitions:
            self.read_block(node.name)
        elif isinstance(node, IncludeNode):
            self.read_include(node)
        elif isinstance(node, VariableNode):
            if str(node.filter_expression) == "block.super" and block[0]:
                self.read_definition(block[0], block[1] + 1)
        else:
            self.others += not isinstance(node, TRANSPARENT)
            for child in _children(node):
                self.read(child, block)
            self.others -= not isinstance(node, TRANSPARENT)


def read_layout(engine: Engine, name: str) -> tuple[Spot, list[Spot]]:
    """Return the layout as one spot, and its blocks in the order of the page.

    Raises what Django raises for a template that is missing or cannot be parsed.
    """
    chain = _chain(engine, name)
    definitions = defaultdict(list)
    for template in chain:
        for node in template.nodelist.get_nodes_by_type(BlockNode):
            definitions[node.name].append(node)
    page = Spot("")
    reader = _Reader(engine, dict(definitions), around=[page])
    for node in chain[-1].nodelist:
        reader.read(node, ("", 0))
    return page, reader.spots
