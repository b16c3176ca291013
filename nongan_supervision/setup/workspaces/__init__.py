"""A workspace for each role: shipped once, then the office's own."""
