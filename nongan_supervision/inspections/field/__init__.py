"""Inspections on a phone: what it shows, what it sends in, and its photos."""
