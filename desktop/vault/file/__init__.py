"""The vault as files: its folder, opening it, backup and check."""
