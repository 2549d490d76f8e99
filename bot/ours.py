"""Are the packages we are about to import ours? PyPI has others called `translators` and `channels`.

Looks without importing, and imports nothing of ours itself: it must work when the wrong ones are in the way.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

STREET = ("bot", "web", "feeds", "translators", "storage", "channels", "news")
ROOT = Path(__file__).resolve().parent.parent


def assert_ours(names: tuple[str, ...] = STREET, *, root: Path = ROOT) -> None:
    """Leave with a sentence (SystemExit) when another package stands where one of ours should be imported from."""
    for name in names:
        found = whence(name)
        if found is None:
            raise SystemExit(f"tellal: the folder {name}/ is missing in {root}: the checkout is not complete")
        if not found.is_relative_to(root):
            raise SystemExit(
                f"tellal: `import {name}` would bring {found}, not {root / name}. "
                f"Start through ./tellal, or with the folder {root} first on the path (PYTHONPATH={root} python -P -m bot)"
            )


def whence(name: str) -> Path | None:
    """The file or folder that `import name` would load; None when there is nothing of that name."""
    spec = importlib.util.find_spec(name)
    if spec is None:
        return None
    where = spec.origin or next(iter(spec.submodule_search_locations or []), None)
    return Path(where).resolve() if where else None
