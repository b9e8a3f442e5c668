"""The phase *Account*: the editor of the account and what stands beside it."""
