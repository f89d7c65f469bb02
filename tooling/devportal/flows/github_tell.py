"""Tells what was decided of a request, and merges what is ready.

The verdict is made here once more: what the judging job left is a statement of a job with fewer rights, and main or the
reviews may have moved since. Only the number and the commit are taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..decide.review.parties import author_of
from ..decide.review.waiting import turned
from ..domain.finding import Finding
from ..gateways.git import GitSource, open_commit
from ..gateways.github import Forge
from ..gateways.github_write import (
    change_comment,
    comment_line,
    enqueue,
    merge,
    write_check,
    write_comment,
    write_labels,
)
from ..show.check_run import as_check_run
from ..show.comment import Links, as_comment
from ..show.marker import Marker, with_marker
from ..show.suggestion import as_suggestion
from .files import LARGEST_TEXT
from .github_decide import MAIN, DecidedPull, decide_pull

_OURS: Final = ("state: ", "needs: ", "publishes: ", "to: ")
_MOST_SUGGESTIONS: Final = 10


def tell(forge: Forge, root: Path, number: int, head: str, links: Links) -> str:
    """Comment, check run, labels, suggestions, merge; one line on what was done. Raises SourceError."""
    pull = forge.pull(number)
    if not pull.is_open:
        return f"Request {number} is closed."
    if head and pull.head != head:
        return f"Request {number} has moved on to {pull.head[:12]}; the run for that commit tells."
    decided = decide_pull(forge, root, pull)
    say(forge, decided, links)
    write_labels(forge, pull, decided.verdict.labels, _OURS)
    write_check(forge, pull.head, as_check_run(decided.verdict, links))
    _suggest(forge, root, decided)
    done = _merge(forge, decided) if decided.verdict.may_merge else decided.verdict.standing.value
    return f"Request {number} at {pull.head[:12]}: {done}."


def say(forge: Forge, decided: DecidedPull, links: Links, passed_on: str = "") -> Marker:
    """The one comment: changed in place, and posted anew only when the state is another than it said."""
    verdict, before = decided.verdict, decided.marker
    marker = Marker(
        verdict.standing.value,
        decided.pull.head,
        turned(before.turns, verdict.waiting.turn, decided.case.now),
        passed_on or before.passed_on,
    )
    body = with_marker(marker, as_comment(verdict, links))
    if decided.said and before.standing == marker.standing:
        change_comment(forge, decided.said[-1][0], body)
        return marker
    made = write_comment(forge, decided.pull.number, body)
    if decided.said:
        change_comment(
            forge, decided.said[-1][0], f"This was so at `{before.head[:12]}`. [How it stands]({made.address})"
        )
    return marker


def _merge(forge: Forge, decided: DecidedPull) -> str:
    """Merge the very commit that was decided for, into the very main that it was decided on."""
    verdict, pull = decided.verdict, decided.pull
    if forge.has_queue(MAIN):
        return "in the merge queue" if enqueue(forge, pull) else "ready, in the merge queue already or moved on"
    if forge.tip(MAIN) != verdict.base_commit:
        return "ready, but main has moved since; the next run decides again"
    title = f"Merge request {pull.number}"
    return "merged" if merge(forge, pull, title, merge_message(decided)) else "ready, but moved on; its own run tells"


def merge_message(decided: DecidedPull) -> str:
    """Who asked, who approved, and for which content; the log reads it."""
    verdict = decided.verdict
    asked = [f"Asked-by: {author}"] if (author := author_of(decided.case)) else []
    approved = [f"Approved-by: {one.given_by} ({one.shown})" for one in verdict.requirements]
    return "\n".join([*asked, *approved, f"Content: {verdict.digest}"])


def _suggest(forge: Forge, root: Path, decided: DecidedPull) -> None:
    """Mends that their author can take with one click, each posted once."""
    suggestions = list(_suggestions(root, decided))
    if suggestions:
        there = {one.body for one in forge.line_comments(decided.pull.number)}
        for finding, body in suggestions[:_MOST_SUGGESTIONS]:
            if body not in there:
                comment_line(forge, decided.pull.number, decided.pull.head, finding.path, finding.line, body)


def _suggestions(root: Path, decided: DecidedPull) -> Iterator[tuple[Finding, str]]:
    findings = [one for one in decided.verdict.findings if one.fix]
    source = open_commit(root, decided.pull.head)
    lines: dict[str, list[str]] = {}
    for finding in findings:
        if finding.path not in lines:
            lines[finding.path] = _lines(source, finding.path)
        if 0 < finding.line <= len(lines[finding.path]):
            body = as_suggestion(finding, lines[finding.path][finding.line - 1])
            if body:
                yield finding, body


def _lines(source: GitSource, path: str) -> list[str]:
    entry = next((one for one in source.entries() if one.path == path), None)
    data = source.read(entry, LARGEST_TEXT) if entry else None
    return data.decode("utf-8", "replace").splitlines() if data else []
