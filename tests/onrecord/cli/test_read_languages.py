"""`onrecord read` in languages that the template reads: what is found, and whether anybody has counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import onrecord
from tests.onrecord.cli.conftest import Office

UNMEASURED = "(unmeasured: how well its rules read is not known)"

# language, a text with one quotation, measured
TEXTS = (
    ("de", "Der Hafen liegt still.\n\n„Kein Schiff fährt heute“, sagte die Hafenmeisterin Helga Brunn.", True),
    ("he", 'הנמל סגור היום.\n\n"הספינות ישובו מחר", אמרה מנהלת הנמל רות לוי.', True),
    ("tr", 'Liman bugün kapalı.\n\nLiman müdürü Derya Ak, "Gemiler yarın dönecek" dedi.', True),
    ("fr", "Le port est fermé.\n\n« Les navires reviendront demain », a déclaré la directrice du port.", False),
    ("es", "El puerto está cerrado.\n\n«Los barcos volverán mañana», dijo la directora del puerto.", False),
    ("ru", "Порт сегодня закрыт.\n\n«Суда вернутся завтра утром», — сказала директор порта.", False),
    ("ur", "بندرگاہ بند ہے۔\n\n”جہاز کل واپس آئیں گے“، بندرگاہ کی ڈائریکٹر نے کہا۔", False),
    ("ku", "Bender îro girtî ye.\n\n«Keştî dê sibê vegerin», got rêvebera benderê.", False),
)


@pytest.mark.parametrize(("language", "text", "measured"), TEXTS)
def test_the_header_says_when_a_language_is_unmeasured(
    office: Office, tmp_path: Path, language: str, text: str, measured: bool
) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, "utf-8")
    ran = onrecord("read", path, "--config", office.config, "--lang", language)
    assert ran.code == 0, ran.err
    header = " ".join(ran.out.split())
    assert f"language {language}" in header
    assert (UNMEASURED in header) is not measured
    assert "1 quotation, 0 by tracked groups or persons" in header
