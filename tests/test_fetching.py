"""Asking over the network: what comes back, what does not, and never for long."""

import gzip
import socket
import ssl
import threading
import time

import pytest

from wagtail_meetups import fetching
from wagtail_meetups.fetching import Obstacle, fetch

from .misbehaving import serve


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(fetching, "CONNECT", 0.5)
    monkeypatch.setattr(fetching, "PAUSE", 0.3)
    monkeypatch.setattr(fetching, "WHOLE", 0.6)


def obstacle_of(url):
    with pytest.raises(fetching.FetchError) as caught:
        fetch(url)
    assert caught.value.detail
    return caught.value.obstacle


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_an_answer_is_what_the_server_said():
    with serve(lambda handler: handler.reply(418, b"short", ETag='"x"')) as server:
        answer = fetch(server.url, {"If-None-Match": '"x"'})
    assert (answer.status, answer.body, answer.is_cut) == (418, b"short", False)
    assert answer.headers["etag"] == '"x"'
    [asked] = server.asked
    assert asked["If-None-Match"] == '"x"'
    assert asked["User-Agent"].startswith("wagtail-meetups")


def test_it_asks_as_nobody(monkeypatch, tmp_path):
    """No cookie of the last answer, no password from a file, no proxy from the settings."""
    passwords = tmp_path / "netrc"
    passwords.write_text("machine 127.0.0.1 login ines password secret\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("NETRC", str(passwords))
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    with serve(lambda handler: handler.reply(Set_Cookie="a=b; Path=/")) as server:
        fetch(server.url)
        fetch(server.url)
    for asked in server.asked:
        assert not {"Cookie", "Authorization"} & asked.keys()


def test_a_redirect_is_an_answer_and_is_not_followed():
    with serve(lambda handler: handler.reply(302, Location="/elsewhere/")) as server:
        answer = fetch(server.url)
    assert answer.status == 302
    assert len(server.asked) == 1


def test_a_packed_answer_is_unpacked():
    body = gzip.compress(b"BEGIN:VCALENDAR")
    with serve(lambda handler: handler.reply(200, body, Content_Encoding="gzip")) as it:
        assert fetch(it.url).body == b"BEGIN:VCALENDAR"
    with serve(
        lambda handler: handler.reply(200, b"not packed", Content_Encoding="gzip")
    ) as it:
        assert obstacle_of(it.url) is Obstacle.BROKEN_OFF


@pytest.mark.parametrize("packed", [False, True])
def test_of_a_huge_answer_only_the_beginning_is_read(monkeypatch, packed):
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    sent = []

    def answer(handler):
        handler.send_response(200)
        if packed:
            handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        piece = b"x" * 1_000_000
        try:
            for _piece in range(200):
                handler.wfile.write(gzip.compress(piece) if packed else piece)
                sent.append(len(piece))
        except ConnectionError:
            pass

    with serve(answer) as server:
        found = fetch(server.url)
    assert found.is_cut
    assert len(found.body) == 100_000
    assert len(sent) < 200 or packed


def test_a_port_where_nobody_listens():
    assert obstacle_of(f"http://127.0.0.1:{free_port()}/") is Obstacle.REFUSED


def test_a_name_that_nobody_knows(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert obstacle_of("http://nobody.invalid/") is Obstacle.NAME


def test_a_server_that_speaks_no_tls():
    with serve(lambda handler: handler.reply()) as server:
        url = server.url.replace("http:", "https:")
        assert obstacle_of(url) is Obstacle.TLS


def test_a_certificate_that_nobody_signed(monkeypatch):
    def refuse(*args, **kwargs):
        raise ssl.SSLCertVerificationError("hostname mismatch")

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", refuse)
    with serve(lambda handler: handler.reply()) as server:
        url = server.url.replace("http:", "https:")
        assert obstacle_of(url) is Obstacle.TLS


def test_a_server_that_says_nothing():
    enough = threading.Event()
    with serve(lambda handler: enough.wait(5)) as server:
        began = time.monotonic()
        assert obstacle_of(server.url) is Obstacle.TIMEOUT
        assert time.monotonic() - began < 2
        enough.set()


@pytest.mark.parametrize("what", ["headers", "body"])
def test_a_server_that_drips(what):
    """Each byte comes in time, and the whole never does."""
    enough = threading.Event()

    def answer(handler):
        start = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n"
        handler.wfile.write(start if what == "headers" else start + b"\r\n")
        while not enough.wait(0.05):
            try:
                handler.wfile.write(b"x")
            except ConnectionError:
                return

    with serve(answer) as server:
        began = time.monotonic()
        assert obstacle_of(server.url) is Obstacle.TIMEOUT
        assert time.monotonic() - began < 2
        enough.set()


def test_an_answer_that_stops_in_the_middle():
    enough = threading.Event()

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"BEGIN:VCALENDAR")
        handler.wfile.flush()
        enough.wait(5)

    with serve(answer) as server:
        assert obstacle_of(server.url) is Obstacle.TIMEOUT
        enough.set()


def test_an_answer_that_breaks_off():
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"f\r\nBEGIN:VC")

    with serve(answer) as server:
        assert obstacle_of(server.url) is Obstacle.BROKEN_OFF


def test_a_server_that_hangs_up():
    with serve(lambda handler: None) as server:
        assert obstacle_of(server.url) is Obstacle.BROKEN_OFF


def test_what_is_no_address():
    assert obstacle_of("http://[") is Obstacle.OTHER
