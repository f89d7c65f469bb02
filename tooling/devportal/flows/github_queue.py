"""Decides once more in the merge queue, for the commit that is about to become main."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..domain.check_run import CheckRun
from ..domain.source import SourceError
from ..gateways.git import open_commit
from ..gateways.git_history import Merge, merges_of, tree_of
from ..gateways.git_merge import merged_tree
from ..gateways.github import Forge
from ..gateways.github_write import write_check
from ..show.check_run import CHECK
from .github_decide import MAIN, decide_pull

_MOST = 20


class Group(NamedTuple):
    """What the queue is about to make main, and what main is."""

    head: str
    base: str


def group_from(event: str) -> Group:
    """The group of a ``merge_group`` event. Raises SourceError."""
    try:
        found = json.loads(event)["merge_group"]
        return Group(str(found["head_sha"]), str(found["base_sha"]))
    except (ValueError, KeyError, TypeError):
        raise SourceError("This is no event of a merge queue. Run it on merge_group only.") from None


def queue(forge: Forge, root: Path, group: Group) -> tuple[bool, str]:
    """Whether the group may become main, and why; a check run says so on its commit. Raises SourceError."""
    problems = list(_problems(forge, root, group))
    conclusion, title = ("failure", problems[0]) if problems else ("success", "Every request of the group is ready.")
    write_check(forge, group.head, CheckRun(CHECK, title, "\n".join(problems) or title, conclusion))
    return not problems, title


def _problems(forge: Forge, root: Path, group: Group) -> Iterator[str]:
    """The group is nothing but merges of requests, each ready on top of those before it."""
    expected, pulls = group.base, {one.head: one for one in forge.open_pulls(MAIN)}
    merges = _merges(root, group)
    if not merges:
        yield f"{group.head[:12]} brings no merge of a request"
    for merge in merges:
        pull = pulls.get(merge.head)
        if merge.base != expected:
            yield f"{merge.commit[:12]} does not follow {expected[:12]}"
        elif pull is None:
            yield f"{merge.head[:12]} is not the last commit of an open request"
        elif merged_tree(root, merge.base, merge.head).tree != tree_of(root, merge.commit):
            yield f"{merge.commit[:12]} is not what merging request {pull.number} leaves"
        else:
            verdict = decide_pull(forge, root, pull, merge.base).verdict
            if not verdict.may_merge:
                yield f"Request {pull.number} is not ready any more: {verdict.headline}"
        expected = merge.commit
    if merges and expected != open_commit(root, group.head).commit:
        yield f"{group.head[:12]} brings more than merges of requests"


def _merges(root: Path, group: Group) -> list[Merge]:
    found = []
    for merge in merges_of(root, group.head, _MOST):
        if merge.commit == group.base:
            break
        found.append(merge)
        if merge.base == group.base:
            break
    return found[::-1]
