"""The stores that the contract is tested with, and what each of them is."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from devportal.domain.secret import SecretStore
from devportal.gateways.secrets import open_store
from devportal.gateways.secrets.azure import AzureStore

from .doubles import VAULT_TOKEN, AzureDouble, VaultDouble, certificate, served

AZURE_HOST = "double.vault.azure.net"


@dataclass
class Place:
    """Where one kind of store is, and how to open it; opened twice, it is two clients of one store."""

    kind: str
    what: str
    open: Callable[[], SecretStore]


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """Moto's server: AWS, emulated, over HTTP."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def aws_login(monkeypatch: pytest.MonkeyPatch) -> None:
    """A login that moto takes, and no other that may lie about on this machine."""
    for name, value in {
        "ACCESS_KEY_ID": "testing",
        "SECRET_ACCESS_KEY": "testing",
        "EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    for name in ("AWS_PROFILE", "AWS_ROLE_ARN", "AWS_SESSION_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def vault() -> Iterator[tuple[VaultDouble, str]]:
    """A double of Vault, and its address."""
    double = VaultDouble()
    with served(double) as port:
        yield double, f"vault:http://127.0.0.1:{port}/kv/portal"


@pytest.fixture
def azure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[AzureDouble, str, dict[str, str]]]:
    """A double of Key Vault with TLS under a host of Azure's, its address, and the environment to log in with."""
    double = AzureDouble()
    files = certificate(tmp_path, AZURE_HOST)
    (tmp_path / "jwt").write_text("a.jwt")
    real = socket.getaddrinfo

    def to_loopback(host: Any, *rest: Any, **more: Any) -> Any:
        if host not in {AZURE_HOST, "127.0.0.1"}:
            raise OSError(f"a test asks for {host}")
        return real("127.0.0.1", *rest, **more)

    with served(double, files) as port:
        double.place = f"https://{AZURE_HOST}:{port}"
        environment = {
            "AZURE_AUTHORITY_HOST": double.place,
            "AZURE_TENANT_ID": "tenant",
            "AZURE_CLIENT_ID": "client",
            "AZURE_FEDERATED_TOKEN_FILE": str(tmp_path / "jwt"),
            "AZURE_TOKEN_CREDENTIALS": "WorkloadIdentityCredential",
            "REQUESTS_CA_BUNDLE": str(files[0]),
            "NO_PROXY": "*",
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(socket, "getaddrinfo", to_loopback)
        yield double, f"azure:{double.place}", environment


def _embedded(request: pytest.FixtureRequest) -> Place:
    folder = request.getfixturevalue("tmp_path") / "store"
    return Place("embedded", "real", lambda: open_store(f"embedded:{folder}", {}))


def _aws(request: pytest.FixtureRequest) -> Place:
    request.getfixturevalue("aws_login")
    address = f"aws:eu-north-1?endpoint={request.getfixturevalue('moto')}"
    return Place("aws", "emulated", lambda: open_store(address, {}))


def _vault(request: pytest.FixtureRequest) -> Place:
    _, address = request.getfixturevalue("vault")
    return Place("vault", "a double", lambda: open_store(address, {"VAULT_TOKEN": VAULT_TOKEN}))


def _azure(request: pytest.FixtureRequest) -> Place:
    double, address, environment = request.getfixturevalue("azure")
    # The double's clock runs on by itself, so that nothing has to wait for seconds to pass.
    ticks = iter(range(1_800_000_000, 1_900_000_000, 3))
    double.clock = lambda: next(ticks)

    def opened() -> SecretStore:
        store = open_store(address, environment)
        assert isinstance(store, AzureStore)
        return AzureStore(store._client, store._prefix, pause=lambda seconds: None)

    return Place("azure", "a double", opened)


def _real(kind: str) -> Callable[[pytest.FixtureRequest], Place]:
    address = os.environ.get(f"DEVPORTAL_TEST_{kind.upper()}", "")
    return lambda request: Place(kind, "real", lambda: open_store(address, os.environ))


PLACES = {"embedded": _embedded, "aws": _aws, "vault-double": _vault, "azure-double": _azure} | {
    f"{kind}-real": _real(kind)
    for kind in ("aws", "vault", "azure")
    if os.environ.get(f"DEVPORTAL_TEST_{kind.upper()}")
}


@pytest.fixture(params=list(PLACES))
def place(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Place:
    """Each kind of store in turn; what it is goes into the report of the run."""
    found = PLACES[request.param](request)
    record_property("store", (found.kind, found.what))
    return found


@pytest.fixture
def github_identity() -> Iterator[dict[str, str]]:
    """A double of the service that tells a workflow's run who it is: for a known token, the JWT that doubles know."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            audience = parse_qs(urlsplit(self.path).query).get("audience")
            known = self.headers.get("Authorization") == "bearer the-run" and audience
            self.send_response(200 if known else 403)
            self.end_headers()
            self.wfile.write(json.dumps({"value": "a.jwt"}).encode() if known else b"")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/token?api-version=2.0"
    yield {"ACTIONS_ID_TOKEN_REQUEST_URL": url, "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "the-run"}
    server.shutdown()
    server.server_close()
    thread.join()
