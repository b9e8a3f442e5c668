"""Before a vault is open: unlock one, make one, restore a backup, or look around in a sample."""
