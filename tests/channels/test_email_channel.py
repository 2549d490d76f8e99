"""How far a mail got decides what becomes of it, and one line to the relay serves many mails."""

from __future__ import annotations

import asyncio
import ssl

import pytest
from support.mail_stand import SENDER, channel_to
from support.openssl import openssl
from support.smtpd import CUT_OFF, MailServer

from channels.email import EmailChannel
from channels.rendering.mail import render_mail
from channels.smtp import Relay, Security
from channels.smtp_replies import Phase, Reply, Verdict, sort_reply
from news.deliveries import Body
from news.errors import AddressGone, ConfigError, DeliveryError, RetryLater, Unknown

LETTER = Body("Merhaba.\n.bir nokta\n", "<p>Merhaba</p>", subject="Ґанок · İstanbul")


@pytest.fixture
def server():
    with MailServer() as server:
        yield server


async def sent(channel, *addresses):
    """What became of a mail to each of them, one after the other."""
    results = []
    for address in addresses:
        try:
            results.append(await channel.send(address, LETTER))
        except DeliveryError as error:
            results.append(error)
    await channel.close()
    return results


async def test_a_mail_arrives_with_every_dot(server):
    """Subject, text and both parts as they were; a line that begins with a dot keeps it."""
    await sent(channel_to(server), "ayse@example.org")
    (mail,) = server.mails
    assert mail.text == LETTER.text
    assert mail.message["Subject"] == LETTER.subject
    assert [part.get_content_type() for part in mail.message.iter_parts()] == ["text/plain", "text/html"]
    assert (mail.sender, mail.message["From"], mail.message["To"]) == (SENDER, f"Tellal <{SENDER}>", "ayse@example.org")


async def test_one_line_serves_many_mails(server):
    """Also when one of the readers in between is refused."""
    server.refuse("RCPT", "550 5.1.1 unknown", recipient="gone@example.org")
    results = await sent(channel_to(server, lines=1), "a@example.org", "gone@example.org", "b@example.org", "c@example.org")
    assert [type(result).__name__ for result in results] == ["Receipt", "AddressGone", "Receipt", "Receipt"]
    assert server.lines == 1


async def test_several_lines_work_side_by_side(server):
    """As many as were asked for, and no more."""
    channel = channel_to(server, lines=3)
    await asyncio.gather(*(channel.send(f"r{number}@example.org", LETTER) for number in range(12)))
    await channel.close()
    assert sorted(mail.recipient for mail in server.mails) == sorted(f"r{number}@example.org" for number in range(12))
    assert 1 <= server.lines <= 3


CUTS = {
    "MAIL": RetryLater,
    "RCPT": RetryLater,
    "DATA": Unknown,
}


@pytest.mark.parametrize("phase", CUTS)
async def test_a_line_that_breaks_before_the_dot_has_accepted_nothing_and_after_it_nobody_knows(server, phase):
    """The next mail goes over a new line."""
    server.refuse(phase, CUT_OFF)
    first, second = await sent(channel_to(server, lines=1), "a@example.org", "b@example.org")
    assert type(first) is CUTS[phase]
    assert server.to("b@example.org")
    assert second.channel == "email"
    assert server.lines == 2


async def test_a_server_that_hangs_after_the_dot_is_unknown():
    """The mail may be in its queue."""

    async def silent(reader, writer):
        writer.write(b"220 hello\r\n")
        for reply in (b"250 hello\r\n", b"250 sender\r\n", b"250 recipient\r\n", b"354 go on\r\n"):
            await reader.readline()
            writer.write(reply)
        await reader.read()
        writer.close()

    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    relay = Relay("127.0.0.1", listening.sockets[0].getsockname()[1], Security.NONE, patience_after_data=0.05, local_name="test.invalid")
    channel = EmailChannel(relay, render_mail, sender=SENDER, lines=1)
    (result,) = await sent(channel, "a@example.org")
    listening.close()
    assert type(result) is Unknown


PIPELINED = [
    ("250 2.1.0 sender", "250 2.1.5 recipient", "354 go on", "Receipt"),
    ("250 2.1.0 sender", "550 5.1.1 unknown", "554 5.5.1 no valid recipients", "AddressGone"),
    ("250 2.1.0 sender", "550 5.1.1 unknown", "354 go on", "AddressGone"),
    ("452 4.3.1 no room", "503 5.5.1 need MAIL", "503 5.5.1 need RCPT", "RetryLater"),
    ("250 2.1.0 sender", "250 2.1.5 recipient", "452 4.3.1 no room", "RetryLater"),
]


@pytest.mark.parametrize("replies", PIPELINED, ids=[f"{row[0][:3]}-{row[1][:3]}-{row[2][:3]}" for row in PIPELINED])
async def test_a_relay_that_listens_to_three_commands_at_once_is_told_all_three(replies):
    """RFC 2920: they come in one piece, each answer is about its own command, and words to nobody are not written; the line goes on."""
    *answers, result = replies
    heard, mails = [], []

    async def listens(reader, writer):
        writer.write(b"220 hello\r\n")
        await reader.readline()
        writer.write(b"250-hello\r\n250-PIPELINING\r\n250 SMTPUTF8\r\n")
        for replied in (answers, ["250 ok", "250 ok", "354 go on"]):
            heard.append((await reader.readuntil(b"DATA\r\n")).decode().splitlines())
            writer.write("".join(f"{each}\r\n" for each in replied).encode())
            accepted = replied[1].startswith("250") and replied[2].startswith("354")
            if replied[2].startswith("354"):
                mails.append(await reader.readuntil(b"\r\n.\r\n" if accepted else b".\r\n"))
                writer.write(b"250 kept\r\n" if accepted else b"554 5.5.1 nobody\r\n")
            if not accepted:
                assert await reader.readline() == b"rset\r\n"
                writer.write(b"250 ok\r\n")
        await reader.read()
        writer.close()

    listening = await asyncio.start_server(listens, "127.0.0.1", 0)
    relay = Relay("127.0.0.1", listening.sockets[0].getsockname()[1], Security.NONE, local_name="test.invalid", patience=5)
    first, second = await sent(EmailChannel(relay, render_mail, sender=SENDER, lines=1), "a@example.org", "ayşe@example.org")
    listening.close()
    assert (type(first).__name__, type(second).__name__) == (result, "Receipt")
    assert heard[0] == [f"MAIL FROM:<{SENDER}>", "RCPT TO:<a@example.org>", "DATA"]
    assert heard[1] == [f"MAIL FROM:<{SENDER}> SMTPUTF8 BODY=8BITMIME", "RCPT TO:<ayşe@example.org>", "DATA"]
    assert len([mail for mail in mails if mail != b".\r\n"]) == (2 if result == "Receipt" else 1)


async def test_a_relay_that_is_away_makes_everybody_wait():
    """Nobody is given up for it."""
    relay = Relay("127.0.0.1", 9, Security.NONE)
    (result,) = await sent(EmailChannel(relay, render_mail, sender=SENDER, lines=1), "a@example.org")
    assert isinstance(result, RetryLater)
    assert result.whole_channel


async def test_an_address_with_letters_outside_ascii_is_sent_where_the_relay_can(server):
    """SMTPUTF8, RFC 6531."""
    (result,) = await sent(channel_to(server), "ayşe@örnek.example")
    assert result.address == "ayşe@örnek.example"
    assert server.mails[0].recipient == "ayşe@örnek.example"


async def test_a_header_cannot_be_broken_out_of(server):
    """A headline with a line feed makes one subject; an address with one is no address."""
    channel = channel_to(server)
    await channel.send("a@example.org", Body("x", subject="one\r\nBcc: eve@example.org"))
    assert server.mails[0].message["Bcc"] is None
    (result,) = await sent(channel, "a@example.org\r\nRCPT TO:<eve@example.org>")
    assert isinstance(result, AddressGone)
    assert len(server.mails) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
async def test_the_relay_is_given_our_name_and_password():
    """A wrong one makes everybody wait: it is about us."""
    with MailServer(login=("tellal", "sesame")) as server:
        right = Relay("127.0.0.1", server.port, Security.NONE, username="tellal", password="sesame", local_name="test.invalid")
        wrong = Relay("127.0.0.1", server.port, Security.NONE, username="tellal", password="other", local_name="test.invalid")
        (taken,) = await sent(EmailChannel(right, render_mail, sender=SENDER, lines=1), "a@example.org")
        (refused,) = await sent(EmailChannel(wrong, render_mail, sender=SENDER, lines=1), "a@example.org")
    assert taken.channel == "email"
    assert isinstance(refused, RetryLater)
    assert refused.whole_channel
    assert "other" not in str(refused)


def test_a_password_is_never_sent_in_the_clear():
    """Except to this machine itself."""
    with pytest.raises(ConfigError, match="TELLAL_SMTP_SECURITY"):
        Relay("mail.example.org", 25, Security.NONE, username="tellal", password="sesame")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    key, cert = folder / "key.pem", folder / "cert.pem"
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert, *names)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, ssl.create_default_context(cafile=cert)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_the_line_is_encrypted_and_the_certificate_is_looked_at(certificate, security):
    """From the start or by STARTTLS; a certificate nobody vouches for is a relay that cannot be reached."""
    ours, trust = certificate
    with MailServer(tls=ours, starttls=security is Security.STARTTLS) as server:
        known = Relay("127.0.0.1", server.port, security, trust=trust, local_name="test.invalid")
        stranger = Relay("127.0.0.1", server.port, security, local_name="test.invalid")
        (taken,) = await sent(EmailChannel(known, render_mail, sender=SENDER, lines=1), "a@example.org")
        (refused,) = await sent(EmailChannel(stranger, render_mail, sender=SENDER, lines=1), "a@example.org")
        assert len(server.mails) == 1
    assert taken.channel == "email"
    assert isinstance(refused, RetryLater)


REPLIES = [
    (Phase.RECIPIENT, 550, "5.1.1 <a@b>: Recipient address rejected: User unknown in local recipient table", Verdict.GONE),
    (Phase.RECIPIENT, 550, "Invalid recipient: <a@b>", Verdict.GONE),
    (Phase.RECIPIENT, 524, "5.2.4 Mailing list expansion problem: <a@b>", Verdict.GONE),
    (Phase.RECIPIENT, 556, "domain does not accept mail", Verdict.GONE),
    (Phase.RECIPIENT, 550, "5.2.1 The email account that you tried to reach is disabled", Verdict.GONE),
    (Phase.RECIPIENT, 552, "5.2.2 mailbox full", Verdict.FULL),
    (Phase.RECIPIENT, 550, "5.7.1 Service unavailable; client host blocked using a list", Verdict.REFUSED),
    (Phase.RECIPIENT, 550, "5.1.8 Sender address rejected: Domain not found", Verdict.OURS),
    (Phase.RECIPIENT, 450, "4.2.0 Greylisted", Verdict.BUSY),
    (Phase.RECIPIENT, 421, "4.7.0 Try again later, closing connection", Verdict.SERVER),
    (Phase.RECIPIENT, 530, "5.7.0 Must issue a STARTTLS command first", Verdict.OURS),
    (Phase.SENDER, 452, "4.3.1 Insufficient system storage", Verdict.SERVER),
    (Phase.SENDER, 553, "5.7.1 Sender address rejected: not owned by user", Verdict.OURS),
    (Phase.CONTENT, 554, "5.7.1 Message looks like spam", Verdict.REFUSED),
    (Phase.CONTENT, 550, "rejected after content inspection", Verdict.REFUSED),
    (Phase.CONTENT, 452, "4.2.2 over quota", Verdict.BUSY),
    (Phase.GREETING, 554, "no SMTP service here", Verdict.OURS),
    (Phase.GREETING, 450, "too many connections", Verdict.SERVER),
]


@pytest.mark.parametrize(("phase", "code", "text", "verdict"), REPLIES, ids=[f"{row[0]}-{row[1]}-{row[3].name}" for row in REPLIES])
def test_a_refusal_is_about_the_reader_the_mail_or_us(phase, code, text, verdict):
    """Words of real servers; only what says "no such mailbox" costs a reader their address."""
    assert sort_reply(Reply(code, text, phase)) is verdict
