"""What a screen needs of an open vault, read at once."""
