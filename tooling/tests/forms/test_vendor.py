"""Vendored libraries are the packages' own, with their licences."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ..conftest import ROOT

VENDOR = ROOT / "site/docs/assets/vendor"

pytestmark = pytest.mark.xdist_group("forms")


def test_vendored_files_are_what_the_script_writes(tmp_path: Path) -> None:
    subprocess.run(["node", "tooling/setup/npm/vendor.mjs", str(tmp_path)], cwd=ROOT, check=True)
    for folder in ("json-editor", "yaml"):
        written = {file.name: file.read_bytes() for file in (tmp_path / folder).iterdir()}
        assert written == {file.name: file.read_bytes() for file in (VENDOR / folder).iterdir()}
        assert "LICENSE.txt" in written


def test_the_editor_is_the_package_s() -> None:
    package = ROOT / "build/npm/node_modules/@json-editor/json-editor/dist/jsoneditor.js"
    assert (VENDOR / "json-editor/jsoneditor.js").read_bytes() == package.read_bytes()
