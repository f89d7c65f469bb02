"""A certificate's key is RSA of 2048 bits or more, and a signing request is signed with it."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.credential import WantedCertificate
from ...domain.snapshot import PartnerRecords, Platform
from .certificate_has_one_origin import wanted_certificates
from .rule import Rule, Told
from .texts import CREDENTIALS, varied

_WEAK = """\
stage:
  certificate:
    description: Signs tokens
    expires: 2027-11-30
    public_key: |
      -----BEGIN PUBLIC KEY-----
      MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDNotAKeyAtAllxxxxxxxxxxxxx
      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      xxxxxxxxxxxxxxxxxxIDAQAB
      -----END PUBLIC KEY-----
"""

CODE = Code(
    id="DP703",
    title="A certificate's key cannot be used",
    why="SuperOffice signs and checks with RSA keys of 2048 bits or more; a signing request that is not signed with "
    "its own key proves nothing.",
    mend="Make a key pair anew: `openssl req -new -newkey rsa:3072 -nodes -keyout app.key -out app.csr`, keep "
    "app.key to yourself and put app.csr here.",
    source="Developer Portal: certificates; NIST SP 800-131A",
    bad=varied(CREDENTIALS, "stage:\n", _WEAK),
    good=CREDENTIALS,
)

_LEAST_BITS = 2_048
_MOST_BITS = 8_192
_LEAST_EXPONENT = 65_537
_MOST_EXPONENT = 2**32
"""A larger one, or a longer key, makes each check of a signature slow."""


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every key that is given."""
    for filed, pointer, certificate in wanted_certificates(partner):
        for name, problem in _problems(certificate):
            yield CODE.finding(filed.path, problem, (*pointer, name))


def _problems(certificate: WantedCertificate) -> Iterator[tuple[str, str]]:
    if certificate.public_key is not None:
        problem = _of_public_key(certificate.public_key.encode())
        if problem:
            yield "public_key", problem
    if certificate.csr is not None:
        problem = _of_request(certificate.csr.encode())
        if problem:
            yield "csr", problem


def _of_public_key(pem: bytes) -> str:
    # Imported here: it costs more than all other rules together, and few files need it.
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        return problem_of_key(load_pem_public_key(pem))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return "this is not a public key"


def _of_request(pem: bytes) -> str:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.x509 import InvalidVersion, load_pem_x509_csr

    try:
        request = load_pem_x509_csr(pem)
        problem = problem_of_key(request.public_key())
        return problem or ("" if request.is_signature_valid else "the request is not signed with its own key")
    except (ValueError, TypeError, UnsupportedAlgorithm, InvalidSignature, InvalidVersion):
        return "this is not a certificate signing request"


def problem_of_key(key: object) -> str:
    """Why a public key cannot be used; empty when it can."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    if not isinstance(key, RSAPublicKey):
        return "the key is not RSA"
    if not _LEAST_BITS <= key.key_size <= _MOST_BITS:
        return f"the key has {key.key_size:,} bits; {_LEAST_BITS:,} to {_MOST_BITS:,} are needed"
    exponent = key.public_numbers().e
    if not _LEAST_EXPONENT <= exponent <= _MOST_EXPONENT or exponent % 2 == 0:
        return "the key's exponent is unusual; 65537 is needed by most programs"
    return ""


RULE = Rule(CODE, partner=check)
