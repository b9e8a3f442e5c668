"""The check before something leaves: each place where a name may stand, one after the other."""
