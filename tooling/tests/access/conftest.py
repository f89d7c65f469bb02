"""The portal on a real Apache, once for all tests."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from devportal.decide.access.viewers import Account, accounts
from devportal.domain.deployment import Deployment
from devportal.flows.access import write_access
from devportal.flows.build import build_site
from devportal.flows.load import load
from devportal.flows.read import open_folder

from .servers import Visitor, apache, free_port, provider

ROOT = Path(__file__).parents[3]


@dataclass
class Portal:
    """A running portal: its folders, its port, who can sign in, and visitors who have done so."""

    folder: Path
    port: int
    people: dict[str, Account]
    _signed_in: dict[str, Visitor] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        return self.folder / "website"

    def anonymous(self) -> Visitor:
        return Visitor(self.port)

    def as_person(self, who: str) -> Visitor:
        """A visitor who has signed in as somebody of the registry."""
        if who not in self._signed_in:
            visitor = Visitor(self.port)
            visitor.sign_in(self.people[who].sub)
            self._signed_in[who] = visitor
        return self._signed_in[who]

    def partners(self) -> list[str]:
        return sorted(one.name for one in (self.folder / "registry/partners").iterdir())

    def somebody(self) -> tuple[Account, str, str]:
        """A member of one partner, that partner, and another one that they may not see."""
        account = next(one for one in self.people.values() if one.viewer.partners and not one.viewer.is_staff)
        mine = min(account.viewer.partners)
        return account, mine, next(one for one in self.partners() if one not in account.viewer.partners)

    def staff(self) -> Account:
        return next(one for one in self.people.values() if one.viewer.is_staff)


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """The sample's portal behind Apache, with an outbox. Its folder can be read by the user that Apache becomes."""
    folder = Path(tempfile.mkdtemp(prefix="devportal-apache-"))
    try:
        folder.chmod(0o755)
        shutil.copytree(ROOT / "registry", folder / "registry")
        shutil.copytree(ROOT / "site", folder / "site")
        shutil.copy(ROOT / "mkdocs.yml", folder)
        build_site(folder, folder / "website")
        write_access(folder, folder / "access")
        port = free_port()
        (folder / "secrets.conf").write_text(
            'OIDCClientID portal\nOIDCClientSecret "only for tests"\nOIDCCryptoPassphrase "only for tests too"\n'
        )
        people = {one.id: one for one in accounts(load(open_folder(folder)))}
        for partner in (folder / "registry/partners").iterdir():
            (folder / "outbox" / partner.name / "an-app").mkdir(parents=True)
            (folder / "outbox" / partner.name / "an-app/secret.age").write_text(f"sealed for {partner.name}")
        with provider() as discovery:
            given = Deployment(
                host=f"127.0.0.1:{port}",
                listen=f"127.0.0.1:{port}",
                site=str(folder / "website"),
                access=str(folder / "access/current"),
                secrets=str(folder / "secrets.conf"),
                outbox=str(folder / "outbox"),
                discovery=discovery,
            )
            assert not given.wrong
            with apache(folder, given):
                yield Portal(folder, port, people)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
