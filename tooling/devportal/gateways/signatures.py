"""Who signed a commit or a tag with an SSH key, as git and ssh-keygen say with a list of keys that may sign.

A signature counts only when the program ends well *and* names the key that was expected: git calls a signature by an
unknown key good as well. In the list each key is its own principal, named by its fingerprint, so that no pattern can
match another. The list is written from keys that the registry has parsed; a line that ssh-keygen cannot read would be
passed over in silence.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import git

from ..domain.source import SourceError

_NAMESPACE = "git"
_BEGIN = b"-----BEGIN SSH SIGNATURE-----"
_ONLY_SSH = ("-c", "gpg.openpgp.program=false", "-c", "gpg.x509.program=false")
"""No other program than ssh-keygen is started for a partner's bytes."""
_LOG = ("log", "--no-walk=unsorted", "--stdin", "--format=%H%x00%G?%x00%GS%x00%GF")


@dataclass(frozen=True, slots=True)
class SignedTag:
    """A tag object: what it points at, its own name, its message, and the fingerprint of the key that signed it.

    ``key`` is empty when nobody known did.
    """

    target: str
    name: str
    message: str
    key: str


@contextmanager
def allowed_signers(keys: Mapping[str, str]) -> Iterator[Path]:
    """A file of the keys that may sign, for ssh-keygen: fingerprint to SSH public key."""
    with TemporaryDirectory(prefix="devportal-") as folder:
        file = Path(folder) / "allowed_signers"
        lines = [f'{fingerprint} namespaces="{_NAMESPACE}" {key}\n' for fingerprint, key in sorted(keys.items())]
        file.write_text("".join(lines), encoding="ascii")
        yield file


def signers(root: Path, commits: Iterable[str], allowed: Path) -> dict[str, str]:
    """The fingerprint of the key that signed each commit; empty where nobody who may has. Raises SourceError."""
    with TemporaryFile() as stdin:
        stdin.write("".join(f"{one}\n" for one in commits).encode())
        stdin.seek(0)
        try:
            out = git.Git(root).execute(
                ["git", *_ONLY_SSH, "-c", f"gpg.ssh.allowedSignersFile={allowed}", *_LOG], istream=stdin
            )
        except git.GitCommandError as error:
            raise SourceError(f"git cannot check signatures: {str(error)[:200]}") from None
    rows = (line.split("\0") for line in str(out).splitlines() if line)
    return {oid: key if good == "G" and key and key == who else "" for oid, good, who, key in rows}


def signed_tag(data: bytes, allowed: Path) -> SignedTag:
    """What a tag object says and who signed it. Raises SourceError for bytes that are no tag."""
    payload, begin, rest = data.partition(_BEGIN)
    head, _, message = payload.partition(b"\n\n")
    facts = dict(line.split(b" ", 1) for line in head.splitlines() if b" " in line)
    if b"object" not in facts or b"tag" not in facts:
        raise SourceError("This is not a tag with a message. Sign it: git tag --sign")
    key = _verified(payload, begin + rest, allowed) if begin else ""
    text = message.decode("utf-8", "replace")
    return SignedTag(facts[b"object"].decode(), facts[b"tag"].decode("utf-8", "replace"), text, key)


def _verified(payload: bytes, signature: bytes, allowed: Path) -> str:
    file = allowed.with_name("signature")
    file.write_bytes(signature)
    with_list = ("-s", str(file), "-f", str(allowed))
    found = _ssh_keygen("find-principals", *with_list)
    principal = found.stdout.decode().strip()
    if found.returncode or not principal or "\n" in principal:
        return ""
    checked = _ssh_keygen("verify", "-I", principal, "-n", _NAMESPACE, *with_list, given=payload)
    return principal if checked.returncode == 0 else ""


def _ssh_keygen(verb: str, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["ssh-keygen", "-Y", verb, *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, timeout=30)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        raise SourceError("ssh-keygen cannot be run here. Install OpenSSH 8.9 or later.") from None
