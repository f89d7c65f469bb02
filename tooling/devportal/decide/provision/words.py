"""How provisioning speaks: the same words in the comment on a request and in the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from ...domain.credential import Credential
from ...domain.environment import Environment

Thing: TypeAlias = tuple[Environment, Credential]


def summary(
    made: Iterable[Thing], turned: Iterable[Thing], gone: Iterable[Thing], ends: Sequence[str]
) -> tuple[str, ...]:
    """What is created, rotated and withdrawn, and what of it cannot be undone; ``ends`` are by ``ended``."""
    said = (_counted("creates", made), _counted("rotates", turned), _counted("withdraws", gone))
    final = f"cannot be undone: {', '.join(sorted(set(ends)))} stops working" if ends else "can be undone"
    return (*said, final)


def _counted(verb: str, things: Iterable[Thing]) -> str:
    counts = Counter(f"{environment.shown} {credential.shown}" for environment, credential in things)
    return f"{verb} {', '.join(f'{count} {name}' for name, count in sorted(counts.items())) or 'nothing'}"


def ended(credential: Credential, whose: str, environment: Environment) -> str:
    """What stops working."""
    return f"the old {credential.shown} of {whose} in {environment.shown}"


def listed(names: Sequence[str]) -> str:
    """``ida``, ``ida and per``, ``ida, per and eva``."""
    *first, last = names or ("nobody",)
    return f"{', '.join(first)} and {last}" if first else last


def more(count: int, one: str) -> str:
    """``1 step``, ``3 steps``."""
    return f"{count:,} {one if count == 1 else f'{one}s'}"
