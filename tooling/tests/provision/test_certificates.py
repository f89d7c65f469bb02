"""Certificates: from the partner's key or the portal's, in every form, until their last day."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from devportal.cli import main
from devportal.decide.provision.keys import KeyFormatError, from_xml, thumbprint_of, to_xml
from devportal.domain.credential import Credential, Ended
from devportal.domain.secret import EntryState

from .mortal import KEY, certificate
from .world import MAPS, SOD, World, name_of

VECTOR = Path(__file__).with_name("vectors")


@pytest.fixture(scope="module")
def pair() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, 2_048)


def pem_of(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def openssl(*arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=True, timeout=60).stdout


def test_fixed_vectors() -> None:
    """Written once by .NET's rules: big-endian numbers of full length, in base64."""
    private, public = (VECTOR / "private.xml").read_text(), (VECTOR / "public.xml").read_text()
    pem = (VECTOR / "private.pem").read_bytes()
    assert to_xml(pem) == private.strip()
    assert from_xml(private) == pem
    assert from_xml(public) == (VECTOR / "public.pem").read_bytes()
    assert to_xml(from_xml(public)) == public.strip()
    assert thumbprint_of(pem) == thumbprint_of(from_xml(public)) == (VECTOR / "thumbprint").read_text().strip()


@pytest.mark.parametrize("bits", [2_048, 2_056, 3_072])
def test_there_and_back(bits: int) -> None:
    key = rsa.generate_private_key(65_537, bits)
    pem = pem_of(key)
    assert from_xml(to_xml(pem)) == pem
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert from_xml(to_xml(public)) == public


def test_white_space_between_parts_is_fine(pair: rsa.RSAPrivateKey) -> None:
    xml = to_xml(pem_of(pair)).replace("><", ">\n  <")
    assert from_xml(xml) == pem_of(pair)


def broken_xml() -> Iterator[tuple[str, str]]:
    good = (VECTOR / "private.xml").read_text().strip()
    public = (VECTOR / "public.xml").read_text().strip()
    yield "a document type", f'<!DOCTYPE x [<!ENTITY a "b">]>{good}'
    yield "an attribute", good.replace("<Modulus>", '<Modulus a="b">')
    yield "a comment", good.replace("<Exponent>", "<!-- --><Exponent>")
    yield (
        "another order",
        public.replace("<Exponent>AQAB</Exponent>", "").replace("<Modulus>", "<Exponent>AQAB</Exponent><Modulus>"),
    )
    yield "a part missing", good.replace(good[good.index("<DP>") : good.index("</DP>") + 5], "")
    yield "parts of two keys", good.replace("AQAB", "AQAD")
    yield "no base64", public.replace("AQAB", "A===")
    yield "endless", public.replace("AQAB", "A" * 30_000)
    yield "nothing", ""
    yield "something after it", good + "x"


@pytest.mark.parametrize(("what", "xml"), [*broken_xml()], ids=[what for what, _ in broken_xml()])
def test_other_xml_is_refused_without_showing_it(what: str, xml: str) -> None:
    with pytest.raises(KeyFormatError) as caught:
        from_xml(xml)
    assert "<" not in str(caught.value).replace("<RSAKeyValue>", "")


@pytest.mark.parametrize("pem", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_other_pem_is_refused(pem: bytes) -> None:
    with pytest.raises(KeyFormatError):
        to_xml(pem)


def test_a_key_that_is_not_rsa_is_refused() -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(KeyFormatError):
        to_xml(pem)
    with pytest.raises(KeyFormatError):
        thumbprint_of(pem)


def test_the_command_and_openssl_agree(tmp_path: Path) -> None:
    pem, xml, back = tmp_path / "app.key", tmp_path / "app.xml", tmp_path / "back.key"
    pem.write_bytes(openssl("genrsa", "2048"))
    for arguments in ((pem, "--to", "xml", "--out", xml), (xml, "--to", "pem", "--out", back)):
        done = CliRunner().invoke(main, ["certificate", *map(str, arguments)])
        assert done.exit_code == 0, done.output
    assert oct(xml.stat().st_mode)[-3:] == "600"
    assert openssl("rsa", "-in", str(back), "-check", "-noout").strip() == b"RSA key ok"
    refused = CliRunner().invoke(main, ["certificate", str(pem), "--to", "xml", "--out", str(xml)])
    assert refused.exit_code == 2
    assert "Name a new file" in refused.output
    thumbprint = CliRunner().invoke(main, ["certificate", str(pem), "--to", "thumbprint"]).output.strip()
    der = openssl("rsa", "-in", str(pem), "-pubout", "-outform", "DER")
    assert openssl("dgst", "-sha256", "-r", given=der).split()[0].decode() == thumbprint


def wish(text: str, expires: str = "2028-06-30") -> str:
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    return f"sod:\n  certificate:\n    description: Signs tokens\n    expires: {expires}\n{lines}"


def block(name: str, pem: bytes) -> str:
    return f"{name}: |\n" + "".join(f"  {line}\n" for line in pem.decode().splitlines())


def test_from_a_signing_request(world: World, tmp_path: Path) -> None:
    key = tmp_path / "app.key"
    csr = openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-subj", "/CN=maps")
    world.write(MAPS, wish(block("csr", csr)))
    assert world.steps() == ["register certificate 1"]
    world.run()
    fact = world.facts().certificate
    assert fact
    assert fact.public_key
    assert fact.thumbprint == thumbprint_of(key.read_bytes())
    assert fact.public_key.strip().encode() == openssl("pkey", "-in", str(key), "-pubout").strip()
    assert fact.store is None
    assert list(world.store.entries()) == []
    private, public = load_pem_private_key(key.read_bytes(), None), load_pem_public_key(f"{fact.public_key}\n".encode())
    assert isinstance(private, rsa.RSAPrivateKey)
    assert isinstance(public, rsa.RSAPublicKey)
    signature = private.sign(b"token", padding.PKCS1v15(), hashes.SHA256())
    public.verify(signature, b"token", padding.PKCS1v15(), hashes.SHA256())


def test_another_key_takes_the_place_of_the_first(world: World, pair: rsa.RSAPrivateKey) -> None:
    public = pair.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    world.write(MAPS, f"sod:\n  certificate:\n{certificate()}")
    world.run()
    first = world.facts().certificate
    world.write(MAPS, wish(block("public_key", public)))
    assert world.steps() == ["rotate certificate 2"]
    world.run()
    assert first
    assert [(one.thumbprint, one.reason) for one in world.facts().revoked] == [(first.thumbprint, Ended.ROTATED)]
    assert world.steps() == []


def test_made_by_the_portal_handed_over_and_destroyed(real: World) -> None:
    real.write(MAPS, wish("generate: true\nrecipients: [ola-berg]\n"))
    assert real.steps() == ["register certificate 1"]
    real.run()
    fact = real.facts().certificate
    assert fact
    assert fact.hand_over
    assert fact.store
    secret = real.store.get(name_of(Credential.CERTIFICATE, 1)).reveal()
    assert openssl("pkey", "-check", "-noout", given=secret)
    assert thumbprint_of(secret) == fact.thumbprint
    key = load_pem_private_key(secret, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    assert key.key_size >= 2_048
    assert real.steps() == []
    picked_up(real)
    assert real.steps() == ["record certificate 1"]
    real.run()
    assert real.steps() == ["discard certificate 1"]
    real.run()
    assert [one.state for one in real.store.entries()] == [EntryState.REVOKED]
    assert real.facts().certificate == fact.model_copy(update={"hand_over": real.facts().certificate.hand_over})  # type: ignore[union-attr]
    assert real.steps() == []
    assert real.plan().plan.drift == ()


def picked_up(world: World) -> None:
    from dataclasses import replace

    (parcel,) = world.outbox.parcels()
    done = replace(parcel, sealed=b"", picked_up="2026-11-25T10:00:00Z", picked_up_by="ola-berg")
    assert world.outbox.replace(parcel, done)


def test_another_generation_of_a_pair_by_the_portal(world: World) -> None:
    world.write(MAPS, wish("generate: true\nrecipients: [ola-berg]\n"))
    world.run()
    first = world.facts().certificate
    world.write(MAPS, wish("generate: true\ngeneration: 2\nrecipients: [ola-berg]\n"))
    assert world.steps() == ["rotate certificate 2"]
    world.run()
    second = world.facts().certificate
    assert first
    assert second
    assert first.thumbprint != second.thumbprint
    assert world.states() == {"private-key 1": "revoked", "private-key 2": "active"}


def test_the_last_day_is_enforced_and_warned_of(world: World) -> None:
    world.write(MAPS, wish(block("public_key", KEY.encode()), "2027-01-31"))
    world.run()
    for today, days, threshold in (
        ("2026-12-02", 60, 60),
        ("2027-01-01", 30, 30),
        ("2027-01-24", 7, 7),
        ("2027-01-31", 0, 7),
    ):
        world.moment = f"{today}T00:00:00Z"
        (due,) = world.plan().plan.due
        assert (due.days, due.threshold) == (days, threshold)
        assert world.steps() == []
    world.moment = "2026-12-01T00:00:00Z"
    assert world.plan().plan.due == ()
    world.moment = "2027-02-01T00:00:00Z"
    assert world.steps() == ["expire certificate 1"]
    world.run()
    assert [(one.credential, one.reason) for one in world.facts().revoked] == [(Credential.CERTIFICATE, Ended.EXPIRED)]
    assert world.steps() == []
    (held,) = world.plan().plan.held
    assert held.why == "its last day, 2027-01-31, is over; write a later one, or bring a new key"


def test_a_later_last_day_extends(world: World) -> None:
    world.write(MAPS, wish(block("public_key", KEY.encode()), "2027-01-31"))
    world.run()
    world.write(MAPS, wish(block("public_key", KEY.encode()), "2027-12-31"))
    assert world.steps() == ["extend certificate 1"]
    world.run()
    fact = world.facts(SOD).certificate
    assert fact
    assert fact.expires.isoformat() == "2027-12-31"
    assert world.steps() == []
