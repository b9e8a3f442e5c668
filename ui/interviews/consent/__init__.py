"""The phase *Consent*: form, matrix, history, withdrawal."""
