"""A registry in git, a secrets store, an outbox: what provisioning works on, and people who change it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from devportal.domain.credential import Credential, CredentialFacts, ManagedCredentials
from devportal.domain.environment import Environment
from devportal.domain.hand_over import Outbox
from devportal.domain.provision import Place
from devportal.domain.secret import Entry, EntryState, Secret, SecretMissingError, SecretName, SecretStore
from devportal.flows.load import load
from devportal.flows.provision import Approved, Planned, all_approved, make_plan
from devportal.flows.provision_apply import Done, Hands, carry_out
from devportal.flows.provision_keep import GitKeeper
from devportal.gateways.outbox_folder import FolderOutbox
from devportal.gateways.secrets import open_store
from devportal.gateways.secrets.embedded import EmbeddedStore

from ..conftest import VALID
from ..hook.village import git

NOW = "2026-11-25T09:00:00Z"
MAPS = "registry/partners/birch/apps/pocket-maps/credentials.yaml"
REPORTS = "registry/partners/acme/apps/visual-reports/credentials.yaml"
SOD = Place("birch", "pocket-maps", Environment.SOD)
WHO = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.com")
ID_AND_SECRET = """\
{environment}:
  client_id:
    generation: {client_id}
  client_secret:
    generation: {secret}
    recipients: [ola-berg]
"""


def wish(client_id: int = 1, secret: int = 1, environment: str = "sod") -> str:
    """A client ID and a client secret for Ola."""
    return ID_AND_SECRET.format(environment=environment, client_id=client_id, secret=secret)


class MemoryStore:
    """A store that keeps what the Protocol promises, and nothing on disk."""

    kind = "memory"

    def __init__(self, now: str = NOW) -> None:
        self.kept: dict[SecretName, tuple[Entry, Secret | None]] = {}
        self.now: Callable[[], str] = lambda: now

    def put(self, offered: Iterable[tuple[SecretName, Secret]]) -> list[Entry]:
        made = []
        for name, secret in offered:
            entry = Entry(name, f"memory:{name.path}/{name.generation}", self.now())
            made.append(self.kept.setdefault(name, (entry, secret))[0])
        return made

    def get(self, name: SecretName) -> Secret:
        secret = self.kept[name][1] if name in self.kept else None
        if secret is None:
            raise SecretMissingError(f"There is no {name.path}.")
        return secret

    def entries(self) -> Iterator[Entry]:
        return iter([self.kept[name][0] for name in sorted(self.kept)])

    def revoke(self, names: Sequence[SecretName]) -> list[Entry]:
        for name in names:
            if name not in self.kept:
                raise SecretMissingError(f"There is no {name.path}.")
        for name in names:
            entry, secret = self.kept[name]
            if secret is not None:
                self.kept[name] = (replace(entry, state=EntryState.REVOKED, revoked=self.now()), None)
        return [self.kept[name][0] for name in names]


@dataclass
class World:
    """A clone with main checked out; ``store`` may be any store."""

    root: Path
    store: SecretStore
    outbox: Outbox
    moment: str = NOW
    approved: Approved = all_approved
    keeper: GitKeeper = field(init=False)

    def __post_init__(self) -> None:
        self.keeper = GitKeeper(self.root)
        self.keep_time()

    def keep_time(self) -> None:
        """Let a store of ours go by the world's clock: days on the machine's own would move under the tests."""
        if isinstance(self.store, EmbeddedStore | MemoryStore):
            self.store.now = lambda: self.moment

    def write(self, path: str, text: str | None, message: str = "A change") -> None:
        """Commit a file to main; ``None`` takes it away."""
        file = self.root / path
        if text is None:
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        git(self.root, "add", "--all")
        git(self.root, *WHO, "commit", "--quiet", "-m", message)

    def plan(self, *, mend: bool = False, confirmed: int = -1) -> Planned:
        source = self.keeper.source()
        return make_plan(
            source, self.store, self.outbox, self.approved, mend=mend, confirmed=confirmed, moment=self.moment
        )

    def run(self, *, mend: bool = False, confirmed: int = -1) -> Done:
        planned = self.plan(mend=mend, confirmed=confirmed)
        assert not planned.plan.stopped, planned.plan.stopped
        return carry_out(planned.plan, planned.situation, Hands(self.store, self.outbox, self.keeper))

    def steps(self, **more: bool) -> list[str]:
        """What a plan would do: ``assign client_id 1``."""
        return [
            f"{one.action.value} {one.credential.value} {one.edition or one.old}"
            for one in self.plan(**more).plan.steps
        ]

    def facts(self, place: Place = SOD) -> CredentialFacts:
        app = load(self.keeper.source()).partners[place.partner].apps[place.app]
        record = app.facts.record if app.facts else ManagedCredentials()
        return record.of(place.environment) or CredentialFacts()

    def states(self) -> dict[str, str]:
        """Every entry of the store: ``client-secret 1`` to its state."""
        return {f"{one.name.kind.value} {one.name.generation}": one.state.value for one in self.store.entries()}

    def commits(self) -> int:
        return len(git(self.root, "rev-list", "main").stdout.split())


def name_of(credential: Credential, edition: int, place: Place = SOD) -> SecretName:
    return SecretName(*place, credential.kind, edition)


def receiving_key(place: Path, name: str) -> str:
    """A real SSH key that age can seal to; the public half."""
    key = place / name
    if not key.exists():
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)], check=True, capture_output=True
        )
    return " ".join(key.with_suffix(".pub").read_text().split()[:2])


def person_with(name: str, public: str) -> str:
    """A person's file of the example registry, with a key to sign and to receive with."""
    value = yaml.safe_load((VALID / f"registry/people/{name}.yaml").read_text(encoding="utf-8"))
    return yaml.safe_dump({**value, "keys": [{"key": public, "uses": ["sign", "receive"]}]}, sort_keys=False)


def begin(place: Path, *, memory: bool = False) -> World:
    """The example registry in a clone of its own: nothing is made yet, Ola can receive, only Birch wants anything."""
    root = place / "clone"
    shutil.copytree(VALID, root)
    shutil.rmtree(root / "registry/managed/partners")
    shutil.rmtree(root / "registry/partners/acme/apps")
    (root / "registry/people/ola-berg.yaml").write_text(person_with("ola-berg", receiving_key(place, "ola-berg")))
    (root / MAPS).write_text(wish())
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "core.autocrlf", "false")
    git(root, "add", "--all")
    git(root, *WHO, "commit", "--quiet", "-m", "The registry")
    store = MemoryStore() if memory else open_store(f"embedded:{place}/store", {})
    return World(root, store, FolderOutbox(place / "outbox"))
