"""Files as they come in, what never comes in, and their deletion where they came from."""
