"""One form of an address for all the spellings a publisher gives it."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_TRACKING_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "matomo_", "hsa_", "stm_", "wt_", "itm_", "ns_", "_hs", "mc_", "oly_", "vero_", "asc_")
_TRACKING_NAMES = frozenset(
    {
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "yclid", "ymclid", "ysclid", "msclkid", "twclid", "ttclid", "igshid", "igsh",
        "li_fat_id", "mkt_tok", "cmpid", "cmp", "icid", "ocid", "ito", "xtor", "ftag", "smid", "sref", "ref", "ref_src", "ref_url", "referrer", "spm",
        "rss", "feedtype", "wpsrc", "partner", "echobox", "guccounter", "soc_src", "soc_trk", "_ga", "_gl", "_openstat", "amp", "outputtype",
        "usqp", "amp_js_v", "amp_gsa", "tpcc", "taid", "traffic_source", "intcmp", "ncid", "sh", "trk", "s_cid", "cid_source", "recip",
    }
)  # fmt: skip
"""Query parameters that say how the reader came, not what they read (lists of ClearURLs and of the outlets' own documentation)."""
_TRACKING_PAIRS = frozenset(
    {("from", "rss"), ("source", "rss"), ("src", "rss"), ("format", "amp"), ("mode", "amp"), ("m", "1"), ("mobile", "1")}
)
_DEVICE_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|wap|touch)\.(?=[^.]+\.[^.]+)")
_AMP_PATH = re.compile(r"(?:/amp(?:\.html?)?|\.amp(?:\.html?)?)$|(?<=/)amp/(?=.)")
_AMP_CACHE = re.compile(
    r"^https?://(?:www\.google\.[a-z.]+/amp|[^/]*cdn\.ampproject\.org/[cvi])/(?P<secure>s/)?(?P<rest>.+)$", re.IGNORECASE
)
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_PATH_SAFE = "/:@!$&'()*+,;=~-._"


def canonical_link(url: str) -> str:
    """The address without scheme variants, www/mobile/AMP hosts, tracking parameters, fragment and trailing slash; "" for what is no web address.

    `http://www.example.com/news/42/?utm_source=rss#top` → `https://example.com/news/42`. Idempotent.
    """
    parts = _split(_uncached(url.strip()))
    if parts is None:
        return ""
    path = _path(parts.path)
    return urlunsplit(("https", _host(parts), path, _query(parts.query), parts.fragment if parts.fragment.startswith("!") else ""))


def is_home(link: str) -> bool:
    """Whether a canonical link is an outlet's front page: it names the outlet, not an article."""
    if not link:
        return False
    parts = urlsplit(link)
    return not parts.path and not parts.query and not parts.fragment


def _uncached(url: str) -> str:
    """The publisher's address inside an address of an AMP cache."""
    cached = _AMP_CACHE.match(url)
    return f"https://{cached['rest']}" if cached else url


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(f"https:{url}" if url.startswith("//") else url)
        parts.port  # noqa: B018  # reading it is what validates it
    except ValueError:
        return None
    return parts if parts.scheme.lower() in {"http", "https"} and (parts.hostname or "").strip(".") else None


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    while bare := _DEVICE_HOST.sub("", name):
        if bare == name:
            break
        name = bare
    return name if parts.port in {None, 80, 443} else f"{name}:{parts.port}"


def _path(path: str) -> str:
    """Percent-encoding made the same for those who write Cyrillic plainly and those who encode it; AMP and index endings dropped."""
    path = "/".join(quote(unquote(part), safe=_PATH_SAFE) for part in re.split(r"/+", path))
    while True:
        shorter = _INDEX.sub("", _AMP_PATH.sub("", path.rstrip("/")))
        if shorter == path:
            return path
        path = shorter


def _query(query: str) -> str:
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _is_tracking(name, value)]
    return urlencode(sorted(kept))


def _is_tracking(name: str, value: str) -> bool:
    name = name.lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES) or (name, value.lower()) in _TRACKING_PAIRS
