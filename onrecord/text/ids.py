"""Ids that are derived from what they name: the same parts always give the same id."""

from __future__ import annotations

import hashlib
import json


def derived_id(*parts: str, length: int) -> str:
    """An id made of parts, in hexadecimal digits.

    Args:
        parts: what the id names, in order; the parts of two things that differ never run into one. They may hold
            half characters (lone surrogates), as JSON feeds do.
        length: digits of the id; at most 64.
    """
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:length]
