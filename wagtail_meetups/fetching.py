"""Asks for an address over the network, as a phone would: without a cookie, and not for long.

Only ever given an address that ``feeds.feed_url`` built: that of this site, whose name
stands under Settings, Sites. The one place that knows the library that asks.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from queue import Empty, SimpleQueue

import requests

__all__ = ["LARGEST", "Answer", "FetchError", "Obstacle", "fetch"]

# Bytes of a body that are read; about five thousand meet-ups.
LARGEST = 5_000_000
# Seconds to connect, between two pieces of an answer, and for all of it.
CONNECT, PAUSE, WHOLE = 3, 5, 10
CHUNK = 65_536


class Obstacle(StrEnum):
    """What kept an answer from arriving."""

    NAME = "name"  # Nobody knows the host name.
    REFUSED = "refused"
    TLS = "tls"
    TIMEOUT = "timeout"
    BROKEN_OFF = "broken off"
    OTHER = "other"


class FetchError(Exception):
    """No whole answer came. ``obstacle`` says why, ``detail`` in the network's own words."""

    def __init__(self, obstacle: Obstacle, detail: str):
        super().__init__(f"{obstacle}: {detail}")
        self.obstacle = obstacle
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Names of headers may be looked up in any case.

    ``is_cut``: the body is longer than ``LARGEST``, and the rest was not read.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it, as Python, requests and urllib3 keep it."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        error = waiting.pop()
        if not isinstance(error, BaseException) or error in seen:
            continue
        seen.append(error)
        yield error
        waiting += [error.__cause__, error.__context__, *error.args]
        waiting.append(getattr(error, "reason", None))


OBSTACLES = (
    (ssl.SSLError, Obstacle.TLS),
    (requests.exceptions.SSLError, Obstacle.TLS),
    (socket.gaierror, Obstacle.NAME),
    (ConnectionRefusedError, Obstacle.REFUSED),
    (requests.exceptions.Timeout, Obstacle.TIMEOUT),
    (TimeoutError, Obstacle.TIMEOUT),
    (requests.exceptions.ChunkedEncodingError, Obstacle.BROKEN_OFF),
    (requests.exceptions.ContentDecodingError, Obstacle.BROKEN_OFF),
    (ConnectionError, Obstacle.BROKEN_OFF),
)


def _obstacle(error: Exception) -> Obstacle:
    causes = list(_causes(error))
    for kind, obstacle in OBSTACLES:
        if any(isinstance(cause, kind) for cause in causes):
            return obstacle
    return Obstacle.OTHER


def _read(response: requests.Response, deadline: float) -> tuple[bytes, bool]:
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > LARGEST:
            return bytes(body[:LARGEST]), True
        if time.monotonic() > deadline:
            raise TimeoutError("Nobody waits for it any more.")
    return bytes(body), False


def _ask(url: str, headers: Mapping[str, str] | None) -> Answer:
    deadline = time.monotonic() + WHOLE
    with requests.Session() as session:
        session.trust_env = False
        session.headers["User-Agent"] = "wagtail-meetups (a site checks its feed)"
        with session.get(
            url,
            headers=headers,
            timeout=(CONNECT, PAUSE),
            allow_redirects=False,
            stream=True,
        ) as response:
            body, is_cut = _read(response, deadline)
            return Answer(response.status_code, response.headers, body, is_cut)


def fetch(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Return the answer to one GET; a redirect is an answer and is not followed.

    Raises ``FetchError`` where none comes, or not all of it, within ten seconds. Nothing
    of this machine's settings goes along: no proxy, no password from a file.
    """
    outcome: SimpleQueue[Answer | FetchError] = SimpleQueue()

    def ask() -> None:
        try:
            outcome.put(_ask(url, headers))
        except Exception as error:  # Some of urllib3's come through as they are.
            outcome.put(FetchError(_obstacle(error), str(error)))

    # In a thread of its own: a look-up of the name, or an answer that drips in byte by
    # byte, cannot be bounded in any other way.
    threading.Thread(target=ask, daemon=True).start()
    try:
        found = outcome.get(timeout=WHOLE)
    except Empty:
        raise FetchError(Obstacle.TIMEOUT, f"more than {WHOLE} s") from None
    if isinstance(found, FetchError):
        raise found
    return found
