"""The access files that Apache reads at each request: groups, homes, and what ``/me.json`` answers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

STAFF_GROUP = "staff"
PARTNER_PREFIX, PERSON_PREFIX = "p-", "u-"
"""A group's name cannot hold a colon; Apache compares names without case, and ours have no capital letters."""


def groups_file(members: Iterable[tuple[str, str]]) -> str:
    """An ``AuthGroupFile`` from pairs of group and subject (the immutable id at SuperID). No group is empty."""
    groups: dict[str, list[str]] = defaultdict(list)
    for group, subject in members:
        groups[group].append(subject)
    return "".join(f"{group}: {' '.join(sorted(subjects))}\n" for group, subjects in sorted(groups.items()))


def homes_file(homes: Mapping[str, str]) -> str:
    """A ``RewriteMap`` from a subject to where its owner arrives."""
    return "".join(f"{subject} {home}\n" for subject, home in sorted(homes.items()))


def me_file(answer: Mapping[str, Any]) -> str:
    """The JSON that ``/me.json`` answers with."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"
