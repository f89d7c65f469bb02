"""The real Apache with mod_auth_openidc, and an OpenID provider for tests, both on loopback."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from devportal.domain.deployment import Deployment
from devportal.show.apache import MODULES, apache_host

MODULE_FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2")


class Answer(NamedTuple):
    """One answer of a server."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def leads_to(self) -> str:
        return self.headers.get("location", "")


class Visitor:
    """A browser without a screen: one connection that is kept, and its cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def __del__(self) -> None:
        self._connection.close()

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for an address exactly as it is written."""
        sent = {"Accept": "text/html,*/*;q=0.8", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self._ask(address, sent) or self._ask(address, sent)
        if answer is None:
            return Answer(0, {}, b"")
        body = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
            if not self.cookies[name]:
                del self.cookies[name]
        names = {name.lower() for name in answer.headers}
        return Answer(answer.status, {name: ", ".join(answer.headers.get_all(name, [])) for name in names}, body)

    def _ask(self, address: str, sent: Mapping[str, str]) -> http.client.HTTPResponse | None:
        """Nothing when the server has hung up: on an idle connection, or on an address that it cannot stand."""
        try:
            self._connection.putrequest("GET", address, skip_accept_encoding=True)
            for name, value in sent.items():
                self._connection.putheader(name, value)
            self._connection.endheaders()
            return self._connection.getresponse()
        except (http.client.HTTPException, OSError, ValueError):
            self._connection.close()
            return None

    def sign_in(self, subject: str, address: str = "/sign-in") -> Answer:
        """Go to an address that asks to sign in, say at the provider who one is, and come back."""
        asked = self.get(address)
        assert asked.status == 302, asked
        provider = urlsplit(asked.leads_to)
        connection = http.client.HTTPConnection(provider.netloc, timeout=20)
        form = urlencode({"sub": subject})
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"{provider.path}?{provider.query}", form, typed)
        answer = connection.getresponse()
        back = urlsplit(answer.headers["Location"])
        connection.close()
        assert back.port == self.port, back
        return self.get(f"{back.path}?{back.query}")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int, process: subprocess.Popen[bytes], what: str) -> None:
    """Wait until something listens."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None, f"{what} ended with {process.returncode}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError(f"{what} does not listen")


@contextlib.contextmanager
def running(command: list[str], port: int, what: str, cwd: Path | None = None, **more: str) -> Iterator[None]:
    """A server as a process of its own; when it does not come up, what it said is told."""
    with tempfile.TemporaryFile() as said:
        environment = {**os.environ, **more}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said, cwd=cwd)
        try:
            answers(port, process, what)
            yield
        except AssertionError as error:
            said.seek(0)
            error.add_note(said.read().decode(errors="replace"))
            raise
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


@contextlib.contextmanager
def provider() -> Iterator[str]:
    """An OpenID provider that lets anybody be anybody; the address of its discovery document."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with running(command, port, "The OpenID provider", PYTHONWARNINGS="ignore"):
        yield f"http://127.0.0.1:{port}/.well-known/openid-configuration"


def program() -> tuple[str, Path]:
    """Apache and its modules; their absence is a failure, for a check must not be skipped in silence."""
    found = shutil.which("apache2") or shutil.which("httpd") or shutil.which("apache2", path="/usr/sbin")
    folder = next((Path(one) for one in MODULE_FOLDERS if (Path(one) / "mod_auth_openidc.so").is_file()), None)
    assert found, "There is no Apache httpd. Run `make apache`."
    assert folder, "There is no mod_auth_openidc. Run `make apache`."
    return found, folder


def configuration(folder: Path, given: Deployment) -> str:
    """A main configuration around the virtual host, with the modules that it says it needs and no more."""
    _, modules = program()
    built_in = subprocess.run([program()[0], "-l"], capture_output=True, text=True, check=True).stdout
    wanted = [one for one in ("mpm_event", "unixd", "log_config", *MODULES) if f"mod_{one}.c" not in built_in]
    loaded = [f'LoadModule {one}_module "{modules}/mod_{one}.so"' for one in wanted if f"{one}.c" not in built_in]
    who = ["User www-data", "Group www-data"] if os.geteuid() == 0 else []
    types = next((one for one in ("/etc/mime.types", "/etc/httpd/conf/mime.types") if Path(one).is_file()), "/dev/null")
    return "\n".join(
        [
            f'ServerRoot "{folder}"',
            f'PidFile "{folder}/pid"',
            f'ErrorLog "{folder}/errors"',
            "LogLevel warn auth_openidc:error",
            *loaded,
            *who,
            f'DefaultRuntimeDir "{folder}"',
            f'Mutex "file:{folder}" default',
            f'TypesConfig "{types}"',
            "StartServers 1",
            "ThreadsPerChild 8",
            "MaxRequestWorkers 8",
            "KeepAlive On",
            "MaxKeepAliveRequests 0",
            f"Listen {given.listen}",
            "ServerName portal.test",
            "ServerTokens Prod",
            apache_host(given),
        ]
    )


@contextlib.contextmanager
def apache(folder: Path, given: Deployment) -> Iterator[None]:
    """Apache with our virtual host on loopback."""
    (folder / "apache.conf").write_text(configuration(folder, given))
    command = [program()[0], "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
    tested = subprocess.run([*command[:-1], "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    port = int(re.findall(r"\d+$", given.listen)[0])
    with running(command, port, "Apache"):
        yield
