"""The verdict as the one comment on a pull request: for the partner first, then for the reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from ..domain.change import Change
from ..domain.finding import Finding, Severity
from ..domain.verdict import CheckPoint, Rehearsal, Tick, Verdict
from .fit import fitted
from .markdown import as_markdown
from .printable import printable

_MOST = 60
_TICKS = {Tick.DONE: "[x]", Tick.FAILED: "[ ] **missing:**", Tick.OPEN: "[ ]"}


@dataclass(frozen=True, slots=True)
class Links:
    """Where readers can go: the repository's address, and that of a preview of the request."""

    repository: str = ""
    preview: str = ""


def as_comment(verdict: Verdict, links: Links | None = None) -> str:
    """GitHub Markdown. All that comes from the request is escaped: mentions, links, HTML and control characters.

    With ``links``, each finding leads to its line. What is longer than GitHub takes is cut, and says so.
    """
    return fitted(_blocks(verdict, links or Links()), _judged(verdict))


def _blocks(verdict: Verdict, links: Links) -> Iterator[str]:
    yield f"### {_text(verdict.headline)}\n"
    if verdict.rejected_because:
        yield f"> {_text(verdict.rejected_because)}\n"
    yield from _mend(verdict, links)
    yield from _approvals(verdict)
    yield from _list("Risks for customers", (one.sentence for one in verdict.risks))
    yield from _changes(verdict.changes)
    yield from _proof(verdict)
    yield from _list("Provisioning once it is merged", verdict.plan)
    yield from _checklist(verdict.checklist)
    for one in verdict.rehearsals:
        yield from _folded(f"{one.environment} would refuse this as it is now", _refusing(one, verdict))
    yield from _list("Notes", verdict.notes)
    if links.preview:
        yield f"[Preview]({links.preview})\n"


def _judged(verdict: Verdict) -> str:
    commit = f"commit `{verdict.head_commit[:12]}`, " if verdict.head_commit else ""
    return f"<sub>Judged: {commit}content `{verdict.digest[:12]}`, state {verdict.standing.value}.</sub>"


def _mend(verdict: Verdict, links: Links) -> Iterator[str]:
    errors = [one for one in verdict.findings if one.severity is Severity.ERROR]
    warnings = [one for one in verdict.findings if one.severity is not Severity.ERROR]
    lines = [
        f"{_place(one.path, 0, verdict, links)}: {_text(one.message)}. {_text(one.advice)}".removeprefix("****: ")
        for one in verdict.refusals
    ]
    lines.extend(_finding(one, verdict, links) for one in errors)
    yield from _list("To mend", lines, raw=True)
    yield from _list("Worth a look", (_finding(one, verdict, links) for one in warnings), raw=True)


def _place(path: str, line: int, verdict: Verdict, links: Links) -> str:
    """A file and its line, which is 0 for the whole file, as a link to the commit that was judged."""
    shown = f"**{_text(path)}**" + (f" line {line}" if line else "")
    if not (links.repository and verdict.head_commit and path):
        return shown
    # Percent signs keep whatever a file is called from ending the link.
    address = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    anchor = f"?plain=1#L{line}" if line else ""
    return f"[{shown}]({links.repository}/blob/{verdict.head_commit}/{address}{anchor})"


def _finding(finding: Finding, verdict: Verdict, links: Links) -> str:
    place = _place(finding.path, finding.line, verdict, links)
    return f"{place}: {_text(finding.message)}. {_text(finding.advice)} ({finding.code})"


def _approvals(verdict: Verdict) -> Iterator[str]:
    lines = []
    for one in verdict.requirements:
        state = f"given by {one.given_by}" if one.given_by else "open"
        lines.append(f"**{one.shown}**: {state}, because it {_joined(one.why)}")
    void = [one for one in verdict.approvals if not one.counts]
    lines += [f"{_text(one.by)}'s approval does not count: {_text(one.by)} {_text(one.why)}" for one in void]
    lines += [f"To spare the {one.spares}'s approval, take out what {_joined(one.take_out)}" for one in verdict.splits]
    yield from _list("Approvals", lines, raw=True)


def _joined(sentences: tuple[str, ...]) -> str:
    more = f"; and {len(sentences) - 5} more" if len(sentences) > 5 else ""
    return "; ".join(_text(one) for one in sentences[:5]) + more


def _changes(changes: tuple[Change, ...]) -> Iterator[str]:
    if changes:
        rows = [f"| {_cell(one.path.removeprefix('registry/'))} | {_cell(one.sentence)} |" for one in changes[:_MOST]]
        more = [f"\nand {len(changes) - _MOST} more"] if len(changes) > _MOST else []
        count = f"{len(changes)} change{'s' if len(changes) > 1 else ''}"
        head = [f"<details><summary>{count}</summary>\n", "| File | What it does |", "|---|---|"]
        yield "\n".join([*head, *rows, *more, "\n</details>\n"])


def _proof(verdict: Verdict) -> Iterator[str]:
    for one in verdict.promotions:
        since = f" since {one.since}" if one.since else ""
        head = f"{one.what}: {one.compared_with}{since}. Against what is live there now:"
        yield from _list(head, one.differences or ("no setting differs",))


def _checklist(points: tuple[CheckPoint, ...]) -> Iterator[str]:
    lines = [f"- {_TICKS[one.tick]} {_text(one.text)}{f': {_text(one.note)}' if one.note else ''}" for one in points]
    if lines:
        yield "\n".join(["<details><summary>Checklist for the reviewer</summary>\n", *lines, "\n</details>\n"])


def _refusing(rehearsal: Rehearsal, verdict: Verdict) -> Iterator[str]:
    return (_finding(one, verdict, Links()) for one in rehearsal.findings)


def _folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    shown = [f"- {line}" for line in lines]
    yield "\n".join([f"<details><summary>{_text(title)}</summary>\n", *shown, "\n</details>\n"])


def _list(title: str, lines: Iterable[str], *, raw: bool = False) -> Iterator[str]:
    shown = [f"- {line if raw else _text(line)}" for line in lines]
    if shown:
        more = [f"- and {len(shown) - _MOST} more"] if len(shown) > _MOST else []
        yield "\n".join([f"**{_text(title)}**\n", *shown[:_MOST], *more, ""])


def _text(text: str) -> str:
    """Plain text: nobody is mentioned, no issue is linked, no address becomes a link, nothing is formatted."""
    escaped = as_markdown(printable(text).replace("`", "'")).replace("&", "&amp;").replace("&amp;lt;", "&lt;")
    return escaped.replace("@", "@&#8203;").replace("://", ":&#8203;//").replace("www.", "www&#8203;.")


def _cell(text: str) -> str:
    return _text(text)
