"""Mailed by a real server on loopback, over a line that is as safe as the settings ask."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from assistant.access import Access
from assistant.access.values import Operator
from assistant.notices import mail as sending
from assistant.notices.carrying import carry_one
from assistant.notices.channels import Mail
from assistant.notices.mail import by_mail
from assistant.notices.values import Standing

from .conftest import MAYA, NADIA, SECRET_POST, SECRET_TEXT, House

Make = Callable[..., House]
SENDER = "Corail <corail@halte.example>"


class Postbox:
    """Takes what comes in; ``refuses`` says with which words it does not."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], EmailMessage]] = []
        self.refuses: str | None = None
        self.signed_in: list[str] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, _: Any) -> str:
        if self.refuses:
            return f"550 5.1.1 <{to}>: {self.refuses}"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.got.append((list(envelope.rcpt_tos), message))
        return "250 OK"

    def authenticate(self, server: Any, session: Any, envelope: Any, how: str, given: Any) -> Any:
        assert isinstance(given, LoginPassword)
        good = given.password == b"three words apart"
        if good:
            self.signed_in.append(given.login.decode())
        return AuthResult(success=good, handled=False)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@contextlib.contextmanager
def served(postbox: Postbox, **how: Any) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(postbox, hostname="127.0.0.1", port=port, **how)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def carry(here: House) -> str | None:
    """Carry one; why it did not arrive."""
    outbox = here.outbox
    assert carry_one(outbox, "mail", by_mail(outbox.channels, outbox.address_of))
    return next((one.error for one in outbox.listed() if one.error), None)


def at_port(at: Make, port: int, **how: Any) -> House:
    mail = Mail("127.0.0.1", SENDER, port, **{"security": "none", **how})
    return at(webhook=None, mail=mail)


def test_what_is_mailed(at: Make, postbox: Postbox) -> None:
    with served(postbox) as port:
        here = at_port(at, port)
        one = here.open()
        one = here.ledger.assign(one.id, one.turn, "Nadia", MAYA, due_at="2026-11-24T10:00:00.000Z")
        assert carry(here) is None
    [(to, message)] = postbox.got
    assert to == ["nadia@halte.example"]
    assert message["From"] == SENDER
    assert message["Subject"] == "[halte] Maya gave a reply to Nadia."
    assert message["Auto-Submitted"] == "auto-generated"
    [kept] = here.outbox.listed()
    assert message["Message-ID"] == f"<{kept.id}@halte.example>"
    assert message.get_content().splitlines() == [
        "Maya gave a reply to Nadia.",
        "",
        f"Reply {one.id[:8]}, version 1, for x",
        "Due: 2026-11-24 10:00 UTC",
        f"Open it: https://corail.halte.example/?reply={one.id}",
        "",
        "What was written stays in Corail, and is read there.",
    ]
    assert SECRET_POST not in message.as_string() and SECRET_TEXT not in message.as_string()


def test_in_french_with_its_accents(at: Make, postbox: Postbox) -> None:
    with served(postbox) as port:
        here = at_port(at, port)
        here = at(webhook=None, mail=here.outbox.channels.mail, locale="fr", page=None)
        one = here.submitted()
        here.ledger.ask_changes(one.id, one.turn, "Plus court.", NADIA)
        assert carry(here) is None
        assert carry(here) is None
    told = {message["Subject"]: message.get_content() for _, message in postbox.got}
    assert "[halte] Maya a soumis une réponse\u00a0: elle attend une relecture." in told
    asked = told["[halte] Nadia a demandé des changements à une réponse."]
    assert asked.strip().endswith("Ce qui est écrit reste dans Corail et s'y lit.")
    assert "L'ouvrir" not in asked


def test_who_has_another_address_by_then_is_written_to_there(
    at: Make, house: Access, postbox: Postbox
) -> None:
    with served(postbox) as port:
        here = at_port(at, port)
        here.submitted()
        house.disable("Nadia", Operator("root"))
        assert carry(here) == "there is no address to write to any more"
        house.add("Nadia", NADIA.roles, Operator("root"), email="n@other.example")
        here.submitted()
        while carry_one(here.outbox, "mail", by_mail(here.outbox.channels, here.outbox.address_of)):
            pass
    assert [to for to, _ in postbox.got] == [["n@other.example"]]


def test_a_server_that_refuses_is_told_of_without_its_words(at: Make, postbox: Postbox) -> None:
    """They may repeat the address."""
    postbox.refuses = "no such person nadia@halte.example"
    with served(postbox) as port:
        here = at_port(at, port)
        here.submitted()
        assert carry(here) == "127.0.0.1: SMTPRecipientsRefused 550"
    [one] = here.outbox.listed()
    assert one.standing is Standing.WAITING


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine, and its key, signed by nobody but itself."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder = tmp_path_factory.mktemp("authority")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    plain = serialization.NoEncryption()
    written = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(written)
    return folder


@pytest.fixture
def context(authority: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(authority / "certificate.pem", authority / "key.pem")
    return made


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_over_tls_with_a_password(
    at: Make,
    postbox: Postbox,
    authority: Path,
    context: ssl.SSLContext,
    security: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority / "certificate.pem"))
    asks = {"authenticator": postbox.authenticate, "auth_required": True}
    asks |= (
        {"tls_context": context, "require_starttls": True}
        if security == "starttls"
        else {"ssl_context": context, "auth_require_tls": False}
    )
    with served(postbox, **asks) as port:
        login = {"user": "corail", "password": "three words apart", "security": security}
        here = at_port(at, port, **login)
        here.submitted()
        assert carry(here) is None
    assert postbox.signed_in == ["corail"]
    assert len(postbox.got) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    at: Make, postbox: Postbox, context: ssl.SSLContext, security: str
) -> None:
    way = {"tls_context": context} if security == "starttls" else {"ssl_context": context}
    with served(postbox, authenticator=postbox.authenticate, **way) as port:
        login = {"user": "corail", "password": "three words apart", "security": security}
        here = at_port(at, port, **login)
        here.submitted()
        assert carry(here) == "127.0.0.1: SSLCertVerificationError"
    assert (postbox.signed_in, postbox.got) == ([], [])


def test_a_server_that_offers_no_tls_gets_no_password(at: Make, postbox: Postbox) -> None:
    asks = {"authenticator": postbox.authenticate, "auth_require_tls": False}
    with served(postbox, **asks) as port:
        login = {"user": "corail", "password": "three words apart", "security": "starttls"}
        here = at_port(at, port, **login)
        here.submitted()
        assert carry(here) == "127.0.0.1: SMTPNotSupportedError"
    assert postbox.signed_in == []


def test_a_wrong_password_is_not_repeated(at: Make, postbox: Postbox) -> None:
    asks = {"authenticator": postbox.authenticate, "auth_require_tls": False}
    with served(postbox, **asks) as port:
        here = at_port(at, port, user="corail", password="hush-hush")
        here.submitted()
        assert carry(here) == "127.0.0.1: SMTPAuthenticationError 535"
    assert "hush" not in repr(here.outbox.channels) + repr(here.outbox.listed())


def test_a_server_that_drips_is_cut_off(at: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def drip() -> None:
            line, _ = server.accept()
            with line, contextlib.suppress(OSError):
                while not ended.wait(0.05):
                    line.sendall(b"2")

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        here = at_port(at, server.getsockname()[1])
        here.submitted()
        assert str(carry(here)).startswith("127.0.0.1: ")
        ended.set()
        dripping.join(10)


def test_a_name_cannot_add_a_line_to_the_head_of_a_message(
    at: Make, house: Access, postbox: Postbox
) -> None:
    """Names are kept without line breaks; should one get in all the same, nothing is sent."""
    from dataclasses import replace

    from assistant.notices.mail import written

    here = at_port(at, 9)
    here.submitted()
    [one] = here.outbox.listed()
    told = replace(one.told, by="Maya\r\nBcc: all@halte.example")
    mail = here.outbox.channels.mail
    assert mail is not None
    with pytest.raises(ValueError, match=r"linefeed|carriage return"):
        written(replace(one, told=told), "nadia@halte.example", mail, here.outbox.channels)
