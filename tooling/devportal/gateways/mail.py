"""Sends mail by SMTP, to one mailbox at a time, and says what the server said."""

from __future__ import annotations

import os
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ..domain.notice import Delivery, Mailbox, MailError

_PATIENCE: Final = 30
_LONGEST: Final = 150
_PORTS: Final = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_HERE: Final = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where mail goes out. ``scheme``: ``smtp`` upgrades by STARTTLS or fails, ``smtps`` speaks TLS from the start,
    ``smtp+plain`` is for a server on this machine only."""  # fmt: skip

    scheme: str
    host: str
    port: int
    sender: Mailbox
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: str = ""


def mail_settings() -> MailSettings:
    """From the environment: DEVPORTAL_SMTP, …_SMTP_USER, …_SMTP_PASSWORD, …_SMTP_CA, …_MAIL_FROM. Raises MailError."""
    given = {name: os.environ.get(f"DEVPORTAL_{name}", "") for name in _NAMES}
    if not given["SMTP"] or not given["MAIL_FROM"]:
        raise MailError("There is no mail server. Set DEVPORTAL_SMTP (smtp://HOST:587) and DEVPORTAL_MAIL_FROM.")
    try:
        place = urlsplit(given["SMTP"])
        host, port = place.hostname or "", place.port or _PORTS[place.scheme]
    except (ValueError, KeyError):
        raise MailError("DEVPORTAL_SMTP is not an address. Write smtp://HOST:587, or smtps://HOST:465.") from None
    if place.username or place.password:
        raise MailError("DEVPORTAL_SMTP holds a login. Write it into DEVPORTAL_SMTP_USER and DEVPORTAL_SMTP_PASSWORD.")
    if place.scheme == "smtp+plain" and host not in _HERE:
        raise MailError("smtp+plain:// is for a server on this machine only. Write smtp:// or smtps://.")
    if given["SMTP_CA"] and not Path(given["SMTP_CA"]).is_file():
        raise MailError(
            "DEVPORTAL_SMTP_CA names no file. It holds the certificates of who vouches for the mail server."
        )
    sender = Mailbox(given["MAIL_FROM"], "SuperOffice Developer Portal")
    return MailSettings(place.scheme, host, port, sender, given["SMTP_USER"], given["SMTP_PASSWORD"], given["SMTP_CA"])


_POLICY: Final = SMTP.clone(max_line_length=400)
"""Headers stay on one line: some mail programs show a folded subject with a gap."""
_NAMES: Final = ("SMTP", "SMTP_USER", "SMTP_PASSWORD", "SMTP_CA", "MAIL_FROM")


class Postman:
    """One connection, made when the first mail goes out. Used as a context."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Postman:
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def send(self, to: Mailbox, subject: str, text: str, html: str, message_id: str) -> Delivery:
        """Hand one mail to the server; ``message_id`` is without its domain. Raises MailError when nothing goes out."""
        message = self._message(to, subject, text, html, message_id)
        try:
            self._connected().send_message(message, self._settings.sender.email, [to.email])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = error.recipients[to.email]
            return Delivery(code, _said(said))
        except smtplib.SMTPDataError as error:
            return Delivery(error.smtp_code, _said(error.smtp_error))
        except (smtplib.SMTPException, OSError) as error:
            # When the connection broke after the text, the server may have the mail: the next one has the same id.
            trouble = self._trouble(error)
        else:
            return Delivery(250)
        self._hang_up()
        # Raised out here, for smtplib's frames hold the password.
        raise trouble

    def _connected(self) -> smtplib.SMTP:
        if self._server and not _lives(self._server):
            self._hang_up()
        if self._server is None:
            it, context = self._settings, ssl.create_default_context(cafile=self._settings.authorities or None)
            if it.scheme == "smtps":
                server: smtplib.SMTP = smtplib.SMTP_SSL(it.host, it.port, timeout=_PATIENCE, context=context)
            else:
                server = smtplib.SMTP(it.host, it.port, timeout=_PATIENCE)
            self._server = server
            if it.scheme == "smtp":
                server.starttls(context=context)
            if it.user:
                server.login(it.user, it.password)
        return self._server

    def _hang_up(self) -> None:
        server, self._server = self._server, None
        if server:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def _message(self, to: Mailbox, subject: str, text: str, html: str, message_id: str) -> EmailMessage:
        sender = self._settings.sender
        message = EmailMessage(policy=_POLICY)
        message["From"] = _address(sender)
        message["To"] = _address(to)
        message["Subject"] = _header(subject)[:_LONGEST]
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = f"<{message_id}@{sender.email.rpartition('@')[2]}>"
        # RFC 3834: no vacation answers to a machine.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        return message

    def _trouble(self, error: Exception) -> MailError:
        where = f"{self._settings.host}:{self._settings.port}"
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return MailError(
                f"The mail server {where} does not take the login. Check DEVPORTAL_SMTP_USER and …_PASSWORD."
            )
        if isinstance(error, ssl.SSLError):
            return MailError(f"The mail server {where} shows no certificate that counts here. Check DEVPORTAL_SMTP_CA.")
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return MailError(f"The mail server {where} lacks what is needed ({error}). Check scheme and port.")
        if isinstance(error, smtplib.SMTPSenderRefused):
            return MailError(
                f"The mail server {where} refuses the sender ({error.smtp_code}). Check DEVPORTAL_MAIL_FROM."
            )
        return MailError(f"The mail server {where} does not answer ({type(error).__name__}). The next run tries again.")


def _lives(server: smtplib.SMTP) -> bool:
    """Whether the connection still stands: servers close idle ones."""
    try:
        return server.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _header(text: str) -> str:
    """One line without anything that ends a header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _address(box: Mailbox) -> Address:
    name, _, domain = box.email.rpartition("@")
    return Address(_header(box.name), name, domain)


def _said(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return _header(text)[:200]
