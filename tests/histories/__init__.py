"""Random histories of a record by honest and hostile authors, from plain seeds.

``story.py`` tells one, ``held.py`` is a home without anything but the rule of authority,
``bends.py`` says in other words than the program what nobody may bend, and ``pure.py`` lives each
story twice. ``python -m tests.histories SEED`` lives one again; ``--through-homes`` through vaults.
"""
