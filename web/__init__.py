"""What shows over HTTP: story pages and metrics. Nothing shows yet; the folder keeps its place in the direction of imports."""
