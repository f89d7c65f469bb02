"""A notice as plain text, for those who read mail as text."""

from __future__ import annotations

import textwrap
from typing import Final

from ..domain.notice import Notice, NoticeKind
from .printable import printable

_WIDTH: Final = 72
HEADINGS: Final = {
    NoticeKind.PUBLISHED: "Published",
    NoticeKind.REJECTED: "Rejected",
    NoticeKind.READY: "Ready to pick up",
    NoticeKind.REMINDER: "Still waiting for you",
    NoticeKind.EXPIRING: "Expires soon",
    NoticeKind.REVOKED: "Revoked",
    NoticeKind.TAKEN: "Picked up twice?",
    NoticeKind.KEY_WAITS: "A new key waits",
}
REASON: Final = "The reason:"
WHY: Final = "You get this because the registry names you as a contact, a recipient or an error reporting address."


def as_text(notice: Notice, site: str) -> str:
    """The whole mail; ``site`` is the portal's address with a slash at its end."""
    parts = [HEADINGS[notice.kind].upper(), _wrapped(notice.happened)]
    if notice.quote:
        parts += [REASON, _quoted(notice.quote)]
    parts += [_wrapped(notice.means), "What to do now", *_steps(notice)]
    if notice.facts:
        rows = [(_line(name), _line(value)) for name, value in notice.facts]
        widest = max(len(name) for name, _ in rows)
        parts.append("\n".join(f"{name.ljust(widest)}  {value}" for name, value in rows))
    parts += [f"{site}{notice.page}", f"-- \n{_wrapped(WHY)}"]
    return "\n\n".join(parts) + "\n"


def _steps(notice: Notice) -> list[str]:
    many = len(notice.steps) > 1
    found = []
    for number, step in enumerate(notice.steps, 1):
        mark = f"{number}. " if many else ""
        text = textwrap.fill(
            _line(step.text), _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip
        found.append(text + (f"\n\n      {_line(step.command)}" if step.command else ""))
    return found


def _wrapped(text: str) -> str:
    return textwrap.fill(_line(text), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _quoted(text: str) -> str:
    lines = [part for line in text.splitlines() for part in textwrap.wrap(_line(line), _WIDTH - 2) or [""]]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _line(text: str) -> str:
    return printable(" ".join(text.split()))
