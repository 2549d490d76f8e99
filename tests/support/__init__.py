"""Helpers shared by tests (`from support import …`)."""
