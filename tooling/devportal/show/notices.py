"""Letters and what became of them, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.notice import Delivery, Letter, Mailbox
from .printable import printable


def as_list(letters: Sequence[Letter]) -> str:
    """What would be sent to whom."""
    lines = [printable(f"{one.notice.kind.value}  {one.chain[0].email}  {one.notice.subject}") for one in letters]
    return "\n".join(lines or ["There is nothing to tell."]) + "\n"


def outcome(letter: Letter, box: Mailbox, delivery: Delivery, left: int) -> str:
    """What the server said of one mail, and what happens then."""
    what = f"{letter.notice.kind.value}  {box.email}  {letter.notice.subject}"
    if delivery.taken:
        return f"sent  {what}"
    why = f"({delivery.code} {delivery.text})"
    if not delivery.permanent:
        return f"later  {what}: not taken now {why}; the next run tries again"
    then = "the next address is tried" if left else "nobody else is known; correct the address in the registry"
    return f"refused  {what}: refused for good {why}; {then}"
