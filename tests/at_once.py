"""Several things at the same moment, as two people at two desks do them."""

import threading

import pytest
from django.db import connection

__all__ = ["in_threads", "needs_a_server"]

needs_a_server = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one writer in at a time"
)


def in_threads(*actions):
    """Run actions at the same time, each on a connection of its own; raise what they raise."""
    errors = []
    barrier = threading.Barrier(len(actions))

    def work(action):
        try:
            barrier.wait(timeout=10)
            action()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    if errors:
        raise errors[0]
