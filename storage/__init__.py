"""What the street remembers."""
