"""What a package looks like: names, tar, bag, document, limits."""
