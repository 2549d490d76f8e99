"""Topics: reading a query, and finding the articles it asks for, across languages."""
