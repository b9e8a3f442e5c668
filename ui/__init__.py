"""The window of Skrynia: all of Qt lives here, and nothing else does.

The core is the package ``desktop``: records, vault, packages, reports. «desktop» is *not*
the screen; this package is. It reaches records through an open ``Vault`` on the worker
thread (``tasks.py``), never through SQL. Where things are::

    app.py          start, lock and unlock: which window is shown
    tasks.py        the one thread that owns the open vault
    messages.py     an error a user can meet, as a sentence in its place
    theme.py        the look in force, made of palette.py (colours), scale.py (sizes),
                    stylesheet.py, fonts.py and icons.py
    widgets/        the design system, one idea a file
    shell/          the main window: rail, search, state bar, lock screen; room.py is how a
                    room is plugged in
    start/          before a vault is open: unlock, new vault, sample
    home/ interviews/ people/ places/ media/ handoff/ protected/ settings/    one folder a room
"""
