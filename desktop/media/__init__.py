"""Photos and files: hashed as they came, decoded apart under limits, kept byte for byte.

Nothing of a file is decoded in this process: ``decode_worker`` does it in child processes
(``decoder.DecoderPool``), so that a hostile picture costs one thumbnail and no more.
Modules: ``sources`` (what to add), ``hashing``, ``decoder`` (parent side), ``decode_worker``,
``decode``, ``metadata`` (child side), ``wire`` (what passes between them), ``ingest`` (originals
first), ``pictures`` (made behind), ``working_copies`` (for paper), ``export``.
"""
