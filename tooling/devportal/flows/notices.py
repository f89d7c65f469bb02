"""Notices: a plan from what main and the outbox say, then sent, each letter once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..decide.notices.expiry import about_expiry
from ..decide.notices.hand_overs import about_hand_overs, partners_with_hand_overs
from ..decide.notices.keys import about_keys
from ..decide.notices.requests import published, rejected
from ..decide.notices.revoked import about_revoked
from ..domain.hand_over import Outbox, Parcel, Terms
from ..domain.notice import Delivery, Letter, Mailbox, Notice, NoticeKind, NoticeLedger
from ..domain.snapshot import Snapshot
from ..gateways.git import open_commit
from ..gateways.mail import Postman
from ..gateways.outboxes import parcels_of
from ..show.mail_html import as_html
from ..show.mail_text import as_text
from .load import load
from .publications import publications


@dataclass(frozen=True, slots=True)
class NoticePlan:
    """Letters that were not sent yet; publications are told from the commit ``since`` to the commit ``head``.

    ``trouble`` says which partners' outboxes could not be asked, and why.
    """

    letters: tuple[Letter, ...]
    since: str
    head: str
    parcels: tuple[Parcel, ...]
    trouble: Mapping[str, str]


class Told(NamedTuple):
    """What became of a letter at one mailbox; ``left`` is how many others there are to try."""

    letter: Letter
    box: Mailbox
    delivery: Delivery
    left: int


def plan_notices(
    root: Path, outbox: Outbox, ledger: NoticeLedger, now: str, terms: Terms, *, at: str = "HEAD", since: str = ""
) -> NoticePlan:
    """What is to be told now. In the beginning nothing that was published before is told; what stands still is.

    Raises SourceError, OutboxError, LedgerError.
    """
    source = open_commit(root, at)
    since = open_commit(root, since).commit if since else ledger.seen() or source.commit
    snapshot = load(source)
    partners = partners_with_hand_overs(snapshot, now) if outbox.apart else snapshot.partners
    parcels = tuple(parcels_of(outbox, partners))
    known = ledger.known()
    notices = (
        *published(snapshot, publications(root, since, source.commit)),
        *_standing(snapshot, parcels, now, terms),
    )
    letters = (Letter(notice, chain) for notice in notices for chain in notice.audience)
    return NoticePlan(
        tuple(one for one in letters if one.key not in known), since, source.commit, parcels, outbox.trouble
    )


def _standing(snapshot: Snapshot, parcels: Iterable[Parcel], now: str, terms: Terms) -> Iterator[Notice]:
    yield from rejected(snapshot)
    yield from about_hand_overs(snapshot, parcels, now, terms)
    yield from about_keys(snapshot, now, terms)
    yield from about_revoked(snapshot, now)
    yield from about_expiry(snapshot, date.fromisoformat(now[:10]))


def send_notices(
    plan: NoticePlan, postman: Postman, ledger: NoticeLedger, outbox: Outbox, site: str, now: str
) -> Iterator[Told]:
    """Send each letter, to the next of its mailboxes when one is refused for good; say what became of each.

    What is refused for now stays for the next run. Raises MailError, LedgerError, OutboxError; what was sent before
    is remembered.
    """
    waits = False
    for letter in plan.letters:
        told: list[Told] = []
        ledger.once(letter.key, partial(_deliver, letter, postman, site, told))
        yield from told
        waits = waits or any(not one.delivery.taken and not one.delivery.permanent for one in told)
    if not waits:
        ledger.see(plan.head)
    _remember(plan, outbox, ledger, now)


def _deliver(letter: Letter, postman: Postman, site: str, told: list[Told]) -> bool:
    """Whether the letter is settled: taken, or refused for good everywhere."""
    notice = letter.notice
    text, html = as_text(notice, site), as_html(notice, site)
    for place, box in enumerate(letter.chain, 1):
        delivery = postman.send(box, notice.subject, text, html, letter.key[:40])
        told.append(Told(letter, box, delivery, len(letter.chain) - place))
        if not delivery.permanent:
            return delivery.taken
    return True


def _remember(plan: NoticePlan, outbox: Outbox, ledger: NoticeLedger, now: str) -> None:
    """Write into the outbox that recipients were reminded, for git to know."""
    known = ledger.known()
    reminders = {one.notice.key: one.notice for one in plan.letters if one.notice.kind is NoticeKind.REMINDER}
    for parcel in plan.parcels:
        mine = [notice for key, notice in reminders.items() if f"/{parcel.name.step}/" in key]
        told = mine and all(Letter(mine[0], chain).key in known for chain in mine[0].audience)
        if told and parcel.waits and not parcel.reminded:
            outbox.replace(parcel, replace(parcel, reminded=now))
