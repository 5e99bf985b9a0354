"""The sandbox, run as a user runs it: its own process, its own database and media."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANAGE = ROOT / "sandbox" / "manage.py"
PATIENCE = 120  # Seconds that a busy machine may take for one command.


@dataclass
class Sandbox:
    """Commands and requests against one sandbox; nothing of it is shared with the tests."""

    environment: dict[str, str]
    port: int
    output: str = ""

    def manage(self, *arguments: str) -> str:
        """Run a management command; warnings are errors; return what it printed."""
        done = subprocess.run(
            [
                sys.executable,
                "-W",
                "error::DeprecationWarning:home",
                MANAGE,
                *arguments,
            ],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def query(self, statement: str) -> list[tuple]:
        """Run one SQL statement on the sandbox's database."""
        with (
            closing(sqlite3.connect(self.environment["SANDBOX_DB"])) as database,
            database,
        ):
            return database.execute(statement).fetchall()

    def dump(self) -> Iterator[str]:
        """Every row of the database, as SQL."""
        with closing(sqlite3.connect(self.environment["SANDBOX_DB"])) as database:
            yield from database.iterdump()

    def visitor(self) -> "Visitor":
        return Visitor(f"http://localhost:{self.port}")


class StayHere(urllib.request.HTTPRedirectHandler):
    """Redirects are answers like any other."""

    def redirect_request(self, *args, **kwargs):
        return None


@dataclass
class Answer:
    status: int
    headers: object
    text: str


class Visitor:
    """A browser with a memory for cookies that follows no redirect."""

    def __init__(self, root: str):
        self.root = root
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar, StayHere)

    def get(self, path: str, data: dict | None = None) -> Answer:
        body = urllib.parse.urlencode(data).encode() if data else None
        try:
            response = self.opener.open(f"{self.root}{path}", body, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            text = response.read().decode("utf-8", errors="replace")
            return Answer(response.status, response.headers, text)

    def log_in(self, name: str, path: str = "/login/") -> Answer:
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', self.get(path).text)
        answer = self.get(
            path,
            {"csrfmiddlewaretoken": token[1], "username": name, "password": name},
        )
        assert answer.status == 302, answer.text
        return answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, "The server stopped."
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("The server did not answer.")


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory):
    """A migrated sandbox with the demo, served on a port of its own."""
    folder = tmp_path_factory.mktemp("sandbox")
    port = _free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO", "PYTEST", "MEETUPS"))
    }
    environment |= {
        "PORT": str(port),
        "SANDBOX_DB": str(folder / "db.sqlite3"),
        "SANDBOX_MEDIA": str(folder / "media"),
    }
    sandbox = Sandbox(environment, port)
    sandbox.manage("migrate", "-v0")
    sandbox.output = sandbox.manage("load_demo")
    with _serve(sandbox):
        yield sandbox


@pytest.fixture(scope="session")
def social_sandbox(sandbox):
    """The same site, by the settings with log-in by an account from elsewhere."""
    port = _free_port()
    environment = sandbox.environment | {
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "sandbox.social",
    }
    social = Sandbox(environment, port)
    social.manage("migrate", "-v0")
    with _serve(social):
        yield social


@contextmanager
def _serve(sandbox: Sandbox):
    address = f"127.0.0.1:{sandbox.port}"
    server = subprocess.Popen(
        [sys.executable, MANAGE, "runserver", "--noreload", address],
        env=sandbox.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(sandbox.port, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
