"""Commits, references and objects of a repository, bare ones too."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple, cast

import git

from ..domain.source import SourceError

_FEW = 100
"""So many paths are named to git; of more, the folder is."""
_WHO = {
    "GIT_AUTHOR_NAME": "devportal",
    "GIT_AUTHOR_EMAIL": "devportal@localhost",
    "GIT_COMMITTER_NAME": "devportal",
    "GIT_COMMITTER_EMAIL": "devportal@localhost",
}
"""What the portal commits is its own; no partner's name stands for it."""


def is_ancestor(root: Path, one: str, other: str) -> bool:
    """Whether ``other`` has ``one`` in its history."""
    status, _, _ = git.Git(root).merge_base(
        "--is-ancestor", one, other, with_extended_output=True, with_exceptions=False
    )
    return int(status) == 0


def commits_of(root: Path, head: str, without: str, most: int) -> list[str]:
    """The commits that ``head`` has and ``without`` has not, newest first, at most ``most``."""
    return str(git.Git(root).rev_list(f"--max-count={most}", head, f"^{without}")).split()


def own_commits(root: Path, since: str, head: str) -> list[tuple[str, str]]:
    """The commits of a branch's own line after ``since``, oldest first, each with the one before it."""
    out = str(git.Git(root).rev_list("--first-parent", "--parents", "--reverse", f"{since}..{head}"))
    return [(parents[0], commit) for commit, *parents in map(str.split, out.splitlines()) if parents]


def references(root: Path, prefix: str) -> dict[str, str]:
    """Every reference below a prefix, with the object that it names."""
    out = str(git.Git(root).for_each_ref("--format=%(objectname) %(refname)", prefix))
    return {ref: oid for oid, ref in (line.split(" ", 1) for line in out.splitlines())}


def object_of(root: Path, ref: str) -> str:
    """The object that a reference names; empty when there is no such reference."""
    _, out, _ = git.Git(root).rev_parse(
        "--verify", "--quiet", "--end-of-options", ref, with_extended_output=True, with_exceptions=False
    )
    return str(out).strip()


def type_of(root: Path, oid: str) -> str:
    """commit, tag, tree or blob; empty for what is missing."""
    _, out, _ = git.Git(root).cat_file("-t", oid, with_extended_output=True, with_exceptions=False)
    return str(out).strip()


def raw_object(root: Path, kind: str, oid: str) -> bytes:
    """An object's bytes, just as they are."""
    return cast("bytes", git.Git(root).cat_file(kind, oid, stdout_as_string=False, strip_newline_in_stdout=False))


def commit_tree(root: Path, tree: str, parents: list[str], message: str) -> str:
    """A commit of a tree, made by the portal; no reference moves."""
    chosen = [part for parent in parents for part in ("-p", parent)]
    return str(git.Git(root).commit_tree(tree, *chosen, "-m", message, env=_WHO))


def move_reference(root: Path, ref: str, new: str, old: str) -> bool:
    """Move a reference from ``old`` to ``new`` in one step; no when somebody else moved it meanwhile.

    An ``old`` of zeros makes it, a ``new`` of zeros deletes it.
    """
    status, _, _ = git.Git(root).update_ref(ref, new, old, with_extended_output=True, with_exceptions=False)
    return int(status) == 0


def write_blob(root: Path, data: bytes) -> str:
    """The id of a new blob."""
    return str(_fed(root, data, "hash_object", "-w", "--stdin"))


def write_tree(root: Path, blobs: dict[str, str]) -> str:
    """The id of a tree of files in one folder: name to blob."""
    lines = [f"100644 blob {oid}\t{name}\n" for name, oid in sorted(blobs.items())]
    return str(_fed(root, "".join(lines).encode(), "mktree"))


def read_folder(root: Path, commit: str) -> dict[str, str]:
    """The files in the top folder of a commit: name to blob."""
    lines = str(git.Git(root).ls_tree(commit)).splitlines()
    return {name: facts.split(" ")[2] for facts, name in (line.split("\t", 1) for line in lines)}


def _fed(root: Path, data: bytes, command: str, *arguments: str) -> str:
    with TemporaryFile() as stdin:
        stdin.write(data)
        stdin.seek(0)
        return str(getattr(git.Git(root), command)(*arguments, istream=stdin))


def file_history(root: Path, commit: str, path: str, most: int) -> list[tuple[int, str]]:
    """When a file became what: seconds since 1970 and the blob, newest first, along the branch's own commits."""
    out = git.Git(root).log(
        "--first-parent", "-m", "--raw", "--full-index", "--no-renames", f"--max-count={most}", "--format=%ct",
        commit, "--", path,
    )  # fmt: skip
    found: list[tuple[int, str]] = []
    time = 0
    for line in filter(None, str(out).splitlines()):
        if line.startswith(":"):
            found.append((time, line.split(" ")[3]))
        else:
            time = int(line)
    return found


def histories(root: Path, commit: str, below: str) -> dict[str, list[str]]:
    """What each file below a folder was, along the branch's own commits: path to blobs, oldest first."""
    out = git.Git(root).log(
        "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "-z", "--format=", commit, "--", below
    )
    parts = str(out).strip("\0\n").split("\0")
    found: dict[str, list[str]] = {}
    for facts, path in reversed(list(zip(parts[::2], parts[1::2], strict=False))):
        blob = facts.split(" ")[3]
        if blob.strip("0"):
            found.setdefault(path, []).append(blob)
    return found


class Brought(NamedTuple):
    """A commit on a branch, what it made of a file (an empty id: it is gone), and its parents."""

    commit: str
    oid: str
    parents: tuple[str, ...]


def histories_of(root: Path, tip: str, paths: Collection[str]) -> dict[str, list[Brought]]:
    """For each file the branch's own commits that changed it, newest first; one walk for all of them."""
    wanted = set(paths)
    asked = sorted(wanted) if len(wanted) <= _FEW else sorted({path.split("/", 1)[0] for path in wanted})
    out = git.Git(root).log(
        "--first-parent", "-m", "--raw", "--full-index", "--no-renames", "--format=%H %P", tip, "--", *asked
    )
    found: dict[str, list[Brought]] = {path: [] for path in wanted}
    commit, parents = "", ()  # type: str, tuple[str, ...]
    for line in filter(None, str(out).splitlines()):
        if line.startswith(":"):
            facts, path = line.split("\t", 1)
            if path in wanted:
                found[path].append(Brought(commit, facts.split(" ")[3].strip("0") and facts.split(" ")[3], parents))
        else:
            commit, *rest = line.split(" ")
            parents = tuple(filter(None, rest))
    return found


def tag_targets(root: Path, prefix: str) -> dict[str, str]:
    """Every annotated tag below a prefix, with the commit that it is on."""
    out = str(git.Git(root).for_each_ref("--format=%(refname) %(*objectname)", prefix))
    pairs = (line.split(" ", 1) for line in out.splitlines())
    return {ref: target for ref, target in pairs if target}


class Merge(NamedTuple):
    """A merge on a branch: what it was merged into, what was merged, when (seconds since 1970), by whom it was made."""

    commit: str
    base: str
    head: str
    time: int
    email: str
    message: str


def merges_of(root: Path, tip: str, most: int) -> list[Merge]:
    """The last merges into a branch, newest first; ``email`` is the author's of what was merged."""
    out = git.Git(root).log(
        "--first-parent", "--merges", f"--max-count={most}", "--format=%H%x00%P%x00%ct%x00%B%x00%x01", tip
    )
    found = []
    for record in filter(None, (one.strip("\n") for one in str(out).split("\1"))):
        commit, parents, time, message, _ = record.split("\0")
        base, head, *_ = parents.split(" ")
        found.append(Merge(commit, base, head, int(time), str(git.Git(root).log("-1", "--format=%ae", head)), message))
    return found


def commit_files(root: Path, files: list[str], message: str) -> str:
    """Commit some files of a working tree, whatever else is changed or staged there; the new commit's id.

    Raises SourceError, with what git said.
    """
    repository = git.Git(root)
    try:
        repository.add("--", *files)
        repository.commit("--quiet", "--only", "-m", message, "--", *files)
        return str(repository.rev_parse("HEAD"))
    except git.GitCommandError as error:
        why = " ".join(str(error.stderr).split())[:200]
        raise SourceError(f"The files are written, but git did not commit them: {why}") from None


def tree_of(root: Path, commit: str) -> str:
    """The tree of a commit."""
    return object_of(root, f"{commit}^{{tree}}")
