"""What each kind of record is, declared once: a module a noun, and ``all.py`` lists them."""
