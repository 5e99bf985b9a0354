import io
import sys

import pytest
from django.core.management import call_command

from .. import factories

# Found by their names; the tests of publishing own them.
from ..publishing.conftest import admin, french  # noqa: F401


@pytest.fixture
def home(db):
    return factories.get_home()


@pytest.fixture
def start(db, monkeypatch):
    """Run the command; return what it printed.

    ``answers`` are typed at a terminal, one for each question; without them there is no
    terminal. ``start.questions`` are the questions asked, ``start.told`` the complaints.
    """

    def start(*args, answers=None, **options):
        start.questions = []
        start.left = list(answers or [])

        def answer(question):
            start.questions.append(question)
            if not start.left:
                raise EOFError
            return start.left.pop(0)

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: answers is not None, False)
        out, err = io.StringIO(), io.StringIO()
        try:
            factories.run(
                call_command, "start_meetups", *args, stdout=out, stderr=err, **options
            )
        finally:
            start.told = err.getvalue().splitlines()
        assert start.left == []
        return out.getvalue()

    return start
