"""Which codes exist: languages (ISO 639-1), countries (ISO 3166-1), time zones (IANA)."""

from __future__ import annotations

import zoneinfo
from functools import cache
from importlib import resources

_ISO_639_1 = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
    te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_ISO_639_1.split())

# Codes of other standards, and names, for languages of the region.
LANGUAGE_SLIPS = {
    "ara": "ar", "arabic": "ar", "ckb": "ku", "eng": "en", "english": "en", "fas": "fa", "per": "fa", "persian": "fa",
    "farsi": "fa", "heb": "he", "hebrew": "he", "iw": "he", "kmr": "ku", "kur": "ku", "kurdish": "ku", "sorani": "ku",
    "kurmanji": "ku", "tur": "tr", "turkish": "tr", "french": "fr", "german": "de", "russian": "ru", "spanish": "es",
}  # fmt: skip


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes, as the IANA time zone database lists them."""
    table = resources.files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text("utf-8")
    return frozenset(line[:2] for line in table.splitlines() if not line.startswith("#"))


@cache
def timezones() -> frozenset[str]:
    """IANA names."""
    return frozenset(zoneinfo.available_timezones())
