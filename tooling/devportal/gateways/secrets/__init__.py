"""Secrets stores: one adapter each, chosen by an address.

``embedded:FOLDER``, ``vault:https://HOST/MOUNT[/PREFIX]``, ``azure:https://NAME.vault.azure.net``, ``aws:REGION``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from ...domain.secret import SecretStore, StoreError
from .address import Address, parse_address

DEFAULT_ADDRESS: Final = "embedded:.secrets"
VARIABLE: Final = "DEVPORTAL_STORE"

_ADAPTERS: Final = {"embedded": "embedded", "vault": "vault", "azure": "azure", "aws": "aws"}
"""Kind of store to the module that opens it, imported only then."""


def open_store(address: str, environment: Mapping[str, str]) -> SecretStore:
    """The store at ``address``; nothing is written or asked before the first call needs it.

    ``environment`` holds keys and logins by the names that the operators' guide lists. Raises StoreError for an address
    that is none, a missing library, or settings that contradict each other.
    """
    parsed = parse_address(address)
    if parsed.kind not in _ADAPTERS:
        kinds = ", ".join(f"{kind}:" for kind in _ADAPTERS)
        raise StoreError(f"{VARIABLE} names no known kind of secrets store: {parsed.kind!r}. It begins with {kinds}.")
    try:
        module = import_module(f".{_ADAPTERS[parsed.kind]}", __name__)
    except ImportError as error:
        missing = error.name or "a library"
        raise StoreError(
            f"The {parsed.kind} store needs {missing}, which is not installed. "
            f"Run make ready, or install the extra from the clone: pip install '.[{parsed.kind}]'"
        ) from None
    opener: Callable[[Address, Mapping[str, str]], SecretStore] = module.open_at
    return opener(parsed, environment)


def configured_address(root: Path, environment: Mapping[str, str]) -> str:
    """What ``DEVPORTAL_STORE`` says, or the embedded store in ``.secrets`` below ``root``.

    The folder of an embedded store counts from ``root``, so that a command finds the same store wherever it runs.
    """
    address = environment.get(VARIABLE, "") or DEFAULT_ADDRESS
    kind, colon, place = address.partition(":")
    if kind != "embedded" or not colon or not place or place.startswith("?"):
        return address
    folder, mark, options = place.partition("?")
    return f"{kind}:{root / Path(folder).expanduser()}{mark}{options}"


def configured_store(root: Path, environment: Mapping[str, str]) -> SecretStore:
    """The store that ``DEVPORTAL_STORE`` names. Raises StoreError."""
    return open_store(configured_address(root, environment), environment)
