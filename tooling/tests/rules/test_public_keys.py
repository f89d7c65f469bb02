"""A public key is what it says, letter by letter."""

from __future__ import annotations

from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from devportal.decide.rules.public_keys import NotAKeyError, kind_of, material
from hypothesis import given, settings
from hypothesis import strategies as st

AGE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
MAKERS = {
    "ssh-ed25519": ed25519.Ed25519PrivateKey.generate,
    "ssh-rsa": lambda: rsa.generate_private_key(65_537, 2_048),
    "ecdsa-sha2-nistp256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ecdsa-sha2-nistp384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ecdsa-sha2-nistp521": lambda: ec.generate_private_key(ec.SECP521R1()),
}


@cache
def key(kind: str) -> str:
    if kind == "age":
        return AGE
    made: bytes = MAKERS[kind]().public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return made.decode()


KINDS = ["age", *MAKERS]


@pytest.mark.parametrize("kind", KINDS)
def test_a_real_key_is_one(kind: str) -> None:
    assert kind_of(key(kind)) == kind
    assert material(key(kind))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=40)
def test_a_key_cut_short_is_none(kind: str, data: st.DataObject) -> None:
    text = key(kind).rstrip("=")
    cut = data.draw(st.integers(5, len(text) - len(kind) - 10))
    with pytest.raises(NotAKeyError):
        material(text[:-cut])


@given(place=st.integers(4, len(AGE) - 1), letter=st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
def test_an_age_key_with_another_letter_is_none(place: int, letter: str) -> None:
    other = AGE[:place] + letter + AGE[place + 1 :]
    if other == AGE:
        assert material(other)
    else:
        with pytest.raises(NotAKeyError):
            material(other)


@given(text=st.text("ABCDabcd0123+/", min_size=50, max_size=200), kind=st.sampled_from([*MAKERS, "sk-x@openssh.com"]))
def test_any_text_of_the_form_is_judged(text: str, kind: str) -> None:
    with pytest.raises(NotAKeyError):
        material(f"{kind} {text}")


def test_two_spellings_of_one_key_are_equal() -> None:
    text = key("ssh-rsa")
    assert material(text) == material(text.rstrip("="))


def test_a_key_of_another_kind_is_none() -> None:
    with pytest.raises(NotAKeyError, match="not a key of kind ssh-rsa"):
        material(key("ssh-ed25519").replace("ssh-ed25519", "ssh-rsa"))


def test_a_short_rsa_key_is_none() -> None:
    weak = rsa.generate_private_key(65_537, 1_024).public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    with pytest.raises(NotAKeyError, match=r"1,024 bits"):
        material(weak.decode())


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("sk-ssh-ed25519@openssh.com", [b"k" * 32]),
        ("sk-ecdsa-sha2-nistp256@openssh.com", [b"nistp256", b"\4" + b"p" * 64]),
    ],
)
def test_hardware_keys_carry_their_application(kind: str, fields: list[bytes]) -> None:
    import base64

    def spelled(parts: list[bytes]) -> str:
        data = b"".join(len(part).to_bytes(4, "big") + part for part in (kind.encode(), *parts))
        return f"{kind} {base64.b64encode(data).decode()}"

    assert material(spelled([*fields, b"ssh:"]))
    with pytest.raises(NotAKeyError):
        material(spelled(fields))
