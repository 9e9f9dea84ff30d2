"""The story of one poll, one article and one delivery, in order."""
