"""The design system: one idea a file, colours and sizes from ``ui.theme`` alone.

Build a screen from these before making a new one. Everything here has an accessible name,
can be reached by keyboard, and is at least 32 pixels high where it is pressed.
"""
