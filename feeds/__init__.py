"""From an address to entries: fetching, reading, discovering. Feedparser stands behind `feeds.parse`, the network behind `feeds.fetch`."""
