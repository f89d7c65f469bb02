"""An event as one line, to put beside a table that was written by hand."""

from __future__ import annotations

from collections.abc import Sequence

from devportal.domain.event import Event


def line(event: Event, commits: Sequence[str] = ()) -> str:
    what = event.what
    number = f"c{commits.index(event.commit)}" if event.commit in commits else event.commit[:8]
    owner = f"{what.partner}/{what.app}".rstrip("/") or "-"
    version = f"{what.version}@{what.environment}".rstrip("@") or "-"
    values = "; ".join(
        f"{one.title}{'@' if one.place else ''}{one.place}: {'|'.join(one.old)} -> {'|'.join(one.new)}".strip()
        for one in what.values
    )
    approved = f" approved by {', '.join(event.approved_by)}" if event.approved_by else ""
    return " | ".join(
        (f"{event.time} {number}", what.kind.value, owner, version, f"{event.by} [{event.person or '-'}, "
         f"{event.vouched.value}]", f"{event.origin}{approved}", what.description, values or "-")
    )  # fmt: skip
