"""Record versions: cut, kept, sealed, merged."""
