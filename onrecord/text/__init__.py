"""Text without meaning: normalising, segmenting, URLs, ids."""

from onrecord.text.ids import derived_id
from onrecord.text.normalised import Normalised, normalise
from onrecord.text.segment import paragraphs, sentences
from onrecord.text.sites import same_page, site
from onrecord.text.urls import canonical_url

__all__ = ["Normalised", "canonical_url", "derived_id", "normalise", "paragraphs", "same_page", "sentences", "site"]
