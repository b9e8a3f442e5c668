"""Packages, receipts and cards: what leaves a vault, and what is let in.

Each function takes an open vault. Promises, and where each is kept:

* Nothing leaves that consent does not let out: ``selection`` asks
  ``desktop.model.consent.may_leave`` and ``write`` asks it again before the file gets its
  name. No other module of the program encrypts records to anybody.
* A package is whole or not at all: it is written under ``NAME.partial``, read back from the
  device, verified, then renamed (``write``).
* Nothing is believed before its hash and signature hold: ``read`` checks a whole file and
  writes nothing; ``receive`` and ``extract`` read it a second time, piece by piece.
* Opens without this program: age, tar, ssh-keygen, bagit (``docs/package-format.md``).

Bytes from outside are named ``untrusted_…`` until they are verified.
"""
