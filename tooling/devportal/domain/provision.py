"""What provisioning is going to do, as data: steps, a plan with a digest, and receipts. Never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .credential import Credential, Ended
from .environment import Environment
from .hand_over import TERMS, HandOverFact, Parcel, Recipient, Terms
from .secret import Entry, SecretName
from .snapshot import Snapshot


class Place(NamedTuple):
    """Where a credential belongs: an app in one environment."""

    partner: str
    app: str
    environment: Environment

    @property
    def shown(self) -> str:
        """As people read it."""
        return f"{self.partner}/{self.app} in {self.environment.shown}"


class Action(StrEnum):
    """What a step does."""

    ASSIGN = "assign"
    CREATE = "create"
    REGISTER = "register"
    ROTATE = "rotate"
    REPLACE = "replace"
    RESTORE = "restore"
    EXTEND = "extend"
    HAND_OVER = "hand over"
    RECORD = "record"
    DISCARD = "discard"
    REVOKE = "revoke"
    EXPIRE = "expire"
    CLEAN = "clean"

    @property
    def makes(self) -> bool:
        """Whether something new comes to exist."""
        return self in _MAKES

    @property
    def ends(self) -> bool:
        """Whether something stops working that nobody asked to have replaced; the bulk guard counts these."""
        return self in {Action.REVOKE, Action.EXPIRE, Action.REPLACE}


_MAKES = {Action.ASSIGN, Action.CREATE, Action.REGISTER, Action.ROTATE, Action.REPLACE}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    ``edition`` counts what is made for the place; ``old`` is the edition that ends, 0 when none does. ``final`` says
    what cannot be undone, empty when everything can. ``public_key``, ``thumbprint`` and ``expires`` (a day, ISO 8601)
    speak of a certificate, ``value`` of a client ID that goes back into the store. ``generate``: the portal makes the
    key pair.
    """

    action: Action
    place: Place
    credential: Credential
    generation: int
    edition: int
    sentence: str
    old: int = 0
    reason: Ended | None = None
    final: str = ""
    recipients: tuple[str, ...] = ()
    generate: bool = False
    public_key: str = ""
    thumbprint: str = ""
    expires: str = ""
    value: str = ""

    @property
    def name(self) -> SecretName:
        """What the store calls that which the step makes, hands over or ends."""
        return SecretName(*self.place, self.credential.kind, self.edition)

    @property
    def ended(self) -> SecretName:
        """What the store calls that which ends."""
        return SecretName(*self.place, self.credential.kind, self.old)

    @property
    def key(self) -> str:
        """The step's key, 64 hexadecimal digits: the same wish gives the same key in every run."""
        return self.name.step


@dataclass(frozen=True, slots=True)
class Held:
    """A wish that is not carried out yet, and why."""

    place: Place
    credential: Credential
    why: str
    path: str


class Strayed(StrEnum):
    """How registry, store and facts can fail to agree."""

    LOST = "the store has lost it"
    UNRECORDED_REVOCATION = "the store has revoked it, the facts have not"
    STILL_ACTIVE = "it was revoked, and the store still gives it out"
    UNRECORDED = "the store has it, the facts know nothing of it"
    AHEAD = "the facts are ahead of what is wanted: the registry was rolled back"
    FOREIGN = "no app of the registry has anything to do with it"


@dataclass(frozen=True, slots=True)
class Drift:
    """One disagreement; ``mended`` is whether mending settles it."""

    place: Place
    credential: Credential
    edition: int
    how: Strayed
    mended: bool = True

    @property
    def sentence(self) -> str:
        """For people."""
        return f"{self.place.shown}: {self.credential.shown}, edition {self.edition}: {self.how.value}"


@dataclass(frozen=True, slots=True)
class Due:
    """A credential that ends soon; ``days`` are left, and ``threshold`` is the warning that this has reached."""

    place: Place
    credential: Credential
    expires: str
    days: int
    threshold: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, in order. The digest covers steps and files; an empty plan has one, too.

    ``files`` are those in which the portal keeps when it first saw a changed key; ``summary`` says in a few lines what
    the comment on a request says of provisioning.
    """

    steps: tuple[Step, ...]
    held: tuple[Held, ...]
    drift: tuple[Drift, ...]
    due: tuple[Due, ...]
    digest: str
    active: int
    files: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    stopped: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.steps and not self.files

    @property
    def removals(self) -> int:
        """How many credentials stop working that nobody asked to have replaced."""
        return sum(step.action.ends for step in self.steps)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done: the step, what the store says, and the moment (UTC).

    ``value`` is a client ID, ``public_key`` and ``thumbprint`` those of a certificate.
    """

    step: Step
    entry: Entry | None = None
    moment: str = ""
    value: str = ""
    public_key: str = ""
    thumbprint: str = ""
    hand_over: HandOverFact | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a wish in Stage or Production rests on; ``problem`` says why it does not count as approved."""

    problem: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """How provisioning behaves. Shares are per cent of what is active. Source: ``platform/policy.yaml``, tripwire.

    ``mend``: bring store and facts together, too. ``confirmed`` is how many removals somebody agreed to, -1 for none.
    """

    share: int = 25
    least: int = 2
    mend: bool = False
    confirmed: int = -1


@dataclass(frozen=True, slots=True)
class Receiver:
    """A key that a person can receive with, and what the outbox remembers of it."""

    recipient: Recipient
    digest: str


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a plan is made from: the registry at main, the store's entries, the outbox, the time.

    ``now`` is a moment in UTC. ``grounds`` are known for those places in Stage and Production where something is to be
    done; one that is missing there holds the step back. ``receivers`` are keys to receive with, by partner and person;
    ``waiting`` says of people whose key does not count yet why, and ``files`` keep what was seen of keys.
    """

    snapshot: Snapshot
    entries: Mapping[SecretName, Entry]
    now: str
    rules: Rules = Rules()
    grounds: Mapping[Place, Grounds] | None = None
    receivers: Mapping[tuple[str, str], tuple[Receiver, ...]] = field(default_factory=dict)
    waiting: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    parcels: Mapping[SecretName, Parcel] = field(default_factory=dict)
    terms: Terms = TERMS
