"""A clone with main checked out, a GitHub of its own, and the mock of GitHub's description."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main

from ..conftest import ROOT, VALID
from ..hook.village import CASES, git
from .double import TOKEN, World, served

NPM = ROOT / "build/npm/node_modules"
PRISM = NPM / "@stoplight/prism-cli/dist/index.js"
DESCRIPTION = NPM / "@octokit/openapi/generated/api.github.com.json"


@dataclass
class Portal:
    """The clone in which the workflows run."""

    root: Path
    world: World

    def branch(self, path: str, text: str, on: str = "main", message: str = "A change") -> str:
        """A commit on top of another, with one file changed; main stays checked out."""
        return self.commit({path: text}, on, message)

    def commit(self, files: dict[str, str], on: str = "main", message: str = "A change") -> str:
        git(self.root, "checkout", "--quiet", "--detach", on)
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")
        git(self.root, "add", "--all")
        git(self.root, *WHO, "commit", "--quiet", "-m", message)
        head = git(self.root, "rev-parse", "HEAD").stdout.strip()
        git(self.root, "checkout", "--quiet", "main")
        return head

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def run(self, *arguments: str) -> Result:
        """A command of the workflows."""
        return CliRunner().invoke(main, ["github", *arguments])

    def judge_and_tell(self, number: int) -> str:
        """What review.yml runs on an event."""
        out = self.root.parent / f"verdict-{number}"
        judged = self.run("judge", "--out", str(out), "--number", str(number))
        assert judged.exit_code == 0, judged.output
        told = self.run("tell", str(out))
        assert told.exit_code == 0, told.output
        return told.output


WHO = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.com")


@pytest.fixture(scope="session")
def description(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a mock that checks each call by GitHub's published description."""
    assert PRISM.exists(), "The packages from npm are missing. Run `make npm`."
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path_factory.mktemp("prism") / "log").open("wb")
    command = ["node", str(PRISM), "mock", "--host", "127.0.0.1", "--port", str(port), str(DESCRIPTION)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log)
    assert process.stdout
    try:
        for line in process.stdout:
            if b"Prism is listening" in line:
                break
        else:
            pytest.fail("The mock of GitHub's description did not start.")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.stdout.close()
        process.wait()
        log.close()


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    root = tmp_path / "clone"
    shutil.copytree(VALID, root)
    shutil.copytree(CASES / "stage-asked" / "base", root, dirs_exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, *WHO, "commit", "--quiet", "-m", "The registry")
    world = World(main=git(root, "rev-parse", "main").stdout.strip())
    with served(world) as address:
        monkeypatch.chdir(root)
        monkeypatch.setenv("GITHUB_API_URL", address)
        monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example")
        monkeypatch.setenv("GITHUB_REPOSITORY", "house/portal")
        monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
        yield Portal(root, world)
