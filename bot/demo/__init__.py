"""The demo: recorded feeds through the real street, with a set clock and a recording channel, and a view to look at."""
