"""Whether the SSH signature in a commit is good, and by which key, without starting a program for each.

Format: OpenSSH's PROTOCOL.sshsig; the commit's own bytes without the ``gpgsig`` header are what was signed. Keys that
live in hardware (``sk-``) are not looked at: their commits count as unsigned here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

_MAGIC: Final = b"SSHSIG"
_NAMESPACE: Final = b"git"
_HEADER: Final = b"\ngpgsig "
_RSA: Final[dict[bytes, type[SHA256 | SHA512]]] = {b"rsa-sha2-512": SHA512, b"rsa-sha2-256": SHA256}
_CURVES: Final[dict[int, type[SHA256 | SHA384 | SHA512]]] = {256: SHA256, 384: SHA384, 521: SHA512}


def signing_key(commit: bytes) -> str:
    """The fingerprint (``SHA256:…``) of the SSH key that signed a commit object; empty unless the signature is good."""
    try:
        payload, armour = _taken_apart(commit)
        return _verified(payload, _unarmoured(armour)) if armour else ""
    except (ValueError, binascii.Error, InvalidSignature, UnsupportedAlgorithm):
        return ""


def _taken_apart(commit: bytes) -> tuple[bytes, bytes]:
    """What was signed, and the signature."""
    headers, gap, message = commit.partition(b"\n\n")
    before, header, rest = headers.partition(_HEADER)
    if not header:
        return commit, b""
    lines = rest.split(b"\n")
    count = next((place for place, line in enumerate(lines) if place and not line.startswith(b" ")), len(lines))
    kept = b"\n".join([before, *lines[count:]])
    return kept + gap + message, b"\n".join(line.removeprefix(b" ") for line in lines[:count])


def _unarmoured(armour: bytes) -> bytes:
    lines = armour.strip().split(b"\n")
    if lines[0] != b"-----BEGIN SSH SIGNATURE-----" or lines[-1] != b"-----END SSH SIGNATURE-----":
        raise ValueError
    return base64.b64decode(b"".join(lines[1:-1]), validate=True)


def _verified(payload: bytes, blob: bytes) -> str:
    if not blob.startswith(_MAGIC + b"\0\0\0\1"):
        raise ValueError
    public, namespace, reserved, algorithm, signature = _strings(blob[len(_MAGIC) + 4 :])
    if namespace != _NAMESPACE or algorithm not in {b"sha256", b"sha512"}:
        raise ValueError
    digest = hashlib.new(algorithm.decode(), payload).digest()
    signed = _MAGIC + b"".join(map(_string, (namespace, reserved, algorithm, digest)))
    _check(public, signature, signed)
    return f"SHA256:{base64.b64encode(hashlib.sha256(public).digest()).decode().rstrip('=')}"


def _check(public: bytes, signature: bytes, signed: bytes) -> None:
    """Raises InvalidSignature or ValueError."""
    kind = next(_strings(public))
    form, value = _strings(signature)
    key = load_ssh_public_key(kind + b" " + base64.b64encode(public))
    if isinstance(key, Ed25519PublicKey) and form == b"ssh-ed25519":
        key.verify(value, signed)
    elif isinstance(key, rsa.RSAPublicKey) and form in _RSA:
        key.verify(value, signed, padding.PKCS1v15(), _RSA[form]())
    elif isinstance(key, ec.EllipticCurvePublicKey) and form == kind:
        r, s = (int.from_bytes(part) for part in _strings(value))
        key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(_CURVES[key.curve.key_size]()))
    else:
        raise ValueError


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4) + data


def _strings(data: bytes) -> Iterator[bytes]:
    while data:
        size = int.from_bytes(data[:4])
        if len(data) < 4 + size:
            raise ValueError
        yield data[4 : 4 + size]
        data = data[4 + size :]
