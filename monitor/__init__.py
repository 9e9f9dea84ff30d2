"""Understanding: pure functions from an article to a decision."""
