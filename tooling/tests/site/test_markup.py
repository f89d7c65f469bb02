"""The pages as text: html-validate finds no error, and what comes from npm is what npm has."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from .conftest import ROOT
from .kinds import PageKind

pytestmark = pytest.mark.xdist_group("site")

NPM = ROOT / "build/npm/node_modules"
STOCK = {"unique-landmark"}
"""Material draws its table of contents twice into a page of the docs, for the phone and for the desk."""


def test_html_validate_finds_no_error(site: Path, kinds: list[PageKind], tmp_path: Path) -> None:
    """The configuration says what is let pass: html-validate.md beside it says why."""
    docs = {site / kind.path for kind in kinds if kind.is_docs}
    files = [site / kind.path if kind.path.endswith(".html") else site / kind.path / "index.html" for kind in kinds]
    program = NPM / "html-validate/bin/html-validate.mjs"
    told = tmp_path / "found.json"
    config = ROOT / "tooling/setup/npm/html-validate.json"
    command = ["node", str(program), "--config", str(config), "--formatter", f"json={told}", *map(str, files)]
    subprocess.run(command, capture_output=True, check=False)
    found = [
        f"{file['filePath']}:{one['line']} {one['ruleId']}: {one['message']}"
        for file in json.loads(told.read_text())
        for one in file["messages"]
        if one["ruleId"] not in STOCK or not any(Path(file["filePath"]).is_relative_to(page) for page in docs)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["diff", "echarts"])
def test_vendored_scripts_are_the_package_s(tmp_path: Path, name: str) -> None:
    subprocess.run(["node", f"tooling/setup/npm/vendor-{name}.mjs", str(tmp_path)], cwd=ROOT, check=True)
    kept = ROOT / "site/docs/assets/vendor" / name
    made = {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == made
    pinned = json.loads((ROOT / "tooling/setup/npm/package.json").read_text())["dependencies"][name]
    assert re.search(rf"\b{name} {re.escape(pinned)}[,:]", made["README.txt"].decode())
