"""The sandbox, served on loopback, and a person's computer with vdirsyncer and khal."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from .computer import Computer
from .sandbox import Sandbox

REPOSITORY = Path(__file__).resolve().parents[2]
MANAGE = REPOSITORY / "sandbox" / "manage.py"
SECONDS = 120


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def find_program(name: str) -> str:
    """The program beside this Python, else on the path; a test must not pass without it."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        pytest.fail(f"{name} is missing: pip install '.[clients]'")
    return found


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    """The sandbox with its demo, running; ended by its own process id."""
    folder = tmp_path_factory.mktemp("sandbox")
    port = free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name != "DJANGO_SETTINGS_MODULE"
    } | {
        "PORT": str(port),
        "SANDBOX_DB": str(folder / "db.sqlite3"),
        "SANDBOX_MEDIA": str(folder / "media"),
        "PYTHONUNBUFFERED": "1",
    }
    site = Sandbox(MANAGE, environment, f"http://localhost:{port}", timeout=SECONDS)
    site.manage("migrate", "--verbosity", "0")
    site.manage("load_demo")
    with open(folder / "server.log", "wb") as log:
        server = subprocess.Popen(
            [sys.executable, MANAGE, "runserver", "--noreload", f"127.0.0.1:{port}"],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
        try:
            wait_for(site.index_url, server, folder / "server.log")
            yield site
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(timeout=10)


def wait_for(url, server, log):
    """Wait until the server answers; say what it wrote when it does not."""
    for _attempt in range(150):
        if server.poll() is not None:
            break
        try:
            with urlopen(url, timeout=5) as response:  # noqa: S310
                response.read()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"The sandbox does not answer at {url}:\n{log.read_text()}")


@pytest.fixture
def computer(tmp_path, sandbox):
    """A home directory of its own, subscribed to the sandbox's calendar."""
    return Computer(
        tmp_path,
        sandbox.feed_url,
        vdirsyncer=find_program("vdirsyncer"),
        khal=find_program("khal"),
    )
