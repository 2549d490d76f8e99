"""Links that need no login: the one door to itsdangerous. A link says whose it is and what it is for, and cannot be turned into another.

No token expires by itself: leaving must work for ever, and a confirmation's age and single use are the store's to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from itsdangerous import BadData, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode


class Purpose(StrEnum):
    """What a link is for; each is signed under a salt of its own."""

    UNSUBSCRIBE = "unsubscribe"
    PREFERENCES = "preferences"
    CONFIRM = "confirm"


class _Short(URLSafeSerializer):
    """Does not try to compress what is some thirty random letters: that made more than half of the work of a link. Reads both."""

    def dump_payload(self, obj: object) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))


class SignedLinks:
    """Makes and reads links below `base_url`. `secrets`: the newest last; links made with older ones still open."""

    def __init__(self, base_url: str, secrets: Sequence[str]) -> None:
        self._base_url = base_url.rstrip("/")
        self._signers = {purpose: _Short(list(secrets), salt=f"tellal/{purpose}") for purpose in Purpose}

    def unsubscribe(self, key: str) -> str:
        return self._link(Purpose.UNSUBSCRIBE, key)

    def preferences(self, key: str) -> str:
        return self._link(Purpose.PREFERENCES, key)

    def confirm(self, key: str, word: str) -> str:
        return self._link(Purpose.CONFIRM, key, word)

    def read(self, purpose: Purpose, token: str) -> tuple[str, ...] | None:
        """What was signed; None for a token that is not ours, or is for something else."""
        try:
            parts = self._signers[purpose].loads(token)
        except BadData:
            return None
        return tuple(map(str, parts)) if isinstance(parts, list) else None

    def _link(self, purpose: Purpose, *parts: str) -> str:
        token = self._signers[purpose].dumps(list(parts))
        return f"{self._base_url}/{purpose}/{token if isinstance(token, str) else token.decode()}"
