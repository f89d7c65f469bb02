"""Gathers the case of a request from git's objects, and decides it. Nothing is checked out, no content is executed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..decide.review.approval import digest_of
from ..decide.review.diff import diff
from ..decide.review.review import review
from ..domain.case import Approval, Case, Decision, Identity, OtherRequest, Totals, Turned
from ..domain.change import FileState
from ..domain.credential import Credentials
from ..domain.layout import Kind
from ..domain.partner import Members
from ..domain.snapshot import Platform
from ..domain.source import Source, SourceError
from ..domain.verdict import Verdict
from ..gateways.git import GitSource, open_commit
from ..gateways.git_merge import MergeResult, changed_paths, is_shallow, merge_base, merged_tree
from .accounts import known_by_identity, known_by_login
from .brought import Brought, brought
from .sides import Touched, look_up, platform_of, side, touched_between


@dataclass(frozen=True)
class Statement:
    """What a reviewer said: of a content by its digest, or of a commit, whose content is looked up."""

    by: Identity
    digest: str = ""
    commit: str = ""
    decision: Decision = Decision.APPROVED
    reason: str = ""


@dataclass(frozen=True)
class Event:
    """What is known of a request beside its content."""

    actor: Identity
    now: str = ""
    number: int = 0
    title: str = ""
    draft: bool = False
    target: str = "main"
    statements: tuple[Statement, ...] = ()
    others: tuple[OtherRequest, ...] = ()
    turns: tuple[Turned, ...] = ()
    published_since: Mapping[str, str] = field(default_factory=dict)


def review_commits(root: Path, base: str, head: str, event: Event) -> Verdict:
    """The verdict on merging ``head`` into ``base``. Raises SourceError for what git does not know."""
    return review(gather_commits(root, base, head, event))


def gather_commits(root: Path, base: str, head: str, event: Event, *, judged: bool = True) -> Case:
    """The case of a request between two commits of a repository, bare ones too.

    Unless ``judged``, nothing is said of findings: for what is on main already, only who asked and approved counts.
    """
    ours, theirs, merged = _merged(root, base, head)
    before, after = _states(root, ours, theirs, merged)
    case = gather(*_sources(root, before, after), event, _touched(root, before, after), ours, judged=judged)
    approvals = tuple(_approval(root, ours.commit, one, event.target) for one in event.statements)
    problem = f"it conflicts with {event.target} in {', '.join(merged.conflicts[:3])}" if merged.conflicts else ""
    pointers = [path for path, state in case.base.items() if _moves(state, case.head.get(path))]
    since = {**_since(ours, case.base, pointers), **event.published_since}
    return replace(
        case,
        approvals=approvals,
        problem=problem,
        published_since=since,
        base_commit=ours.commit,
        head_commit=theirs.commit,
    )


def _since(ours: GitSource, base: Mapping[str, FileState], pointers: list[str]) -> Mapping[str, str]:
    if not pointers:
        return {}
    # Imported here: most requests publish nothing, and the library behind it takes a while.
    from .since import published_since

    return published_since(ours, base, pointers)


def _moves(old: FileState, new: FileState | None) -> bool:
    """Whether a file says what is live, and comes to say something else."""
    pointers = {Kind.PUBLISHED_APP, Kind.PUBLISHED_PARTNER}
    return bool(old.location and old.location.kind in pointers and new and new.oid != old.oid)


def sources_of(root: Path, base: str, head: str) -> tuple[Source, Source]:
    """Both states that a request is judged by: what it is merged into, and what the merge leaves."""
    return _sources(root, *_states(root, *_merged(root, base, head)))


def _merged(root: Path, base: str, head: str) -> tuple[GitSource, GitSource, MergeResult]:
    ours, theirs = open_commit(root, base), open_commit(root, head)
    fork = merge_base(root, ours.commit, theirs.commit)
    if not fork:
        why = "this clone is shallow; fetch the whole history" if is_shallow(root) else "its history is another one"
        raise SourceError(f"{head} shares no commit with {base}: {why}. Begin your branch from {base}.")
    return ours, theirs, merged_tree(root, ours.commit, theirs.commit)


def _states(root: Path, ours: GitSource, theirs: GitSource, merged: MergeResult) -> tuple[str, str]:
    if merged.conflicts:
        return merge_base(root, ours.commit, theirs.commit), theirs.commit
    return ours.commit, merged.tree


def _sources(root: Path, before: str, after: str) -> tuple[Source, Source]:
    return GitSource(root, before), GitSource(root, after)


def _touched(root: Path, before: str, after: str) -> list[Touched]:
    return [
        Touched(one.path, (one.old_mode, one.old_oid), (one.new_mode, one.new_oid))
        for one in changed_paths(root, before, after)
    ]


def _approval(root: Path, base: str, one: Statement, target: str) -> Approval:
    """A statement on a commit counts for the content of that commit's own tree, which is what the reviewer saw."""
    digest = one.digest
    if not digest and one.commit:
        try:
            commit = open_commit(root, one.commit).commit
            fork = merge_base(root, base, commit)
            touched = _touched(root, fork, commit) if fork else []
            before, after = _sources(root, fork, commit)
            old, new = side(before, touched, new=False), side(after, touched, new=True)
            digest = digest_of(target, old, new, diff(old, new)) if touched else ""
        except SourceError:
            digest = ""
    return Approval(one.by, digest, one.decision, one.reason)


def gather(
    base: Source,
    head: Source,
    event: Event,
    touched: Sequence[Touched] | None = None,
    authority: Source | None = None,
    *,
    judged: bool = True,
) -> Case:
    """The case of a request between two states of a registry; ``authority`` is where it may be read, base itself."""
    touched = touched_between(base, head) if touched is None else touched
    look_up(base, touched)
    look_up(head, touched)
    old, new = side(base, touched, new=False), side(head, touched, new=True)
    trusted = authority or base
    platform = platform_of(trusted)
    actor = _identity(event.actor, trusted, platform)
    new_in_head = brought(base, head, touched) if judged else Brought()
    known = known_by_identity(trusted, event.actor) if event.actor.known else known_by_login(trusted, event.actor.login)
    return Case(
        base=old,
        head=new,
        platform=platform,
        policy=platform.policy.record if platform.policy else None,
        actor=actor,
        now=event.now or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        person=known.name if known else "",
        people={known.name: known.person} if known else {},
        findings=new_in_head.findings,
        approvals=tuple(Approval(one.by, one.digest, one.decision, one.reason) for one in event.statements),
        others=event.others,
        claims=new_in_head.claims,
        turns=event.turns,
        published_since=event.published_since,
        totals=_totals(old),
        number=event.number,
        title=event.title,
        draft=event.draft,
        target=event.target,
    )


def _identity(actor: Identity, authority: Source, platform: Platform) -> Identity:
    """Where only a login is known, base says whose it is; an unknown login stays without identity."""
    if actor.known:
        return actor
    person = known_by_login(authority, actor.login)
    employees = platform.staff.record.employees.values() if platform.staff else ()
    accounts = [person.person.github] if person else [one.github for one in employees]
    found = next((one for one in accounts if _is_login(actor, one.login)), None)
    return replace(actor, github_id=found.id) if found else actor


def _is_login(actor: Identity, login: str) -> bool:
    return bool(actor.login) and actor.login.casefold() == login.casefold()


def _totals(files: Mapping[str, FileState]) -> Totals:
    return Totals(
        people=sum(len(one.record.members) for one in files.values() if isinstance(one.record, Members)),
        apps=sum(one.location is not None and one.location.kind is Kind.APP for one in files.values()),
        credentials=sum(1 for one in files.values() for _ in _wanted(one.record)),
    )


def _wanted(record: Any) -> Iterator[Any]:
    if isinstance(record, Credentials):
        for wanted in filter(None, (record.sod, record.stage, record.production)):
            yield from filter(None, (wanted.client_id, wanted.client_secret, wanted.certificate))


def statements_from(document: Any) -> tuple[Statement, ...]:
    """Approvals as JSON writes them: ``[{"login", "github_id", "key", "commit" or "digest", "decision", "reason"}]``.

    Raises SourceError.
    """
    if not isinstance(document, list) or not all(isinstance(one, Mapping) for one in document):
        raise SourceError("The file of approvals is not a JSON list of objects. See the reviewers' guide.")
    return tuple(_statements(document))


def _statements(document: Iterable[Mapping[str, Any]]) -> Iterator[Statement]:
    for one in document:
        try:
            by = Identity(str(one.get("login", "")), int(one.get("github_id", 0)), str(one.get("key", "")))
            decision = Decision(one.get("decision", "approved"))
            commit = str(one.get("commit", ""))
        except (TypeError, ValueError) as error:
            raise SourceError(f"An approval cannot be read: {error}. See the reviewers' guide.") from None
        yield Statement(by, str(one.get("digest", "")), commit, decision, str(one.get("reason", "")))
