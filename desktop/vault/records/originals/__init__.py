"""The bytes of originals: laid in, read again, and their pictures."""
