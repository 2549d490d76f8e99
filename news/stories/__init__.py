"""Story identity: which reports tell one event. The reason this product exists."""
