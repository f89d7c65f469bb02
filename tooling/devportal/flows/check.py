"""What CI will say of a working copy, before anything is pushed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import git

from ..decide.review.review import review
from ..domain.case import Case, Identity
from ..domain.person import Person
from ..domain.source import SourceError
from ..domain.verdict import Verdict
from ..gateways.git import GitSource, open_commit
from ..gateways.git_merge import changed_paths, merge_base
from .read import open_folder
from .review import Event, gather
from .sides import Touched, people_of, touched_between

_BASES = ("origin/main", "upstream/main", "main")


def check(root: Path, actor: Identity, base: str = "") -> Verdict:
    """The verdict on the working copy, files that are not committed yet included. Raises SourceError."""
    trusted = _base(root, base)
    fork = merge_base(root, trusted.commit, "HEAD")
    if not fork:
        raise SourceError("Your branch shares no commit with the portal's main branch. Begin it from main.")
    before, head = GitSource(root, fork), open_folder(root)
    # What lies outside the registry is looked at as far as it is committed: only staff may touch it anyway.
    outside = [
        Touched(one.path, (one.old_mode, one.old_oid), (one.new_mode, one.new_oid))
        for one in changed_paths(root, fork, "HEAD")
        if not one.path.startswith("registry/")
    ]
    who = _actor(root, actor, trusted)
    touched = [*touched_between(before, head), *outside]
    return review(_newcomer(gather(before, head, Event(who), touched, trusted)))


def _base(root: Path, base: str) -> GitSource:
    for name in (base,) if base else _BASES:
        try:
            return open_commit(root, name)
        except SourceError:
            continue
    raise SourceError("There is no main branch to compare with. Fetch it, or name one with --base.")


def _actor(root: Path, actor: Identity, trusted: GitSource) -> Identity:
    """Who asks: what was given, else git's own settings; a prediction only, CI takes GitHub's word."""
    if actor.login or actor.known:
        return actor
    login, email = _setting(root, "github.user"), _setting(root, "user.email").casefold()
    if login:
        return Identity(login)
    for person in people_of(trusted).values():
        if person.email.casefold() == email:
            return Identity(person.github.login, person.github.id)
    raise SourceError("It is not known who you are. Give your GitHub login: devportal check --actor LOGIN")


def _setting(root: Path, name: str) -> str:
    _, out, _ = git.Git(root).config("--get", name, with_extended_output=True, with_exceptions=False)
    return str(out).strip()


def _newcomer(case: Case) -> Case:
    """Somebody whose own file is among the changes will be vouched for by GitHub."""
    if case.person or case.actor.known:
        return case
    new = (state.record for path, state in case.head.items() if path not in case.base)
    own = (one for one in new if isinstance(one, Person) and one.github.login.casefold() == case.actor.login.casefold())
    found = next(own, None)
    return replace(case, actor=replace(case.actor, github_id=found.github.id)) if found else case
