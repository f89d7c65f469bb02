"""Goes over all open requests: brings comments up to date, merges what is ready, passes on what waits too long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..decide.review.outstanding import Outstanding, requests_record
from ..decide.review.parties import author_of
from ..decide.review.waiting import turned
from ..domain.managed import Requests
from ..domain.permission import StaffRole
from ..domain.source import SourceError
from ..domain.verdict import Verdict
from ..gateways.github import Forge
from ..gateways.github_write import write_comment
from ..show.comment import Links
from .github_decide import MAIN, DecidedPull, decide_pull
from .github_tell import say, tell


def sweep(forge: Forge, root: Path, links: Links) -> Iterator[str]:
    """A line for each open request. One that cannot be read keeps no other from being looked at."""
    for pull in forge.open_pulls(MAIN):
        try:
            yield tell(forge, root, pull.number, pull.head, links)
            decided = decide_pull(forge, root, pull)
            if _pass_on(forge, decided, links):
                yield f"Request {pull.number} is passed on to {decided.verdict.waiting.escalate_to}."
        except SourceError as error:
            yield f"Request {pull.number}: {error}"


def _pass_on(forge: Forge, decided: DecidedPull, links: Links) -> bool:
    """Name those who are to act now, once for each turn."""
    verdict, marker = decided.verdict, decided.marker
    since = marker.turns[-1].since if marker.turns else ""
    if not verdict.waiting.escalate_to or marker.passed_on == since:
        return False
    logins = " ".join(f"@{one}" for one in _logins(decided))
    waited = f"{verdict.waiting.hours} of {verdict.waiting.of_hours} working hours"
    write_comment(forge, decided.pull.number, f"{logins} This request waits for {verdict.waiting.whom}: {waited}.")
    say(forge, decided, links, passed_on=since)
    return True


def _logins(decided: DecidedPull) -> list[str]:
    staff = decided.case.platform.staff
    role = next(one for one in StaffRole if one.shown == decided.verdict.waiting.escalate_to)
    return sorted(one.github.login for one in staff.record.employees.values() if role in one.roles) if staff else []


def requests_in_github(forge: Forge, root: Path) -> Requests:
    """Every open request as it stands. Raises SourceError."""
    open_, policy = [], None
    for pull in forge.open_pulls(MAIN):
        decided = decide_pull(forge, root, pull)
        policy = decided.case.policy
        open_.append(_outstanding(decided, decided.verdict))
    return requests_record(open_, (), policy)


def _outstanding(decided: DecidedPull, verdict: Verdict) -> Outstanding:
    turns = turned(decided.marker.turns, verdict.waiting.turn, decided.case.now)
    return Outstanding(decided.case, verdict, author_of(decided.case), turns[-1].since)
