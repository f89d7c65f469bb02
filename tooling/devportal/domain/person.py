"""A person: who signs in with SuperID and acts on GitHub."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias

from pydantic import StrictInt

from .constraint import Characters, Matches
from .permission import BY_ONESELF, IDENTITY
from .record import Group, Record, setting
from .text import Email, Label, Line, Phone, YesNo

KeyName: TypeAlias = Annotated[
    str,
    Matches(
        r"^(SHA256:[A-Za-z0-9+/]{43}|age1[02-9ac-hj-np-z]{58})$",
        "the fingerprint of an SSH key (SHA256:…, as `ssh-keygen -lf` prints it), or an age recipient",
    ),
]
"""What people call a public key by."""


class KeyUse(StrEnum):
    """What a public key is for."""

    SIGN = "sign"
    RECEIVE = "receive"


class SuperId(Group):
    """The person at SuperOffice's OpenID provider."""

    user_name: Annotated[Email, IDENTITY] = setting(
        "SuperID user name",
        "The e-mail address that the person signs in with. It cannot be changed from the portal.",
        examples=("ida.holm@example.com",),
    )
    sub: Annotated[str, Characters(most=64), Matches(r"^[A-Za-z0-9-]+$", "letters, digits and dashes"), IDENTITY] = (
        setting(
            "Subject",
            "The immutable id (OpenID `sub`) of the person at SuperID. It decides, not the user name.",
            examples=("6d1f0a52-40c4-4c1e-9f39-0f7a3a0d2c11",),
        )
    )


class GitHub(Group):
    """The person's account at GitHub."""

    login: Annotated[
        str,
        Characters(most=39),
        Matches(r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "a GitHub user name: letters, digits and single dashes"),
        BY_ONESELF,
    ] = setting("GitHub user name", "Shown to people. It may change; the numeric id does not.", examples=("idaholm",))
    id: Annotated[StrictInt, IDENTITY] = setting(
        "GitHub numeric id",
        "The immutable number of the account (https://api.github.com/users/LOGIN shows it). Authority is read from it.",
        examples=(10482231,),
        ge=1,
        le=10**12,
    )


class PublicKey(Group):
    """A public key of the person; the private half never leaves them."""

    key: Annotated[
        str,
        Characters(most=4_000),
        Matches(
            r"^(age1[02-9ac-hj-np-z]{58}"
            r"|(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com"
            r"|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]{50,3000}={0,2})$",
            "a public key: age1…, or ssh-ed25519, ssh-rsa, ecdsa-… or sk-… and its base64 part, without a comment",
        ),
        BY_ONESELF,
    ] = setting("Public key", "An age recipient or an SSH public key, on one line and without its comment.")
    uses: Annotated[tuple[KeyUse, ...], BY_ONESELF] = setting(
        "Used to",
        "`sign` requests and approvals, `receive` sealed secrets, or both. "
        "ECDSA and hardware (sk-) keys can sign only; age keys can receive only.",
        min_length=1,
        max_length=2,
        examples=(["sign", "receive"],),
    )
    comment: Annotated[Label | None, BY_ONESELF] = setting(
        "Comment", "Which device or purpose the key is for.", None, examples=("Laptop",)
    )


class Person(Record):
    """One person, in ``people/<person>.yaml``."""

    title: ClassVar[str] = "Person"
    source: ClassVar[str] = "Developer Portal: users"

    name: Annotated[Line, BY_ONESELF] = setting("Display name", "The name that others see.", examples=("Ida Holm",))
    email: Annotated[Email, BY_ONESELF] = setting(
        "E-mail", "Where the portal writes to the person.", examples=("ida.holm@example.com",)
    )
    phone: Annotated[Phone | None, BY_ONESELF] = setting(
        "Phone", "Optional; with the country code.", None, examples=("+47 21 00 00 00",)
    )
    avatar: Annotated[YesNo, BY_ONESELF] = setting(
        "Avatar", "Whether `people/media/<person>.png` is the person's picture.", False
    )
    superid: SuperId = setting("SuperID", "The person's account at SuperOffice's sign-in.")
    github: GitHub = setting("GitHub", "The person's account at GitHub.")
    keys: tuple[PublicKey, ...] = setting(
        "Public keys", "Keys to sign with and to receive secrets with.", (), max_length=20
    )
