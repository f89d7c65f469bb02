"""The store of the committed sample, served as it would be, and a browser."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from devportal.flows.website import write_website_stores
from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).parents[3]
SITE = "https://devportal.example/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src https://www.youtube-nocookie.com https://player.vimeo.com; base-uri 'none'; form-action 'self'"
)


def build(root: Path, out: Path) -> Path:
    """The stores of a registry, with the assets that MkDocs would copy."""
    extra = {"forums": "https://community.superoffice.com/", "sign_out": "/sign-out"}
    shutil.copytree(ROOT / "site/docs/assets", out / "assets")
    write_website_stores(root, out, SITE, extra, public_only=False)
    return out


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("store") / "out")


class Strict(SimpleHTTPRequestHandler):
    """Serves with the policy that the portal is served with."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *said: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A browser that goes on to the next page lets connections go."""

    def handle_error(self, *said: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> Iterator[str]:
    with Server(("127.0.0.1", 0), functools.partial(Strict, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    yield from serve(store)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(8_000)
    yield opened
    opened.close()
