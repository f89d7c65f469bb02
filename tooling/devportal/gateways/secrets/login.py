"""Short-lived logins: the identity that GitHub gives a workflow's run, so that no long-lived secret is needed."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlencode

from ...domain.secret import StoreUnavailableError
from .address import safe_url

URL_VARIABLE = "ACTIONS_ID_TOKEN_REQUEST_URL"
TOKEN_VARIABLE = "ACTIONS_ID_TOKEN_REQUEST_TOKEN"  # noqa: S105 - a name


def has_identity(environment: Mapping[str, str]) -> bool:
    """Whether this run may ask GitHub who it is: the job has ``id-token: write``."""
    return bool(environment.get(URL_VARIABLE) and environment.get(TOKEN_VARIABLE))


def identity_token(environment: Mapping[str, str], audience: str) -> str:
    """A JWT by GitHub for ``audience``, good for some minutes. Raises StoreUnavailableError.

    Source: GitHub, OpenID Connect reference, "Methods for requesting the OIDC token".
    """
    url = safe_url(f"{environment[URL_VARIABLE]}&{urlencode({'audience': audience})}", URL_VARIABLE)
    request = urllib.request.Request(url, headers={"Authorization": f"bearer {environment[TOKEN_VARIABLE]}"})  # noqa: S310 - safe_url
    failure = ""
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - safe_url
            return str(json.load(answer)["value"])
    except urllib.error.HTTPError as error:
        error.close()
        failure = f"answers {error.code}"
    except (OSError, ValueError, KeyError, TypeError):
        failure = "does not answer as it should"
    raise StoreUnavailableError(
        f"GitHub's identity service {failure}. Does the job have the permission id-token: write?"
    )
