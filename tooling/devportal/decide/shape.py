"""One parsed file against its model: the record, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from ..domain.finding import Finding, Pointer
from ..domain.layout import Location
from ..domain.record import Record
from .codes import shape as codes
from .fields import field_at, group_at
from .suggest import did_you_mean

_CODES: Final = {code.id: code for code in codes.CODES}
_MOST: Final = 50
_WANTED_TYPES: Final = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "dict_type": "settings with names (`name: value`)",
    "model_type": "settings with names (`name: value`)",
    "model_attributes_type": "settings with names (`name: value`)",
}
_SIZES: Final = {"too_short", "too_long"}
_BOUNDS: Final = {"greater_than_equal", "less_than_equal"}
_CHOICES: Final = {"enum", "literal_error"}
_QUOTED: Final = re.compile(r"'([^']*)'")


class Shaped(NamedTuple):
    """A record, or what is wrong with it."""

    record: Record | None
    findings: tuple[Finding, ...]


class _Fault(NamedTuple):
    kind: str
    pointer: Pointer
    on_key: bool
    context: Mapping[str, Any]
    said: str


def shape(location: Location, value: Any) -> Shaped:
    """Check a parsed file against the model of its kind; at most 50 findings are told."""
    model = location.record
    assert model is not None, "pictures have no shape"
    try:
        return Shaped(model.model_validate(value), ())
    except ValidationError as error:
        faults = [_fault(each) for each in error.errors(include_url=False, include_input=False)[:_MOST]]
        real = [fault for fault in faults if not _only_follows(fault, value)]
        return Shaped(None, tuple(_told(location.path, model, value, fault) for fault in real))


def _only_follows(fault: _Fault, value: Any) -> bool:
    """Whether a list is called too short only because an entry of it is wrong, which is told by itself."""
    return fault.kind == "too_short" and len(_value_at(value, fault.pointer)) >= fault.context["min_length"]


def _fault(error: Any) -> _Fault:
    steps = tuple(step for step in error["loc"] if not (isinstance(step, str) and step.startswith("<")))
    on_key = bool(steps) and steps[-1] == "[key]"
    return _Fault(error["type"], steps[:-1] if on_key else steps, on_key, error.get("ctx", {}), error["msg"])


def _told(path: str, model: type[Record], value: Any, fault: _Fault) -> Finding:
    for told in (_missing, _unknown, _wrong_type, _not_a_choice, _wrong_size, _out_of_bounds):
        finding = told(path, model, value, fault)
        if finding:
            return finding
    advice = str(fault.context.get("advice", ""))
    return _CODES[fault.kind].finding(
        path, f"{named(fault.pointer)} {fault.said}", fault.pointer, advice=advice, on_key=fault.on_key
    )


def named(pointer: Pointer) -> str:
    """A place as people write it: ``details.links[2].url``, list positions counted from 1; long names are cut."""
    text = ""
    for step in pointer:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step[:60]}"
    return text.removeprefix(".") or "the file"


def _missing(path: str, model: type[Record], value: Any, fault: _Fault) -> Finding | None:
    if fault.kind != "missing":
        return None
    field = field_at(model, fault.pointer)
    advice = f"Add the line `{fault.pointer[-1]}: …`: {_sentence(field.description)}" if field else ""
    return _CODES["DP201"].finding(path, f"{named(fault.pointer)} is missing", fault.pointer, advice=advice)


def _unknown(path: str, model: type[Record], value: Any, fault: _Fault) -> Finding | None:
    if fault.kind != "extra_forbidden":
        return None
    group = group_at(model, fault.pointer[:-1])
    known = list(group.model_fields) if group else []
    near = did_you_mean(str(fault.pointer[-1]), known)
    advice = f"Did you mean {near}?" if near else f"There are: {', '.join(known)}."
    message = f"{named(fault.pointer)} is not a setting here"
    return _CODES["DP202"].finding(path, message, fault.pointer, advice=advice, on_key=True, fix=near)


def _wrong_type(path: str, model: type[Record], value: Any, fault: _Fault) -> Finding | None:
    wanted = _WANTED_TYPES.get(fault.kind)
    if wanted is None:
        return None
    found = _value_at(value, fault.pointer)
    message = f"{named(fault.pointer)} is {_type_of(found)}; it must be {wanted}"
    return _CODES["DP203"].finding(path, message, fault.pointer, advice=_retyped(fault, found))


def _retyped(fault: _Fault, found: Any) -> str:
    last = next((step for step in reversed(fault.pointer) if isinstance(step, str)), "name")
    if fault.kind == "string_type" and isinstance(found, bool | int):
        return f'Put it in quotes: "{str(found).lower()}".'
    if fault.kind == "string_type" and found is None:
        return "Write a value after the colon, or take the line away if the setting is optional."
    if fault.kind == "tuple_type" and isinstance(found, str | bool | int):
        return f"Write each entry on a line of its own that begins with a dash, below `{last}:`."
    return f"Write {_WANTED_TYPES[fault.kind]}."


def _not_a_choice(path: str, model: type[Record], value: Any, fault: _Fault) -> Finding | None:
    if fault.kind not in _CHOICES:
        return None
    allowed = _QUOTED.findall(fault.context["expected"])
    found = _value_at(value, fault.pointer)
    near = did_you_mean(found, allowed) if isinstance(found, str) else ""
    message = f"{named(fault.pointer)} is not one of: {', '.join(allowed)}"
    advice = f"Did you mean {near}?" if near else f"Write one of: {', '.join(allowed)}."
    return _CODES["DP204"].finding(path, message, fault.pointer, advice=advice, fix=near)


def _wrong_size(path: str, model: type[Record], value: Any, fault: _Fault) -> Finding | None:
    if fault.kind not in _SIZES:
        return None
    count = fault.context["actual_length"]
    if fault.kind == "too_long":
        bound = f"at most {fault.context['max_length']} fit"
        advice = "Take some away."
    else:
        bound = f"it needs at least {fault.context['min_length']}"
        advice = "Add what is missing."
    message = f"{named(fault.pointer)} has {_entries(count)}; {bound}"
    return _CODES["DP207"].finding(path, message, fault.pointer, advice=advice)


def _out_of_bounds(path: str, model: type[Record], value: Any, fault: _Fault) -> Finding | None:
    if fault.kind not in _BOUNDS:
        return None
    least, most = fault.context.get("ge"), fault.context.get("le")
    bound = f"less than {least}" if least is not None else f"more than {most}"
    advice = f"Write {least} or more." if least is not None else f"Write {most} or less."
    return _CODES["DP209"].finding(path, f"{named(fault.pointer)} is {bound}", fault.pointer, advice=advice)


def _value_at(value: Any, pointer: Pointer) -> Any:
    for step in pointer:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _type_of(value: Any) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "true or false"
        case int():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "settings with names"


def _entries(count: int) -> str:
    return {0: "no entries", 1: "1 entry"}.get(count, f"{count} entries")


def _sentence(text: str | None) -> str:
    return f"{text}" if text else "its reference page says what it may be."
