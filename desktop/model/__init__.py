"""What an interview, a consent, a person, a photo *is*: frozen dataclasses and plain rules.

No I/O, no SQL, no Qt, no clock but the one asked for. A record's dataclass is the one
place where its fields are defined: the table (``vault/migrations``), the JSON document and
its schema in packages (``desktop.canonical``), the form and the PDF follow it, and tests
compare them with it field by field.
"""
