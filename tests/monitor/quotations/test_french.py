"""French: every rule on sentences of our own, read by the template with the data file alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import quotations
from monitor.quotations import template
from tests.monitor.quotations.readings import read

# rule, text, what is said, who says it
CASES = (
    (
        "direct.qvs",
        "« Le pont est fermé », a précisé la mairie, « et pour longtemps ».",
        "« Le pont est fermé » / « et pour longtemps »",
        "la mairie",
    ),
    (
        "indirect.that",
        "Le maire a répondu que la piscine ouvrirait en juin.",
        "que la piscine ouvrirait en juin",
        "Le maire",
    ),
    (
        "direct.colon",
        "Le porte-parole du parti, Luc Morel, a déclaré mardi : « Nous restons. »",
        "« Nous restons. »",
        "Le porte-parole du parti, Luc Morel",
    ),
    ("indirect.cvs", "Les écoles rouvriront lundi, a annoncé le préfet.", "Les écoles rouvriront lundi", "le préfet"),
    ("source.first", "Selon le ministère, la récolte sera bonne.", "la récolte sera bonne", "le ministère"),
    ("source.last", "La récolte sera bonne, selon le ministère.", "La récolte sera bonne", "le ministère"),
    ("complement", "Le syndicat a dénoncé les licenciements prévus.", "les licenciements prévus", "Le syndicat"),
    ("as", "Comme l'a dit le berger, la montagne est à tous.", "la montagne est à tous", "le berger"),
    ("colon", "Le chef de la milice : « Nous gardons le pont »", "« Nous gardons le pont »", "Le chef de la milice"),
    (
        "indirect.that",
        "La ministre a visité l'usine et affirmé qu'elle resterait ouverte.",
        "qu'elle resterait ouverte",
        "La ministre",
    ),
    ("indirect.that", "Elle a ajouté que le vin serait bon.", "que le vin serait bon", "Elle"),
    ("indirect.that", "Mardi, le maire a indiqué que la piscine ouvrirait.", "que la piscine ouvrirait", "le maire"),
)


@pytest.mark.parametrize(("rule", "text", "words", "speaker"), CASES)
def test_a_rule_reads_its_examples(rule: str, text: str, words: str, speaker: str) -> None:
    assert read(text, "fr") == [(rule, words, speaker)]


def test_a_second_report_follows_the_first() -> None:
    text = "« Nous restons », a dit le berger. « La montagne est à nous tous. »"
    assert read(text, "fr") == [
        ("direct.qvs", "« Nous restons »", "le berger"),
        ("floating", "« La montagne est à nous tous. »", "le berger"),
    ]


@pytest.mark.parametrize("text", ["La pluie tombe sur le port depuis mardi."])
def test_what_is_no_report_stays_one(text: str) -> None:
    assert read(text, "fr") == []


def test_what_was_not_said_is_flagged() -> None:
    (found,) = quotations.find("Le directeur n'a pas dit que l'usine fermerait.", "fr")
    assert found.flags == {"negated"}


@given(st.text(alphabet="aeéèilnorstu ’'\"«»:,.\n", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in template.find(text, "fr"):
        assert all(0 <= part.start < part.end <= len(text) for part in found.parts)
