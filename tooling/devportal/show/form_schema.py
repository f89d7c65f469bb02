"""A record's JSON Schema, arranged for the form editor: nothing to resolve, titles for every choice, rules as data.

The form editor (``@json-editor/json-editor``) shows it. Rules stand under ``x-…`` and are checked by
``assets/js/forms/rules.js``, because the standard keywords refuse an optional text that is still empty, and cannot
count words or characters as people do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from ..domain.environment import Environment
from ..domain.permission import Permission, StaffRole
from .reference import resolved

Node: TypeAlias = Mapping[str, Any]
Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""For each catalogue the names of its entries by id."""

_LARGE: Final = 200
"""Characters from which on a text gets a field of several lines."""
_WHOLE: Final = {"pattern": "^[1-9][0-9]*$", "meaning": "a whole number"}
_PLACES: Final = {"sod", "stage", "production"}


def form_schema(schema: Node, names: Names, *, approvals: bool) -> dict[str, Any]:
    """The form of a record; with ``approvals``, each locked setting says who approves it.

    A form whose files are new says it once for all of them instead: what is locked later is chosen freely then.
    """
    node = schema if approvals else _without(schema, "x-approved-by")
    return {**_group(node, node, names), "title": "", "description": ""}


def _without(node: Any, key: str) -> Any:
    if isinstance(node, list):
        return [_without(item, key) for item in node]
    if isinstance(node, dict):
        return {name: _without(value, key) for name, value in node.items() if name != key}
    return node


def _group(root: Node, group: Node, names: Names) -> dict[str, Any]:
    needed = set(group.get("required", ()))
    found = {name: _setting(root, node, names, needed=name in needed) for name, node in group["properties"].items()}
    fields: dict[str, Any] = {}
    for order, (name, field) in enumerate(found.items()):
        fields[name] = {**field, "propertyOrder": order}
        if field.get("x-may-be-none"):
            fields[f"{name}__none"] = _none(field, order)
    return {"type": "object", "properties": fields, "required": list(fields), **_said(group)}


def _none(field: Node, order: int) -> dict[str, Any]:
    title = f"No {field['title'][:1].lower()}{field['title'][1:]}"
    return {"type": "boolean", "format": "checkbox", "title": title, "propertyOrder": order, "x-none": True}


def _said(node: Node) -> dict[str, Any]:
    """Title and help, with what the reader has to know of approvals."""
    said = [node["description"]] if node.get("description") else []
    if node.get("x-approved-by"):
        somebody = StaffRole(node["x-approved-by"]).somebody
        said.append(f"{somebody[:1].upper()}{somebody[1:]} approves it.")
    found = {key: node[key] for key in ("title", "x-needed-to-publish", "x-refers-to") if key in node}
    return {**found, "description": " ".join(said).replace("`", "")} if said else found


def _setting(root: Node, node: Node, names: Names, *, needed: bool) -> dict[str, Any]:
    setting = resolved(root, node)
    field = _field(root, setting, names, needed=needed)
    if "default" in setting:
        field["x-default"] = setting["default"]
    if needed:
        field["x-required"] = True
    return {**_said(setting), **field}


def _field(root: Node, setting: Node, names: Names, *, needed: bool) -> dict[str, Any]:
    choices = [resolved(root, one) for one in setting.get("oneOf", setting.get("anyOf", ()))]
    choices = [one for one in choices if one.get("type") != "null"]
    if len(choices) == 2 and set(choices[1].get("properties", ())) == _PLACES:
        return _each(root, choices, names)
    if len(choices) == 2:
        return _all_or_some(choices, names)
    match setting.get("type"):
        case "object":
            group = _group(root, setting, names)
            return group if needed or "default" in setting or not setting.get("required") else _optional(group)
        case "array":
            return _list(root, setting, names)
        case "boolean":
            return {"type": "boolean", "format": "checkbox"}
        case "integer":
            return {"type": "string", "x-rule": _WHOLE, "x-whole": True}
    return _choice(setting, names, needed=needed) if "enum" in setting else _text(setting)


def _optional(group: dict[str, Any]) -> dict[str, Any]:
    """A group that may be left out as a whole: what it needs is needed only once something of it is filled in."""
    needs = [name for name, field in group["properties"].items() if field.pop("x-required", False)]
    return {**group, "x-optional-group": needs}


def _each(root: Node, choices: list[dict[str, Any]], names: Names) -> dict[str, Any]:
    one = {**_field(root, choices[0], names, needed=False), "title": "The same in all environments"}
    each = {**_group(root, choices[1], names), "title": "A value for each environment"}
    each.pop("description", None)  # the setting's own is shown
    for field in each["properties"].values():
        field.pop("description", None)  # its title says it
    return {"oneOf": [one, each], "x-one-or-each": True}


def _all_or_some(choices: list[dict[str, Any]], names: Names) -> dict[str, Any]:
    some = next(one for one in choices if one.get("type") == "array")
    field = _list({}, some, names)
    ids, titles = field["items"]["enum"], field["items"]["options"]["enum_titles"]
    field["items"] = {"type": "string", "enum": ["all", *ids], "options": {"enum_titles": ["All", *titles]}}
    return {**field, "x-all": True}


def _list(root: Node, setting: Node, names: Names) -> dict[str, Any]:
    item = resolved(root, setting.get("items", {}))
    limits = {new: setting[old] for old, new in (("minItems", "least"), ("maxItems", "most")) if old in setting}
    if "enum" in item:
        items = {"type": "string", "enum": _values(item, names), "options": {"enum_titles": _titles(item, names)}}
        return {"type": "array", "uniqueItems": True, "format": "checkbox", "items": items, "x-limits": limits}
    if item.get("type") == "object":
        entries = {**_group(root, item, names), "title": setting.get("title", "Entry").removesuffix("s")}
        return {"type": "array", "items": entries, "x-limits": limits}
    field: dict[str, Any] = {"type": "string", "format": "textarea"}
    field |= {"x-list": limits, "x-rule": {**_rule(item), "lines": False}}
    if "default" not in setting and setting.get("x-needed-to-publish"):
        field["x-may-be-none"] = True  # "none" is an answer there; nothing is a gap
    return field


def _choice(setting: Node, names: Names, *, needed: bool) -> dict[str, Any]:
    values, titles = _values(setting, names), _titles(setting, names)
    if not needed and "default" not in setting:
        values, titles = ["", *values], ["Not chosen", *titles]
    return {"type": "string", "enum": values, "options": {"enum_titles": titles}}


def _values(setting: Node, names: Names) -> list[str]:
    """The choices; entries of a catalogue in the order in which its file lists them."""
    known = names.get(setting.get("x-catalogue", ""), {})
    order = {value: place for place, value in enumerate(known)}
    return sorted((value for value in setting["enum"] if value is not None), key=lambda value: order.get(value, 0))


def _titles(setting: Node, names: Names) -> list[str]:
    known = names.get(setting.get("x-catalogue", ""), {})
    return [known.get(value, _shown(value)) for value in _values(setting, names)]


_NAMES: Final = {one.value: one.shown for kind in (Environment, Permission) for one in kind}


def _shown(value: str) -> str:
    return _NAMES.get(value) or f"{value[:1].upper()}{value[1:]}".replace("-", " ")


def _text(setting: Node) -> dict[str, Any]:
    if setting.get("format") == "date":
        return {"type": "string", "x-date": True}
    rule = _rule(setting)
    large = rule.get("lines") or (rule.get("most", 0) > _LARGE and "pattern" not in rule)
    return {"type": "string", "x-rule": rule, **({"format": "textarea"} if large else {})}


def _rule(setting: Node) -> dict[str, Any]:
    keys = {
        "minLength": "least",
        "maxLength": "most",
        "x-max-words": "words",
        "pattern": "pattern",
        "x-meaning": "meaning",
        "x-lines": "lines",
        "x-redirect": "redirect",
    }
    return {new: setting[old] for old, new in keys.items() if old in setting}
