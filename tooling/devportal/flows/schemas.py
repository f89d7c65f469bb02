"""Writes what is made from the models: JSON Schemas, reference pages, editor settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..decide.codes.catalogue import ALL_CODES
from ..decide.review.checklist import CERTIFICATION, LISTING, VALIDATION
from ..domain.layout import RECORDS
from ..domain.snapshot import Platform
from ..show.checklist_page import Section, checklist_page
from ..show.editor import vscode_settings
from ..show.findings import finding_page, findings_index
from ..show.platform_pages import platform_pages
from ..show.reference import settings_index, settings_page
from ..show.schema import schema_of
from .load import load
from .read import open_folder

_SETTINGS: Final = "site/docs/reference/settings"
_FINDINGS: Final = "site/docs/reference/findings"
_PLATFORM: Final = "site/docs/reference/platform"
_WHOLE: Final = ("schemas", _SETTINGS, _FINDINGS, _PLATFORM)
"""Folders in which nothing else lives."""

_CHECKLISTS: Final = (
    Section(
        "Certification",
        "For standard apps, before Stage and Production; then an outside firm audits its security, and "
        "a finding of medium risk or above fails it.",
        CERTIFICATION,
    ),
    Section("Validation", "For custom apps, before Production.", VALIDATION),
    Section("App Store information", "For listings and profiles, before Stage and Production.", LISTING),
)


def generated_files(platform: Platform) -> dict[str, str]:
    """Every generated file by path."""
    catalogues: dict[str, list[str]] = {name: list(entries) for name, entries in platform.catalogues.items()}
    catalogues["templates"] = list(platform.templates)
    files = {".vscode/settings.json": vscode_settings(), f"{_SETTINGS}/index.md": settings_index(RECORDS)}
    for kind, model in RECORDS.items():
        schema = schema_of(kind, model, catalogues)
        files[f"schemas/{kind.value}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        files[f"{_SETTINGS}/{kind.value}.md"] = settings_page(kind, model, schema)
    files.update({f"{_PLATFORM}/{name}": text for name, text in platform_pages(platform).items()})
    files["site/docs/reference/checklists.md"] = checklist_page(_CHECKLISTS)
    files[f"{_FINDINGS}/index.md"] = findings_index(ALL_CODES)
    files.update({f"{_FINDINGS}/{code.id}.md": finding_page(code) for code in ALL_CODES})
    return files


def differences(root: Path) -> list[str]:
    """What is missing, outdated or left over, a line each; empty when all is as it has to be."""
    files = generated_files(load(open_folder(root)).platform)
    found = [
        f"{path} is {'outdated' if (root / path).is_file() else 'missing'}"
        for path, text in files.items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]
    return sorted([*found, *(f"{path} is left over" for path in _left_over(root, files))])


def write_schemas(root: Path) -> tuple[int, int]:
    """Write what differs and delete what is left over; how many of each. Raises SourceError."""
    files = generated_files(load(open_folder(root)).platform)
    written = 0
    for path, text in files.items():
        place = root / path
        if place.is_file() and place.read_text(encoding="utf-8") == text:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        written += 1
    left = _left_over(root, files)
    for path in left:
        (root / path).unlink()
    return written, len(left)


def _left_over(root: Path, files: Mapping[str, str]) -> list[str]:
    there = (file for folder in _WHOLE for file in (root / folder).rglob("*") if file.is_file())
    return sorted({file.relative_to(root).as_posix() for file in there} - set(files))
