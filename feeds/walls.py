"""Walls against bots, by the names they give themselves. The admin can then write to the outlet; we do not climb them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HEADERS = (
    ("cf-mitigated", "Cloudflare"),
    ("x-datadome", "DataDome"),
    ("x-amzn-waf-action", "the AWS firewall"),
    ("x-vercel-mitigated", "Vercel"),
    ("x-sucuri-block", "Sucuri"),
    ("x-kpsdk-ct", "Kasada"),
)
"""Only walls send these."""
_SERVERS = (("ddos-guard", "DDoS-Guard"), ("qrator", "Qrator"), ("akamaighost", "Akamai"), ("imperva", "Imperva"))
"""These pass pages on as well: only where they refuse are they walls."""
_REFUSALS = frozenset({401, 403, 405})
_PAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), whose)
    for pattern, whose in (
        (r"/cdn-cgi/challenge-platform/|<title>\s*just a moment", "Cloudflare"),
        (r"captcha-delivery\.com|datadome", "DataDome"),
        (r"_incapsula_resource", "Imperva"),
        (r"px-captcha|perimeterx", "PerimeterX"),
        (r"awswaf\.com|awswafintegration", "the AWS firewall"),
        (r"ddos-guard", "DDoS-Guard"),
        (r"within\.website/x/cmd/anubis|making sure you(?:'|&#39;|’)re not a bot", "Anubis"),
        (r"/vddosw3data\.js|testcookie-nginx|toNumbers\(", "a test of cookies"),
    )
)
"""What stands in a page that asks for JavaScript or a puzzle, often with status 200."""
_MOST_READ = 100_000


def wall_of_answer(status: int, headers: Mapping[str, str]) -> str:
    """Whose wall refused us, and what it says of itself; "" when none is known. `headers` is asked in lower case."""
    for header, whose in _HEADERS:
        if said := headers.get(header):
            return f"{whose} stopped us ({header}: {said[:40]})"
    server = headers.get("server", "") if status in _REFUSALS else ""
    return next((f"{whose} stopped us (server: {server[:40]})" for mark, whose in _SERVERS if mark in server.lower()), "")


def wall_of_page(page: str) -> str:
    """Whose page of waiting or puzzles this is; "" when it is none that is known."""
    return next((whose for pattern, whose in _PAGES if pattern.search(page[:_MOST_READ])), "")
