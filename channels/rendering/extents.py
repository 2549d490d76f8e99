"""How much of each story a mail tells, so that the whole stays below a number of bytes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class Extent(IntEnum):
    """From nothing to everything; each tells what the one before it tells, and more."""

    LEFT_OUT = 0
    LISTED = 1
    """The headline, and where it leads."""
    BRIEF = 2
    """And who told it first."""
    SHORT = 3
    """And what it is about, in a sentence."""
    FULL = 4


def fitting(sizes: Sequence[Sequence[int]], budget: int) -> list[Extent]:
    """An extent for each story; `sizes[n]` are the bytes of story n when LISTED, BRIEF, SHORT and FULL, the most important story
    first.

    First as many as fit are listed, then the most important ones more and more fully: a reader would sooner know that something
    happened than read one story to its end.
    """
    extents = [Extent.LEFT_OUT] * len(sizes)
    left = budget
    for extent in (Extent.LISTED, Extent.BRIEF, Extent.SHORT, Extent.FULL):
        for place, size in enumerate(sizes):
            if extents[place] is not Extent(extent - 1):
                break  # what is less important is not told sooner than what is more so
            more = size[extent - 1] - (size[extent - 2] if extent > Extent.LISTED else 0)
            if more > left:
                break
            extents[place] = extent
            left -= more
    return extents
