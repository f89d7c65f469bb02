"""Keys and signing requests of certificates: strong ones pass, hostile ones end in a finding."""

from __future__ import annotations

import base64
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from devportal.domain.finding import Finding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Judge

PATH = "registry/partners/acme/apps/visual-reports/credentials.yaml"


@cache
def request_of(bits: int) -> bytes:
    private = rsa.generate_private_key(65_537, bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Acme")])
    return x509.CertificateSigningRequestBuilder().subject_name(name).sign(private, SHA256()).public_bytes(Encoding.DER)


def pem(der: bytes, kind: str) -> str:
    body = base64.b64encode(der).decode()
    lines = [body[start : start + 64] for start in range(0, len(body), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"])


def wanted(judge: Judge, name: str, text: str) -> list[Finding]:
    block = "".join(f"      {line}\n" for line in text.splitlines())
    certificate = f"stage:\n  certificate:\n    description: Signs\n    expires: 2027-11-30\n    {name}: |\n{block}"
    return judge(PATH, "stage:\n", certificate)


def test_a_signed_request_passes(judge: Judge) -> None:
    assert wanted(judge, "csr", pem(request_of(2_048), "CERTIFICATE REQUEST")) == []


def test_a_public_key_passes(judge: Judge) -> None:
    der = rsa.generate_private_key(65_537, 3_072).public_key()
    text = der.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert wanted(judge, "public_key", text) == []


def test_a_weak_request_is_refused(judge: Judge) -> None:
    (found,) = wanted(judge, "csr", pem(request_of(1_024), "CERTIFICATE REQUEST"))
    assert found.code == "DP703"
    assert "1,024 bits" in found.message


def test_another_kind_of_key_is_refused(judge: Judge) -> None:
    der = ec.generate_private_key(ec.SECP521R1()).public_key()
    (found,) = wanted(judge, "public_key", der.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())
    assert (found.code, found.message) == ("DP703", "the key is not RSA")


def test_an_enormous_exponent_is_refused_before_it_is_used(judge: Judge) -> None:
    numbers = rsa.generate_private_key(65_537, 2_048).public_key().public_numbers()
    slow = rsa.RSAPublicNumbers(e=2**61 + 1, n=numbers.n).public_key()
    (found,) = wanted(judge, "public_key", slow.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())
    assert "exponent" in found.message


@given(place=st.integers(0, 500), value=st.integers(0, 255), cut=st.integers(0, 200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_request_with_any_byte_changed_is_refused(judge: Judge, place: int, value: int, cut: int) -> None:
    whole = request_of(2_048)
    data = bytearray(whole)
    data[place % len(data)] = value
    changed = bytes(data)[: len(data) - cut]
    found = wanted(judge, "csr", pem(changed, "CERTIFICATE REQUEST"))
    assert {one.code for one in found} == (set() if changed == whole else {"DP703"})


def test_one_key_serves_one_app(judge: Judge) -> None:
    text = pem(request_of(2_048), "CERTIFICATE REQUEST")
    block = "".join(f"      {line}\n" for line in text.splitlines())
    certificate = f"  certificate:\n    description: Signs\n    expires: 2027-11-30\n    csr: |\n{block}"
    credentials = "{place}:\n  client_id:\n    generation: 1\n"
    both = "".join(credentials.format(place=place) + certificate for place in ("sod", "stage"))
    found = judge(PATH, text=both + credentials.format(place="production"))
    assert "DP706" in {one.code for one in found}


@pytest.mark.parametrize("name", ["csr", "public_key"])
def test_text_of_the_form_that_is_nothing(judge: Judge, name: str) -> None:
    kind = "CERTIFICATE REQUEST" if name == "csr" else "PUBLIC KEY"
    (found,) = wanted(judge, name, pem(b"\x30\x80" * 200, kind))
    assert found.code == "DP703"
