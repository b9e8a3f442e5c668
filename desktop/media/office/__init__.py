"""The text of office files, read in the child process only (R13, decision 0065).

What no picture decoder takes: Word, Excel and PowerPoint since 2007 (ECMA-376), OpenDocument
(ISO/IEC 26300), rich text and PDF. Nothing is started, fetched or calculated: a formula is shown by
the value that was saved with it, a macro is named and not run, an address is not opened.
``read.py`` knows which reader takes a file; each walks through one kind of package, within
``bounds.py``, and says what it reads to ``told.py``.
"""
