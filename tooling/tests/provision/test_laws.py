"""Laws that hold for any order of wishes: what is wanted is what exists, exactly once, and nothing else."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from devportal.decide.provision.plan import plan
from devportal.decide.provision.receipts import with_receipts
from devportal.decide.provision.token import client_secret_of, is_client_secret, secrets_in
from devportal.domain.app import App
from devportal.domain.credential import Credential, Credentials, ManagedCredentials
from devportal.domain.hand_over import Recipient
from devportal.domain.layout import Kind, Location
from devportal.domain.managed import Requests
from devportal.domain.provision import Receiver, Rules, Situation
from devportal.domain.secret import EntryState, SecretKind
from devportal.domain.snapshot import AppRecords, Filed, PartnerRecords, Platform, Snapshot
from devportal.flows.provision_apply import carry_out
from hypothesis import given, settings
from hypothesis import strategies as st

from .world import NOW, MemoryStore

APP = App(name="Maps", kind="custom", technical_contact="ola")  # type: ignore[arg-type]
RECEIVERS = {("birch", "ola"): (Receiver(Recipient("ola", "key"), "digest"),)}
SECRET = st.none() | st.builds(lambda one: {"generation": one, "recipients": ["ola"]}, st.integers(1, 4))
WISH = st.none() | st.fixed_dictionaries(
    {"client_id": st.none() | st.builds(lambda one: {"generation": one}, st.integers(1, 4)), "client_secret": SECRET}
)
WISHES = st.fixed_dictionaries({"sod": WISH, "stage": WISH})


class NoOutbox:
    """Nothing is sealed here: the laws speak of store and facts."""

    apart = False

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments, **named: None

    def put(self, parcel: Any) -> Any:
        return parcel

    def parcels(self, partner: str = "") -> Iterator[Any]:
        return iter(())


@dataclass
class Memory:
    """Facts in memory, and a store."""

    store: MemoryStore = field(default_factory=MemoryStore)
    record: ManagedCredentials | None = None

    def keep(self, receipts: Any, message: str, files: Any) -> str:
        self.record = with_receipts(self.record, receipts)
        return message

    def situation(self, wishes: dict[str, Any]) -> Situation:
        def filed(kind: Kind, record: Any) -> Any:
            return Filed(Location(kind, "birch", "maps"), record)

        credentials = Credentials.model_validate({key: value for key, value in wishes.items() if value})
        facts = filed(Kind.MANAGED_CREDENTIALS, self.record) if self.record else None
        app = AppRecords("birch", "maps", filed(Kind.APP, APP), None, filed(Kind.CREDENTIALS, credentials), facts=facts)
        snapshot = Snapshot(Platform(), {}, {"birch": PartnerRecords("birch", apps={"maps": app})}, Requests())
        entries = {entry.name: entry for entry in self.store.entries()}
        return Situation(snapshot, entries, NOW, Rules(share=100), receivers=RECEIVERS)

    def run(self, wishes: dict[str, Any]) -> None:
        situation = self.situation(wishes)
        hands: Any = SimpleNamespace(store=self.store, outbox=NoOutbox(), keeper=self)
        carry_out(replace(plan(situation), steps=tuple(unsealed(plan(situation)))), situation, hands)


def unsealed(planned: Any) -> list[Any]:
    return [step for step in planned.steps if step.action.value not in {"hand over", "record"}]


@settings(max_examples=60, deadline=None)
@given(st.lists(WISHES, min_size=1, max_size=6))
def test_whatever_was_wanted_before_what_is_wanted_now_exists_once(history: list[dict[str, Any]]) -> None:
    memory = Memory()
    highest: dict[tuple[str, str], int] = {}
    for wishes in history:
        for name, wish in wishes.items():
            for credential in ("client_id", "client_secret"):
                # The review refuses a generation that goes back; so does the world of this law.
                mine = wish[credential] if wish else None
                key = (name, credential)
                if mine:
                    mine["generation"] = highest[key] = max(mine["generation"], highest.get(key, 1))
        memory.run(wishes)
        assert unsealed(plan(memory.situation(wishes))) == []
        wanted = {
            (name, Credential(credential).kind)
            for name, wish in wishes.items()
            for credential in ("client_id", "client_secret")
            if wish and wish[credential]
        }
        active = [entry for entry in memory.store.entries() if entry.state is EntryState.ACTIVE]
        assert sorted((one.name.environment.value, one.name.kind) for one in active) == sorted(wanted)
        for entry in active:
            assert memory.store.get(entry.name).reveal()
    values = [secret.reveal() for entry, secret in memory.store.kept.values() if secret and entry]
    assert len(set(values)) == len(values)


@settings(max_examples=40, deadline=None)
@given(WISHES)
def test_a_second_run_changes_nothing(wishes: dict[str, Any]) -> None:
    memory = Memory()
    memory.run(wishes)
    before = (memory.record, dict(memory.store.kept))
    memory.run(wishes)
    assert (memory.record, dict(memory.store.kept)) == before


@given(st.binary(min_size=32, max_size=32), st.data())
def test_a_client_secret_is_known_and_one_with_a_slip_is_none(randomness: bytes, data: st.DataObject) -> None:
    secret = client_secret_of(randomness)
    assert is_client_secret(secret)
    assert secrets_in(f"password: {secret}.") == [secret]
    place = data.draw(st.integers(len("sodp_"), len(secret) - 1))
    letters = string.ascii_letters + string.digits
    other = data.draw(st.sampled_from([one for one in letters if one != secret[place]]))
    assert not is_client_secret(secret[:place] + other + secret[place + 1 :])


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_no_two_are_the_same(one: bytes, other: bytes) -> None:
    assert (client_secret_of(one) == client_secret_of(other)) == (one == other)
    assert len(client_secret_of(one)) == 54


def test_kinds_are_those_of_the_store() -> None:
    assert {one.kind for one in Credential} == set(SecretKind)
