"""A web server on this machine that answers what a test wants it to answer."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["serve"]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(dict(self.headers))
        self.server.answer(self)

    def log_message(self, *args):
        """Say nothing."""

    def reply(self, status=200, body=b"", **headers):
        """Send a whole answer; the names of headers with underscores."""
        self.send_response(status)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing: a client may well go away."""


@contextmanager
def serve(answer):
    """Answer each GET by ``answer(handler)``; gives the server, with ``url`` and ``asked``."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.answer, server.asked = answer, []
    server.url = f"http://127.0.0.1:{server.server_port}/meetups/ical/"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
