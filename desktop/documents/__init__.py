"""Long documents with little memory: packed in one block, read while they pass, in pieces."""
