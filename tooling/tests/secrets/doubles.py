"""Doubles of the calls that the Vault and Azure adapters make, over HTTP in this process.

They answer as the services' documentation says, so that the adapters' own code runs, from login to error. They are no
emulators: what only the real services do is not tested here, and the run's summary says so.
"""

from __future__ import annotations

import datetime
import ipaddress
import json
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answer = tuple[int, Any]
VAULT_TOKEN = "hvs.theTokenOfTheTests"
AZURE_TOKEN = "eyTheTokenOfTheTests"


@dataclass
class Asked:
    """One request as a double sees it."""

    verb: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any


@dataclass
class Cut:
    """Breaks the line at one call: before it is done, or ``late``, when it is done and nobody hears of it."""

    number: int
    late: bool
    count: int = 0

    def at(self, work: Callable[[], Answer], failed: Answer) -> Answer:
        self.count += 1
        if self.count != self.number:
            return work()
        if self.late:
            work()
        return failed


@dataclass
class VaultDouble:
    """A KV engine of version 2 at ``kv/``, and the logins by AppRole and by JWT."""

    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    create_only: bool = False
    """Whether the policy allows to create keys and not to update them."""
    cut: Cut | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Answer:
        with self.lock:
            self.calls.append(f"{asked.verb} {asked.path}")
            failed = 500, {"errors": ["as the test wants it"]}
            return self.cut.at(lambda: self._answer(asked), failed) if self.cut else self._answer(asked)

    def _answer(self, asked: Asked) -> Answer:
        if asked.path in {"/v1/auth/approle/login", "/v1/auth/jwt/login"}:
            return self._login(asked)
        if asked.headers.get("x-vault-token") != VAULT_TOKEN:
            return 403, {"errors": ["permission denied"]}
        for start, work in (("data", self._data), ("metadata", self._metadata), ("destroy", self._destroy)):
            if asked.path.startswith(f"/v1/kv/{start}/"):
                return work(asked, asked.path.removeprefix(f"/v1/kv/{start}/"))
        return 404, {"errors": ["no handler for route"]}

    def _login(self, asked: Asked) -> Answer:
        known = ({"role_id": "ci", "secret_id": "s"}, {"role": "ci", "jwt": "a.jwt"})
        if asked.body not in known:
            return 400, {"errors": ["invalid role or secret ID"]}
        return 200, {"auth": {"client_token": VAULT_TOKEN, "policies": ["ci"]}}

    def _data(self, asked: Asked, path: str) -> Answer:
        if asked.verb == "POST":
            if asked.body["options"] != {"cas": 0}:
                return 500, {"errors": ["the adapter has to write with cas=0"]}
            if path in self.keys and self.create_only:
                return 403, {"errors": ["permission denied"]}
            if path in self.keys:
                return 400, {"errors": ["check-and-set parameter did not match the current version"]}
            self.keys[path] = {"data": asked.body["data"], "custom": None, "destroyed": False, "deleted": ""}
            self.keys[path]["created"] = _nanoseconds()
            return 200, {"data": {"version": 1, "created_time": self.keys[path]["created"]}}
        key = self.keys.get(path)
        if key is None or asked.query.get("version") != ["1"]:
            return 404, {"errors": []}
        if key["destroyed"] or key["deleted"]:
            return 404, {"data": {"data": None, "metadata": {"destroyed": key["destroyed"]}}}
        return 200, {"data": {"data": key["data"], "metadata": {"version": 1}}}

    def _metadata(self, asked: Asked, path: str) -> Answer:
        if asked.verb == "LIST":
            below = {one[len(path.rstrip("/")) + 1 :] for one in self.keys if one.startswith(f"{path.rstrip('/')}/")}
            keys = sorted(
                {part if not slash else f"{part}/" for part, slash, _ in (one.partition("/") for one in below)}
            )
            return (200, {"data": {"keys": keys}}) if keys else (404, {"errors": []})
        key = self.keys.get(path)
        if key is None:
            return 404, {"errors": []}
        if asked.verb == "POST":
            key["custom"] = asked.body["custom_metadata"]
            return 204, None
        version = {"created_time": key["created"], "deletion_time": key["deleted"], "destroyed": key["destroyed"]}
        times = {"created_time": key["created"], "updated_time": _nanoseconds()}
        return 200, {"data": {"versions": {"1": version}, "custom_metadata": key["custom"], **times}}

    def _destroy(self, asked: Asked, path: str) -> Answer:
        if asked.body != {"versions": [1]}:
            return 400, {"errors": ["no such versions"]}
        self.keys[path].update(destroyed=True, data=None)
        return 204, None


@dataclass
class AzureDouble:
    """A Key Vault, and the login by a federated token."""

    secrets: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    cut: Cut | None = None
    clock: Callable[[], float] = time.time
    deleted: set[str] = field(default_factory=set)
    place: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Answer:
        with self.lock:
            if asked.path.startswith("/tenant/"):
                return self._login(asked)
            if asked.headers.get("authorization") != f"Bearer {AZURE_TOKEN}":
                return 401, _fault("Unauthorized")
            self.calls.append(f"{asked.verb} {asked.path}")
            failed = 418, _fault("AsTheTestWantsIt")
            return self.cut.at(lambda: self._answer(asked), failed) if self.cut else self._answer(asked)

    def _answer(self, asked: Asked) -> Answer:
        parts = asked.path.strip("/").split("/")
        if parts == ["secrets"]:
            return 200, {"value": [self._bundle(name, all_[-1]) for name, all_ in self.secrets.items()]}
        return self._secret(asked, *parts[1:])

    def _login(self, asked: Asked) -> Answer:
        base = f"{self.place}/tenant/oauth2/v2.0"
        if asked.path.endswith("/.well-known/openid-configuration"):
            places = {"authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token"}
            return 200, {**places, "issuer": f"{self.place}/tenant/v2.0"}
        if asked.body.get("client_assertion") != ["a.jwt"]:
            return 401, {"error": "invalid_client", "error_description": "The assertion is not ours."}
        return 200, {"access_token": AZURE_TOKEN, "expires_in": 3600, "token_type": "Bearer"}

    def _secret(self, asked: Asked, name: str, version: str = "") -> Answer:
        if asked.verb == "PUT":
            if name in self.deleted:
                return 409, _fault("Conflict", "ObjectIsDeletedButRecoverable")
            now = int(self.clock())
            one = {"version": secrets.token_hex(16), "value": asked.body["value"], "enabled": True, "created": now}
            one |= {"updated": now, "tags": asked.body.get("tags"), "contentType": asked.body.get("contentType")}
            self.secrets.setdefault(name, []).append(one)
            return 200, self._bundle(name, one, value=True)
        if version == "versions":
            return 200, {"value": [self._bundle(name, one) for one in reversed(self.secrets.get(name, []))]}
        found = next((one for one in self.secrets.get(name, []) if one["version"] == version), None)
        if found is None:
            return 404, _fault("SecretNotFound")
        if asked.verb == "PATCH":
            found.update(enabled=asked.body["attributes"]["enabled"], tags=asked.body["tags"])
            found["updated"] = int(self.clock())
            return 200, self._bundle(name, found)
        return (200, self._bundle(name, found, value=True)) if found["enabled"] else (403, _fault("Forbidden"))

    def _bundle(self, name: str, one: dict[str, Any], *, value: bool = False) -> dict[str, Any]:
        times = {"enabled": one["enabled"], "created": one["created"], "updated": one["updated"]}
        shown = {"id": f"{self.place}/secrets/{name}/{one['version']}", "attributes": times, "tags": one["tags"]}
        shown["contentType"] = one["contentType"]
        return {**shown, "value": one["value"]} if value else shown


@contextmanager
def served(double: VaultDouble | AzureDouble, tls: tuple[Path, Path] | None = None) -> Iterator[int]:
    """The port on loopback at which a double answers, with TLS when a certificate and its key are given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16
        disable_nagle_algorithm = True

        def _any(self) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            is_form = "form" in self.headers.get("Content-Type", "")
            body = parse_qs(raw) if is_form else json.loads(raw or "null")
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, data = double.answer(Asked(self.command, unquote(parts.path), parse_qs(parts.query), headers, body))
            content = data if isinstance(data, bytes) else b"" if data is None else json.dumps(data).encode()
            self.send_response(status)
            if status == 401:
                resource = f"https://vault.azure.net:{self.server.server_port}"  # type: ignore[attr-defined]
                challenge = f'Bearer authorization="https://login.example/tenant", resource="{resource}"'
                self.send_header("WWW-Authenticate", challenge)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_LIST = _any  # noqa: N815 - the library's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificate(folder: Path, *hosts: str) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key, for loopback and the hosts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test on loopback")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName(host) for host in hosts] + [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "double.pem", folder / "double.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind = serialization.PrivateFormat.PKCS8
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()))
    return files


def _fault(code: str, inner: str = "") -> dict[str, Any]:
    return {"error": {"code": code, "message": "", "innererror": {"code": inner}}}


def _nanoseconds() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")
