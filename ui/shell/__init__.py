"""The main window around the rooms: rail, top bar, state bar, lock screen."""
