"""DKIM: the one door to dkimpy. The signature covers what makes the mail ours, the two unsubscribe headers among it (RFC 8058, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import dkim
from dkim.crypto import UnparsableKeyError, parse_pem_private_key

from news.errors import ConfigError

SIGNED: Final = (
    b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type", b"Content-Transfer-Encoding",
    b"Content-Language", b"In-Reply-To", b"References",
    b"List-Id", b"List-Unsubscribe", b"List-Unsubscribe-Post", b"Auto-Submitted", b"Precedence", b"Feedback-ID",
)  # fmt: skip
"""From once more than it stands there: a second one added on the way would break the signature (RFC 6376, 5.4)."""


@dataclass(frozen=True, slots=True)
class DkimSigner:
    """Signs as `selector`._domainkey.`domain` with a private RSA key in PEM."""

    domain: str
    selector: str
    key: bytes

    @classmethod
    def from_file(cls, path: Path, *, domain: str, selector: str) -> DkimSigner:
        """Raises `ConfigError` when there is no key that can be read."""
        try:
            key = path.read_bytes()
            parse_pem_private_key(key)
        except OSError as error:
            raise ConfigError(f"TELLAL_DKIM_KEY_FILE: {path} cannot be read: {error.strerror}") from error
        except (UnparsableKeyError, ValueError, IndexError) as error:
            raise ConfigError(
                f"TELLAL_DKIM_KEY_FILE: {path} holds no private RSA key in PEM; make one as docs/how-to/mail.md says"
            ) from error
        return cls(domain, selector, key)

    def __call__(self, message: bytes) -> bytes:
        head = message.partition(b"\r\n\r\n")[0].lower()
        present = [name for name in SIGNED if b"\r\n" + name.lower() + b":" in b"\r\n" + head]
        signature: bytes = dkim.sign(
            message,
            self.selector.encode(),
            self.domain.encode(),
            self.key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[*present, b"From"],
        )
        return signature + message
