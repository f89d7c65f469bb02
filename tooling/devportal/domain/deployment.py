"""Where the website stands on a server, and who signs people in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HOST = re.compile(r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?$")
_PATH = re.compile(r"^/[A-Za-z0-9._/@+-]*[A-Za-z0-9_@+-]$")
_URL = re.compile(r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9._~/-]*$")


@dataclass(frozen=True, slots=True)
class Deployment:
    """What a web server's configuration is made from. Paths are absolute.

    ``host`` is the public name, with its port where that is none of the usual ones; ``site`` is what ``devportal
    build`` wrote, ``access`` what ``devportal access write`` wrote; ``secrets`` is a file of the server with the client
    ID, the client secret and a passphrase; ``outbox`` holds sealed hand-overs, partner by partner; ``discovery`` is the
    OpenID provider's discovery document; ``certificate`` and ``key`` are for TLS, and without them somebody in front
    ends it.
    """

    host: str
    site: str
    access: str
    secrets: str
    discovery: str
    outbox: str = ""
    certificate: str = ""
    key: str = ""
    listen: str = ""

    @property
    def wrong(self) -> str:
        """What cannot be written into a configuration as it is; empty when all is well."""
        if not _HOST.match(self.host):
            return f"{self.host} is not a host name such as portal.example.com"
        if not _URL.match(self.discovery):
            return f"{self.discovery} is not the address of a discovery document"
        for path in (self.site, self.access, self.secrets, self.outbox, self.certificate, self.key):
            if path and (not _PATH.match(path) or ".." in path.split("/")):
                return f"{path} is not an absolute path of letters, digits and . _ - + @"
        if bool(self.certificate) != bool(self.key):
            return "a certificate and its key come together"
        if self.listen and not re.match(r"^([0-9.]+:)?[0-9]{1,5}$", self.listen):
            return f"{self.listen} is not a port or an address with a port, such as 8443 or 127.0.0.1:8080"
        return ""

    @property
    def ends_tls(self) -> bool:
        """Whether this server speaks TLS itself."""
        return bool(self.certificate)
