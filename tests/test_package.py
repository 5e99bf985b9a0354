"""What is shipped: the version, and every file that is not Python."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import wagtail_meetups

PACKAGE = Path(wagtail_meetups.__file__).parent
PYPROJECT = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "pyproject.toml").read_text()
)


def test_the_version_is_one():
    assert PYPROJECT["tool"]["setuptools"]["dynamic"]["version"] == {
        "attr": "wagtail_meetups.__version__"
    }
    assert len(wagtail_meetups.__version__.split(".")) >= 3


def test_every_file_of_the_package_is_shipped():
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["wagtail_meetups"]
    files = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", ".pot")
    ]
    assert "py.typed" in files
    left_out = [
        name
        for name in files
        if not any(fnmatch(name, pattern.replace("**", "*")) for pattern in patterns)
    ]
    assert left_out == []
