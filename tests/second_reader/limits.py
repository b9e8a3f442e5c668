"""What is refused from its header (format/limits.md). Bytes unless said otherwise."""

from __future__ import annotations

KIB = 1024
MIB = 1024 * KIB

PAYLOAD_FILES = 400_000
MANIFEST = 100 * MIB
SMALL = 64 * KIB
DOCUMENT = 16 * MIB
DOCUMENT_FOR_EACH_FILE = 512
DOCUMENT_OUTSIDE_LISTS = 8 * MIB
DOCUMENT_ITEM = MIB
SCHEMA = MIB
OTHER_FILES = 128
UNKNOWN_KINDS = 64
SETTINGS_FILE = 2 * MIB
LOGO = 256 * KIB
OWN_TEXT = 65_536
ALLOWED_SIGNERS = MIB
RECORD = 16 * MIB
SEAL = 16 * KIB
CUSTODY = 256 * MIB
EVENT = 16 * KIB
EVENTS_KEPT = 1_000
MEDIA = 1024 * 1024 * MIB
ZEROS = MIB
RECEIPT = 100 * MIB
CARD_FILE = 64 * KIB
AGE_HEADER = 256 * KIB
INTEGER = 2**53 - 1
DEPTH = 32
"""Objects and lists inside each other, the outermost counted."""
