"""What is asked of a package, and what it carries."""
