"""Each rule of the English sieve on sentences made for it: what is said, who speaks, by which rule."""

import pytest

from monitor import quotations
from onrecord.model import Kind, Quotation


def found(text: str) -> list[tuple[str, str | None, str]]:
    """Content, speaker and short rule of every quotation."""
    return [
        (q.words(text), q.speaker.of(text) if q.speaker else None, q.rule.rpartition(".")[2])
        for q in quotations.find(text, "en")
    ]


def only(text: str) -> Quotation:
    (quotation,) = quotations.find(text, "en")
    return quotation


@pytest.mark.parametrize(
    ("text", "content", "speaker", "rule"),
    [
        ("“The bridge is closed,” the mayor said.", "“The bridge is closed,”", "the mayor", "qsv"),
        ("“Who is next?” Amal asked the court.", "“Who is next?”", "Amal", "qsv"),
        ("“The bridge is closed,” said the mayor.", "“The bridge is closed,”", "the mayor", "qvs"),
        ("“We wait,” said Amal Haddad, 31, a nurse.", "“We wait,”", "Amal Haddad", "qvs"),
        ("The mayor said: “The bridge is closed.”", "“The bridge is closed.”", "The mayor", "svc"),
        ("The mayor said, “The bridge is closed.”", "“The bridge is closed.”", "The mayor", "svc"),
        ("The road is open again, the mayor said.", "The road is open again", "the mayor", "csv"),
        ("The road is open again, said Ruiz.", "The road is open again", "Ruiz", "cvs"),
        ("The mayor said that the road was open.", "that the road was open", "The mayor", "svc"),
        ("The mayor said the road was open.", "the road was open", "The mayor", "svc"),
        ("The party held the ministry responsible for it.", "the ministry responsible for it", "The party", "svc"),
        ("Haddad was quoted by the daily as saying talks had failed.", "talks had failed", "Haddad", "participle"),
        ("Haddad said so on Friday.", "so", "Haddad", "svc"),
        ("The Front (F), which is old, claimed responsibility for it.", "responsibility for it", "The Front", "svc"),
        ("Ruiz, who came on Monday, said the men, over 60, left.", "the men, over 60, left", "Ruiz", "svc"),
        ("The men had left, the official said by telephone.", "The men had left", "the official", "csv"),
        ("The official said by telephone that the men had left.", "that the men had left", "The official", "svc"),
        ("A group of aides called on all to stop.", "all to stop", "A group of aides", "svc"),
        ("The road is shut, per the Health Ministry.", "The road is shut", "the Health Ministry", "according"),
        ("The road is shut, as per the army.", "The road is shut", "the army", "according"),
        ("UN envoy Ana Ruiz: We saw six raids.", "We saw six raids", "UN envoy Ana Ruiz", "headline"),
        ("The ministry added that: the road is shut.", "the road is shut", "The ministry", "svc"),
        ("He dismissed as “gossip” the reports.", "“gossip” the reports", "He", "svc"),
        ("He said there was a plan, without giving details.", "there was a plan", "He", "svc"),
        ("He denied any part in it late on Monday.", "any part in it", "He", "svc"),
        ("Asked by Ruiz, who sat in the front row, Amal said she knew.", "she knew", "Amal", "svc"),
        ("In a note posted on its site, the group said it was ready.", "it was ready", "the group", "svc"),
        ("Haddad said in a message sent to the agency: “We wait.”", "“We wait.”", "Haddad", "svc"),
        ("Haddad said on his channel that “talks had failed.”", "that “talks had failed.”", "Haddad", "svc"),
        ("The office said in a note seen by the daily, that it wept.", "that it wept", "The office", "svc"),
        ("The general said — without proof — that it had fled.", "that it had fled", "The general", "svc"),
        ("The envoy urged all sides in the north to stop.", "all sides in the north to stop", "The envoy", "svc"),
        ("The bloc, listed as a gang by the army, announced a truce.", "a truce", "The bloc", "svc"),
        ("It will answer with “calm,” Haddad said.", "It will answer with “calm,”", "Haddad", "qsv"),
        ("The daily quoted Haddad as saying “it is over.”", "“it is over.”", "Haddad", "participle"),
        ("State television, quoting Ana Ruiz, said it was over.", "it was over", "Ana Ruiz", "svc"),
        ("The deal was bad, Haddad was quoted by the daily as saying.", "The deal was bad", "Haddad", "csv"),
        ("Dawn Brigades: We have hit a base.", "We have hit a base", "Dawn Brigades", "headline"),
        ("Urgent | Leader Karim Haddad: We gave our reply.", "We gave our reply", "Leader Karim Haddad", "headline"),
        ("A group calling itself Dawn has denied the raid.", "the raid", "A group calling itself Dawn", "svc"),
        ("The raid, which the party blamed on the army, failed.", "which on the army", "the party", "relative"),
        ("Asked about it the envoy to Leeds said nothing changed.", "nothing changed", "the envoy to Leeds", "svc"),
        ("She told the daily in May that talks had failed.", "that talks had failed", "She", "svc"),
        ("The mayor said on Friday the road was open.", "the road was open", "The mayor", "svc"),
        ("The army said in a statement that it had left.", "that it had left", "The army", "svc"),
        ("She told reporters that talks had failed.", "that talks had failed", "She", "svc"),
        ("The envoy urged both sides to stop.", "both sides to stop", "The envoy", "svc"),
        ("The envoy asked whether talks had failed.", "whether talks had failed", "The envoy", "svc"),
        ("The movement vowed to answer the raid.", "to answer the raid", "The movement", "svc"),
        ("The party condemned the raid on the port.", "the raid on the port", "The party", "svc"),
        ("The party condemned the raid in a statement.", "the raid", "The party", "svc"),
        ("The union called for an inquiry last week.", "an inquiry", "The union", "svc"),
        ("The union called on the ministry to resign.", "the ministry to resign", "The union", "svc"),
        ("He denied meeting the envoy.", "meeting the envoy", "He", "svc"),
        ("The minister accused the bank of theft.", "the bank of theft", "The minister", "svc"),
        ("According to the army, the road is open.", "the road is open", "the army", "according"),
        ("The road is open, according to two officials.", "The road is open", "two officials", "according"),
        ("She was asked whether the talks would go on.", "whether the talks would go on", None, "passive"),
        ("The raid was condemned by the party.", "The raid", "the party", "passive"),
        ("He went on to say that talks had failed.", "that talks had failed", "He", "infinitive"),
        ("As the agency reported, the road is open.", "the road is open", "the agency", "as"),
        ("The road is open, as the mayor pointed out.", "The road is open", "the mayor", "as"),
        ("The rules, which officials said will change, are old.", "which will change", "officials", "relative"),
        ("He had only this for them: “Wait and see, all of you.”", "“Wait and see, all of you.”", "He", "colon"),
    ],
)  # fmt: skip
def test_a_rule_finds_content_and_speaker(text: str, content: str, speaker: str | None, rule: str) -> None:
    assert found(text) == [(content, speaker, rule)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ana Ruiz, a nurse from Leeds, said the ward was full.", "Ana Ruiz"),
        ("Ruiz, 49, of Leeds, said the ward was full.", "Ruiz"),
        ("The group's leader, Ana Ruiz, said the ward was full.", "The group's leader, Ana Ruiz"),
        ("Officials who know the file said the ward was full.", "Officials"),
        ("A spokesman for the group said the ward was full.", "A spokesman for the group"),
        ("On Tuesday the governor said the ward was full.", "the governor"),
        ("Ruiz (Hope Party) said the ward was full.", "Ruiz"),
        ("Ruiz and Haddad said the ward was full.", "Ruiz and Haddad"),
        ("Registered voters say the ward is full.", "Registered voters"),
        ("Ruiz, however, said the ward was full.", "Ruiz"),
        ("He also repeatedly said the ward was full.", "He"),
    ],
)
def test_the_subject_is_found_behind_asides_relative_clauses_and_adverbials(text: str, speaker: str) -> None:
    assert [s for _, s, _ in found(text)] == [speaker]


def test_a_quotation_cut_by_its_cue_is_one_with_two_parts() -> None:
    text = "“We wait,” Amal said, “and we hope.”"
    assert [part.of(text) for part in only(text).parts] == ["“We wait,”", "“and we hope.”"]


def test_a_quotation_behind_the_cue_clause_belongs_to_it() -> None:
    text = "“We wait,” Amal said. “We hope for the best.”"
    assert [part.of(text) for part in only(text).parts] == ["“We wait,”", "“We hope for the best.”"]


def test_a_paragraph_in_quotation_marks_belongs_to_the_report_before_it() -> None:
    text = "“We wait,” Amal said.\n\n“We hope for the best.”\n\nThe sun rose."
    assert only(text).words(text) == "“We wait,” “We hope for the best.”"


def test_paragraphs_behind_a_colon_belong_to_its_verb() -> None:
    text = "The ministry stated:\n“The crossing is closed.”\n“It stays closed.”"
    assert found(text) == [("“The crossing is closed.” “It stays closed.”", "The ministry", "colon")]


def test_a_parenthetical_cue_leaves_content_on_both_sides() -> None:
    text = "The army, officials said, has left the town."
    assert found(text) == [("The army has left the town", "officials", "csv")]


def test_a_participle_speaks_for_the_subject_and_ends_the_report_before_it() -> None:
    text = "Ruiz said the ward was full, adding that help was near."
    assert found(text) == [
        ("the ward was full", "Ruiz", "svc"),
        ("that help was near", "Ruiz", "participle"),
    ]


def test_a_fronted_participle_takes_the_subject_behind_the_comma() -> None:
    text = "Citing the attack on the port, the ministry closed the border."
    assert found(text) == [("the attack on the port", "the ministry", "participle")]


def test_two_verbs_of_one_subject_are_two_reports() -> None:
    text = "Ruiz denounced the raid and called for calm."
    assert [(content, speaker) for content, speaker, _ in found(text)] == [("the raid", "Ruiz"), ("calm", "Ruiz")]


def test_a_contrast_with_a_speaker_of_its_own_ends_the_content() -> None:
    text = "Ruiz said the road was open, but Haddad said it was closed."
    assert [(content, speaker) for content, speaker, _ in found(text)] == [
        ("the road was open", "Ruiz"),
        ("it was closed", "Haddad"),
    ]


def test_a_headline_reports_when_its_name_speaks_in_the_text() -> None:
    text = "Ruiz: No Talks Before Friday.\n\nAna Ruiz said talks would have to wait."
    headline, _ = quotations.find(text, "en")
    assert headline.words(text) == "No Talks Before Friday"
    assert "headline" in headline.flags


@pytest.mark.parametrize(
    "text", ["Breaking: Road To The North Closed", "9:30 p.m. The road is closed.", "Photo: Ana Ruiz"]
)
def test_a_label_before_a_colon_is_no_speaker(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "He was not happy with the “new normal” in the town.",
        "The report was long and the questions were many.",
        "His claims and her demands went nowhere.",
        "A group called Hope Now opened an office.",
        "The proposed plan and the stated goal differ.",
        "Seventy states and three rates were on the list.",
    ],
)
def test_names_nouns_adjectives_and_scare_quotes_are_no_reports(text: str) -> None:
    assert found(text) == []


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    assert found("CAIRO (Nile News) – The road is open, the army said.") == [("The road is open", "the army", "csv")]


def test_a_broken_off_quotation_goes_on_behind_a_place() -> None:
    text = "“We wait,” Ruiz said at a rally in Leeds, “but we do not sleep.”"
    assert [part.of(text) for part in only(text).parts] == ["“We wait,”", "“but we do not sleep.”"]


def test_a_relative_clause_is_no_part_of_its_reports_content() -> None:
    text = "Ruiz, who declared the road open, will leave the town."
    assert found(text) == [("the road open", "who", "svc")]


def test_negation_and_condition_are_flags() -> None:
    assert only("The army did not say that it had left.").flags == {"negated"}
    assert only("The army would say that it had left.").flags == {"conditional"}


def test_a_name_inside_a_quotation_is_never_the_speaker() -> None:
    text = "“Haddad told me he was late,” Ruiz said."
    assert [speaker for _, speaker, _ in found(text)] == ["Ruiz"]


def test_kinds_follow_the_marks() -> None:
    assert only("“We wait,” Amal said.").kind is Kind.DIRECT
    assert only("Amal said the camp was “a prison” for them all.").kind is Kind.MIXED
    assert only("Amal said the camp was a prison.").kind is Kind.INDIRECT


def test_the_cue_is_the_verb_with_its_particle() -> None:
    text = "Ruiz has also pointed out that the ward was full."
    cue = only(text).cue
    assert cue is not None
    assert cue.of(text) == "pointed out"


def test_the_clause_before_a_semicolon_is_no_part_of_what_is_said_behind_it() -> None:
    text = "The envoy detailed six deaths; two of them, she said, were crimes."
    assert found(text) == [("six deaths", "The envoy", "svc"), ("two of them were crimes", "she", "csv")]


def test_a_colon_before_another_report_ends_what_is_said() -> None:
    text = "The cabinet dismissed the speech as blackmail: Minister Omar Habib wrote that the port was shut."
    assert [content for content, _, _ in found(text)] == ["the speech as blackmail", "that the port was shut"]


def test_a_source_with_a_relative_clause_keeps_its_quotation_apart() -> None:
    text = "“It is a tilt,” according to the analyst Ana Ruiz, who added that nobody would move."
    assert [content for content, _, _ in found(text)] == ["“It is a tilt,”", "that nobody would move"]


def test_a_short_quotation_goes_on_behind_its_cue() -> None:
    text = "“Utopia,” said Karim Haddad, “counts its friends”."
    assert [content for content, _, _ in found(text)] == ["“Utopia,” “counts its friends”"]


def test_what_somebody_denied_afterwards_is_not_what_he_says() -> None:
    text = "The ministry blamed Arcadia for the flood, something Arcadia denied."
    assert [speaker for _, speaker, _ in found(text)] == ["The ministry"]


def test_whom_a_report_cites_is_not_what_it_says() -> None:
    assert [content for content, _, _ in found("A report that cited intelligence officials said it was over.")] == [
        "it was over"
    ]


def test_the_items_of_a_list_have_the_speaker_of_the_line_above_it() -> None:
    text = "After a meeting, the Dawn Party:\n\n- Condemns the raid;\n\n- Calls upon all sides to stop.\n\nAll left."
    assert found(text) == [("the raid", "the Dawn Party", "svc"), ("all sides to stop", "the Dawn Party", "svc")]


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "“We wait,” Sen. J. Ruiz, D-Calif., said in the U.S. on Monday."
    assert found(text) == [("“We wait,”", "Sen. J. Ruiz", "qsv")]


def test_what_somebody_is_said_to_have_said_is_heard_at_both_levels() -> None:
    assert found("Ruiz said Haddad had told him the war was over.") == [
        ("Haddad had told him the war was over", "Ruiz", "svc"),
        ("the war was over", "Haddad", "svc"),
    ]
    assert found("Haddad said the war was over, Reuters reported.") == [
        ("Haddad said the war was over", "Reuters", "csv"),
        ("the war was over", "Haddad", "svc"),
    ]


def test_nothing_is_reported_by_a_party_that_holds_talks() -> None:
    assert not found("The party held talks on Friday.")


def test_a_report_behind_if_is_conditional() -> None:
    assert only("If Haddad says the war is over, we leave.").flags == {"conditional"}


def test_what_the_press_heard_is_heard_from_the_speaker_too() -> None:
    assert found("The daily reported that movement official Karim Haddad told envoys that talks had failed.") == [
        ("that movement official Karim Haddad told envoys that talks had failed", "The daily", "svc"),
        ("that talks had failed", "movement official Karim Haddad", "svc"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It is worth mentioning that the sides signed a deal.",
        "The official, who asked not to be named, left.",
        "He left, declining to be identified.",
    ],
)
def test_it_is_worth_mentioning_and_wishes_to_stay_unnamed_report_nothing(text: str) -> None:
    assert not found(text)


def test_a_sentence_with_a_colon_keeps_its_report_where_nothing_is_quoted_behind_it() -> None:
    assert found("The minister said the deal covers three points:\n\nThe road.") == [
        ("the deal covers three points", "The minister", "svc")
    ]


def test_a_communique_behind_a_colon_speaks_as_we_without_marks() -> None:
    text = "Communiqué by the Dawn Brigades:\n\nWe hit a base.\n\nOur men are safe.\n\nThe army left."
    assert found(text) == [("We hit a base.\n\nOur men are safe.", "the Dawn Brigades", "colon")]


@pytest.mark.parametrize("text", ["The deal that the minister told reporters", "that told army", "Vowing"])
def test_a_text_that_ends_behind_a_cue_can_be_read(text: str) -> None:
    assert not found(text)


def test_what_follows_a_sentence_does_not_change_what_it_says() -> None:
    text = "Vowing to answer the raid the minister said talks failed."
    assert found(text + "\n\nNobody knows which") == found(text)


def test_empty_marks_end_no_sentence() -> None:
    assert found('The so-called "" Party said talks failed.') == [("talks failed", 'The so-called "" Party', "svc")]


@pytest.mark.parametrize("opening", ["Commenting on the raid", "Answering a question on the raid"])
def test_a_participle_without_a_comma_leaves_the_main_clause_its_subject(opening: str) -> None:
    *_, main = found(f"{opening} the envoy said it was a crime.")
    assert main == ("it was a crime", "the envoy", "svc")


def test_what_somebody_was_asked_about_is_not_what_he_says() -> None:
    assert found("Asked about the raid, Haddad said nothing had changed.")[-1] == (
        "nothing had changed",
        "Haddad",
        "svc",
    )
