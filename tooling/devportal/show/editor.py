"""Settings for editors: which schema belongs to which file."""

from __future__ import annotations

import json
import re

from ..domain.layout import RECORDS, ROOT, TEMPLATES_OF_PATHS, Kind
from ..domain.platform import CATALOGUES


def vscode_settings() -> str:
    """``.vscode/settings.json``, for the YAML extension of Visual Studio Code."""
    schemas = {f"./schemas/{kind.value}.schema.json": _globs(kind) for kind in RECORDS}
    document = {"yaml.schemas": schemas, "yaml.format.enable": False, "files.encoding": "utf8", "files.eol": "\n"}
    return json.dumps(document, indent=2) + "\n"


def _globs(kind: Kind) -> list[str]:
    if kind is Kind.CATALOGUE:
        return [f"{ROOT}/platform/{name}.yaml" for name in CATALOGUES]
    return [f"{ROOT}/" + re.sub(r"\{\w+\}", "*", TEMPLATES_OF_PATHS[kind])]
