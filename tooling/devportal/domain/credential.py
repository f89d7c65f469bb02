"""Credentials: what is wanted, and the facts about what exists. Never a secret."""

from __future__ import annotations

from typing import Annotated, ClassVar

from .constraint import Characters, Matches
from .partner import MemberRef
from .permission import BY_CI, BY_CONFIGURATION, Permission, StaffRole, WritableBy
from .record import Group, Record, setting
from .text import ClientId, Day, Generation, Line, Moment, Thumbprint, YesNo

_BY_STATE = WritableBy(Permission.CONFIGURATION, approval=StaffRole.APP_MANAGER)

_PEM = r"^-----BEGIN {kind}-----\n([A-Za-z0-9+/=]{{1,76}}\n){{4,80}}-----END {kind}-----\n?$"


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


class ClientIdFact(Group):
    """A client ID that exists."""

    value: Annotated[ClientId, BY_CI] = setting("Client ID", "32 hexadecimal digits, unique in its environment.")
    generation: Annotated[Generation, BY_CI] = setting("Generation", "Which of the wanted generations this is.")
    created: Annotated[Moment, BY_CI] = setting("Created", "When it was assigned, in UTC.")


class ClientSecretFact(Group):
    """A client secret that exists, without the secret."""

    generation: Annotated[Generation, BY_CI] = setting("Generation", "Which of the wanted generations this is.")
    store: Annotated[
        Annotated[str, Characters(most=200), Matches(r"^[A-Za-z0-9:/._-]+$", "a reference into the secrets store")],
        BY_CI,
    ] = setting("Store reference", "Where the secrets store keeps it.")
    created: Annotated[Moment, BY_CI] = setting("Created", "When it was made, in UTC.")
    expires: Annotated[Day | None, BY_CI] = setting("Expires", "The last day on which it is accepted.", None)


class CertificateFact(Group):
    """A certificate that is registered: the public half only."""

    thumbprint: Annotated[Thumbprint, BY_CI] = setting(
        "Thumbprint", "SHA-256 of the public key, in hexadecimal digits."
    )
    created: Annotated[Moment, BY_CI] = setting("Registered", "When it was registered, in UTC.")
    expires: Annotated[Day, BY_CI] = setting("Expires", "The last day on which it is accepted.")


class CredentialFacts(Group):
    """What an app has in one environment."""

    client_id: Annotated[ClientIdFact | None, BY_CI] = setting("Client ID", "The client ID that exists.", None)
    client_secret: Annotated[ClientSecretFact | None, BY_CI] = setting("Client secret", "The secret that exists.", None)
    certificate: Annotated[CertificateFact | None, BY_CI] = setting(
        "Certificate", "The certificate that is registered.", None
    )


class ManagedCredentials(Record):
    """What exists, in ``managed/partners/<partner>/apps/<app>/credentials.yaml``."""

    title: ClassVar[str] = "Credential facts"
    source: ClassVar[str] = "Developer Portal: authentication"

    sod: Annotated[CredentialFacts | None, BY_CI] = setting("SOD", "What exists in SOD.", None)
    stage: Annotated[CredentialFacts | None, BY_CI] = setting("Stage", "What exists in Stage.", None)
    production: Annotated[CredentialFacts | None, BY_CI] = setting("Production", "What exists in Production.", None)
