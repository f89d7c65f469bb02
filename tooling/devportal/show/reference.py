"""Reference pages: every setting, from its JSON Schema, so that page and editor never disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.layout import TEMPLATES_OF_PATHS, Kind
from ..domain.permission import Permission, StaffRole, Writer
from ..domain.record import Record
from .markdown import as_markdown

_NOTE = "<!-- Written by `devportal schemas` from the model; change the model. -->\n"
_FEW = 4
"""Settings from which on a page begins with a table of them."""


def settings_page(kind: Kind, model: type[Record], schema: Mapping[str, Any]) -> str:
    """The page of one kind of file, in Markdown."""
    head = [f"# {model.title}", _NOTE, as_markdown(schema["description"]), "", f"File: `registry/{_path(kind)}`", ""]
    if model.source:
        head += [f"Source: {model.source}", ""]
    return "\n".join([*head, *_glance(schema), *_settings(schema, schema, (), 2)]).rstrip() + "\n"


def _glance(schema: Mapping[str, Any]) -> list[str]:
    """All settings in a table: needed or not, who may change each, whose approval that needs."""
    rows = list(_rows(schema, schema, ()))
    if len(rows) < _FEW:
        return []
    return ["## At a glance", "", "| Setting | Needed | Changed by | Approved by |", "|---|---|---|---|", *rows, ""]


def _rows(root: Mapping[str, Any], node: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[str]:
    alike = _alike(root, node, above)
    for name, found in node.get("properties", {}).items():
        setting = resolved(root, found)
        below = _group(root, setting)
        place = (*above, name)
        if "x-writable-by" in setting or below is None or name in alike:
            needed = "yes" if name in node.get("required", ()) else "to publish" if _needed(setting) else ""
            who, approval = _who(setting)
            title = as_markdown(setting.get("title", name))
            changed = who or (f"as {alike[name]}" if name in alike else "")
            yield f"| [{title}](#{_anchor(place)}) | {needed} | {changed} | {approval} |"
        else:
            yield from _rows(root, below, place)


def _who(setting: Mapping[str, Any]) -> tuple[str, str]:
    who = setting.get("x-writable-by", "")
    permissions = {one.value: one.shown for one in Permission}
    shown = permissions.get(who) or (Writer(who).shown if who else "")
    approval = setting.get("x-approved-by")
    return shown, StaffRole(approval).shown if approval else "nobody" if who else ""


def _anchor(place: tuple[str, ...]) -> str:
    return "-".join(place).replace("_", "-")


def settings_index(pages: Mapping[Kind, type[Record]]) -> str:
    """The list of all kinds of file."""
    rows = [f"| [{model.title}]({kind.value}.md) | `registry/{_path(kind)}` |" for kind, model in pages.items()]
    intro = "Every file of the registry, and every setting in it: what it means, what it may be, and who may change it."
    return "\n".join(["# Settings", _NOTE, intro, "", "| File | Path |", "|---|---|", *rows]) + "\n"


def _path(kind: Kind) -> str:
    return TEMPLATES_OF_PATHS[kind].replace("{", "<").replace("}", ">")


def _settings(root: Mapping[str, Any], node: Mapping[str, Any], above: tuple[str, ...], level: int) -> Iterator[str]:
    alike = _alike(root, node, above)
    for name, found in node.get("properties", {}).items():
        setting = resolved(root, found)
        key = ".".join((*above, name))
        yield f"{'#' * min(level, 6)} {setting.get('title', name)} {{ #{_anchor((*above, name))} }}"
        yield ""
        yield f"`{key}`" + (" · needed" if name in node.get("required", ()) else "") + _needed(setting)
        yield ""
        if setting.get("description"):
            yield as_markdown(setting["description"])
            yield ""
        yield from _facts(root, setting)
        below = _group(root, setting)
        if name in alike:
            yield f"The same settings as in {alike[name]}."
            yield ""
        elif below:
            yield from _settings(root, below, (*above, name), level + 1)


def _alike(root: Mapping[str, Any], node: Mapping[str, Any], above: tuple[str, ...]) -> dict[str, str]:
    """Groups that have the settings of an earlier one beside them, each with a link to that one: told once, they stay
    short enough to be read."""
    told: list[tuple[Mapping[str, Any], str]] = []
    found: dict[str, str] = {}
    for name, one in node.get("properties", {}).items():
        setting = resolved(root, one)
        below = _group(root, setting)
        if below is None:
            continue
        link = next((link for properties, link in told if properties == below["properties"]), "")
        if link:
            found[name] = link
        else:
            told.append((below["properties"], f"[{setting.get('title', name)}](#{_anchor((*above, name))})"))
    return found


def _needed(setting: Mapping[str, Any]) -> str:
    return " · needed to publish" if setting.get("x-needed-to-publish") else ""


def _facts(root: Mapping[str, Any], setting: Mapping[str, Any]) -> Iterator[str]:
    rule = _rule(root, setting)
    facts = [f"- May be: {as_markdown(rule)}"] if rule else []
    if "x-writable-by" in setting:
        facts.append(f"- May be changed by {_writer(setting)}")
    if setting.get("examples"):
        facts.append("- For example: " + ", ".join(f"`{_example(one)}`" for one in setting["examples"]))
    if facts:
        yield "\n".join(facts)
        yield ""


def _writer(setting: Mapping[str, Any]) -> str:
    who = setting["x-writable-by"]
    permissions = {one.value: one for one in Permission}
    shown = f"a member with the permission {permissions[who].shown}" if who in permissions else Writer(who).shown
    approval = setting.get("x-approved-by")
    return f"{shown}, approved by an {StaffRole(approval).shown}" if approval else f"{shown}, without approval"


def _example(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def resolved(root: Mapping[str, Any], node: Mapping[str, Any]) -> dict[str, Any]:
    """The node with its reference filled in; a choice between something and nothing is the something."""
    merged = dict(node)
    if "$ref" in merged:
        target = root["$defs"][merged.pop("$ref").rpartition("/")[2]]
        merged = {**target, **merged}
    choices = [one for one in merged.get("anyOf", merged.get("oneOf", ())) if one.get("type") != "null"]
    if len(choices) == 1:
        only = resolved(root, choices[0])
        merged = {**only, **{key: value for key, value in merged.items() if key not in {"anyOf", "oneOf"}}}
    return merged


def _group(root: Mapping[str, Any], setting: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The settings below: of a group, of each entry of a list, of each entry under a name."""
    items = setting.get("items") or setting.get("additionalProperties")
    inner = resolved(root, items) if isinstance(items, dict) else setting
    return inner if inner.get("type") == "object" and inner.get("properties") else None


def _rule(root: Mapping[str, Any], setting: Mapping[str, Any]) -> str:
    choices = [
        resolved(root, one) for one in setting.get("anyOf", setting.get("oneOf", ())) if one.get("type") != "null"
    ]
    if len(choices) > 1:
        return "; or ".join(filter(None, (_rule(root, one) for one in choices)))
    if "enum" in setting or "const" in setting:
        values = setting.get("enum", [setting.get("const")])
        return "one of " + ", ".join(f"`{value}`" for value in values)
    match setting.get("type"):
        case "boolean":
            return "`true` or `false`"
        case "integer":
            return f"a whole number{_bounds(setting, 'minimum', 'maximum', '')}"
        case "array":
            inner = _rule(root, resolved(root, setting.get("items", {})))
            return f"a list{_bounds(setting, 'minItems', 'maxItems', ' entries')}" + (
                f", each {inner}" if inner else ""
            )
        case "object" if set(setting.get("properties", ())) == {"sod", "stage", "production"}:
            return "a value for each environment, under `sod`, `stage` and `production`"
        case "string":
            return _text(setting)
    return ""


def _text(setting: Mapping[str, Any]) -> str:
    meaning = setting.get("x-meaning", "a date, such as 2026-11-24" if setting.get("format") == "date" else "a text")
    words = f", at most {setting['x-max-words']} words" if "x-max-words" in setting else ""
    formatted = ", formatted (bold, italic, lists, links)" if setting.get("x-formatted") else ""
    return f"{meaning}{_bounds(setting, 'minLength', 'maxLength', ' characters')}{words}{formatted}"


def _bounds(setting: Mapping[str, Any], least: str, most: str, unit: str) -> str:
    low, high = setting.get(least), setting.get(most)
    if low is None and high is None:
        return ""
    if not low or low == 1:
        return f", at most {high:,}{unit}" if high is not None else ""
    return f", {low:,} to {high:,}{unit}" if high is not None else f", at least {low:,}{unit}"
