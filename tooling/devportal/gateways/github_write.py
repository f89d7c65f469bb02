"""What is written to GitHub: comments, a check run, labels, a merge. Each names exactly what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import quote

from ..domain.check_run import Annotation, CheckRun
from .github import Comment, Forge, PullRequest, comment_from
from .github_api import GitHubError

_PER_CALL: Final = 50
"""GitHub takes so many annotations at once. Source: REST API, check runs."""

_ENQUEUE: Final = (
    "mutation Enqueue($id: ID!, $head: GitObjectID!) {"
    " enqueuePullRequest(input: {pullRequestId: $id, expectedHeadOid: $head}) { mergeQueueEntry { id } } }"
)


def write_comment(forge: Forge, number: int, body: str) -> Comment:
    """Post a comment below a request."""
    return comment_from(forge.api.send("POST", f"/issues/{number}/comments", {"body": body}))


def change_comment(forge: Forge, comment: Comment, body: str) -> None:
    """Put another text in a comment's place, unless it is the same."""
    if comment.body != body:
        forge.api.send("PATCH", f"/issues/comments/{comment.number}", {"body": body})


def comment_line(forge: Forge, number: int, commit: str, path: str, line: int, body: str) -> bool:
    """Post a comment at a line; whether GitHub took it, which it does for lines that the request shows."""
    place = {"commit_id": commit, "path": path, "line": line, "side": "RIGHT"}
    try:
        forge.api.send("POST", f"/pulls/{number}/comments", {"body": body, **place})
    except GitHubError as error:
        if error.status != 422:
            raise
        return False
    return True


def write_check(forge: Forge, head: str, check: CheckRun) -> None:
    """Put a check run on a commit, its annotations in as many calls as they need."""
    first, *more = list(_portions(check.annotations)) or [()]
    state = {"status": "completed", "conclusion": check.conclusion} if check.conclusion else {"status": "in_progress"}
    body = {"name": check.name, "head_sha": head, **state, "output": _output(check, first)}
    made = forge.api.send("POST", "/check-runs", body)
    for portion in more:
        forge.api.send("PATCH", f"/check-runs/{int(made['id'])}", {"output": _output(check, portion)})


def _portions(annotations: Sequence[Annotation]) -> Iterable[Sequence[Annotation]]:
    return (annotations[start : start + _PER_CALL] for start in range(0, len(annotations), _PER_CALL))


def _output(check: CheckRun, annotations: Sequence[Annotation]) -> dict[str, Any]:
    return {
        "title": check.title[:250],
        "summary": check.summary[:65_000],
        "annotations": [_annotation(one) for one in annotations],
    }


def _annotation(one: Annotation) -> dict[str, Any]:
    return {
        "path": one.path,
        "start_line": one.line,
        "end_line": one.line,
        "annotation_level": one.level,
        "title": one.title,
        "message": one.message,
    }


def write_labels(forge: Forge, pull: PullRequest, wanted: Sequence[str], ours: tuple[str, ...]) -> None:
    """Give a request the wanted labels; of those that it has, only labels that begin as ``ours`` do are taken away."""
    new = [one for one in wanted if one not in pull.labels]
    if new:
        forge.api.send("POST", f"/issues/{pull.number}/labels", {"labels": new})
    for old in pull.labels:
        if old.startswith(ours) and old not in wanted:
            _take_away(forge, pull.number, old)


def _take_away(forge: Forge, number: int, label: str) -> None:
    try:
        forge.api.send("DELETE", f"/issues/{number}/labels/{quote(label, safe='')}")
    except GitHubError as error:
        if error.status != 404:  # Somebody was quicker.
            raise


def merge(forge: Forge, pull: PullRequest, title: str, message: str) -> bool:
    """Merge exactly ``pull.head``; false when the request has moved or cannot be merged now."""
    body = {"sha": pull.head, "merge_method": "merge", "commit_title": title, "commit_message": message}
    try:
        return bool(forge.api.send("PUT", f"/pulls/{pull.number}/merge", body)["merged"])
    except GitHubError as error:
        if error.status not in {405, 409}:
            raise
        return False


def enqueue(forge: Forge, pull: PullRequest) -> bool:
    """Put exactly ``pull.head`` into the merge queue; false when it has moved or is in there."""
    try:
        forge.api.graphql(_ENQUEUE, {"id": pull.node, "head": pull.head})
    except GitHubError as error:
        if error.status != 400:
            raise
        return False
    return True
