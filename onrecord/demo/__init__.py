"""A small press on loopback, and the real pipeline run against it."""
