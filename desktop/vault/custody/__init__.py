"""The custody log (R14)."""
