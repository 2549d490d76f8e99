"""The domain: what a story is and who should hear of it. Values and decisions, no I/O, no await, no clock."""
