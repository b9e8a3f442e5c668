"""Ways to unlock a vault: the list in *Settings*, and the dialogs that add, try and revoke one."""
