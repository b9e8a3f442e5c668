"""What can be done with a vault that is closed: renamed, moved, taken off the list, deleted."""
