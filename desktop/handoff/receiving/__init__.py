"""Reading a package strictly, and merging what it brings."""
