"""What may leave, and writing it as a package."""
