"""A web server on loopback for the built website; it says of everybody that they are a person of the sample."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ME = {
    "person": "aino-korhonen",
    "name": "Aino Korhonen",
    "partners": [
        {"id": "granite-erp", "name": "Granite Bridge", "permissions": ["log-in", "read", "configuration", "users"]},
        {"id": "rowan-telephony", "name": "Rowan Telephony", "permissions": ["log-in", "read"]},
    ],
    "staff": False,
    "roles": [],
}


class Quiet(SimpleHTTPRequestHandler):
    """Files, and ``/me.json``."""

    def do_GET(self) -> None:
        if self.path != "/me.json":
            return super().do_GET()
        data = json.dumps(ME).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None

    def log_message(self, *said: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Takes as many connections at once as a browser or a link checker opens."""

    request_queue_size = 256
    daemon_threads = True


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address under which a folder is served."""
    with Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
