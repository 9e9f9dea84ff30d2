"""Measuring against gold data that stays outside the project."""
