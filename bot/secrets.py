"""Secrets that feeds.yaml names: in the environment, then `.env` beside it, then a file of that name in /run/secrets."""

from __future__ import annotations

import os
from pathlib import Path

from dotenv import dotenv_values

from bot.logs import keep_secret
from bot.ours import ROOT
from bot.settings import SECRETS


def secret_named(name: str, *, root: Path = ROOT, secrets: Path = SECRETS) -> str | None:
    """Its value, or None when nobody has set it. From now on no log shows it. Looked up at each use: a secret that is renewed counts at once."""
    value = os.environ.get(name) or dotenv_values(root / ".env").get(name) or _in_file(secrets / name) or _in_file(secrets / name.lower())
    if value:
        keep_secret(value)
    return value or None


def _in_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
