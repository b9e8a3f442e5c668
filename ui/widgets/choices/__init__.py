"""Exactly one of several buttons: segments, chips, steps."""
