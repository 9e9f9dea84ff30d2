"""Telling: routes, messages, sending."""
