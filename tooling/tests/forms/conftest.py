"""The website with a forge, served with a strict Content-Security-Policy, and a browser to fill its forms."""

from __future__ import annotations

import functools
import json
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from devportal.flows.build import build_site
from playwright.sync_api import Browser, Page

from ..conftest import ROOT, VALID

FORGE = "https://github.com/superoffice/registry"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'"
OWN = ("/assets/js/forms/", "/assets/vendor/")
ME = {"person": "ida-holm", "name": "Ida Holm", "partners": [{"id": "acme", "name": "Acme", "permissions": ["read"]}]}

HEARD = """
window.heard = [];
addEventListener('securitypolicyviolation', (event) => heard.push(`${event.sourceFile} ${event.violatedDirective}`));
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the example registry; somebody of acme is signed in where a page asks."""
    root = tmp_path_factory.mktemp("forms")
    shutil.copytree(VALID / "registry", root / "registry")
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    before = os.environ.get("REPO_URL")
    os.environ["REPO_URL"] = FORGE
    try:
        build_site(root, root / "out")
    finally:
        os.environ.pop("REPO_URL") if before is None else os.environ.update(REPO_URL=before)
    (root / "out/me.json").write_text(json.dumps(ME))
    return root / "out"


class Strict(SimpleHTTPRequestHandler):
    """Serves with the headers of a careful deployment."""

    def log_message(self, *said: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


class Plain(SimpleHTTPRequestHandler):
    """Serves without headers of its own: the theme's search begins with an inline script."""

    def log_message(self, *said: object) -> None:
        """Say nothing."""


def served(site: Path, handler: type[SimpleHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    yield from served(site, Strict)


@pytest.fixture(scope="session")
def plain_address(site: Path) -> Iterator[str]:
    yield from served(site, Plain)


@dataclass
class Form:
    """One form in the browser."""

    page: Page
    wrong: list[str]

    def fill(self, **answers: str) -> None:
        """Type answers into the fields by the names in their paths (``__`` for a dot)."""
        for name, value in answers.items():
            self.field(name).fill(value)

    def choose(self, name: str, value: str) -> None:
        self.field(name).select_option(value)

    def field(self, name: str):  # type: ignore[no-untyped-def]
        steps = "".join(f"[{step}]" for step in name.split("__"))
        return self.page.locator(f'.dpf-form [id$="{steps}"]')

    def tick(self, label: str) -> None:
        self.page.locator(".dpf-form").get_by_label(label, exact=True).check()

    def settle(self) -> None:
        """Let the editor, which tells of changes with the next frame, come to its end."""
        frame = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
        self.page.evaluate(f"() => {frame}.then(() => {frame})")

    @property
    def files(self) -> dict[str, str]:
        """The files that come of the answers, by path."""
        self.settle()
        blocks = self.page.locator(".dpf-file")
        return {
            blocks.nth(at).locator(".dpf-path code").inner_text(): str(
                blocks.nth(at).locator("pre code").text_content()
            )
            for at in range(blocks.count())
        }

    @property
    def links(self) -> list[str]:
        self.settle()
        found = self.page.locator(".dpf-open")
        return [str(found.nth(at).get_attribute("href")) for at in range(found.count())]

    @property
    def command(self) -> str:
        self.settle()
        return str(self.page.locator(".dpf-ways > .dpf-text pre").last.text_content())

    @property
    def notes(self) -> str:
        self.settle()
        return self.page.locator(".dpf-notes").first.inner_text()

    @property
    def problems(self) -> str:
        self.settle()
        wanted = self.page.locator(".dpf-wanted")
        return str(wanted.text_content()) if wanted.count() else ""


@pytest.fixture
def open_form(browser: Browser, address: str):  # type: ignore[no-untyped-def]
    """Opens a form by name; after the test nothing may have gone wrong in the browser."""
    opened: list[Form] = []

    def open_(name: str, *, signed_in: bool = False, query: str = "", width: int = 1280, scheme: str = "light") -> Form:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.add_init_script(HEARD + ("localStorage.setItem('dp-signed-in', 'yes');" if signed_in else ""))
        wrong: list[str] = []
        page.on("pageerror", lambda error: OWN[0] in str(error.stack) and wrong.append(f"{error} {error.stack}"))
        page.on("response", lambda got: got.status >= 400 and wrong.append(f"{got.status} {got.url}"))
        page.on("request", lambda asked: asked.url.startswith((address, "blob:")) or wrong.append(asked.url))
        page.goto(f"{address}guide/forms/{name}/{query}")
        page.locator(".dpf-result ul").first.wait_for()
        form = Form(page, wrong)
        opened.append(form)
        return form

    yield open_
    for form in opened:
        refused = [said for said in form.page.evaluate("heard") if any(own in said for own in OWN)]
        form.page.context.close()
        assert (form.wrong, refused) == ([], [])
