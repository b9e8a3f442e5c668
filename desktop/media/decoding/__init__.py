"""Pictures decoded in processes of their own, and what came of it."""
