"""Collecting: from sources to articles."""
