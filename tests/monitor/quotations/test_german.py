"""German: every rule on sentences of our own, read by the template with German's data file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import quotations
from monitor.quotations import template
from onrecord.model import Kind
from tests.monitor.quotations.readings import read

# rule, text, what is said, who says it
CASES = (
    ("direct.qvs", "„Das Eis trägt noch nicht“, warnte die Feuerwehr.", "„Das Eis trägt noch nicht“", "die Feuerwehr"),
    ("direct.qvs", "„Das Eis“, warnte der Förster, „trägt nicht.“", "„Das Eis“ / „trägt nicht.“", "der Förster"),
    (
        "direct.colon",
        "Die Gärtnerin Helga Brunn sagte am Montag: „Der Apfelbaum blüht.“",
        "„Der Apfelbaum blüht.“",
        "Die Gärtnerin Helga Brunn",
    ),
    (
        "direct.colon",
        "Am Montag sagte die Gärtnerin: „Der Apfelbaum blüht.“",
        "„Der Apfelbaum blüht.“",
        "die Gärtnerin",
    ),
    (
        "indirect.cvs",
        "Der Tunnel werde im Mai geöffnet, sagte die Ministerin.",
        "Der Tunnel werde im Mai geöffnet",
        "die Ministerin",
    ),
    (
        "indirect.that",
        "Der Sprecher der Miliz erklärte, dass die Brücke gesperrt bleibe.",
        "dass die Brücke gesperrt bleibe",
        "Der Sprecher der Miliz",
    ),
    (
        "indirect.that",
        "Das Amt teilte am Freitag mit, dass die Straße frei ist.",
        "dass die Straße frei ist",
        "Das Amt",
    ),
    (
        "indirect.that",
        "Der Kapitän, der am Abend zurückkehrte, sagte, dass der Sturm vorbei ist.",
        "dass der Sturm vorbei ist",
        "Der Kapitän",
    ),
    (
        "indirect.bare",
        "Der Sprecher der Miliz erklärte am Sonntag, die Brücke bleibe gesperrt.",
        "die Brücke bleibe gesperrt",
        "Der Sprecher der Miliz",
    ),
    (
        "indirect.bare",
        "Die Werft hat am Dienstag angekündigt, zwei Fähren zu bauen.",
        "zwei Fähren zu bauen",
        "Die Werft",
    ),
    (
        "indirect.bare",
        "Der Bauer verkaufte den Hof und sagte, er gehe nach Kanada.",
        "er gehe nach Kanada",
        "Der Bauer",
    ),
    ("indirect.bare", "Im Brief heißt es, der Turm sei einsturzgefährdet.", "der Turm sei einsturzgefährdet", "Brief"),
    (
        "as",
        "Wie der Zoo am Freitag mitteilte, ist das Nilpferd wieder gesund.",
        "ist das Nilpferd wieder gesund",
        "der Zoo",
    ),
    ("as", "Die Brücke bleibt gesperrt, wie die Stadt erklärte.", "Die Brücke bleibt gesperrt", "die Stadt"),
    ("so", "„Wir suchen weiter“, so die Bergwacht.", "„Wir suchen weiter“", "die Bergwacht"),
    (
        "so",
        "Der Fahrplan, so der Sprecher der Bahn, ändere sich im Herbst.",
        "Der Fahrplan / ändere sich im Herbst",
        "der Sprecher der Bahn",
    ),
    (
        "complement",
        "Der Verband kritisierte die neuen Gebühren.",
        "Der Verband kritisierte die neuen Gebühren",
        "Der Verband",
    ),
    (
        "complement",
        "Am Sonntag wies die Werft die Vorwürfe zurück.",
        "Am Sonntag wies die Werft die Vorwürfe zurück",
        "die Werft",
    ),
    (
        "complement.quote",
        "Der Richter bezeichnete den Plan als „großen Unsinn“.",
        "„großen Unsinn“",
        "Der Richter",
    ),
    (
        "source.first",
        "Laut der Hafenbehörde liegen drei Schiffe fest.",
        "liegen drei Schiffe fest",
        "der Hafenbehörde",
    ),
    (
        "source.first",
        "Nach Angaben des Bauernverbands war die Ernte besser.",
        "war die Ernte besser",
        "Angaben des Bauernverbands",
    ),
    ("source.first", "Beobachtern zufolge ist die Straße frei.", "ist die Straße frei", "Beobachtern"),
    (
        "source.inside",
        "Drei Schiffe liegen nach Angaben der Hafenbehörde seit gestern fest.",
        "Drei Schiffe liegen nach Angaben der Hafenbehörde seit gestern fest",
        "Angaben der Hafenbehörde",
    ),
    ("source.last", "Drei Schiffe liegen fest, laut Hafenbehörde.", "Drei Schiffe liegen fest", "Hafenbehörde"),
    ("colon", "Hafenmeister Brandt: „Kein Schiff fährt heute.“", "„Kein Schiff fährt heute.“", "Hafenmeister Brandt"),
    (
        "colon.clause",
        "Der Trainer zeigte sich erleichtert: „Das war ein gutes Spiel.“",
        "„Das war ein gutes Spiel.“",
        "Der Trainer",
    ),
    (
        "anaphor",
        "Der Zirkus kommt im Mai. Das bestätigte die Direktorin.",
        "Der Zirkus kommt im Mai.",
        "die Direktorin",
    ),
)


@pytest.mark.parametrize(("rule", "text", "words", "speaker"), CASES)
def test_a_rule_reads_its_examples(rule: str, text: str, words: str, speaker: str) -> None:
    assert read(text, "de") == [(rule, words, speaker)]


@pytest.mark.parametrize("heading", ["Erklärung des Fischereiverbands", "Der Vorstand des Fischereiverbands:"])
def test_a_text_below_a_heading_is_a_communique(heading: str) -> None:
    text = f"{heading}\nWir schließen den Hafen am Montag. Die Netze sind leer, und das seit Wochen."
    (found,) = read(text, "de")
    assert found.rule == "communique"
    assert found.words == text.split("\n")[1]


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    first, second = read("„Wir bauen neu“, sagte die Wirtin. „Im Sommer sind wir fertig.“", "de")
    assert first == ("direct.qvs", "„Wir bauen neu“", "die Wirtin")
    assert second == ("floating", "„Im Sommer sind wir fertig.“", "die Wirtin")


def test_the_subjunctive_goes_on_with_a_report_over_several_sentences() -> None:
    text = "Der Müller sagte, das Wehr sei alt. Es müsse im Herbst erneuert werden. Der Bach führe zu viel Wasser."
    first, second = quotations.find(text, "de")
    assert first.rule == "de.indirect.bare"
    assert second.rule == "de.subjunctive"
    assert second.continues
    assert second.words(text) == "Es müsse im Herbst erneuert werden. Der Bach führe zu viel Wasser"
    assert second.speaker is not None
    assert second.speaker.of(text) == "Der Müller"


def test_a_word_hands_a_sentence_to_the_source_before() -> None:
    first, second = read("Laut dem Amt ist der Weg frei. Demnach fährt der Bus wieder.", "de")
    assert (first.rule, first.speaker) == ("source.first", "dem Amt")
    assert second == ("thus", "Demnach fährt der Bus wieder", "dem Amt")


def test_a_further_report_ends_the_content_of_the_one_before() -> None:
    first, second = read("Der Wirt lobte den Koch, der Koch kritisierte den Wirt.", "de")
    assert first.words == "Der Wirt lobte den Koch"
    assert (second.words, second.speaker) == ("der Koch kritisierte den Wirt", "der Koch")


def test_the_subjunctive_of_a_subordinate_clause_is_no_report() -> None:
    assert read("Es regnete. Der Hof lag still, obwohl er bewohnt sei.", "de") == []


def test_an_impersonal_passive_has_no_speaker() -> None:
    assert read("Es wird vermutet, dass der Brand im Keller begann.", "de") == [
        ("indirect.that", "dass der Brand im Keller begann", None)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nach Berlin fuhr der Minister mit dem Zug.",
        "Die angekündigten Züge fuhren nicht.",
        "Das Lied „Abend im Moor“ gehört zum Programm.",
        "Der Vertrag gilt ab Mai.",
        "Gestern gab es Suppe.",
        "Der Bäcker meldete sich, um Zeit zu gewinnen.",
    ],
)
def test_what_is_no_report_stays_one(text: str) -> None:
    assert read(text, "de") == []


def test_what_was_not_said_is_flagged() -> None:
    (found,) = quotations.find("Der Bürgermeister sagte nicht, dass die Schule schließt.", "de")
    assert found.flags == {"negated"}


def test_the_kind_tells_how_much_is_quoted() -> None:
    text = "Der Wirt sagte, dass der Keller „bis zur Decke unter Wasser“ steht."
    (found,) = quotations.find(text, "de")
    assert found.kind is Kind.MIXED


@given(st.text(alphabet='aeiourstdn „“",.:;!?()–-\nDSQW«»', max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in template.find(text, "de"):
        assert all(0 <= part.start < part.end <= len(text) for part in found.parts)


@given(st.lists(st.sampled_from([case[1] for case in CASES]), max_size=4))
def test_parts_are_in_order_and_apart(texts: list[str]) -> None:
    for found in template.find("\n".join(texts), "de"):
        assert all(left.end <= right.start for left, right in zip(found.parts, found.parts[1:], strict=False))
