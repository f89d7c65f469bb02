"""The verdict as the one comment on a pull request: for the partner first, then for the reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..domain.change import Change
from ..domain.finding import Finding, Severity
from ..domain.verdict import CheckPoint, Refusal, Tick, Verdict
from .markdown import as_markdown
from .printable import printable

_MOST = 60
_TICKS = {Tick.DONE: "[x]", Tick.FAILED: "[ ] **missing:**", Tick.OPEN: "[ ]"}


def as_comment(verdict: Verdict) -> str:
    """GitHub Markdown. All that comes from the request is escaped: mentions, links, HTML and control characters."""
    return "\n".join(_blocks(verdict)).rstrip() + "\n"


def _blocks(verdict: Verdict) -> Iterator[str]:
    yield f"### {_text(verdict.headline)}\n"
    if verdict.rejected_because:
        yield f"> {_text(verdict.rejected_because)}\n"
    yield from _mend(verdict)
    yield from _approvals(verdict)
    yield from _list("Risks for customers", (one.sentence for one in verdict.risks))
    yield from _changes(verdict.changes)
    yield from _proof(verdict)
    yield from _list("Provisioning once it is merged", verdict.plan)
    yield from _checklist(verdict.checklist)
    for one in verdict.rehearsals:
        yield from _folded(f"{one.environment} would refuse this as it is now", map(_finding, one.findings))
    yield from _list("Notes", verdict.notes)
    commit = f"commit `{verdict.head_commit[:12]}`, " if verdict.head_commit else ""
    yield f"<sub>Judged: {commit}content `{verdict.digest[:12]}`, state {verdict.standing.value}.</sub>"


def _mend(verdict: Verdict) -> Iterator[str]:
    errors = [one for one in verdict.findings if one.severity is Severity.ERROR]
    warnings = [one for one in verdict.findings if one.severity is not Severity.ERROR]
    lines = [
        f"**{_text(one.path)}**: {_text(one.message)}. {_text(one.advice)}".removeprefix("****: ")
        for one in verdict.refusals
    ]
    lines.extend(map(_finding, errors))
    yield from _list("To mend", lines, raw=True)
    yield from _list("Worth a look", map(_finding, warnings), raw=True)


def _said(one: Refusal) -> str:
    return f"{_text(one.message)}. {_text(one.advice)}"


def _finding(finding: Finding) -> str:
    place = f"**{_text(finding.path)}** line {finding.line}"
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
        yield "\n".join(
            [f"<details><summary>{count}</summary>\n", "| File | What it does |", "|---|---|", *rows, *more]
        )
        yield "\n</details>\n"


def _proof(verdict: Verdict) -> Iterator[str]:
    for one in verdict.promotions:
        since = f" since {one.since}" if one.since else ""
        head = f"{one.what}: {one.compared_with}{since}. Against what is live there now:"
        yield from _list(head, one.differences or ("no setting differs",))


def _checklist(points: tuple[CheckPoint, ...]) -> Iterator[str]:
    lines = [f"- {_TICKS[one.tick]} {_text(one.text)}{f': {_text(one.note)}' if one.note else ''}" for one in points]
    if lines:
        yield "\n".join(["<details><summary>Checklist for the reviewer</summary>\n", *lines, "\n</details>\n"])


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
