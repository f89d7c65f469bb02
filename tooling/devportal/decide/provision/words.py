"""How provisioning speaks: the same words in the comment on a request and in the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ...domain.credential import Credential
from ...domain.environment import Environment
from ...domain.provision import Action

VERBS: Final = {
    Action.ASSIGN: "creates",
    Action.CREATE: "creates",
    Action.REGISTER: "creates",
    Action.ROTATE: "rotates",
    Action.REVOKE: "withdraws",
}
"""What the comment on a request calls the steps that it leads to."""


def counted(verb: str, things: Iterable[tuple[Environment, Credential]]) -> str:
    """``creates 1 SOD client ID, 2 Stage client secret``, or ``creates nothing``."""
    counts = Counter(f"{environment.shown} {credential.shown}" for environment, credential in things)
    return f"{verb} {', '.join(f'{count} {name}' for name, count in sorted(counts.items())) or 'nothing'}"


def ended(credential: Credential, whose: str, environment: Environment) -> str:
    """What stops working, as the end of "cannot be undone"."""
    return f"the old {credential.shown} of {whose} in {environment.shown}"


def final(things: Sequence[str]) -> str:
    """The line on what cannot be undone."""
    return f"cannot be undone: {', '.join(sorted(set(things)))} stops working" if things else "can be undone"


def listed(names: Sequence[str]) -> str:
    """``ida``, ``ida and per``, ``ida, per and eva``."""
    *first, last = names or ("nobody",)
    return f"{', '.join(first)} and {last}" if first else last


def more(count: int, one: str, many: Mapping[str, str] | None = None) -> str:
    """``1 step``, ``3 steps``."""
    return f"{count:,} {one if count == 1 else (many or {}).get(one, f'{one}s')}"
