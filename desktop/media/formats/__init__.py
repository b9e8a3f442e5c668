"""What the bytes of a file are: containers read with bounds, whole or cut short."""
