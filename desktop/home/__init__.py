"""What the handoff asks of whoever keeps the records: the nouns of a home, as protocols.

The vault is one home of records. An archive on another database is a second one if it has these
nouns, and needs nothing else of the vault: what the nouns hand over lies here beside them, the
rules of merging in ``desktop/model/merge/merging.py``. ``tests/homes`` holds a home in memory that
is tried by the same tests as the vault.

Each noun is a protocol in the module of its name; ``roles`` puts together what deciding, sending
and receiving need of them. Where a noun speaks of many records at once, it is asked for as many
as its caller likes, and calls ``pause`` in between where it has one.
"""
