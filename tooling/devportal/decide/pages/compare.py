"""How two versions differ: setting by setting, lists by entry, texts by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final

from ...domain.change import said
from ...domain.finding import Pointer
from ...domain.record import Group, Record
from ..review.flat import leaves

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_LABEL: Final = ("label",)


def texts_of(record: Record) -> dict[str, dict[str, Any]]:
    """Each setting as text: its title, and its value as one text or, for a list, as lines.

    Entries of a list of groups (links, screenshots) are one line each, so that a moved or new entry shows as such.
    """
    found: dict[str, dict[str, Any]] = {}
    for place, leaf in leaves(record).items():
        key, title = _owner(place), _title(type(record), place, leaf.title)
        is_list = isinstance(leaf.value, tuple) or key != _key(place)
        known = found.setdefault(key, {"title": title, "lines": is_list, "value": [] if is_list else ""})
        if key != _key(place):
            _grow(known, place, said_in_full(leaf.value))
        elif is_list:
            known["value"] = [said_in_full(one) for one in leaf.value]
        else:
            known["value"] = said_in_full(leaf.value)
    for text in found.values():
        if text["lines"] and "entries" in text:
            text["value"] = [" · ".join(parts) for parts in text.pop("entries").values()]
    return found


def said_in_full(value: Any) -> str:
    """A value as a person reads it, never shortened."""
    text = value if isinstance(value, str) else said(value)
    return str(getattr(text, "value", text))


def _grow(known: dict[str, Any], place: Pointer, text: str) -> None:
    at = next(step for step in place if isinstance(step, int))
    known.setdefault("entries", {}).setdefault(at, []).append(text)


def _owner(place: Pointer) -> str:
    """The setting that a place belongs to: for an entry of a list, the list."""
    kept: list[str] = []
    for step in place:
        if isinstance(step, int):
            break
        kept.append(step)
    return ".".join(kept)


def _key(place: Pointer) -> str:
    return ".".join(map(str, place))


def _title(model: type[Group], place: Pointer, title: str) -> str:
    """``Authentication: CORS URLs``; an entry of a list has the list's own title."""
    first = model.model_fields[str(place[0])]
    group = first.title or str(place[0]).replace("_", " ")
    steps = [one for one in place if isinstance(one, str)]
    if len(steps) == 1:
        return group
    if any(isinstance(one, int) for one in place):
        inner = getattr(first.annotation, "model_fields", {}).get(steps[1])
        title = (inner.title if inner else None) or title
    return f"{group}: {title}"


def comparison(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The settings that differ, each as runs of text that are kept, removed or added."""
    found = []
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        before, after = one["value"] if one else None, other["value"] if other else None
        if before != after and key != "label":
            title = (other or one or {})["title"]
            is_list = any(side["lines"] for side in (one, other) if side)
            change = "added" if before is None else "removed" if after is None else "changed"
            runs = by_entry(as_lines(before), as_lines(after)) if is_list else by_word(before or "", after or "")
            found.append({"title": title, "lines": is_list, "change": change, "runs": runs})
    return found


def as_lines(value: Any) -> list[str]:
    """A value as lines: one setting may be a word in one version (all plans) and a list in another."""
    return value if isinstance(value, list) else [value] if value else []


def by_word(old: str, new: str) -> list[dict[str, str]]:
    """Runs of words. Where hardly a word stays, the old text stands whole before the new: so it can be read."""
    runs = [(kind, "".join(words)) for kind, words in _runs(_WORDS.findall(old), _WORDS.findall(new))]
    kept = sum(len(text) for kind, text in runs if kind == "kept" and text.strip())
    if kept * 2 < min(len(old), len(new)):
        runs = [("removed", old), ("added", new)]
    return [{"is": kind, "text": text} for kind, text in _joined(runs) if text]


def _joined(runs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring changes with nothing but a space between them become one removal and one addition."""
    removed = added = ""
    for place, (kind, text) in enumerate(runs):
        between = kind == "kept" and not text.strip() and (removed or added) and place + 1 < len(runs)
        if kind == "kept" and not between:
            yield from (("removed", removed), ("added", added), (kind, text))
            removed = added = ""
            continue
        removed += text if kind != "added" else ""
        added += text if kind != "removed" else ""
    yield from (("removed", removed), ("added", added))


def by_entry(old: list[str], new: list[str]) -> list[dict[str, str]]:
    """Entries of a list, one a run."""
    return [{"is": kind, "text": one} for kind, entries in _runs(old, new) for one in entries]


def _runs(old: list[str], new: list[str]) -> Iterable[tuple[str, list[str]]]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "kept", old[a:b]
            continue
        if b > a:
            yield "removed", old[a:b]
        if d > c:
            yield "added", new[c:d]
