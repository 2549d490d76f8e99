"""Debian's Postfix, and Dovecot over its maildirs, on loopback, in a folder of their own: nothing of the machine's own mail is touched."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DOMAINS = ("example.org", "news.example")
PASSWORD = "sesame"

MAIN = """\
compatibility_level = 3.6
mail_owner = postfix
setgid_group = postdrop
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.test
mydestination =
mynetworks = 127.0.0.0/8
recipient_delimiter = +
alias_maps =
relay_transport = discard
default_transport = {elsewhere}
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
virtual_mailbox_domains = example.org, news.example
virtual_mailbox_base = {folder}/boxes
virtual_mailbox_maps = texthash:{folder}/boxes.map
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
message_size_limit = 20000000
bounce_queue_lifetime = 1h
notify_classes =
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """\
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/dovecot
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/boxes/%d/%n
default_internal_user = {user}
default_login_user = {user}
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/boxes
}}
"""


def why_not() -> str:
    """Why Postfix cannot run here; "" when it can."""
    if not shutil.which("postfix") and not Path("/usr/sbin/postfix").exists():
        return "Postfix is not installed"
    return "" if os.geteuid() == 0 else "Postfix's master wants to be started by root"


@dataclass(frozen=True)
class PostOffice:
    folder: Path
    port: int

    def maildir(self, address: str) -> Path:
        name, _, domain = address.partition("@")
        return self.folder / "boxes" / domain / name

    def arrived(self, address: str) -> list[bytes]:
        """What lies in a mailbox, unread and read."""
        box = self.maildir(address)
        return [path.read_bytes() for part in ("new", "cur") for path in sorted((box / part).glob("*"))]

    def log(self) -> str:
        return (self.folder / "mail.log").read_text(errors="replace")

    def settle(self) -> None:
        """Until nothing waits in the queue; asks Postfix itself."""
        for _ in range(600):
            told = subprocess.run(["/usr/sbin/postqueue", "-c", self.folder / "conf", "-p"], capture_output=True, text=True, check=False)
            if "empty" in told.stdout:
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(["/usr/bin/tail", "-f", "-n0", self.folder / "mail.log"], timeout=0.1, capture_output=True, check=False)
        raise AssertionError(f"the queue does not drain:\n{self.log()[-3000:]}")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@contextmanager
def post_office(*boxes: str, elsewhere: str = "discard") -> Iterator[PostOffice]:
    """Postfix with these mailboxes. `elsewhere`: the transport for every other domain."""
    folder = Path(tempfile.mkdtemp(prefix="post-office-"))
    folder.chmod(0o755)
    owner, port = pwd.getpwnam("nobody"), free_port()
    for name in ("conf", "queue", "data", "boxes"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    for domain in DOMAINS:
        (folder / "boxes" / domain).mkdir()
        os.chown(folder / "boxes" / domain, owner.pw_uid, owner.pw_gid)
    os.chown(folder / "boxes", owner.pw_uid, owner.pw_gid)
    (folder / "boxes.map").write_text("".join(f"{box} {box.partition('@')[2]}/{box.partition('@')[0]}/\n" for box in boxes))
    (folder / "conf/main.cf").write_text(MAIN.format(folder=folder, uid=owner.pw_uid, gid=owner.pw_gid, elsewhere=elsewhere))
    (folder / "conf/master.cf").write_text(MASTER.format(port=port))
    postfix = ["/usr/sbin/postfix", "-c", folder / "conf"]
    try:
        subprocess.run([*postfix, "start"], check=True, capture_output=True)
        yield PostOffice(folder, port)
    finally:
        subprocess.run([*postfix, "stop"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def reading_room(office: PostOffice) -> Iterator[int]:
    """Dovecot's IMAP over the mailboxes of a post office; its port."""
    owner, port = pwd.getpwnam("nobody"), free_port()
    config = office.folder / "dovecot.conf"
    config.write_text(DOVECOT.format(folder=office.folder, port=port, user="nobody", uid=owner.pw_uid, gid=owner.pw_gid, password=PASSWORD))
    (office.folder / "dovecot").mkdir(exist_ok=True)
    server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _until_listening(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _until_listening(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
    raise AssertionError(f"Dovecot ended at once: {server.stderr.read().decode() if server.stderr else ''}")
