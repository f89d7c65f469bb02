"""A real mail server on loopback that keeps what it takes, and refuses what it is told to."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@dataclass
class Post:
    """What came in, and what is refused: an address to the answer that it gets."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    of_data: dict[str, str] = field(default_factory=dict)
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        (to,) = envelope.rcpt_tos
        if to in self.of_data:
            return self.of_data[to]
        self.taken.append((to, cast("EmailMessage", message_from_bytes(envelope.content, policy=default))))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return [address for address, _ in self.taken]

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for _, message in self.taken]


class _AnyPort(Controller):
    """A server on a port that the system chose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _auth(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"portal", b"hunter2-planted")
    return AuthResult(success=good, handled=False) if not good else AuthResult(success=True)


@contextmanager
def post_office(*, tls: ssl.SSLContext | None = None, implicit: bool = False, login: bool = False) -> Iterator[Post]:
    """A server: plain, with STARTTLS, or with TLS from the start; with a login or without."""
    post = Post()
    auth: dict[str, Any] = {"authenticator": _auth, "auth_required": True} if login else {}
    if login and implicit:
        auth["auth_require_tls"] = False
    ways: dict[str, Any] = {"ssl_context": tls} if implicit else {"tls_context": tls, "require_starttls": bool(tls)}
    server = _AnyPort(post, hostname="127.0.0.1", port=0, server_hostname="localhost", **ways, **auth)
    server.start()
    try:
        post.port = server.port
        yield post
    finally:
        server.stop()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A context for a server at 127.0.0.1, and the file of who vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    public, private = folder / "ca.pem", folder / "key.pem"
    public.write_bytes(signed.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    return context, public
