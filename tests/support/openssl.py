"""Keys and certificates for an hour, made by the operating system's own tool."""

from __future__ import annotations

import shutil
import subprocess

import pytest


def openssl(*arguments):
    """What it prints; the test is skipped where there is none."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the key, is not installed")
    return subprocess.run(["openssl", *arguments], check=True, capture_output=True, text=True).stdout


def dkim_key(folder):
    """(the private key's file, what stands in the DNS)."""
    path = folder / "key.pem"
    openssl("genrsa", "-out", path, "2048")
    return path, "v=DKIM1; k=rsa; p=" + "".join(openssl("rsa", "-in", path, "-pubout").splitlines()[1:-1])
