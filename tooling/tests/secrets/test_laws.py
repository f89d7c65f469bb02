"""Whatever is done to an embedded store, in whatever order, it holds what a dictionary would."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from devportal.domain.secret import EntryState, Secret, SecretMissingError, SecretName, StoreError
from devportal.gateways.secrets import open_store
from devportal.gateways.secrets.backup import back_up, restore
from devportal.gateways.secrets.embedded import EmbeddedStore
from devportal.gateways.secrets.envelope import close_envelope, new_master_key, open_envelope, rewrapped
from devportal.gateways.secrets.inspection import problems_in
from devportal.gateways.secrets.rotation import forget_old_keys, rotate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from .names import name

NAMES = st.integers(1, 6).map(name)
VALUES = st.binary(min_size=1, max_size=60)


class StoreMachine(RuleBasedStateMachine):
    """Keeps beside the store what must be in it: a value, or None for a revoked secret."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="laws-"))
        self.folder = self.place / "store"
        self.expected: dict[SecretName, bytes | None] = {}

    @property
    def store(self) -> EmbeddedStore:
        """Opened anew each time, as each run does."""
        store = open_store(f"embedded:{self.folder}", {})
        assert isinstance(store, EmbeddedStore)
        return store

    @rule(offered=st.lists(st.tuples(NAMES, VALUES), max_size=5))
    def put(self, offered: list[tuple[SecretName, bytes]]) -> None:
        entries = self.store.put([(one, Secret(value)) for one, value in offered])
        for one, value in offered:
            self.expected.setdefault(one, value)
        assert [entry.name for entry in entries] == [one for one, _ in offered]

    @rule(names=st.lists(NAMES, max_size=3))
    def revoke(self, names: list[SecretName]) -> None:
        if all(one in self.expected for one in names):
            self.store.revoke(names)
            self.expected |= dict.fromkeys(names)
        else:
            with pytest.raises(SecretMissingError):
                self.store.revoke(names)

    @rule()
    def rotate(self) -> None:
        if self.expected:
            rotate(self.store)
        else:
            with pytest.raises(StoreError):
                rotate(self.store)

    @rule()
    def forget(self) -> None:
        if self.expected:
            forget_old_keys(self.store)

    @rule()
    def lose_the_folder_and_restore(self) -> None:
        if self.expected:
            back_up(self.store, self.place / "copy")
            self.folder.rename(self.place / "lost")
            self.folder.mkdir(mode=0o700)
            shutil.copy2(self.place / "lost" / "master.key", self.folder)
            restore(self.place / "copy", self.store)
            shutil.rmtree(self.place / "lost")
            (self.place / "copy").unlink()

    @invariant()
    def it_holds_what_is_expected(self) -> None:
        entries = list(self.store.entries())
        assert [entry.name for entry in entries] == sorted(self.expected)
        for entry in entries:
            value = self.expected[entry.name]
            assert (entry.state is EntryState.REVOKED) == (value is None)
            if value is not None:
                assert self.store.get(entry.name).reveal() == value
        if entries:
            assert problems_in(self.store) == []

    def teardown(self) -> None:
        shutil.rmtree(self.place)


StoreMachine.TestCase.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
test_it_holds_what_a_dictionary_would = StoreMachine.TestCase


@given(value=st.binary(max_size=200), number=st.integers(1, 999), at=st.integers(0, 10**6), bit=st.integers(0, 7))
@settings(deadline=None)
def test_no_bit_of_an_envelope_can_be_changed(value: bytes, number: int, at: int, bit: int) -> None:
    old, new, who = new_master_key(), new_master_key(), name(number)
    envelope = close_envelope(old, who, "2026-11-25T00:00:00Z", Secret(value))
    again = rewrapped(old, new, who, envelope)
    assert again.sealed == envelope.sealed
    assert open_envelope(new, who, "2026-11-25T00:00:00Z", again).reveal() == value
    for field in ("wrapped", "sealed"):
        data = bytearray(getattr(again, field))
        data[at % len(data)] ^= 1 << bit
        parts = {"key_id": again.key_id, "wrapped": again.wrapped, "sealed": again.sealed, field: bytes(data)}
        with pytest.raises(StoreError):
            open_envelope(new, who, "2026-11-25T00:00:00Z", type(again)(**parts))
    for key, other, date in (
        (old, who, "2026-11-25T00:00:00Z"),
        (new, name(number + 1), "2026-11-25T00:00:00Z"),
        (new, who, "x"),
    ):
        with pytest.raises(StoreError):
            open_envelope(key, other, date, again)
