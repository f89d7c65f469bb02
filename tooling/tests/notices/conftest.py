"""A portal in git, an outbox, a ledger and a mail server."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.domain.hand_over import Outbox
from devportal.gateways.outboxes import open_outbox

from .post import Post, post_office

PUBLISHED = "registry/partners/acme/apps/visual-reports/published.yaml"
REQUESTS = "registry/managed/requests.json"


@dataclass
class Portal:
    """A clone in which main moves."""

    root: Path

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"]
        return subprocess.run(
            ["git", *who, *arguments], cwd=self.root, check=True, capture_output=True, text=True
        ).stdout.strip()

    def write(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))

    def commit(self, message: str = "Change") -> str:
        self.git("add", "-A", "registry")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def edit(self, path: str, old: str, new: str) -> str:
        self.write(path, old, new)
        return self.commit()

    def notify(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["notify", *arguments])

    @property
    def outbox(self) -> Outbox:
        return open_outbox(self.root)


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as found:
        yield found


@pytest.fixture
def in_git(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The ledger lies in a git repository."""
    address = tmp_path / "ledger.git"
    subprocess.run(["git", "init", "--bare", "--quiet", str(address)], check=True)
    monkeypatch.setenv("DEVPORTAL_NOTICES", str(address))
    return address


@pytest.fixture
def portal(registry: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """main as the example registry is; the mail server is up."""
    monkeypatch.chdir(registry)
    for name in ("OUTBOX", "NOTICES", "SMTP_USER", "SMTP_PASSWORD", "SMTP_CA"):
        monkeypatch.delenv(f"DEVPORTAL_{name}", raising=False)
    monkeypatch.setenv("DEVPORTAL_SMTP", f"smtp+plain://127.0.0.1:{post.port}")
    monkeypatch.setenv("DEVPORTAL_MAIL_FROM", "portal@devportal.example")
    monkeypatch.setenv("SITE_URL", "https://portal.example")
    portal = Portal(registry)
    portal.git("init", "-q", "-b", "main")
    portal.write(PUBLISHED, "  production: initial\nlisting", "listing")
    portal.write(PUBLISHED, "  production: initial\n", "")
    (registry / REQUESTS).write_text('{"requests": []}\n')
    portal.commit("Begin")
    return portal
