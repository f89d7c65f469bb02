"""The JSON Schemas say the same as we do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from devportal.domain.layout import RECORDS, Kind, locate_path
from devportal.flows.load import load
from devportal.flows.read import open_folder
from devportal.flows.schemas import differences, generated_files, write_schemas
from jsonschema import Draft202012Validator

from ..examples.test_invalid import FILES, read_case

ROOT = Path(__file__).parents[3]
VALID = Path(__file__).parents[1] / "examples" / "valid"
SHAPE = {"DP201", "DP202", "DP203", "DP204", "DP205", "DP206", "DP207", "DP209", "DP210", "DP211"}
BEYOND = {
    "partner-name-space": "JSON Schema has no word for a space at the end that is not a pattern",
    "activation-impossible-day": "a format is an annotation in JSON Schema",
    "activation-day": "a format is an annotation in JSON Schema",
}
"""Faults of shape that a JSON Schema cannot express."""


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schemas for the example registry's own catalogues."""
    folder = tmp_path_factory.mktemp("schemas")
    for path, text in generated_files(load(open_folder(VALID)).platform).items():
        if path.startswith("schemas/"):
            (folder / path.rpartition("/")[2]).write_text(text)
    return folder


CHECK = [sys.executable, "-m", "check_jsonschema", "--output-format", "json"]


def refused(schema: Path, files: list[Path]) -> set[str]:
    """The files that check-jsonschema refuses."""
    done = subprocess.run(
        [*CHECK, "--schemafile", str(schema), *map(str, files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    return {one["filename"] for one in [*report.get("errors", []), *report.get("parse_errors", [])]}


def by_kind(root: Path) -> dict[Kind, list[Path]]:
    found: dict[Kind, list[Path]] = defaultdict(list)
    for file in sorted((root / "registry").rglob("*")):
        location = locate_path(file.relative_to(root).as_posix()) if file.is_file() else None
        if location and not location.kind.is_media:
            found[location.kind].append(file)
    return found


def test_they_are_up_to_date() -> None:
    assert differences(ROOT) == []


def test_what_is_outdated_is_named_and_mended(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "registry" / "platform", tmp_path / "registry" / "platform")
    assert "schemas/app.schema.json is missing" in differences(tmp_path)
    assert write_schemas(tmp_path)[0] > 100
    (tmp_path / "schemas" / "app.schema.json").write_text("{}")
    (tmp_path / "schemas" / "old.schema.json").write_text("{}")
    assert differences(tmp_path) == ["schemas/app.schema.json is outdated", "schemas/old.schema.json is left over"]
    assert write_schemas(tmp_path) == (1, 1)
    assert differences(tmp_path) == []


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.value)
def test_a_schema_is_complete(kind: Kind) -> None:
    schema = json.loads((ROOT / "schemas" / f"{kind.value}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f"/{kind.value}.schema.json")
    assert schema["additionalProperties"] is False
    for name, found in schema["properties"].items():
        setting = {**schema["$defs"][found["$ref"].rpartition("/")[2]], **found} if "$ref" in found else found
        assert setting.get("title"), name
        assert setting.get("description"), name


@pytest.mark.parametrize("root", [VALID, ROOT], ids=["example", "sample"])
def test_every_file_is_accepted(root: Path, schemas: Path) -> None:
    folder = schemas if root == VALID else ROOT / "schemas"
    for kind, files in by_kind(root).items():
        assert refused(folder / f"{kind.value}.schema.json", files) == set()


def test_every_fault_of_shape_is_refused(schemas: Path, tmp_path: Path) -> None:
    cases: dict[Kind, list[Path]] = defaultdict(list)
    for file in FILES:
        at, _, expected = read_case(file)
        location = locate_path(at)
        mine = {code for path, code, _ in expected if path == at}
        if location and mine and mine <= SHAPE and file.stem not in BEYOND:
            cases[location.kind].append(file)
    assert sum(map(len, cases.values())) >= 70
    for kind, files in cases.items():
        found = refused(schemas / f"{kind.value}.schema.json", files)
        assert {file.stem for file in files} - {Path(name).stem for name in found} == set()
