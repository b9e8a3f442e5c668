"""What opens a vault, as a person enters it: one widget for the start screen, the lock screen and
every dialog that changes how the vault is unlocked."""
