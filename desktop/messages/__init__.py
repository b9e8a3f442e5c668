"""Sentences for a person, made of what the core says in types."""
