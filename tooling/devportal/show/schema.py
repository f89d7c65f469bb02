"""The models as JSON Schemas (2020-12), for editors, forms and other validators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from ..domain.layout import Kind
from ..domain.record import Record

BASE: Final = "https://devportal.example/schemas/"
"""Where the schemas say that they live; editors find them beside the registry by a relative address."""

Catalogues = Mapping[str, Iterable[str]]
"""The ids of each catalogue's entries."""


def schema_of(kind: Kind, model: type[Record], catalogues: Catalogues) -> dict[str, Any]:
    """The schema of one kind of file. References to a catalogue become a choice of its entries."""
    body = plain_schema(model, catalogues)
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"{BASE}{kind.value}.schema.json"}
    return {**head, **body}


def plain_schema(model: type[Record], catalogues: Catalogues) -> dict[str, Any]:
    """The schema of any model, without saying where it lives."""
    found = model.model_json_schema(schema_generator=_Generator, mode="validation")
    body: dict[str, Any] = _finished(found, catalogues)
    body.update({"title": model.title, "description": _first_line(model.__doc__)})
    return body


class _Generator(GenerateJsonSchema):
    """Titles and descriptions only where a setting has its own."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dict_schema(self, schema: Any) -> Any:
        """The names of a group's entries have rules, too."""
        described = super().dict_schema(schema)
        if "keys_schema" in schema:
            described["propertyNames"] = self.generate_inner(schema["keys_schema"])
        return described


def _finished(node: Any, catalogues: Catalogues) -> Any:
    if isinstance(node, list):
        return [_finished(item, catalogues) for item in node]
    if not isinstance(node, dict):
        return node
    done = {
        key: _finished(value, catalogues) for key, value in node.items() if not (key == "default" and value is None)
    }
    if "x-catalogue" in done and done["x-catalogue"] in catalogues:
        may_be_nothing = any(one.get("type") == "null" for one in done.get("anyOf", ()))
        done["enum"] = [*sorted(catalogues[done["x-catalogue"]]), *([None] if may_be_nothing else [])]
        for replaced in ("pattern", "minLength", "maxLength", "x-meaning"):
            done.pop(replaced, None)
    if done.get("type") == "array":
        done["uniqueItems"] = True
    if "discriminator" in done:
        done.pop("discriminator")
    if isinstance(done.get("description"), str):
        done["description"] = _first_line(done["description"])
    return done


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n\n")[0].replace("\n    ", " ").replace("``", "`")
