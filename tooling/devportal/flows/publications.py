"""What went live on main since a commit: the same typed changes that the review shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..decide.review.diff import diff
from ..domain.change import VersionPublished
from ..domain.source import SourceError
from ..gateways.git import GitSource
from ..gateways.git_history import is_ancestor, own_commits
from ..gateways.git_merge import changed_paths, is_shallow
from .sides import Touched, side


def publications(root: Path, since: str, head: str) -> Iterator[tuple[str, VersionPublished]]:
    """Each version that a commit of main's own line published after ``since``, oldest first, with the commit.

    Raises SourceError.
    """
    if not is_ancestor(root, since, head):
        why = "this clone is shallow; fetch the whole history" if is_shallow(root) else "main was another one then"
        raise SourceError(f"{since[:12]} is not in the history of {head[:12]}: {why}. Or name a commit with --since.")
    for before, commit in own_commits(root, since, head):
        touched = [
            Touched(one.path, (one.old_mode, one.old_oid), (one.new_mode, one.new_oid))
            for one in changed_paths(root, before, commit)
            if one.path.endswith("/published.yaml")
        ]
        if touched:
            old, new = (
                side(GitSource(root, before), touched, new=False),
                side(GitSource(root, commit), touched, new=True),
            )
            yield from ((commit, one) for one in diff(old, new) if isinstance(one, VersionPublished) and one.new)
