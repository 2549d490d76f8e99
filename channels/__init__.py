"""From a delivery to a person. Channels render (pure) and send (once); the outbox is the only retry."""
