"""Cyrillic and Greek names in Latin letters, so that Зеленський stands near Zelenskyi."""

from __future__ import annotations


def _table(pairs: str) -> dict[str, str]:
    """Pairs like "а=a ь=" as a table."""
    return dict(pair.split("=") for pair in pairs.split())


_GREEK = _table(
    "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o"
    " ά=a έ=e ή=i ί=i ό=o ύ=y ώ=o ϊ=i ϋ=y"
)

_COMMON = _GREEK | _table(
    "а=a б=b в=v д=d е=e ж=zh з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ь= ъ= ы=y э=e ў=u"
    " ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz"
)

_UKRAINIAN = _COMMON | _table("г=h ґ=g и=y й=i і=i ї=i є=ie ё=io ю=iu я=ia")
"""Resolution 55 of the Cabinet of Ministers of Ukraine (27 January 2010), the form for the middle of a word."""

_RUSSIAN = _COMMON | _table("г=g ґ=g и=i й=y і=i ї=i є=e ё=e ю=yu я=ya")
"""BGN/PCGN 1947, without its apostrophes."""

_INITIAL = _table("є=ye ї=yi й=y ю=yu я=ya")
"""Resolution 55: at the beginning of a word."""

_ONLY_UKRAINIAN = ("і", "ї", "є", "ґ", "ськ", "цьк", "зьк")
"""Letters, and the soft sign of names like Зеленський, that Russian does not write."""


def transliterate(text: str, language: str = "") -> str:
    """Lower-case Latin letters for Cyrillic and Greek; everything else unchanged (lower-cased).

    `language` "uk" or "ru" picks the table; else spellings only Ukrainian has decide.
    """
    lowered = text.lower()
    table = _UKRAINIAN if _is_ukrainian(lowered, language) else _RUSSIAN
    return "".join(_latin(letter, before, table) for before, letter in zip(" " + lowered, lowered, strict=False))


def _is_ukrainian(lowered: str, language: str) -> bool:
    return language == "uk" or (language != "ru" and any(sign in lowered for sign in _ONLY_UKRAINIAN))


def _latin(letter: str, before: str, table: dict[str, str]) -> str:
    if letter in _INITIAL and not before.isalpha() and before not in "'’ʼ":
        return _INITIAL[letter]
    if letter in "'’ʼ":
        return "" if "а" <= before <= "ґ" else letter
    return table.get(letter, letter)
