"""Adding photos and files: to an interview, or to the vault alone.

``adding_files`` is what a page shows for it and what it does; ``drop_area`` takes what is dropped
on the page. ``batch_dialog`` says first where files come from; ``ingest_messages`` and
``after_adding`` are what is said and offered behind it.
"""
