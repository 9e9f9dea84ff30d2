"""From a page, a feed entry or a file to an Article: the pure functions, and the same in worker processes."""

from crawler.article import extract, from_entry, from_html, from_text
from crawler.extractor import Extractor

__all__ = ["Extractor", "extract", "from_entry", "from_html", "from_text"]
