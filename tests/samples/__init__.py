"""Samples of what released formats look like, good and bad, in ``tests/data``; kept for ever.

``cast.py``: who writes and reads them; ``scenes.py``: what is tried, and what has to come of it;
``packing.py``: how a package of it is made; ``reading.py``: how a sample is read and looked at.
``python -m tests.samples`` makes those of a format that was not released yet anew.
"""
