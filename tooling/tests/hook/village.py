"""A bare repository with the hooks, and people with real SSH keys who push to it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from devportal.cli import main

from ..conftest import VALID

CASES = Path(__file__).parents[1] / "cases"
STAFF = "registry/platform/staff.yaml"


@dataclass(frozen=True)
class Pushed:
    """What a push came to; ``said`` is what the repository answered, without git's own ``remote:``."""

    accepted: bool
    said: str


@dataclass
class Inhabitant:
    """Somebody with a key and a clone."""

    name: str
    key: Path
    clone: Path

    @property
    def public(self) -> str:
        return " ".join(self.key.with_suffix(".pub").read_text().split()[:2])

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return git(self.clone, *arguments, check=check)

    def fresh(self) -> None:
        """A clean branch from main."""
        self.git("fetch", "--quiet", "--prune", "origin", "+refs/heads/*:refs/remotes/origin/*")
        self.git("checkout", "--quiet", "--force", "-B", "work", "origin/main")
        self.git("clean", "--quiet", "-fd")

    def write(self, path: str, text: str) -> None:
        file = self.clone / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.clone / path).read_text(encoding="utf-8")
        assert old in text, (path, old)
        self.write(path, text.replace(old, new))

    def append(self, path: str, text: str) -> None:
        self.write(path, (self.clone / path).read_text(encoding="utf-8") + text)

    def commit(self, message: str = "A change", *, sign: bool = True) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--gpg-sign" if sign else "--no-gpg-sign", "-m", message)
        return self.git("rev-parse", "HEAD").stdout.strip()

    def push(self, *refs: str) -> Pushed:
        done = self.git("push", "--quiet", "origin", *refs, check=False)
        lines = [line.removeprefix("remote: ").removeprefix("remote:") for line in done.stderr.splitlines()]
        return Pushed(done.returncode == 0, "\n".join(line.rstrip() for line in lines))

    def ask(self, request: str) -> Pushed:
        return self.push(f"+HEAD:refs/heads/requests/{request}")

    def say(self, request: str, words: str = "approved", commit: str = "", tag: str = "") -> Pushed:
        """Tag the request's last commit, or another, and push the tag."""
        self.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
        name = f"approvals/{request}/{tag or self.name}"
        self.git("tag", "--force", "--sign", "-m", words, name, commit or f"origin/requests/{request}")
        return self.push(f"refs/tags/{name}")


@dataclass
class Village:
    """The repository and its people."""

    place: Path
    bare: Path

    def person(self, name: str) -> Inhabitant:
        """A person with a key of their own and a clone that signs with it."""
        key = self.place / "keys" / name
        key.parent.mkdir(exist_ok=True)
        if not key.exists():
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)]
            subprocess.run(command, check=True, capture_output=True)
        clone = self.place / "clones" / name
        if self.bare.exists() and not clone.exists():
            git(self.place, "clone", "--quiet", str(self.bare), str(clone))
            for setting in (
                f"user.name={name}", f"user.email={name}@example.com", "gpg.format=ssh", f"user.signingkey={key}",
            ):  # fmt: skip
                git(clone, "config", *setting.split("=", 1))
        return Inhabitant(name, key, clone)

    def file(self, path: str) -> str:
        """A file at main; empty when it is not there."""
        return git(self.bare, "show", f"main:{path}", check=False).stdout

    def refs(self, prefix: str = "refs/") -> list[str]:
        return git(self.bare, "for-each-ref", "--format=%(refname)", prefix).stdout.split()


def git(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "HOME": str(folder),
    }
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=check, capture_output=True, text=True, timeout=120
    )


def with_key(person: str, public: str) -> str:
    """A person's file of the example registry, with a signing key."""
    text = (VALID / f"registry/people/{person}.yaml").read_text(encoding="utf-8")
    head, _, _ = text.partition("\nkeys:")
    return f"{head.rstrip()}\nkeys:\n  - key: {public}\n    uses: [sign]\n"


KIM = """  kim-ost:
    name: Kim Ost
    email: kim.ost@superoffice.example
    roles: [online-operations]
    superid: {user_name: kim.ost@superoffice.example, sub: 0f6a1c7e-55c0-4c39-8f58-7a1f70c6c009}
    github: {login: kimost, id: 7001009}
"""


def settle(place: Path) -> Village:
    """The example registry in a bare repository, with its hooks.

    Staff, tom-frost and ola-berg can sign, and Birch's app has all that Stage asks for.
    """
    village = Village(place, place / "portal.git")
    source = place / "source"
    shutil.copytree(VALID, source)
    shutil.copytree(CASES / "stage-asked" / "base", source, dirs_exist_ok=True)
    staff = source / STAFF
    text = staff.read_text(encoding="utf-8").rstrip() + f"\n{KIM}"
    for name, login in (("mari-dahl", "maridahl, id: 7001001"), ("jon-vik", "jonvik, id: 7001002"),
                        ("kim-ost", "kimost, id: 7001009")):  # fmt: skip
        key = f"    keys: [{{key: {village.person(name).public}, uses: [sign]}}]"
        assert login in text
        text = text.replace(f"github: {{login: {login}}}", f"github: {{login: {login}}}\n{key}")
    staff.write_text(text, encoding="utf-8")
    for name in ("tom-frost", "ola-berg"):
        file = source / f"registry/people/{name}.yaml"
        file.write_text(with_key(name, village.person(name).public), encoding="utf-8")
    git(source, "init", "--quiet", "--initial-branch=main")
    git(source, "add", "--all")
    who = ("-c", "user.name=operator", "-c", "user.email=operator@example.com")
    git(source, *who, "commit", "--quiet", "-m", "The registry")
    git(place, "clone", "--quiet", "--bare", str(source), str(village.bare))
    installed = CliRunner().invoke(main, ["hook", "install", str(village.bare)])
    assert installed.exit_code == 0, installed.output
    return village
