"""AWS Secrets Manager: a secret for each name and generation, under a token that makes a repeated call the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from ...domain.secret import (
    Entry,
    EntryState,
    Secret,
    SecretMissingError,
    SecretName,
    SecretStore,
    StoreCorruptError,
    StoreError,
    StoreUnavailableError,
)
from .address import Address, safe_url
from .login import has_identity, identity_token
from .wire import as_text, ask, hush, leaf, missing, moment, name_at, utc_now

_T = TypeVar("_T")
_REVOKED: Final = "devportal-revoked"
_LOGIN_FAULTS: Final = {
    "AccessDenied", "AccessDeniedException", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature",
    "InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch", "UnrecognizedClientException",
}  # fmt: skip


class AwsStore:
    """A SecretStore in AWS. See ``domain.secret.SecretStore`` for what each call promises.

    The step is the version's id, which AWS takes once: who comes first has made it, and a value that was changed by
    hand has another. Revoking puts a mark in the secret's place and takes the labels off the old version. AWS keeps
    that one until it needs the room, so the policy in the operators' guide allows the current version only.
    """

    kind = "aws"

    def __init__(self, client: Any, prefix: str, key: str = "", now: Callable[[], str] = utc_now) -> None:
        self._client = client
        self._prefix = prefix
        self._key = {"KmsKeyId": key} if key else {}
        self._now = now

    def put(self, offered: Iterable[tuple[SecretName, Secret]]) -> list[Entry]:
        """Create each secret unless it is there."""
        return [self._put(name, secret) for name, secret in offered]

    def get(self, name: SecretName) -> Secret:
        """The secret, when it is the one that ``put`` kept."""
        # The stage is named, so that a policy can allow this one only.
        known = {"SecretId": self._at(name), "VersionStage": "AWSCURRENT"}
        version, secret = self._asked(name, lambda: _taken(self._client.get_secret_value(**known)))
        if version == _mark_of(name):
            raise missing(name)
        if version != name.step:
            raise StoreCorruptError(f"The value of {self._at(name)} in AWS was changed by someone else.")
        return secret

    def entries(self) -> Iterator[Entry]:
        """All entries, by name. AWS may be some minutes behind with new ones."""
        pages = self._client.get_paginator("list_secrets").paginate(
            Filters=[{"Key": "name", "Values": [f"{self._prefix}/"]}], IncludePlannedDeletion=True
        )
        found = self._asked(None, lambda: [self._entry(one) for page in pages for one in page["SecretList"]])
        return iter(sorted(filter(None, found), key=lambda entry: entry.name))

    def revoke(self, names: Sequence[SecretName]) -> list[Entry]:
        """Put a mark in each secret's place; killed between two steps, the entry stays active and is revoked again."""
        known = [(name, self._described(name)) for name in names]
        return [entry if entry.revoked else self._revoke(name) for name, entry in known]

    def _put(self, name: SecretName, secret: Secret) -> Entry:
        known = {"Name": self._at(name), "ClientRequestToken": name.step, **self._key}

        def create() -> None:
            try:
                self._client.create_secret(**known, **_held(secret))
            except self._client.exceptions.ResourceExistsException:
                return
            except self._client.exceptions.InvalidRequestException:
                # Where it is scheduled for deletion it is there, and has an entry.
                if not self._is_there(name):
                    raise

        self._asked(name, create)
        return self._described(name)

    def _is_there(self, name: SecretName) -> bool:
        try:
            self._client.describe_secret(SecretId=self._at(name))
        except self._client.exceptions.ResourceNotFoundException:
            return False
        return True

    def _revoke(self, name: SecretName) -> Entry:
        where, mark, now = self._at(name), _mark_of(name), self._now()

        def overwrite() -> None:
            self._client.put_secret_value(SecretId=where, ClientRequestToken=mark, SecretString="revoked")
            stages = self._client.describe_secret(SecretId=where).get("VersionIdsToStages", {})
            for version, labels in stages.items():
                for label in labels if version != mark else ():
                    self._client.update_secret_version_stage(
                        SecretId=where, VersionStage=label, RemoveFromVersionId=version
                    )
            self._client.tag_resource(SecretId=where, Tags=[{"Key": _REVOKED, "Value": now}])

        self._asked(name, overwrite)
        return self._described(name)

    def _described(self, name: SecretName) -> Entry:
        entry = self._asked(name, lambda: self._entry(self._client.describe_secret(SecretId=self._at(name))))
        if entry is None:
            raise missing(name)
        return entry

    def _entry(self, found: Mapping[str, Any]) -> Entry | None:
        path = str(found["Name"])
        name = name_at(path.removeprefix(f"{self._prefix}/")) if path.startswith(f"{self._prefix}/") else None
        if name is None:
            return None
        tags = {tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}
        deleted = found.get("DeletedDate")
        revoked = tags.get(_REVOKED) or (moment(deleted) if deleted else "")
        state = EntryState.REVOKED if revoked else EntryState.ACTIVE
        return Entry(name, f"aws:{path}", moment(found["CreatedDate"]), state, revoked)

    def _at(self, name: SecretName) -> str:
        return f"{self._prefix}/{leaf(name)}"

    def _asked(self, name: SecretName | None, call: Callable[[], _T]) -> _T:
        return ask(call, (ClientError, BotoCoreError), lambda error: _explained(error, name))


def open_at(address: Address, environment: Mapping[str, str]) -> SecretStore:
    """The store in a region: ``aws:REGION?prefix=devportal&key=KMS-KEY&endpoint=URL``. Raises StoreError.

    The login is what boto3 finds; on GitHub, ``AWS_ROLE_ARN`` is enough.
    """
    options = address.known({"prefix", "key", "endpoint"})
    endpoint = safe_url(options["endpoint"], "endpoint") if "endpoint" in options else None
    hush()
    config = Config(retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=10, read_timeout=30)
    made = {"region_name": address.place, "endpoint_url": endpoint, "config": config}

    def connect() -> Any:
        return boto3.session.Session(region_name=address.place).client(
            "secretsmanager", **made, **_role(made, environment)
        )

    client = ask(connect, (ClientError, BotoCoreError), lambda error: _explained(error, None))
    return AwsStore(client, options.get("prefix", "devportal").strip("/"), options.get("key", ""))


def _role(made: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    """On GitHub, the role's short-lived keys for the run's own identity; nothing where boto3 finds a login itself."""
    role = environment.get("AWS_ROLE_ARN", "")
    if not role or environment.get("AWS_WEB_IDENTITY_TOKEN_FILE") or not has_identity(environment):
        return {}
    token = identity_token(environment, "sts.amazonaws.com")
    session = boto3.session.Session(region_name=made["region_name"])
    given = session.client("sts", **made).assume_role_with_web_identity(
        RoleArn=role, RoleSessionName="devportal", WebIdentityToken=token
    )["Credentials"]
    return {
        "aws_access_key_id": given["AccessKeyId"],
        "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given["SessionToken"],
    }


def _held(secret: Secret) -> dict[str, Any]:
    text, encoded = as_text(secret)
    return {"SecretBinary": secret.reveal()} if encoded else {"SecretString": text}


def _taken(answer: Mapping[str, Any]) -> tuple[str, Secret]:
    """Which version AWS gave, and its value."""
    text = answer.get("SecretString")
    return str(answer["VersionId"]), Secret(text.encode() if text is not None else bytes(answer["SecretBinary"]))


def _mark_of(name: SecretName) -> str:
    """The id of the version that stands for a revoked secret."""
    return hashlib.sha256(f"revoked {name.step}".encode()).hexdigest()


def _explained(error: Exception, name: SecretName | None) -> StoreError:
    if isinstance(error, NoCredentialsError):
        return StoreUnavailableError("There is no login for AWS. See the operators' guide: Secrets store, logins.")
    if not isinstance(error, ClientError):
        return StoreUnavailableError(
            f"AWS cannot be reached ({type(error).__name__}). Nothing is known of what it did; run this again."
        )
    code, operation = error.response.get("Error", {}).get("Code", "no code"), error.operation_name
    if code == "ResourceNotFoundException" and name:
        return missing(name)
    if code in _LOGIN_FAULTS or error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") in {401, 403}:
        return StoreUnavailableError(f"AWS refuses {operation} to this login ({code}). Check the role and its policy.")
    if code == "DecryptionFailure":
        return StoreCorruptError(f"AWS cannot decrypt the secret ({code}). Is the KMS key there, and may we use it?")
    if code == "InvalidRequestException" and operation == "GetSecretValue" and name:
        return SecretMissingError(f"{name.path}, generation {name.generation}, is scheduled for deletion in AWS.")
    return StoreUnavailableError(
        f"AWS cannot do {operation} ({code}). Run this again; if it stays, see the service's state."
    )
