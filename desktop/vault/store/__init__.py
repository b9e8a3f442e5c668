"""The database itself: connection, mapper of dataclasses to tables, migrations."""
