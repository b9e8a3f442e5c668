"""Packages: what was sent and received, and what became of it."""
