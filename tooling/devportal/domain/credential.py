"""Credentials: what is wanted, and the facts about what exists. Never a secret."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias

from .constraint import Characters, Matches
from .environment import Environment
from .hand_over import HandOverFact
from .partner import MemberRef
from .permission import BY_CI, BY_CONFIGURATION, Permission, StaffRole, WritableBy
from .record import Group, Record, setting
from .secret import SecretKind
from .text import ClientId, Day, Generation, Line, Moment, Thumbprint, YesNo

_BY_STATE = WritableBy(Permission.CONFIGURATION, approval=StaffRole.APP_MANAGER)

_PEM = r"^-----BEGIN {kind}-----\n([A-Za-z0-9+/=]{{1,76}}\n){{4,80}}-----END {kind}-----\n?$"


class Credential(StrEnum):
    """What an app can have in an environment."""

    CLIENT_ID = "client_id"
    CLIENT_SECRET = "client_secret"  # noqa: S105 - a name
    CERTIFICATE = "certificate"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return {"client_id": "client ID", "client_secret": "client secret", "certificate": "certificate"}[self.value]

    @property
    def kind(self) -> SecretKind:
        """What a secrets store keeps of it; of a certificate, the private key that the portal made."""
        return _KINDS[self]


_KINDS = {
    Credential.CLIENT_ID: SecretKind.CLIENT_ID,
    Credential.CLIENT_SECRET: SecretKind.CLIENT_SECRET,
    Credential.CERTIFICATE: SecretKind.PRIVATE_KEY,
}


class WantedClientId(Group):
    """A client ID; it is assigned, never typed."""

    generation: Annotated[Generation, BY_CONFIGURATION] = setting(
        "Generation", "One more gives a new client ID; sign-in breaks until the app uses it.", 1
    )


class WantedClientSecret(Group):
    """A client secret; it is handed over sealed and shown once."""

    generation: Annotated[Generation, BY_CONFIGURATION] = setting(
        "Generation", "One more removes the old secret and makes a new one.", 1
    )
    recipients: Annotated[tuple[MemberRef, ...], BY_CONFIGURATION] = setting(
        "Recipients",
        "Users of the partner with a public key, to whom the secret is sealed.",
        min_length=1,
        max_length=10,
    )


class WantedCertificate(Group):
    """An RSA certificate; best from the partner's own key, which never leaves them."""

    csr: Annotated[
        Annotated[
            str, Characters(most=8_000, lines=True), Matches(_PEM.format(kind="CERTIFICATE REQUEST"), "a CSR in PEM")
        ]
        | None,
        BY_CONFIGURATION,
    ] = setting("Certificate signing request", "PEM. Proves that the partner holds the private key.", None)
    public_key: Annotated[
        Annotated[
            str, Characters(most=8_000, lines=True), Matches(_PEM.format(kind="PUBLIC KEY"), "an RSA public key in PEM")
        ]
        | None,
        BY_CONFIGURATION,
    ] = setting("Public key", "PEM, RSA of 2048 bits or more.", None)
    generate: Annotated[YesNo, BY_CONFIGURATION] = setting(
        "Generate", "Let the portal make the key pair and hand the private key over, sealed.", False
    )
    generation: Annotated[Generation, BY_CONFIGURATION] = setting(
        "Generation",
        "With `generate`: one more gives a new key pair. A new CSR or public key is new by itself.",
        1,
    )
    recipients: Annotated[tuple[MemberRef, ...], BY_CONFIGURATION] = setting(
        "Recipients",
        "With `generate`: who receives the private key. Empty: the recipients of the client secret, then the technical "
        "contact.",
        (),
        max_length=10,
    )
    description: Annotated[Line, BY_CONFIGURATION] = setting("Description", "What the certificate is for.")
    expires: Annotated[Day, BY_CONFIGURATION] = setting(
        "Expires", "The last day on which it is accepted.", examples=("2027-11-30",)
    )


class WantedCredentials(Group):
    """What an app wants in one environment."""

    client_id: Annotated[WantedClientId | None, BY_CONFIGURATION] = setting(
        "Client ID", "Unique in its environment.", None
    )
    client_secret: Annotated[WantedClientSecret | None, BY_CONFIGURATION] = setting(
        "Client secret", "One per environment.", None
    )
    certificate: Annotated[WantedCertificate | None, BY_CONFIGURATION] = setting(
        "Certificate", "One per environment.", None
    )


class Credentials(Record):
    """What is wanted, in ``apps/<app>/credentials.yaml``."""

    title: ClassVar[str] = "Credentials"
    source: ClassVar[str] = "Developer Portal: authentication"

    sod: Annotated[WantedCredentials | None, BY_CONFIGURATION] = setting("SOD", "Wanted in SOD.", None)
    stage: Annotated[WantedCredentials | None, _BY_STATE] = setting("Stage", "Wanted in Stage.", None)
    production: Annotated[WantedCredentials | None, _BY_STATE] = setting("Production", "Wanted in Production.", None)

    def of(self, environment: Environment) -> WantedCredentials | None:
        """What is wanted in one environment."""
        wanted: WantedCredentials | None = getattr(self, environment.value)
        return wanted


_Reference: TypeAlias = Annotated[
    str, Characters(most=200), Matches(r"^[A-Za-z0-9:/._-]+$", "a reference into the secrets store")
]
_GENERATION = "Which of the wanted generations this is."
_EDITION = (
    "Counts what was ever made for this place: more than the generation once something was made again without being "
    "asked for, because it was lost or nobody picked it up."
)


class Made(Group):
    """Something that the portal made: for which wish, and as the how-manieth."""

    generation: Annotated[Generation, BY_CI] = setting("Generation", _GENERATION, 1)
    edition: Annotated[Generation | None, BY_CI] = setting("Edition", f"{_EDITION} Empty: the generation.", None)
    created: Annotated[Moment, BY_CI] = setting("Created", "When it was made or registered, in UTC.")

    @property
    def number(self) -> int:
        """The edition."""
        return self.edition or self.generation


class ClientIdFact(Made):
    """A client ID that exists."""

    value: Annotated[ClientId, BY_CI] = setting("Client ID", "32 hexadecimal digits, unique in its environment.")


class ClientSecretFact(Made):
    """A client secret that exists, without the secret."""

    store: Annotated[_Reference, BY_CI] = setting("Store reference", "Where the secrets store keeps it.")
    expires: Annotated[Day | None, BY_CI] = setting("Expires", "The last day on which it is accepted.", None)
    hand_over: Annotated[HandOverFact | None, BY_CI] = setting(
        "Hand-over", "To whom it was sealed, and whether it was picked up.", None
    )


class CertificateFact(Made):
    """A certificate that is registered: the public half only."""

    thumbprint: Annotated[Thumbprint, BY_CI] = setting(
        "Thumbprint", "SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hexadecimal digits."
    )
    expires: Annotated[Day, BY_CI] = setting("Expires", "The last day on which it is accepted.")
    public_key: Annotated[
        Annotated[
            str, Characters(most=8_000, lines=True), Matches(_PEM.format(kind="PUBLIC KEY"), "an RSA public key in PEM")
        ]
        | None,
        BY_CI,
    ] = setting("Public key", "PEM.", None)
    store: Annotated[_Reference | None, BY_CI] = setting(
        "Store reference", "Where the secrets store keeps the private key, when the portal made it.", None
    )
    hand_over: Annotated[HandOverFact | None, BY_CI] = setting(
        "Hand-over", "To whom the private key was sealed, when the portal made it.", None
    )


class Ended(StrEnum):
    """Why a credential does not count any more."""

    ROTATED = "rotated"
    WITHDRAWN = "withdrawn"
    COMPROMISED = "compromised"
    EXPIRED = "expired"
    LOST = "lost"
    NOT_PICKED_UP = "not-picked-up"

    @property
    def shown(self) -> str:
        """As a sentence says it."""
        return _ENDS[self]


_ENDS = {
    Ended.ROTATED: "another took its place",
    Ended.WITHDRAWN: "it is not wanted any more",
    Ended.COMPROMISED: "it was compromised",
    Ended.EXPIRED: "it expired",
    Ended.LOST: "the secrets store lost it",
    Ended.NOT_PICKED_UP: "nobody picked it up",
}


class RevokedFact(Made):
    """A credential that counted once. It is kept: revoked, not forgotten."""

    credential: Annotated[Credential, BY_CI] = setting("Credential", "What it was.")
    value: Annotated[ClientId | None, BY_CI] = setting("Client ID", "Of a client ID.", None)
    thumbprint: Annotated[Thumbprint | None, BY_CI] = setting("Thumbprint", "Of a certificate.", None)
    revoked: Annotated[Moment, BY_CI] = setting("Revoked", "When it ceased to count, in UTC.")
    reason: Annotated[Ended, BY_CI] = setting("Reason", "Why.")


Fact: TypeAlias = ClientIdFact | ClientSecretFact | CertificateFact


class CredentialFacts(Group):
    """What an app has in one environment."""

    client_id: Annotated[ClientIdFact | None, BY_CI] = setting("Client ID", "The client ID that exists.", None)
    client_secret: Annotated[ClientSecretFact | None, BY_CI] = setting("Client secret", "The secret that exists.", None)
    certificate: Annotated[CertificateFact | None, BY_CI] = setting(
        "Certificate", "The certificate that is registered.", None
    )
    revoked: Annotated[tuple[RevokedFact, ...], BY_CI] = setting(
        "Revoked", "What existed once, oldest first.", (), max_length=3_000
    )

    def of(self, credential: Credential) -> Fact | None:
        """What exists of one kind."""
        fact: Fact | None = getattr(self, credential.value)
        return fact

    def last(self, credential: Credential) -> int:
        """The highest edition that ever was; 0 when there was none."""
        fact = self.of(credential)
        gone = (one.number for one in self.revoked if one.credential is credential)
        return max(fact.number if fact else 0, *gone, 0)

    @property
    def active(self) -> bool:
        """Whether anything exists that counts."""
        return any(self.of(credential) for credential in Credential)


class ManagedCredentials(Record):
    """What exists, in ``managed/partners/<partner>/apps/<app>/credentials.yaml``."""

    title: ClassVar[str] = "Credential facts"
    source: ClassVar[str] = "Developer Portal: authentication"

    sod: Annotated[CredentialFacts | None, BY_CI] = setting("SOD", "What exists in SOD.", None)
    stage: Annotated[CredentialFacts | None, BY_CI] = setting("Stage", "What exists in Stage.", None)
    production: Annotated[CredentialFacts | None, BY_CI] = setting("Production", "What exists in Production.", None)

    def of(self, environment: Environment) -> CredentialFacts | None:
        """What exists in one environment."""
        facts: CredentialFacts | None = getattr(self, environment.value)
        return facts

    @property
    def active(self) -> bool:
        """Whether anything exists that counts."""
        return any(facts and facts.active for facts in map(self.of, Environment))
