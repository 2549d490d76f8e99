"""A store that forgets at exit."""

from storage.memory.store import MemoryStore

__all__ = ["MemoryStore"]
