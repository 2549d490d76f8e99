"""A store that forgets at exit."""

from storage.memory.store import MemoryStore, open_url

__all__ = ["MemoryStore", "open_url"]
