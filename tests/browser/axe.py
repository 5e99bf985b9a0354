"""Runs axe-core in a page and says what it found, with the elements."""

from pathlib import Path

from django.conf import settings

__all__ = ["find_violations"]

AXE = (
    Path(settings.BASE_DIR)
    / "tests"
    / "node"
    / "node_modules"
    / "axe-core"
    / "axe.min.js"
)
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .flatMap(rule => rule.nodes.map(node => [rule.id, node.target.flat().join(" "), node.html]))"""


def find_violations(page, known=()) -> list[str]:
    """Every rule of axe-core that an element breaks, as ``rule: selector: element``.

    ``known`` is pairs of a rule and a selector: an element that matches the selector may
    break that rule, and no other element may.
    """
    if not AXE.exists():
        raise AssertionError("axe-core is missing: run `npm install` in tests/node.")
    page.add_script_tag(path=AXE)
    found = []
    for rule, target, element in page.evaluate(RUN):
        if not any(
            rule == known_rule
            and page.locator(target).first.evaluate(
                "(node, selector) => node.matches(selector)", selector
            )
            for known_rule, selector in known
        ):
            found.append(f"{rule}: {target}: {element}")
    return found
