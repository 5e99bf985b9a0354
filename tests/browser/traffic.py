"""Knows whether the live server is still answering."""

import threading

from django.core.signals import request_finished, request_started

__all__ = ["count_requests"]


class RequestCounter:
    """How many requests are being answered, in all the threads of the server."""

    def __init__(self):
        self.running = 0
        self.changed = threading.Condition()
        request_started.connect(self.start)
        # After Django's own receiver, which closes the connections.
        request_finished.connect(self.finish)

    def start(self, **kwargs):
        with self.changed:
            self.running += 1

    def finish(self, **kwargs):
        with self.changed:
            self.running -= 1
            self.changed.notify_all()

    def wait(self, seconds=5):
        """Wait until nothing is being answered, and stop counting."""
        with self.changed:
            self.changed.wait_for(lambda: self.running <= 0, timeout=seconds)
        request_started.disconnect(self.start)
        request_finished.disconnect(self.finish)


def count_requests() -> RequestCounter:
    """Count the server's requests from now on."""
    return RequestCounter()
