"""Many invented events at once, each of a kind, a place and a person of its own, so that none belongs with another."""

from __future__ import annotations

import itertools
from datetime import datetime

from news.articles import Entry

_KINDS = (
    ("Mine collapse in {place} traps {n} workers", "The shaft gave way before dawn, said {who}, who runs the pit near {place}."),
    ("{place} opens a library with {n} thousand books", "Architect {who} drew the reading rooms that {place} had waited for."),
    ("Ferry runs aground off {place} with {n} passengers", "Captain {who} called for help; tugs from {place} came at noon."),
    ("{place} court sentences {who} to {n} months", "The judges found that {who} had forged harbour papers in {place}."),
    ("Chess title goes to {who} after {n} moves", "The final in {place} lasted until midnight before {who} won."),
    ("Locusts eat {n} hectares of wheat around {place}", "Farmer {who} saw the swarm come over the hills of {place}."),
    ("{place} bans cars from {n} streets", "Councillor {who} says {place} has had enough of the noise."),
    ("Dinosaur bones found by {who} under {place}", "The skeleton of {n} bones lay below a bakery in {place}."),
)
_ONSETS, _VOWELS, _ENDS = (
    ("B", "Dr", "F", "G", "K", "Kr", "L", "M", "P", "Sv", "T", "V", "Z"),
    "aeiou",
    ("lund", "rona", "vik", "tesk", "mora"),
)


def _names() -> list[str]:
    return ["".join(parts) for parts in itertools.product(_ONSETS, _VOWELS, _ENDS)]


def flood(number: int, moment: datetime) -> list[Entry]:
    """So many entries, at most as many as there are names; every headline is another's substring nowhere."""
    names = _names()
    told = []
    for n in range(number):
        title, lead = _KINDS[n % len(_KINDS)]
        words = {
            "place": names[n * 53 % len(names)] + names[n * 17 % len(names)].lower(),
            "who": f"Ms {names[n * 101 % len(names)]}{names[-1 - n].lower()}son",
            "n": 17 + 7 * n,
        }
        told.append(
            Entry(
                guid=f"flood-{n}",
                url=f"https://harbour.example/{n}",
                title=title.format(**words),
                summary=lead.format(**words),
                published=moment,
            )
        )
    return told
