"""Tenants and reports from tables: strict, idempotent, all or nothing; and a customer's request to forget."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.decide.facts_table import merged
from devportal.decide.pages.tenants import consents_of, tenant_counts
from devportal.domain.forget import Forgot
from devportal.domain.tenant import AuthorisedTenant, Tenants, TenantState
from devportal.flows.facts_import import TENANTS
from devportal.flows.load import load
from devportal.flows.log import read_log
from devportal.flows.read import memory, open_folder
from devportal.flows.tenants_forget import forget_tenants, places
from devportal.flows.validate import validate_folder
from devportal.gateways.cache import Cache
from hypothesis import given, settings
from hypothesis import strategies as st

FILE = "registry/managed/partners/acme/apps/visual-reports/tenants.yaml"
ROW: dict[str, Any] = {
    "partner": "acme", "app": "visual-reports", "tenant": "Cust10001", "name": "Fjord AS", "environment": "production",
    "state": "Running", "authorisation": "active", "authorised_by": "Kari Lund",
    "authorised_on": "2026-11-01T08:00:00Z",
}  # fmt: skip


Rows = list[Mapping[str, Any]] | str | bytes


def row(**other: Any) -> dict[str, Any]:
    return {**ROW, **other}


def run(root: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(main, ["tenants", *arguments])


@pytest.fixture
def tenants(registry: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Imports rows and gives the result."""

    def work(
        rows: list[Mapping[str, Any]] | str | bytes, *options: str, name: str = "t.jsonl", what: str = "import"
    ) -> Result:
        file = registry.parent / name
        if isinstance(rows, bytes):
            file.write_bytes(rows)
        else:
            file.write_text(rows if isinstance(rows, str) else "".join(f"{json.dumps(one)}\n" for one in rows))
        return run(registry, what, str(file), *options, monkeypatch=monkeypatch)

    return work


def kept(root: Path) -> list[AuthorisedTenant]:
    filed = load(open_folder(root)).partners["acme"].apps["visual-reports"].tenants
    return list(filed.record.tenants) if filed else []


def test_rows_become_facts_and_again_change_nothing(registry: Path, tenants: Any) -> None:
    done = tenants([row(), row(tenant="Cust10002", until="2026-12-01T08:00:00+02:00"), row()])
    assert done.exit_code == 0
    assert done.stdout == "3 tenants taken, 1 of them twice; 0 set aside; wrote 1 file\n"
    assert [(one.tenant, one.until) for one in kept(registry)] == [
        ("Cust10001", None), ("Cust10002", "2026-12-01T06:00:00Z")
    ]  # fmt: skip
    before = (registry / FILE).read_bytes()
    assert "everything was known already" in tenants([row(tenant="Cust10002", until="2026-12-01T06:00:00Z")]).stdout
    assert (registry / FILE).read_bytes() == before
    assert [one for one in validate_folder(registry) if one.path == FILE] == []


def test_a_row_replaces_what_was_known_and_complete_tables_remove(registry: Path, tenants: Any) -> None:
    tenants([row(), row(environment="sod"), row(tenant="Cust10002")])
    tenants([row(state="Suspended")])
    assert [(one.tenant, one.environment.value, one.state.value) for one in kept(registry)] == [
        ("Cust10001", "sod", "Running"), ("Cust10001", "production", "Suspended"),
        ("Cust10002", "production", "Running"),
    ]  # fmt: skip
    tenants([row(tenant="Cust10003")], "--complete")
    assert [one.tenant for one in kept(registry)] == ["Cust10003"]
    tenants([row(partner="birch", app="pocket-maps")], "--complete")
    assert kept(registry) == []


def test_csv_parquet_and_json_lines_are_the_same(registry: Path, tenants: Any) -> None:
    header, values = ",".join(ROW), ",".join(ROW.values())
    assert tenants(f"\ufeff{header}\r\n{values}\r\n\r\n", name="a.csv").exit_code == 0
    first = (registry / FILE).read_bytes()
    semicolons = f"{header}\n{values}\n".replace(",", ";")
    stamped = row(authorised_on=datetime(2026, 11, 1, 8, tzinfo=UTC))
    pq.write_table(pa.Table.from_pylist([stamped]), registry.parent / "b.parquet")
    for result in (
        tenants(semicolons, name="b.csv"),
        tenants((registry.parent / "b.parquet").read_bytes(), name="c.parquet"),
        tenants([ROW]),
    ):
        assert "everything was known already" in result.stdout, result.output
    assert (registry / FILE).read_bytes() == first


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row(tenant="10001")], "row 1: tenant is not a tenant, such as Cust12345"),
        ([row(), row(state="Runing", tenant="Cust2")], "row 2: state is not one of: Running"),
        ([row(authorised_on="2026-11-01T08:00:00")], "row 1: authorised_on"),
        ([row(authorised_on="yesterday")], "row 1: authorised_on"),
        ([row(partner="")], "row 1: partner is missing"),
        ([row(name="")], "row 1: name is missing"),
        ([row(), row(name="Other")], "row 2: Cust10001 in Production is in row 1 already, with other facts"),
        ([{**ROW, "custmer": "x"}], "row 1: the column 'custmer' is not known."),
        ([{key: value for key, value in ROW.items() if key != "state"}], "row 1: the column state is missing."),
        ([row(name="a\u202eb")], "row 1: name"),
        ([row(name=["a"])], "row 1: name is a list"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_and_nothing_is_written(registry: Path, tenants: Any, rows: Any, says: str) -> None:
    before = sorted(registry.rglob("*"))
    done = tenants(rows)
    assert done.exit_code == 1
    assert says in done.stdout
    assert "\u202e" not in done.stdout
    assert "Nothing was written" in done.stderr
    assert sorted(registry.rglob("*")) == before


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (f"{','.join(ROW)}\n1\n", "a.csv", "row 2 has 1 cells and the header 9"),
        ("[]\n", "a.jsonl", "row 1 is no JSON object"),
        ("x", "a.parquet", "is no Parquet file"),
        ("x", "a.xlsx", "is no table: it must end in .csv"),
        (b"a,\xff\n", "a.csv", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused(tenants: Any, text: Any, name: str, says: str) -> None:
    done = tenants(text, name=name)
    assert (done.exit_code, says in done.stdout + done.stderr) in {(2, True), (1, True)}, done.output


def test_unknown_apps_are_set_aside_with_the_reason(registry: Path, tenants: Any) -> None:
    done = tenants([row(partner="nobody"), row(app="nothing"), row()])
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "set aside row 1: there is no partner nobody",
        "set aside row 2: acme has no app nothing",
        "1 tenants taken; 2 set aside; wrote 1 file",
    ]
    assert len(kept(registry)) == 1


def committed(root: Path) -> Path:
    for command in (
        ["init", "-q", "-b", "main"], ["add", "-A"], ["config", "user.name", "CI"],
        ["config", "user.email", "ci@portal.example"], ["commit", "-q", "-m", "All"],
    ):  # fmt: skip
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def test_a_commit_holds_the_facts_and_nothing_else(registry: Path, tenants: Any) -> None:
    committed(registry)
    (registry / "other.txt").write_text("mine")
    subprocess.run(["git", "add", "other.txt"], cwd=registry, check=True)
    done = tenants([row()], "--commit")
    assert "Committed as " in done.stdout
    shown = subprocess.run(
        ["git", "show", "--stat", "--format=%s"], cwd=registry, capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("Import 1 tenants\n")
    assert FILE.rpartition("/")[2] in shown.stdout
    assert "other.txt" not in shown.stdout
    assert read_log(registry).events[0].what.description == "Tenants of Acme Visual Reports: 1 added"


REPORT = {
    "partner": "acme", "app": "visual-reports", "kind": "uninstall", "reported_on": "2026-11-01T08:00:00Z",
    "tenant": "Cust10001", "text": "No longer\nneeded",
}  # fmt: skip


def test_a_customer_is_forgotten(registry: Path, tenants: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(registry)
    tenants([row(), row(environment="sod"), row(tenant="Cust10002")], "--commit")
    tenants([REPORT, {**REPORT, "tenant": "Cust10002"}], "--commit", what="reports")
    assert "Cust10001" in str(read_log(registry).events)
    done = run(registry, "forget", "Cust10001", "Cust12345", "--commit", monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    told = ["facts in registry/managed: 3", "rows of telemetry: 0", "remembered rows: 0"]
    assert "".join(f"{one} forgotten\n" for one in told) + "Committed as " in done.stdout
    assert "note: registry/partners/acme/apps/order-desk/published.yaml names the tenant still" in done.stdout
    for file in (registry / "registry/managed").rglob("*.yaml"):
        assert ("Cust10001" in file.read_text()) == (file.name == "forgotten.yaml"), file
    assert "Cust10001" not in str(read_log(registry).events)
    assert "Cust10002" in str(read_log(registry).events)
    again = tenants([row(), row(tenant="Cust10004")])
    assert "set aside row 1: Cust10001 asked to be forgotten" in again.stdout
    assert [one.tenant for one in kept(registry)] == ["Cust10002", "Cust10004"]
    assert [one for one in validate_folder(registry) if "managed" in one.path] == []
    once_more = run(registry, "forget", "Cust10001", monkeypatch=monkeypatch)
    assert "facts in registry/managed: 0 forgotten" in once_more.stdout
    wrong = run(registry, "forget", "10001", monkeypatch=monkeypatch)
    assert (wrong.exit_code, "A tenant is written as Cust12345" in wrong.stderr) == (2, True)


def test_what_was_remembered_of_a_customer_is_forgotten_too(
    registry: Path, tenants: Any, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def holding(word: bytes) -> set[str]:
        return {file.name.removesuffix("-wal") for file in cache.iterdir() if word in file.read_bytes()}

    committed(registry)
    tenants([row(name="Gone & Sons"), row(tenant="Cust10002", name="Staying Ltd")], "--commit")
    tenants([REPORT, {**REPORT, "tenant": "Cust10002"}], "--commit", what="reports")
    assert not validate_folder(registry)
    before = len(read_log(registry).events)
    assert holding(b"Gone & Sons") == {"registry.sqlite"}
    assert holding(b"Cust10001") == {"registry.sqlite", "log.sqlite"}
    done = run(registry, "forget", "Cust10001", "--commit", monkeypatch=monkeypatch)
    assert re.search(r"remembered rows: [1-9]\d* forgotten", done.stdout)
    memory.cache_clear()
    assert holding(b"Gone & Sons") == set()
    assert holding(b"Cust10001") <= {"registry.sqlite"}, "the list of those who are forgotten"
    assert holding(b"Staying Ltd") == {"registry.sqlite"}
    assert len(read_log(registry).events) > before
    assert "log.sqlite" not in holding(b"Cust10001")


def test_what_an_earlier_tool_remembered_of_the_log_goes(registry: Path, cache: Path) -> None:
    committed(registry)
    with closing(sqlite3.connect(cache / "log.sqlite")) as database:
        database.executescript("create table row (line integer, place integer, kind text, value blob);")
        database.execute("insert into row values (1, 1, 'event', ?)", (b"Gone & Sons" * 1_000,))
        database.commit()
    assert b"Gone & Sons" in (cache / "log.sqlite").read_bytes()
    assert read_log(registry).events
    assert not [file for file in cache.glob("log.sqlite*") if b"Gone & Sons" in file.read_bytes()]


def test_a_cache_that_cannot_forget_says_so(registry: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> int:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(Cache, "forget", locked)
    done = run(registry, "forget", "Cust10001", monkeypatch=monkeypatch)
    assert done.exit_code == 2
    assert "The cache cannot be changed: database is locked. Delete its folder by hand." in done.stderr


def test_every_place_is_asked(registry: Path) -> None:
    asked: list[frozenset[str]] = []

    class Rows:
        def forget(self, root: Path, tenants: frozenset[str], now: str) -> Forgot:
            asked.append(tenants)
            return Forgot("rows", 7)

    done = forget_tenants(registry, frozenset({"Cust10001"}), [*places(), Rows()])
    assert [(one.place, one.facts) for one in done.places] == [
        ("facts in registry/managed", 0), ("rows of telemetry", 0), ("remembered rows", 0), ("rows", 7),
    ]  # fmt: skip
    assert asked == [frozenset({"Cust10001"})]


def tenant(**other: Any) -> AuthorisedTenant:
    return AuthorisedTenant.model_validate(
        {key: value for key, value in row(**other).items() if key not in {"partner", "app"}}
    )


def test_counts_are_of_customers_whose_consent_counts() -> None:
    found = [
        tenant(), tenant(tenant="Cust10002", authorised_on="2026-10-25T23:59:59Z"),
        tenant(tenant="Cust10003", authorised_on="2026-10-26T00:00:00Z"), tenant(tenant="Cust10003"),
        tenant(tenant="Cust10004", authorisation="revoked"), tenant(environment="sod"),
    ]  # fmt: skip
    assert tenant_counts(consents_of(found), date(2026, 11, 24)) == [
        {"environment": "SOD", "count": 1, "new": 1},
        {"environment": "Stage", "count": 0, "new": 0},
        {"environment": "Production", "count": 3, "new": 2},
    ]


def test_the_api_is_available_in_two_states() -> None:
    assert {one.value for one in TenantState if one.api_available} == {"Running", "OnlineMaintenance"}
    assert all(("answered." in one.meaning or "slower" in one.meaning) for one in TenantState if one.api_available)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(100, 103), st.sampled_from(["sod", "stage", "production"])), unique=True, max_size=8)
)
def test_the_order_of_imports_is_free(tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[int, str]]) -> None:
    """The same rows in any order, in one table or two, leave the same file."""

    rows = [tenant(tenant=f"Cust{number}", environment=environment) for number, environment in keys]
    half = len(rows) // 2
    whole = merged(None, TENANTS, rows, complete=False)
    first = merged(None, TENANTS, rows[half:], complete=False)
    assert merged(Tenants(tenants=first), TENANTS, rows[:half], complete=False) == whole
    assert merged(Tenants(tenants=whole), TENANTS, rows[::-1], complete=False) == whole
