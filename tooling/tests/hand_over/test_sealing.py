"""What we seal, the public program age opens, and the other way round; what is damaged or swapped is refused."""

from __future__ import annotations

import base64
import hmac
import os
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from devportal.domain.secret import Secret
from devportal.gateways.identities import identities_in
from devportal.gateways.sealing import Content, SealingError, can_receive, new_token, open_sealed, seal

from .tools import NAME, PLANTED, Keys, age_key, ssh_key


@pytest.fixture(scope="session")
def age() -> str:
    """The public program; its absence is a failure."""
    found = shutil.which("age")
    assert found, "There is no age. Run `make age`."
    return found


@pytest.fixture(params=["age", "ed25519", "rsa"])
def key(request: pytest.FixtureRequest, tmp_path: Path) -> Keys:
    return age_key(tmp_path) if request.param == "age" else ssh_key(tmp_path, request.param)


def content(secret: bytes = PLANTED) -> Content:
    return Content(NAME, new_token(), Secret(secret))


def handles(key: Keys, passphrase: str = "") -> list[object]:
    return [one.handle for one in identities_in(Secret(key.private.read_bytes()), lambda: Secret(passphrase.encode()))]


@pytest.mark.parametrize(
    "secret", [PLANTED, b"", b"-----BEGIN KEY-----\n\nline\n-----END KEY-----\n", bytes(range(256))]
)
def test_what_is_sealed_opens_again(tmp_path: Path, secret: bytes) -> None:
    key, one = age_key(tmp_path), content(secret)
    found = open_sealed(seal(one, [key.public]), handles(key))
    assert (found.name, found.token, found.secret.reveal()) == (one.name, one.token, secret)


def test_the_program_age_opens_what_we_seal(age: str, key: Keys, tmp_path: Path) -> None:
    one, sealed = content(), tmp_path / "secret.age"
    sealed.write_bytes(seal(one, [age_key(tmp_path, "other.txt").public, key.public]))
    plain = subprocess.run([age, "-d", "-i", str(key.private), str(sealed)], capture_output=True, check=True).stdout
    head, secret = plain.split(b"\n\n", 1)
    assert secret == PLANTED
    assert head.decode().splitlines() == [
        "devportal hand-over 1", "Partner: acme", "App: sync", "Environment: stage", "Kind: client-secret",
        "Generation: 1", f"Token: {one.token}",
    ]  # fmt: skip


def test_we_open_what_the_program_age_seals(age: str, key: Keys, tmp_path: Path) -> None:
    one = content()
    plain = pyrage.decrypt(seal(one, [key.public]), handles(key))
    for armour in ([], ["-a"]):
        sealed = subprocess.run([age, "-r", key.public, *armour], input=plain, capture_output=True, check=True).stdout
        assert open_sealed(sealed, handles(key)).secret.reveal() == PLANTED


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_a_key_with_a_passphrase_opens_with_it_alone(tmp_path: Path, kind: str) -> None:
    key = ssh_key(tmp_path, kind, passphrase="open sesame")
    sealed = seal(content(), [key.public])
    assert open_sealed(sealed, handles(key, "open sesame")).secret.reveal() == PLANTED
    with pytest.raises(SealingError, match="passphrase is wrong"):
        handles(key, "close sesame")
    with pytest.raises(SealingError, match="locked with a passphrase"):
        handles(key)


def locked(data: bytes, passphrase: bytes) -> bytes:
    """What `age -p` writes, with little work: format at https://age-encryption.org/v1."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrap = Scrypt(b"age-encryption.org/v1/scrypt" + salt, 32, n=2**10, r=8, p=1).derive(passphrase)
    body = ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, None)
    head = b"age-encryption.org/v1\n-> scrypt %s 10\n%s\n---" % (plain64(salt), plain64(body))
    mac = hmac.digest(HKDF(SHA256(), 32, None, b"header").derive(file_key), head, "sha256")
    stream = ChaCha20Poly1305(HKDF(SHA256(), 32, nonce, b"payload").derive(file_key))
    return b"%s %s\n%s" % (head, plain64(mac), nonce + stream.encrypt(bytes(11) + b"\1", data, None))


def plain64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def test_an_age_identity_with_a_passphrase_opens_with_it(tmp_path: Path) -> None:
    key = age_key(tmp_path)
    sealed = seal(content(), [key.public])
    key.private.write_bytes(locked(key.private.read_bytes(), b"open sesame"))
    assert open_sealed(sealed, handles(key, "open sesame")).secret.reveal() == PLANTED
    with pytest.raises(SealingError, match="passphrase is wrong"):
        handles(key, "close sesame")


def test_an_old_pem_key_of_ssh_opens(tmp_path: Path) -> None:
    file = tmp_path / "id_rsa"
    subprocess.run(["ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "", "-f", file], check=True)
    key = Keys(" ".join(file.with_suffix(".pub").read_text().split()[:2]), file)
    assert open_sealed(seal(content(), [key.public]), handles(key)).secret.reveal() == PLANTED


def test_the_public_half_is_told_as_a_persons_file_writes_it(key: Keys) -> None:
    (identity,) = identities_in(Secret(key.private.read_bytes()))
    assert identity.public == key.public
    assert repr(identity) == f"Identity({key.public})"


@pytest.mark.parametrize("kind", ["ecdsa"])
def test_a_key_that_cannot_receive_is_said_with_what_to_do(tmp_path: Path, kind: str) -> None:
    key = ssh_key(tmp_path, kind)
    assert "add an age, ssh-ed25519 or ssh-rsa key" in can_receive(key.public)
    with pytest.raises(SealingError, match="only ed25519 and RSA keys can"):
        handles(key)


@pytest.mark.parametrize(
    "key",
    [
        "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIJ",
        "ssh-ed25519 AAAA",
        "age1qqqq",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAA",
    ],
)
def test_nothing_is_sealed_to_what_is_no_key(key: str) -> None:
    assert can_receive(key)
    with pytest.raises(SealingError):
        seal(content(), [key])


def test_nothing_is_sealed_to_nobody() -> None:
    with pytest.raises(SealingError, match="nobody to seal to"):
        seal(content(), [])


@pytest.mark.parametrize("data", [b"", b"hello", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA", b"AGE-SECRET-KEY-1XXXX"])
def test_what_is_no_private_key_is_said(data: bytes) -> None:
    with pytest.raises(SealingError, match=r"private key|damaged|locked"):
        identities_in(Secret(data))


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    sealed = seal(content(), [age_key(tmp_path, "one.txt").public])
    with pytest.raises(SealingError, match="sealed to another one"):
        open_sealed(sealed, handles(age_key(tmp_path, "two.txt")))


def test_no_damaged_byte_goes_unseen(tmp_path: Path) -> None:
    key = age_key(tmp_path)
    sealed = bytes(pyrage.encrypt(b"devportal hand-over 1", [pyrage.x25519.Recipient.from_str(key.public)]))
    for place in range(len(sealed)):
        with pytest.raises(SealingError):
            open_sealed(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], handles(key))


@pytest.mark.parametrize(
    "plain",
    [
        b"", b"secret", b"devportal hand-over 1\n\nsecret", b"devportal hand-over 2\nPartner: acme\n\nx",
        b"devportal hand-over 1\nPartner: acme\nApp: sync\nEnvironment: moon\nKind: client-secret\nGeneration: 1\n"
        b"Token: t\n\nx",
    ],
)  # fmt: skip
def test_what_is_no_hand_over_is_refused(tmp_path: Path, plain: bytes) -> None:
    key = age_key(tmp_path)
    sealed = bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(key.public)]))
    with pytest.raises(SealingError, match="The file opens, but"):
        open_sealed(sealed, handles(key))


def test_content_does_not_show_itself() -> None:
    one = content()
    assert PLANTED.decode() not in f"{one} {one!r}"
    assert one.token not in f"{one} {one!r}"
