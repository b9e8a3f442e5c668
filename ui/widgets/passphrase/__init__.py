"""Fields for passphrases: one (``field.py``), how strong it is (``meter.py``), and a new one, typed
twice or drawn (``new.py``)."""
