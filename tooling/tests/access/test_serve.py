"""``devportal serve --as`` shows the website as that person would see it, by the same rule."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .servers import Visitor, free_port, running

ROOT = Path(__file__).parents[3]
VALID = Path(__file__).parents[1] / "examples" / "valid"
pytestmark = pytest.mark.xdist_group("serve")


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("serve")
    shutil.copytree(VALID / "registry", root / "registry")
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@contextmanager
def served(clone: Path, *how: str) -> Iterator[Visitor]:
    port = free_port()
    command = [sys.executable, "-m", "devportal", "serve", "--port", str(port), *how]
    with running(command, port, "devportal serve", cwd=clone):
        yield Visitor(port)


def test_a_person_sees_their_partner_and_themselves(clone: Path) -> None:
    with served(clone, "--as", "ida-holm") as visitor:
        assert visitor.get("/partners/acme/").status == 200
        assert visitor.get("/app-store/").status == 200
        refused = visitor.get("/staff/partners/")
        assert refused.status == 403
        assert b"This page is not for you" in refused.body
        for address in (
            "/partners/other/",
            "/people/somebody-else/",
            "/partners%2facme/",
            "/app-store/../staff/partners/",
        ):
            assert visitor.get(address).status in {403, 404}, address
        me = json.loads(visitor.get("/me.json").body)
        assert (me["person"], [one["id"] for one in me["partners"]]) == ("ida-holm", ["acme"])
        assert visitor.get("/people/").leads_to == "/people/ida-holm/"
        assert visitor.get("/sign-in?to=%2Fpartners%2Facme%2F").leads_to == "/partners/acme/"
        assert visitor.get("/sign-in?to=//evil.example/").leads_to == "/people/ida-holm/"
        page = clone / "registry/partners/acme/partner.yaml"
        before = page.read_text()
        page.write_text(before.replace("name: Acme", "name: Acme Renamed"))
        try:
            deadline = time.monotonic() + 60
            while b"Acme Renamed" not in visitor.get("/partners/acme/").body:
                assert time.monotonic() < deadline, "the website follows a change"
                time.sleep(0.1)
        finally:
            page.write_text(before)


def test_an_anonymous_visitor_sees_what_is_public(clone: Path) -> None:
    with served(clone, "--anonymous") as visitor:
        assert visitor.get("/app-store/").status == 200
        assert visitor.get("/partners/acme/").status == 403
        assert visitor.get("/partners/acme/search.json").status == 403
        assert visitor.get("/me.json").status == 401


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (["--as", "ida-hol"], "Did you mean ida-holm?"),
        (["--as", "ida-holm", "--anonymous"], "do not go together"),
    ],
)
def test_what_cannot_be_shown_is_said(clone: Path, how: list[str], said: str) -> None:
    command = [sys.executable, "-m", "devportal", "serve", "--port", str(free_port()), *how]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
