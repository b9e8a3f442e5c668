"""Frames of dialogs: forms, questions, choosing files."""
