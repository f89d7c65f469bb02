"""The data of the website's guided forms: public data for each form, and a private file for each partner."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..decide.forms.answers import FORMS
from ..decide.forms.definitions import RECORDS_OF_VERSIONS, definitions
from ..decide.forms.known import known_of, location_of, shared_files
from ..decide.forms.recipes import empty
from ..domain.forge import Forge
from ..domain.layout import RECORDS
from ..domain.snapshot import Platform, Snapshot
from ..domain.source import Source
from ..show.form_schema import form_schema
from ..show.schema import plain_schema
from .edits import read_forge

_LARGEST: Final = 200_000


def form_files(root: Path, source: Source, snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Each file's address on the website and its bytes. Raises SourceError."""
    forge = read_forge(root)
    for name, data in public_data(snapshot.platform, forge).items():
        yield f"assets/forms/{name}.json", _json(data)
    entries = {entry.path: entry for entry in source.entries()}
    for partner in snapshot.partners.values():
        texts = {}
        for path in shared_files(partner):
            text = source.read(entries[path], _LARGEST) if path in entries else None
            if text is not None:
                texts[path] = text.decode("utf-8", "replace")
        yield location_of(partner.id), _json({**known_of(snapshot, partner), "texts": texts})


def public_data(platform: Platform, forge: Forge | None) -> dict[str, dict[str, Any]]:
    """What each form's page reads: the form, the recipes of its files, the forge. Nothing of any partner."""
    catalogues: dict[str, list[str]] = {name: list(entries) for name, entries in platform.catalogues.items()}
    catalogues["templates"] = list(platform.templates)
    names = {name: {key: one.name for key, one in entries.items()} for name, entries in platform.catalogues.items()}
    names["templates"] = {key: template.name for key, template in platform.templates.items()}
    known = definitions(platform)
    found: dict[str, dict[str, Any]] = {
        name: {
            "schema": form_schema(plain_schema(model, catalogues), names, approvals=False),
            "forge": _forge(forge),
            **known[name],
        }
        for name, model in FORMS.items()
    }
    found["new-version"]["records"] = {
        kind.value: {
            "schema": form_schema(plain_schema(RECORDS[kind], catalogues), names, approvals=True),
            "recipe": empty(kind),
        }
        for kind in RECORDS_OF_VERSIONS
    }
    return found


def _forge(forge: Forge | None) -> dict[str, str] | None:
    if forge is None:
        return None
    return {"kind": forge.kind.value, "address": forge.address, "branch": forge.branch, "between": forge.between}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
