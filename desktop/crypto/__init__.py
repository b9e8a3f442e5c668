"""Bytes in, bytes out: age files, SSH signatures, key slots. It knows no record and no Qt.

What it promises, and where each format is specified:

- :mod:`desktop.crypto.age`: a file that is encrypted to named keys, that gives out nothing
  unauthenticated, and that stock ``age`` opens. C2SP ``age.md`` (age-encryption.org/v1).
- :mod:`desktop.crypto.sshsig` and :mod:`desktop.crypto.sshkey`: signatures that
  ``ssh-keygen -Y verify`` checks. OpenSSH ``PROTOCOL.sshsig``, RFC 8709, RFC 8032.
- :mod:`desktop.crypto.kdf`: passphrase → key, Argon2id of RFC 9106; key → key, HKDF of
  RFC 5869.
- :mod:`desktop.crypto.slots` and :mod:`desktop.crypto.slots.passphrase`: the random vault key,
  wrapped once for each way to unlock. The format is described in those modules.
- :mod:`desktop.crypto.bech32`: how age spells its keys. BIP 173.

``cryptography`` is the one source of primitives (``hashlib`` for SHA-2); random numbers come
from the operating system. Errors are those of :mod:`desktop.errors` and carry neither keys
nor passphrases nor plaintext. What is *not* promised: Python can't wipe ``bytes``, so a key
may stay in the memory of the process until that is reused.
"""
