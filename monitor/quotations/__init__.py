"""Finding reported speech by rules."""
