"""Imports point one way, and what must stand alone does."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import wagtail_meetups

PACKAGE = Path(wagtail_meetups.__file__).parent
REPOSITORY = Path(__file__).resolve().parents[1]

# Makes a new Python in which nothing of Django or Wagtail can be imported.
BLOCK = """
import sys

class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("django", "wagtail", "modelcluster", "swapper"):
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Block())
"""


def imported_names(path: Path) -> set[str]:
    """What a file imports by absolute names, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_the_import_contracts_hold(capfd):
    result = lint_imports(
        config_filename=str(REPOSITORY / "setup.cfg"), no_cache=True, no_logo=True
    )
    output = capfd.readouterr().out
    assert result == 0, output
    assert "4 kept, 0 broken" in output


@pytest.mark.parametrize(
    "module",
    [
        "wagtail_meetups",
        *(
            f"wagtail_meetups.domain.{path.stem}"
            for path in sorted((PACKAGE / "domain").glob("[!_]*.py"))
        ),
    ],
)
def test_it_can_be_imported_without_django(module):
    subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{BLOCK}\nimport {module}"],
        cwd=REPOSITORY,
        check=True,
    )


def test_the_block_above_blocks():
    result = subprocess.run(
        [sys.executable, "-c", f"{BLOCK}\nimport django"], capture_output=True
    )
    assert b"django is blocked" in result.stderr


@pytest.mark.parametrize("room", ["domain", "models", "publishing"])
def test_nothing_below_the_admin_imports_the_admin(room):
    for path in (PACKAGE / room).glob("*.py"):
        names = imported_names(path)
        assert not [name for name in names if name.startswith("wagtail.admin")], path


def test_only_conf_reads_our_setting():
    readers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "WAGTAIL_MEETUPS" in path.read_text()
    ]
    # The check names it in its messages.
    assert set(readers) <= {"checks.py", "conf.py"}


def test_the_domain_never_asks_the_clock():
    for path in (PACKAGE / "domain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("now", "utcnow", "today", "fromtimestamp"), (
                    path
                )
