"""The public key that a certificate is wanted for: PEM, thumbprint, and the RSA XML that the ecosystem uses beside."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from typing import Final, NamedTuple

from ...domain.credential import WantedCertificate
from ..rules.keys_of_certificates_are_strong import problem_of_key


class KeyFormatError(ValueError):
    """The text is no RSA key that can be used; the message says why, and never what it holds."""


class PublicPart(NamedTuple):
    """An RSA public key: in PEM (SubjectPublicKeyInfo), and SHA-256 of its DER in hexadecimal digits."""

    pem: str
    thumbprint: str


def public_of(wanted: WantedCertificate) -> PublicPart | None:
    """The public half that the partner brought; nothing when the portal makes the pair, or when it cannot be used."""
    try:
        if wanted.csr is not None:
            return _of_request(wanted.csr)
        return _of_public_key(wanted.public_key) if wanted.public_key is not None else None
    except KeyFormatError:
        return None


@lru_cache(maxsize=4096)
def _of_request(pem: str) -> PublicPart:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.x509 import InvalidVersion, load_pem_x509_csr

    try:
        request = load_pem_x509_csr(pem.encode())
        if not request.is_signature_valid:
            raise KeyFormatError("the request is not signed with its own key")
        return part_of(request.public_key())
    except (ValueError, TypeError, UnsupportedAlgorithm, InvalidSignature, InvalidVersion) as error:
        raise KeyFormatError(str(error) or "this is not a certificate signing request") from None


@lru_cache(maxsize=4096)
def _of_public_key(pem: str) -> PublicPart:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        return part_of(load_pem_public_key(pem.encode()))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFormatError(str(error) or "this is not a public key") from None


def part_of(key: object) -> PublicPart:
    """PEM and thumbprint of a public key. Raises KeyFormatError for one that cannot be used."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    problem = problem_of_key(key)
    if problem or not isinstance(key, RSAPublicKey):
        raise KeyFormatError(problem)
    form = PublicFormat.SubjectPublicKeyInfo
    der = key.public_bytes(Encoding.DER, form)
    return PublicPart(key.public_bytes(Encoding.PEM, form).decode(), hashlib.sha256(der).hexdigest())


def thumbprint_of(pem: bytes) -> str:
    """SHA-256 of the public half (SubjectPublicKeyInfo, DER) of an RSA key in PEM. Raises KeyFormatError."""
    key = _loaded(pem)
    return part_of(key if not hasattr(key, "public_key") else key.public_key()).thumbprint


def _loaded(pem: bytes) -> object:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

    try:
        return load_pem_private_key(pem, None) if b"PRIVATE KEY-----" in pem else load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyFormatError("This is no RSA key in PEM, or it has a password.") from None


_PUBLIC: Final = ("Modulus", "Exponent")
_PRIVATE: Final = (*_PUBLIC, "P", "Q", "DP", "DQ", "InverseQ", "D")
"""The order in which .NET writes them. Source: System.Security.Cryptography.RSA.ToXmlString."""
_XML: Final = re.compile(
    r"\s*<RSAKeyValue>\s*"
    + r"\s*".join(
        rf"(?:<{name}>\s*(?P<{name}>[A-Za-z0-9+/]{{1,2800}}={{0,2}})\s*</{name}>)" + ("" if name in _PUBLIC else "?")
        for name in _PRIVATE
    )
    + r"\s*</RSAKeyValue>\s*",
    re.ASCII,
)
_LONGEST: Final = 20_000


def to_xml(pem: bytes) -> str:
    """``<RSAKeyValue>`` of a PEM file: a private key with all its parts, or a public key. Raises KeyFormatError."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

    key = _loaded(pem)
    if isinstance(key, RSAPublicKey):
        return _written(_PUBLIC, [key.public_numbers().n, key.public_numbers().e], key.key_size // 8)
    if not isinstance(key, RSAPrivateKey):
        raise KeyFormatError("The key is not RSA.")
    own, public = key.private_numbers(), key.public_key().public_numbers()
    parts = [public.n, public.e, own.p, own.q, own.dmp1, own.dmq1, own.iqmp, own.d]
    return _written(_PRIVATE, parts, key.key_size // 8)


def _written(names: tuple[str, ...], numbers: list[int], size: int) -> str:
    """Big-endian and base64; parts of a private key as long as .NET expects them: its modulus, or half of it."""
    lengths = {"Modulus": size, "D": size, **dict.fromkeys(("P", "Q", "DP", "DQ", "InverseQ"), (size + 1) // 2)}
    fields = []
    for name, number in zip(names, numbers, strict=True):
        length = max(lengths.get(name, 1), (number.bit_length() + 7) // 8)
        fields.append(f"<{name}>{base64.b64encode(number.to_bytes(length)).decode()}</{name}>")
    return f"<RSAKeyValue>{''.join(fields)}</RSAKeyValue>"


def from_xml(xml: str) -> bytes:
    """PEM of an ``<RSAKeyValue>``: PKCS #8 of a private key, SubjectPublicKeyInfo of a public one.

    A strict pattern reads it, no XML parser. Raises KeyFormatError.
    """
    found = _XML.fullmatch(xml) if len(xml) <= _LONGEST else None
    if found is None:
        raise KeyFormatError("This is no <RSAKeyValue> with its parts in the usual order.")
    given = {name: _number(text) for name, text in found.groupdict().items() if text is not None}
    if set(given) not in ({*_PUBLIC}, {*_PRIVATE}):
        raise KeyFormatError("The private key is not complete: export it with all its parts.")
    return _pem(given)


def _number(text: str) -> int:
    try:
        return int.from_bytes(base64.b64decode(text, validate=True))
    except ValueError:
        raise KeyFormatError("A part of the <RSAKeyValue> is not base64.") from None


def _pem(given: dict[str, int]) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateNumbers, RSAPublicNumbers
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    public = RSAPublicNumbers(given["Exponent"], given["Modulus"])
    try:
        if "D" not in given:
            return public.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        p, q, d, dmp1, dmq1, iqmp = (given[name] for name in ("P", "Q", "D", "DP", "DQ", "InverseQ"))
        key = RSAPrivateNumbers(p, q, d, dmp1, dmq1, iqmp, public).private_key()
    except ValueError:
        raise KeyFormatError("The parts of the key do not belong together.") from None
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
