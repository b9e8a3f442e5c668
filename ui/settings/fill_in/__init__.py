"""Filling in an organisation's settings: the form, and the parts it is made of."""
