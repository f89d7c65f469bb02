"""What adapters share: secrets as text, names as paths, moments, quiet libraries, errors without values."""

from __future__ import annotations

import base64
import binascii
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, TypeVar

from ...domain.environment import Environment
from ...domain.secret import Secret, SecretKind, SecretMissingError, SecretName, StoreError

_T = TypeVar("_T")
_TALKATIVE: Final = {"boto3", "botocore", "s3transfer", "urllib3", "requests", "hvac", "azure", "msal", "http"}
"""Libraries that write requests and answers into their debug log, bodies included."""

_SHAPE: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_PATH: Final = re.compile(r"partners/([a-z0-9-]+)/apps/([a-z0-9-]+)/([a-z]+)/([a-z-]+)/([1-9][0-9]{0,8})")


class _Quiet(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING


_QUIET: Final = _Quiet()


def hush() -> None:
    """Let the libraries below an adapter say warnings only, whatever level anybody has set or sets later."""
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if isinstance(logger, logging.Logger) and name.partition(".")[0] in _TALKATIVE:
            logger.addFilter(_QUIET)


def ask(call: Callable[[], _T], errors: tuple[type[Exception], ...], explain: Callable[[Exception], StoreError]) -> _T:
    """What ``call`` gives. One of ``errors`` becomes a StoreError that neither holds nor is chained to the library's.

    So does an answer of another shape than is documented: a proxy's page, say. The library's own error may carry the
    request or the answer, and so a secret. For the same reason callers make text of a secret inside ``call`` only: none
    of our frames that an error passes through holds one.
    """
    hush()
    expected: tuple[type[Exception], ...] = (*errors, *_SHAPE)
    failure: StoreError
    try:
        return call()
    except expected as error:
        failure = explain(error)
    raise failure


def leaf(name: SecretName) -> str:
    """A name as a path with its generation: ``partners/acme/apps/sync/stage/client-secret/2``."""
    return f"{name.path}/{name.generation}"


def name_at(path: str) -> SecretName | None:
    """The name that ``leaf`` made a path of; nothing for any other path."""
    found = _PATH.fullmatch(path)
    if not found:
        return None
    try:
        return SecretName(found[1], found[2], Environment(found[3]), SecretKind(found[4]), int(found[5]))
    except ValueError:
        return None


def missing(name: SecretName) -> SecretMissingError:
    """There is no such secret any more, or there never was."""
    return SecretMissingError(f"There is no secret {name.path}, generation {name.generation}, or it was revoked.")


def moment(value: datetime) -> str:
    """A moment in UTC, to the second."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_now() -> str:
    """This moment in UTC, to the second."""
    return moment(datetime.now(UTC))


def as_text(secret: Secret) -> tuple[str, bool]:
    """A secret as text, and whether that is base64 because the secret is none."""
    value = secret.reveal()
    try:
        return value.decode("utf-8"), False
    except UnicodeDecodeError:
        return base64.b64encode(value).decode(), True


def from_text(text: str, *, encoded: bool) -> Secret | None:
    """The secret that ``as_text`` made text of; nothing when it is not base64."""
    try:
        return Secret(base64.b64decode(text, validate=True) if encoded else text.encode("utf-8"))
    except (binascii.Error, ValueError):
        return None
