"""Text without meaning: normalising, segmenting, URLs."""

from onrecord.text.normalise import Normalised, normalise
from onrecord.text.segment import paragraphs, sentences
from onrecord.text.urls import canonical_url

__all__ = ["Normalised", "canonical_url", "normalise", "paragraphs", "sentences"]
