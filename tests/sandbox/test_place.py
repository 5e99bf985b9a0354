"""``make demo HOST=``: a phone may come in, and nobody with a password that is public."""

import os
import re
import shutil
import socket
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sandbox.sandbox import place
from sandbox.sandbox.place import Place, find_place

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "192.0.2.7"
LOOK = """
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import Client
print("KEY", settings.SECRET_KEY)
for name in ("admin", "editor", "member"):
    print(name, bool(authenticate(username=name, password=name)))
for host in ("192.0.2.7", "localhost", "elsewhere.example"):
    print(host, Client(headers={"host": host}).get("/login/").status_code)
"""


@pytest.fixture
def exposed(sandbox):
    """The same sandbox with its demo as another machine would find it; taken back after."""
    environment = {**sandbox.environment, "SANDBOX_HOST": ADDRESS}
    yield replace(sandbox, environment=environment)
    sandbox.manage("load_demo")


def look(sandbox) -> dict:
    told = sandbox.manage("shell", "--no-imports", "-v0", "-c", LOOK)
    return dict(line.split(" ", 1) for line in told.splitlines() if " " in line)


@pytest.mark.parametrize("wanted", ["", "127.0.0.1", "localhost", "127.1.2.3", " "])
def test_alone(wanted):
    found = find_place(wanted)
    assert found == Place("127.0.0.1", "localhost")
    assert not found.is_exposed


@pytest.mark.parametrize(
    ("wanted", "bind", "host"),
    [
        ("192.168.1.20", "192.168.1.20", "192.168.1.20"),
        ("Laptop.local", "laptop.local", "laptop.local"),
        ("auto", ADDRESS, ADDRESS),
        ("0.0.0.0", "0.0.0.0", ADDRESS),  # noqa: S104
    ],
)
def test_on_the_network(monkeypatch, wanted, bind, host):
    monkeypatch.setattr(place, "own_address", lambda: ADDRESS)
    found = find_place(wanted)
    assert found == Place(bind, host)
    assert found.is_exposed


def test_an_address_that_cannot_be_is_told():
    for wanted in ("fe80::1", "192.168.1.20:8000"):
        with pytest.raises(ImproperlyConfigured, match="without the port"):
            find_place(wanted)


class Probe:
    """A socket that may be connected and asked for its name, and nothing else."""

    def __init__(self, family, kind):
        assert (family, kind) == (socket.AF_INET, socket.SOCK_DGRAM)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def connect(self, address):
        if self.name is None:
            raise OSError("Network is unreachable")

    def getsockname(self):
        return (self.name, 40000)


def test_the_own_address_is_found_without_sending_anything(monkeypatch):
    monkeypatch.setattr(socket, "socket", Probe)
    monkeypatch.setattr(Probe, "name", ADDRESS, raising=False)
    assert place.own_address() == ADDRESS
    for nowhere in (None, "127.0.0.1"):
        monkeypatch.setattr(Probe, "name", nowhere)
        with pytest.raises(ImproperlyConfigured, match="in no network"):
            place.own_address()


def test_only_the_command_itself_opens_it_to_others():
    if not (make := shutil.which("make")):
        pytest.skip("make is not installed")

    def host_of(*arguments, **environment):
        show = ["--no-print-directory", "--eval", "show: ; @echo [$$SANDBOX_HOST]"]
        done = subprocess.run(
            [make, *show, "show", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    assert host_of() == "[]"
    assert host_of("HOST=auto") == "[auto]"
    # Some shells and environments have a HOST of their own.
    assert host_of(HOST="x86_64-conda-linux-gnu") == "[]"
    assert host_of(SANDBOX_HOST="0.0.0.0") == "[]"  # noqa: S104


def test_others_need_a_password_that_is_told_once(sandbox, exposed):
    told = exposed.manage("load_demo")
    password = re.search(r"password for all: ([a-z2-9-]{14})\)", told)[1]
    assert "the password is the name" not in told
    seen = look(exposed)
    assert [seen[name] for name in ("admin", "editor", "member")] == ["False"] * 3
    ask = (
        "from django.contrib.auth import authenticate as a;"
        f"print(a(username='admin', password='{password}'))"
    )
    assert "admin" in exposed.manage("shell", "--no-imports", "-v0", "-c", ask)
    # Another time, another password.
    assert password not in exposed.manage("load_demo")
    assert "None" in exposed.manage("shell", "--no-imports", "-v0", "-c", ask)

    # Back on this machine alone.
    assert "the password is the name" in sandbox.manage("load_demo")
    assert look(sandbox)["admin"] == "True"


def test_addresses_and_keys_are_for_others(sandbox, exposed):
    told = exposed.manage("load_demo")
    root = f"http://{ADDRESS}:{sandbox.port}"
    for path in ("/meetups/", "/meetups/ical/", "/admin/"):
        assert f"{root}{path}\n" in told
    # A QR code of half blocks, in a quiet zone.
    code = told.partition("For a phone")[2].splitlines()
    assert len([line for line in code if set(line) <= set("█▀▄ ") and line]) > 14
    texts = sandbox.query("SELECT text FROM wagtail_meetups_calendarentry")
    assert texts and all(f"{root}/" in text.replace("\r\n ", "") for (text,) in texts)
    seen = look(exposed)
    assert seen[ADDRESS] == seen["localhost"] == "200"
    assert seen["elsewhere.example"] == "400"
    assert len(seen["KEY"]) > 50
    assert seen["KEY"] != look(exposed)["KEY"]

    sandbox.manage("load_demo")
    [site] = sandbox.query("SELECT hostname, port FROM wagtailcore_site")
    assert site == ("localhost", sandbox.port)
    seen = look(sandbox)
    assert (seen[ADDRESS], seen["localhost"]) == ("400", "200")
