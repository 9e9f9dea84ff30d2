"""Text without meaning: normalising, segmenting, URLs."""
