"""Key slots: the vault key, wrapped once for every way to unlock the vault (``keys.json``).

``document.py``: the whole, its checks and its MAC. ``kinds.py``: which ways there are, by name.
``passphrase.py``, ``unguessable.py``, ``escrow.py``: these ways. ``wrapping.py``: what they share.
"""

from desktop.crypto.slots.document import KeySlots, derive_subkey, new_vault_key

__all__ = ["KeySlots", "derive_subkey", "new_vault_key"]
