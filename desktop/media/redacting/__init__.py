"""A part of a file is covered in a new file, in which nothing of it is left.

``parts.py`` says what is to be covered, ``redact.py`` is the program's side; the rest runs in the
decoding child alone (docs/decisions/0077-redacting.md).
"""
