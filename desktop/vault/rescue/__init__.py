"""What can still be read of a damaged vault, saved into a new one.

- :mod:`desktop.vault.rescue.pages`: the pages of the file and of its log, each by itself.
- :mod:`desktop.vault.rescue.cells`: what stands in a page, by SQLite's file format.
- :mod:`desktop.vault.rescue.trees`: the rows of each table, around what is damaged.
- :mod:`desktop.vault.rescue.rows`: those rows laid into the tables of a new database.
- :mod:`desktop.vault.rescue.mending`: what follows from other rows, made anew; what is left.
- :mod:`desktop.vault.rescue.rescue`: the whole, and what is told of it.

The damaged vault is only read.
"""
