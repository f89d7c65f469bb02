"""The data of the website's guided forms: public data for each form, and a private file for each partner."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from ..decide.forms.answers import FORMS
from ..decide.forms.definitions import RECORDS_OF_VERSIONS, definitions
from ..decide.forms.known import known_of, location_of, shared_files
from ..decide.forms.recipes import empty
from ..decide.pages.sections import Section
from ..domain.forge import Forge
from ..domain.layout import RECORDS
from ..domain.page import Asset
from ..domain.snapshot import Platform, Snapshot, TreeEntry
from ..domain.source import Source
from ..show.form_schema import form_schema
from ..show.schema import plain_schema
from .edits import read_forge

_LARGEST: Final = 200_000


def form_sections(
    root: Path, source: Source, entries: Mapping[str, TreeEntry], snapshot: Snapshot
) -> Iterator[Section]:
    """A section for the forms themselves, and one for each partner's own data. Raises SourceError."""
    forge = read_forge(root)

    def of_forms(view: Snapshot) -> Iterator[Asset]:
        for name, data in public_data(view.platform, forge).items():
            yield Asset(f"assets/forms/{name}.json", _json(data))

    yield Section("forms", of_forms)
    for partner in snapshot.partners:
        contents = partial(_of_partner, source, entries, partner)
        yield Section(f"forms {partner}", contents, partner=partner)


def _of_partner(source: Source, entries: Mapping[str, TreeEntry], partner: str, snapshot: Snapshot) -> Iterator[Asset]:
    records = snapshot.partners[partner]
    texts = {}
    for path in shared_files(records):
        text = source.read(entries[path], _LARGEST) if path in entries else None
        if text is not None:
            texts[path] = text.decode("utf-8", "replace")
    yield Asset(location_of(partner), _json({**known_of(snapshot, records), "texts": texts}))


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
