"""What a value in a document may be at most: the classes that fields of records are declared by.

A field of a record or document says which of them it is, where its dataclass is; a bare ``str``
or list is named by ``tests/unit/handoff/bounds/test_every_bound.py``. The bounds are checked
where a document is decoded and stand in its JSON Schema. The table with the reason for each
number is made from ``desktop/handoff/format/limits.py``.

They stand above whatever the window can hold, so that nothing typed here is refused there.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

LINE: Final = 32_768
"""Characters of a text on one line: a field of the window takes 32,767."""

TEXT: Final = 4 * 1024 * 1024
"""Characters of a text of any number of lines: as many as a record of 16 MiB holds in Cyrillic,
with its other fields and the escapes of line ends."""

RECORD: Final = 16 * 1024 * 1024
"""Octets of a record version: a day of speech, written down, is a sixteenth of it."""

READ_TEXT: Final = 65_536
"""Characters of a text that is read out before somebody decides: ten minutes are some 9,000."""

CODE: Final = 255
"""Characters of a code of a vocabulary, of a language or a format."""

LABEL: Final = 200
"""Characters of the name of a party, which is shown beside a fingerprint."""

KEY: Final = 4_096
"""Characters of a public key as text: the longest, ``age1pq1…``, has 1,959."""

FEW: Final = 1_000
"""Items of a list that a person fills in: forms of a name, earlier accounts, answers."""

MANY: Final = 100_000
"""Items of a list that grows with the work: turns of an account, files, packages confirmed. A
record of 16 MiB holds no more turns."""

PARENTS: Final = 256
"""Versions that one version was made from: a merge names each head that it joins."""

AUTHORS: Final = 10_000
"""Who wrote the versions of one package: an office forwards what everybody wrote."""

UNKNOWN_KINDS: Final = 64
"""Kinds of records in one package that a reader does not know."""

GROUNDS: Final = 25_000
"""Interviews that one record or file rests on: as many ids as an item of 1 MiB has room for."""

FEATURES: Final = 32
"""Features that a document needs."""

PARTIES: Final = 100
"""Recipients of one package."""

SEGMENTS: Final = 1000
"""Restores that one log names: of a vault that was restored more often, the last ones."""

DETAILS: Final = 64
"""Details of a custody event, which has at most 16 KiB."""

PIXELS: Final = 2**31 - 1
"""Width and height of a picture: what its own formats can say."""

WHOLE: Final = 2**53 - 1
"""A number that every reader of JSON keeps exactly (RFC 8785 section 3.2.2.3)."""

DEPTH: Final = 32
"""Objects and lists inside each other. The deepest document of this release has 6."""

DEVICE: Final = "(?:con|prn|aux|nul|(?:com|lpt)[0-9])"
"""A name in lower case that Windows takes for a device, whatever its ending."""

END: Final = r"(?![\s\S])"
"""The end of the text, in every language of patterns: "$" lets a line end follow in some."""

NO_NUL: Final = rf"^[^\u0000]*{END}"
ONE_LINE: Final = rf"^[^\u0000\u000a-\u000d\u0085\u2028\u2029]*{END}"
"""No NUL, and nothing that ends a line (Unicode standard annex 14, BK, CR, LF and NL)."""
_ID: Final = "[0-9a-z-]{1,64}"
UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""An id as it is written, in lower case, without the end of the text."""

Line = Annotated[str, Meta(max_length=LINE, pattern=ONE_LINE)]
"""Words on one line: a code, a name, the name of a file. No line end, behind which a list, a page
or a terminal would show more rows than there are. No NUL, at which some readers stop."""

Words = Annotated[str, Meta(max_length=LINE, pattern=NO_NUL)]
"""A few words that may run over several lines: why something was done."""

Text = Annotated[str, Meta(max_length=TEXT, pattern=NO_NUL)]
"""Somebody's words, of any number of lines. No NUL."""

ReadText = Annotated[str, Meta(max_length=READ_TEXT, pattern=NO_NUL)]
"""A text that was read out to somebody, as it was."""

Code = Annotated[str, Meta(max_length=CODE, pattern=ONE_LINE)]
"""A code that may be of a later release or of an organisation's own vocabulary."""

Reason = Annotated[str, Meta(max_length=CODE, pattern=f"^(?:[a-z]+(?:-[a-z]+)*)?{END}")]
"""A code of why something is as it is, or "": one of this release or of a later one."""

Label = Annotated[str, Meta(max_length=LABEL, pattern=ONE_LINE)]
"""What somebody is called, beside the fingerprint that decides."""

KeyText = Annotated[str, Meta(max_length=KEY, pattern=f"^[!-~ ]*{END}")]
"""A public key in its text form: printable ASCII."""

Id = Annotated[str, Meta(pattern=f"^{_ID}{END}", max_length=64)]
"""An id. Written is a UUID in lower case; read is what has no second spelling and leads nowhere
on any system."""

Uuid = Annotated[str, Meta(pattern=f"^{UUID}{END}", min_length=36, max_length=36)]
"""An id that a name in a package is made of: a UUID in lower case and nothing else."""

MaybeId = Annotated[str, Meta(pattern=f"^({_ID})?{END}", max_length=64)]
"""An id, or "" where there is nothing to name."""

Sha256 = Annotated[str, Meta(pattern=f"^[0-9a-f]{{64}}{END}", min_length=64, max_length=64)]
"""SHA-256 in lower-case hex; the id of a record version is one."""

MaybeSha256 = Annotated[str, Meta(pattern=f"^(?:[0-9a-f]{{64}})?{END}", max_length=64)]
"""The same, or "" where none is named."""

Sha512 = Annotated[str, Meta(pattern=f"^[0-9a-f]{{128}}{END}", min_length=128, max_length=128)]
"""SHA-512 in lower-case hex."""

Salt = Annotated[str, Meta(pattern=f"^[0-9a-f]{{32}}{END}", min_length=32, max_length=32)]
"""16 random bytes in lower-case hex."""

Fingerprint = Annotated[str, Meta(pattern=f"^[!-~]{{1,64}}{END}", max_length=64)]
"""Of a signing key, as OpenSSH prints it: ``SHA256:`` and 43 letters. It counts only where it is,
letter for letter, that of a key whose signature holds."""

_SIGNATURE: Final = {"pattern": f"^(?:[A-Za-z0-9+/]{{85}}[AQgw]==)?{END}"}
Signature = Annotated[bytes, Meta(max_length=64, extra_json_schema=_SIGNATURE)]
"""The 64 octets of an Ed25519 signature in base64, or "" where there is none."""

_ED25519: Final = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}"
AuthorKey = Annotated[str, Meta(max_length=80, pattern=f"^{_ED25519}{END}")]
"""An SSH public key without a comment: 51 octets in the one spelling that base64 has for them."""

AuthorNumber = Annotated[int, Meta(ge=0, le=AUTHORS - 1)]
"""A place in the list of authors, which begins with 0."""

FOLDER: Final = Meta(pattern=f"^(?!{DEVICE}{END})[a-z][a-z-]{{0,30}}{END}", max_length=31)
FolderName = Annotated[str, FOLDER]
"""A kind of things, by the name that a folder of the package bears: no device of Windows."""

Count = Annotated[int, Meta(ge=0, le=WHOLE)]
"""How many, how large, or a number in a row that may be empty."""

Number = Annotated[int, Meta(ge=1, le=WHOLE)]
"""A place in a row that begins with 1."""

Pixels = Annotated[int, Meta(ge=0, le=PIXELS)]
"""Width or height of a picture; 0 where it cannot be shown."""

Version = Annotated[int, Meta(ge=-WHOLE, le=WHOLE)]
"""The version of a format. Who reads it says what it does with one that never was."""

NEEDS: Final = Meta(max_length=FEATURES)
"""Of the names of features that a document needs."""

Few = Meta(max_length=FEW)
"""Of a list: ``Annotated[tuple[NameForm, ...], Few]``."""

Many = Meta(max_length=MANY)
"""Of a list that grows with the work."""
