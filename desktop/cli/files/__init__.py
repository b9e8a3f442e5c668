"""Commands about photos and files, and sets of them."""
