"""Commands about cards, packages and receipts."""
