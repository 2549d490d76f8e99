"""Which entries are one article: by guid, by link, by words.

Feeds change guids and slugs, carry one address in two sections, give every entry the home page for a link or one guid to all of them.
An entry therefore has several names (keys); two entries that share one are one article. Which names can be trusted shows only in the
whole of a poll, so `identify` looks at all its entries together.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from news.articles import Entry
from news.links import canonical_link, is_home

__all__ = ["Identified", "article_id", "canonical_link", "content_hash", "identify", "identity_keys"]

_ID_LENGTH = 12
"""Base32 characters: 60 bits, so a collision is unlikely below a billion articles."""
_TITLE_WORDS = 4
_TITLE_LETTERS = 20
_TITLE_IDEOGRAPHS = 10
_IDEOGRAPH = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Identified:
    """An entry, the id its strongest key gives, and all its keys, strongest first. Keys are opaque, unique across feeds."""

    entry: Entry
    article_id: str
    keys: tuple[str, ...]
    content_hash: str
    full_text: str = ""
    """The text of the article's own page, where the feed asks for it and it could be had. Not part of the hash: the feed's words are compared."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What an entry could be known by. "" = it has no such name."""

    guid: str
    link: str
    anchor: str
    """The link with its fragment; "" when it has none."""
    title: str
    words: str
    """Title and content."""
    time: str
    """Title and moment of publication."""
    content: str


def identify(entries: Sequence[Entry], feed_slug: str) -> list[Identified]:
    """The entries of one poll with their keys, in the order given. Names that mean several things within the poll are not used."""
    names = [_names(entry) for entry in entries]
    ambiguous = _Ambiguous.among(names)
    return [_identified(entry, _keys(named, feed_slug, ambiguous), named) for entry, named in zip(entries, names, strict=True)]


def identity_keys(entry: Entry, feed_slug: str) -> tuple[str, ...]:
    """Keys of an entry seen alone, strongest first."""
    return identify([entry], feed_slug)[0].keys


def article_id(entry: Entry, feed_slug: str) -> str:
    """Id of an entry seen alone: 12 lower-case base32 characters."""
    return identify([entry], feed_slug)[0].article_id


def content_hash(entry: Entry) -> str:
    """Changes when the publisher edits title, summary or body; not when only spacing or the rest of the feed changes. 32 hex characters."""
    return _digest(_squeeze(entry.title), _squeeze(entry.summary), _squeeze(entry.body))


@dataclass(frozen=True, slots=True)
class _Ambiguous:
    """Names that stand for more than one thing in this poll."""

    guids: frozenset[str]
    links: frozenset[str]
    times: frozenset[str]

    @classmethod
    def among(cls, names: Sequence[_Names]) -> _Ambiguous:
        return cls(
            guids=_several(names, name=lambda n: n.guid, meaning=lambda n: n.link or n.title),
            links=_several(names, name=lambda n: n.link, meaning=lambda n: (n.title, n.anchor)) - _several_titles_of_one_guid(names),
            times=_several(names, name=lambda n: n.time, meaning=lambda n: n.content),
        )


def _several(names: Iterable[_Names], *, name: Callable[[_Names], str], meaning: Callable[[_Names], Hashable]) -> frozenset[str]:
    meanings: dict[str, set[Hashable]] = defaultdict(set)
    for named in names:
        meanings[name(named)].add(meaning(named))
    return frozenset(key for key, found in meanings.items() if len(found) > 1)


def _several_titles_of_one_guid(names: Iterable[_Names]) -> frozenset[str]:
    """Links whose entries all carry one guid: an edited article listed twice, not a link shared by different ones."""
    guids: dict[str, set[str]] = defaultdict(set)
    for named in names:
        guids[named.link].add(named.guid)
    return frozenset(link for link, found in guids.items() if len(found) == 1 and "" not in found)


def _identified(entry: Entry, keys: tuple[str, ...], named: _Names) -> Identified:
    return Identified(entry, _short(keys[0]), keys, named.content)


def _keys(named: _Names, slug: str, ambiguous: _Ambiguous) -> tuple[str, ...]:
    keys = [
        _guid_key(named, slug, ambiguous),
        _key("link", named.anchor if named.link in ambiguous.links else named.link),
        "" if named.time in ambiguous.times else _key("time", named.time, slug),
        _key("words", named.words, slug),
    ]
    known = tuple(dict.fromkeys(key for key in keys if key))
    return known or (_key("bare", f"{named.title}\n{named.content}", slug),)


def _guid_key(named: _Names, slug: str, ambiguous: _Ambiguous) -> str:
    if named.guid in ambiguous.guids:
        return _key("guid+", f"{named.guid}\n{named.link or named.title}", slug)
    return _key("guid", named.guid, slug)


def _key(kind: str, name: str, slug: str = "") -> str:
    """`link:…` is the same for every feed; the others are the feed's own. Hashed: feeds give guids of any length."""
    return f"{kind}:{_digest(slug, name)}" if name else ""


def _names(entry: Entry) -> _Names:
    link, title, content = canonical_link(entry.url), _fold(entry.title), content_hash(entry)
    told = f"{title}\n{content}" if _is_telling(title) else ""
    day = entry.published.date().isoformat() if entry.published else ""
    return _Names(
        guid=_believable_guid(entry.guid),
        link="" if is_home(link) else link,
        anchor=_anchor(entry.url, link),
        title=title,
        words=f"{told}\n{day}" if told and (entry.summary or entry.body) else "",
        time=f"{title}\n{entry.published.isoformat()}" if told and entry.published else "",
        content=content,
    )


def _anchor(url: str, link: str) -> str:
    fragment = url.partition("#")[2].strip()
    return f"{link}#{fragment}" if link and fragment else ""


def _believable_guid(guid: str) -> str:
    """A guid that is the outlet's home page names the outlet, not the entry."""
    guid = guid.strip()
    return "" if is_home(canonical_link(guid)) else guid


def _is_telling(title: str) -> bool:
    """A title long enough that two entries of one feed with it are hardly two: "Video" is not, a sentence is."""
    if _IDEOGRAPH.search(title):
        return _letters(title) >= _TITLE_IDEOGRAPHS
    return len(title.split()) >= _TITLE_WORDS or _letters(title) >= _TITLE_LETTERS


def _letters(title: str) -> int:
    return sum(map(str.isalpha, title))


def _fold(text: str) -> str:
    return _squeeze(text).casefold()


def _squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _short(key: str) -> str:
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:_ID_LENGTH].lower()
