"""The files that answers become, as data: plain values with marks where answers go.

The marks are filled by the browser (``assets/js/forms/recipe.js``): ``{name}`` in a text or a path is the answer of
that name; a list entry that holds the mark of a list is replaced by its entries. What the files are is decided
here, in the same place as for ``devportal new``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ...domain.app import AppKind
from ...domain.layout import Kind
from ...domain.platform import Template
from ...domain.snapshot import Platform
from ..scaffold.app import LOCAL, NewApp, app_records
from ..scaffold.partner import partner_records
from ..scaffold.texts import NewRecord

_ANYWHERE: Final = "{redirect_urls}"
_AT_HOME: Final = f"https:{LOCAL[0]}/{{local_urls}}"
"""An address that the scaffold takes for one of the developer's own machine."""


def app_recipes(platform: Platform) -> dict[str, Any]:
    """For each template and kind of app: the files, and the files when some addresses are at localhost."""
    return {
        "local": list(LOCAL),
        "templates": {
            name: {
                "name": template.name,
                "description": template.description,
                "kinds": [kind.value for kind in template.kinds],
                "points": [point.replace("-", "_") for point in template.integration_points],
                "files": {kind.value: _variants(name, template, kind) for kind in template.kinds},
            }
            for name, template in platform.templates.items()
        },
    }


def _variants(name: str, template: Template, kind: AppKind) -> dict[str, Any]:
    urls = {"none": [], "anywhere": [_ANYWHERE], "local": [_ANYWHERE, _AT_HOME]}
    return {
        key: {
            "unable": recipe(app_records(_app(name, template, kind, found, can_receive=False), template)),
            "able": recipe(app_records(_app(name, template, kind, found, can_receive=True), template)),
        }
        for key, found in urls.items()
    }


def _app(name: str, template: Template, kind: AppKind, urls: list[str], *, can_receive: bool) -> NewApp:
    points = {point: f"{{{point.replace('-', '_')}_url}}" for point in template.integration_points}
    return NewApp("{partner}", "{id}", "{name}", kind, name, "{technical_contact}", urls, points, can_receive)


def registration() -> list[dict[str, Any]]:
    """The files of a new partner."""
    return recipe(partner_records("{id}", "{name}", "{person}"))


def empty(kind: Kind) -> dict[str, Any]:
    """Where a record of one kind stands, with nothing in it yet."""
    names = {name: f"{{{name}}}" for name in ("partner", "app", "version", "person")}
    return recipe([NewRecord(kind, names, {})])[0]


def recipe(records: Iterable[NewRecord]) -> list[dict[str, Any]]:
    """Path, address of the schema, and value of each file."""
    return [{"path": one.path, "schema": one.schema, "value": dict(one.value)} for one in records]
