"""Backups of one vault in one place: a folder on a disk or a stick (``docs/backups.md``).

Each generation is the vault's database without what is large, and originals are stored once for
all of them. ``place.py``: the folder, its lock, what a kill left. ``originals.py``: the originals.
``skeleton.py``: the database. ``generation.py``: one generation and what it says of itself.
``create.py``, ``restore.py``, ``check.py``: what is done with them. ``rotation.py``: which are
kept. ``clearing.py``: what was removed from the vault leaves them too.

What a window needs: ``Vault.backups`` (``backups.py``) of an open vault; of a place, without its
vault, ``generations_in``, ``restore_generation`` and ``check_place``.
"""
