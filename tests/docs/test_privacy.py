"""What the page on privacy says is tested, and where it says it is."""

import ast
import re

from . import samples

PAGE = samples.read("explanation/privacy.md")


def named_tests() -> list[tuple[str, str]]:
    return re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE)


def test_every_line_names_a_test_that_there_is():
    named = named_tests()
    assert len(named) > 20
    for path, name in named:
        tree = ast.parse((samples.ROOT / "tests" / path).read_text(encoding="utf-8"))
        functions = {
            node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
        }
        assert name in functions, f"{path}::{name}"


def test_every_row_of_who_can_see_what_is_tested():
    section = samples.section(PAGE, "## Who can see what")
    rows = [row for row in section.splitlines() if row.startswith("| ")][1:]
    assert len(rows) == 9
    for row in rows:
        assert re.search(r"`[\w/]+\.py::test_\w+` \|$", row), row
