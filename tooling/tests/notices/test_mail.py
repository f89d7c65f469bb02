"""Mail goes out to a real server: encrypted, with a login, and with whatever names people have."""

from __future__ import annotations

import ssl
from collections.abc import Callable

import pytest
from devportal.domain.notice import Mailbox, MailError
from devportal.gateways.mail import MailSettings, Postman, mail_settings

from .post import Post, certificate, post_office

HERE = Mailbox("portal@devportal.example", "SuperOffice Developer Portal")
IDA = Mailbox("ida.holm@acme.example", "Ida Holm")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, str]:
    context, file = certificate(tmp_path_factory.mktemp("tls"))
    return context, str(file)


def settings(scheme: str, post: Post, **more: str) -> MailSettings:
    return MailSettings(scheme, "127.0.0.1", post.port, HERE, **more)


def send(it: MailSettings, to: Mailbox = IDA, subject: str = "Ready") -> int:
    with Postman(it) as postman:
        return postman.send(to, subject, "Text\n", "<p>Text</p>", "abc").code


def test_a_server_on_this_machine_takes_plain_mail() -> None:
    with post_office() as post:
        assert send(settings("smtp+plain", post)) == 250
    ((to, message),) = post.taken
    assert to == IDA.email
    assert message["Message-ID"] == "<abc@devportal.example>"
    assert message["From"] == "SuperOffice Developer Portal <portal@devportal.example>"
    assert message["To"] == "Ida Holm <ida.holm@acme.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # aiosmtpd overlooks implicit TLS
@pytest.mark.parametrize(("scheme", "implicit"), [("smtp", False), ("smtps", True)])
def test_mail_is_encrypted_and_the_login_goes_inside(
    tls: tuple[ssl.SSLContext, str], scheme: str, implicit: bool
) -> None:
    with post_office(tls=tls[0], implicit=implicit, login=True) as post:
        login = {"user": "portal", "password": "hunter2-planted"}
        assert send(settings(scheme, post, authorities=tls[1], **login)) == 250
        with pytest.raises(MailError, match="does not take the login") as caught:
            send(settings(scheme, post, authorities=tls[1], user="portal", password="wrong"))
        assert "wrong" not in str(caught.value)
        with pytest.raises(MailError, match="no certificate that counts"):
            send(settings(scheme, post, **login))
    assert post.to == [IDA.email]


def test_a_server_without_encryption_gets_no_mail() -> None:
    with post_office() as post, pytest.raises(MailError, match="lacks what is needed"):
        send(settings("smtp", post))
    assert post.taken == []


def test_a_server_that_is_away_is_said() -> None:
    with post_office() as post:
        pass
    with pytest.raises(MailError, match="does not answer"):
        send(settings("smtp+plain", post))


@pytest.mark.parametrize(("answer", "permanent"), [("550 No such user", True), ("451 Try later", False)])
@pytest.mark.parametrize("at_the_end", [False, True])
def test_a_refusal_is_what_the_server_said(answer: str, permanent: bool, at_the_end: bool) -> None:
    with post_office() as post, Postman(settings("smtp+plain", post)) as postman:
        (post.of_data if at_the_end else post.refused)[IDA.email] = answer
        delivery = postman.send(IDA, "Ready", "", "", "abc")
        assert (delivery.permanent, delivery.taken, delivery.text) == (permanent, False, answer[4:])
        assert postman.send(Mailbox("ola@acme.example"), "Ready", "", "", "abd").taken


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ida\r\nBcc: everybody@acme.example", "Ida Bcc: everybody@acme.example"),
        ('Ida "the boss" <eve@evil.example>', 'Ida "the boss" <eve@evil.example>'),
        ("Ìdå Hølm 漢字", "Ìdå Hølm 漢字"),
        ("\u202eadi\x00\x1b[31m", "adi [31m"),
        ("x" * 100, "x" * 100),
        ("", ""),
    ],
)
def test_a_name_or_subject_cannot_become_a_header(name: str, shown: str) -> None:
    with post_office() as post:
        assert send(settings("smtp+plain", post), Mailbox(IDA.email, name), f"About {name}") == 250
    ((_, message),) = post.taken
    (address,) = message["To"].addresses
    assert (address.display_name, address.addr_spec) == (shown, IDA.email)
    assert " ".join(str(message["Subject"]).split()) == f"About {shown}".strip()
    assert message["Bcc"] is None


@pytest.mark.parametrize("email", ["a..b@acme.example", "o'neil+x%y@acme.example", ".a@acme.example"])
def test_every_address_that_the_registry_allows_can_be_written_to(email: str) -> None:
    with post_office() as post:
        assert send(settings("smtp+plain", post), Mailbox(email)) == 250
    assert len(post.to) == 1


def test_a_connection_that_the_server_closed_is_made_anew() -> None:
    with post_office() as post, Postman(settings("smtp+plain", post)) as postman:
        assert postman.send(IDA, "One", "", "", "a").taken
        postman._server.sock.shutdown(2)  # type: ignore[union-attr] # what an idle server does
        assert postman.send(IDA, "Two", "", "", "b").taken
    assert post.subjects == ["One", "Two"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "There is no mail server"),
        ({"SMTP": "smtp://mail.example"}, "DEVPORTAL_MAIL_FROM"),
        ({"SMTP": "mail.example"}, "not an address"),
        ({"SMTP": "smtp://mail.example:port"}, "not an address"),
        ({"SMTP": "smtp+plain://mail.example"}, "this machine only"),
        ({"SMTP": "smtp://bot:hunter2@mail.example"}, "holds a login"),
        ({"SMTP": "smtp://mail.example", "SMTP_CA": "absent.pem"}, "names no file"),
    ],
)
def test_settings_that_do_not_work_are_said(given: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    setting = _set(monkeypatch)
    for name, value in (
        {"MAIL_FROM": "portal@devportal.example"} if len(given) != 1 or "@" in str(given) else {}
    ).items():
        setting(name, value)
    for name, value in given.items():
        setting(name, value)
    if given and said != "DEVPORTAL_MAIL_FROM":
        setting("MAIL_FROM", "portal@devportal.example")
    with pytest.raises(MailError, match=said) as caught:
        mail_settings()
    assert "hunter2" not in str(caught.value)


def test_settings_are_read_and_do_not_show_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    setting = _set(monkeypatch)
    setting("SMTP", "smtps://mail.example")
    setting("MAIL_FROM", "portal@devportal.example")
    setting("SMTP_USER", "portal")
    setting("SMTP_PASSWORD", "hunter2-planted")
    found = mail_settings()
    assert (found.scheme, found.host, found.port, found.user) == ("smtps", "mail.example", 465, "portal")
    assert "hunter2" not in repr(found)


def _set(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    for name in ("SMTP", "SMTP_USER", "SMTP_PASSWORD", "SMTP_CA", "MAIL_FROM"):
        monkeypatch.delenv(f"DEVPORTAL_{name}", raising=False)
    return lambda name, value: monkeypatch.setenv(f"DEVPORTAL_{name}", value)
