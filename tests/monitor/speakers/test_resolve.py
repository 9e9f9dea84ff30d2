"""Who said it: from the words of the cue clause to the person and the group."""

from __future__ import annotations

from datetime import date

import pytest

from monitor import speakers
from onrecord.model import NOBODY, Kind, Quotation, Span
from tests.monitor.speakers.marked import ON, REGISTER, last, mentions, spans, who


def test_a_tracked_person_speaks_for_the_group_of_his_role() -> None:
    speaker = last("[Murad Aziz] {said} <the bridge is closed>.")
    assert (speaker.name, speaker.person, speaker.group) == ("Murad Aziz", "murad", "dawn")
    assert speaker.capacity == "Secretary-General of Dawn Movement"
    assert speaker.how == ("“Murad Aziz”", "role: Secretary-General of Dawn Movement")


def test_a_person_without_a_current_role_speaks_for_himself() -> None:
    speaker = last("[Salma Nasr] {said} <the bridge is closed>.")
    assert (speaker.person, speaker.group) == ("salma", None)
    assert speaker.how[-1] == "no role on 2026-05-02"


def test_a_role_counts_on_the_articles_day() -> None:
    speaker = last("[Salma Nasr] {said} <the bridge is closed>.", on=date(2024, 3, 1))
    assert (speaker.group, speaker.body) == ("dawn", "falcons")


def test_a_wing_speaks_for_its_parent() -> None:
    speaker = last("[The Falcon Brigades] {said} <the bridge is closed>.")
    assert (speaker.name, speaker.group, speaker.body) == ("Falcon Brigades", "dawn", "falcons")


@pytest.mark.parametrize(
    "phrase",
    [
        "A Dawn Movement official",
        "A senior official with the Dawn Movement",
        "A spokesman for the Dawn Movement",
        "The Dawn Movement's media office",
        "Dawn Movement spokesman Omar Habib",
        "Omar Habib, a member of the Dawn Movement's political bureau",
        "The Lebanese militant group Dawn Movement",
        "The military wing of the Dawn Movement",
        "A source in the Dawn Movement",
        "A statement by the Dawn Movement",
    ],
)
def test_who_speaks_for_a_group_counts_for_it(phrase: str) -> None:
    assert last(f"[{phrase}] {{said}} <the bridge is closed>.").group == "dawn"


@pytest.mark.parametrize(
    "phrase",
    [
        "The Dawn Movement-run health ministry",
        "A spokesman of the committee against the Dawn Movement",
        "A Dawn Movement critic",
        "An expert on the Dawn Movement",
        "A source close to the Dawn Movement",
        "A former Dawn Movement commander",
        "The government's envoy to the Dawn Movement",
        "A newspaper affiliated with the Dawn Movement",
        "A resident who fled the Dawn Movement",
        "The lawyer of Murad Aziz",
        "Murad Aziz's brother",
        "The minister, who met the Dawn Movement,",
    ],
)
def test_who_is_only_described_by_a_group_does_not_count_for_it(phrase: str) -> None:
    speaker = last(f"[{phrase}] {{said}} <the bridge is closed>.")
    assert (speaker.group, speaker.person) == (None, None)


def test_the_holder_of_a_named_role_is_the_tracked_person() -> None:
    speaker = last("[The Dawn Movement leader] {said} <the bridge is closed>.")
    assert (speaker.person, speaker.group) == ("murad", "dawn")


def test_a_spokesman_is_not_taken_for_the_leader() -> None:
    speaker = last("[The spokesman of the Dawn Movement] {said} <no>. Murad Aziz was not there.")
    assert (speaker.person, speaker.group, speaker.name) == (None, "dawn", None)


def test_an_untracked_spokesman_keeps_his_name_and_group_in_later_sentences() -> None:
    first, second, third = who(
        "[Omar Habib, a Dawn Movement spokesman,] {said} <yes>.| “Never,” [Habib] {added} <“never”>.| [He] {said} <no>."
    )
    assert [s.name for s in (first, second, third)] == ["Omar Habib"] * 3
    assert [s.group for s in (first, second, third)] == ["dawn"] * 3


def test_an_apposition_outside_the_speakers_span_is_read() -> None:
    assert last("[Omar Habib], a Dawn Movement official, {said} <the bridge is closed>.").group == "dawn"


def test_a_surname_takes_the_full_name_of_the_article() -> None:
    assert last("President Ilan Zohar came. [Zohar] {said} <the bridge is closed>.").name == "Ilan Zohar"


def test_a_full_name_may_stand_in_the_title() -> None:
    text, quotations = spans("[Zohar] {said} <the bridge is closed>.")
    title = "President Ilan Zohar closes the bridge"
    assert speakers.resolve(text, "en", quotations, (), REGISTER, on=ON, title=title)[0].name == "Ilan Zohar"


def test_titles_are_stripped() -> None:
    assert last("[Arcadian President Ilan Zohar] {said} <the bridge is closed>.").name == "Ilan Zohar"


def test_a_pronoun_is_the_last_speaker_who_agrees() -> None:
    speakers_found = who(
        "[Murad Aziz] {said} <one>.| [Mary Holt] {said} <two>.| [He] {said} <three>.| [She] {said} <four>."
    )
    assert [s.name for s in speakers_found] == ["Murad Aziz", "Mary Holt", "Murad Aziz", "Mary Holt"]


def test_a_pronoun_is_a_subject_who_has_not_spoken_yet() -> None:
    speaker = last("The Dawn Movement met. Murad Aziz arrived in Tyre on Monday. [He] {said} <the bridge is closed>.")
    assert speaker.person == "murad"
    assert speaker.how[0] == "pronoun “He”"


def test_a_pronoun_is_never_a_name_inside_somebodys_words() -> None:
    text = "[Hadi Qasim] {said} <“Murad Aziz is our guest. Murad Aziz will stay.”>| [He] {added} <he would stay too>."
    assert last(text).person == "hadi"


def test_a_pronoun_does_not_look_back_over_many_sentences() -> None:
    filler = "The road was open. " * 12
    assert last(f"[Murad Aziz] {{said}} <one>.| {filler}[He] {{said}} <two>.") == NOBODY


def test_it_is_a_body_and_not_a_person() -> None:
    speaker = last("[The Dawn Movement] {said} <one>.| [Mary Holt] {said} <two>.| [It] {said} <three>.")
    assert speaker.group == "dawn"


@pytest.mark.parametrize("noun", ["The movement", "The group", "This militia", "The Movement"])
def test_a_noun_for_a_body_is_the_last_tracked_group_of_its_class(noun: str) -> None:
    text = f"The Dawn Movement met the Arcadian Foreign Ministry. [{noun}] {{said}} <no>."
    speaker = last(text)
    assert speaker.group == "dawn"
    assert speaker.how[0] == f"“{noun}”"


def test_the_ministry_is_the_ministry() -> None:
    text = "The Arcadian Foreign Ministry met the Dawn Movement. [The ministry] {said} <no>."
    assert last(text).group == "mfa"


def test_the_army_is_no_movement() -> None:
    assert last("The Dawn Movement retreated. [The army] {said} <no>.").group is None


@pytest.mark.parametrize("phrase", ["Its spokesman", "A spokesman for the movement", "The group's deputy leader"])
def test_a_person_of_a_body_known_from_before_speaks_for_it(phrase: str) -> None:
    speaker = last(f"[The Dawn Movement] {{said}} <one>.| [{phrase}] {{said}} <two>.")
    assert (speaker.group, speaker.name) == ("dawn", None)


def test_the_statement_is_its_issuers() -> None:
    text = (
        "[The Dawn Movement] {said} <one>.| [Mary Holt, an analyst,] {said} <two>.| [A statement by the Dawn Movement] "
    )
    assert last(text + "{said} <three>.| [The statement] {added} <four>.").group == "dawn"


def test_a_news_agency_does_not_issue_the_statement() -> None:
    text = (
        "[The Dawn Movement] {said} <one>.| [The Arcadian news agency] {reported} <two>.| [The statement] {said} <x>."
    )
    assert last(text).group == "dawn"


def test_an_agency_called_by_its_name_does_not_issue_the_statement() -> None:
    text = (
        "[The Dawn Movement] {said} <one>.| According to [Reuters], {according to} <two>.| [The statement] {said} <x>."
    )
    assert last(text).group == "dawn"


def test_a_name_with_a_noun_for_a_body_put_in_is_still_that_body() -> None:
    assert last("[The Arc-led military coalition] {said} <one>.").group == "coalition"


def test_a_description_beside_a_name_is_that_name() -> None:
    assert last("The Valley Alliance, [a coalition of parties], {said} <one>.").name == "Valley Alliance"


def test_in_arabic_a_verb_after_a_paper_goes_on_with_its_issuer() -> None:
    text = "{قال} [الوزير خالد يماني] إن <الجسر مغلق>.|\nونشرت الوكالة بيان حركة الفجر الذي {أعلنت} فيه <هدنة>.|"
    found = who(text + " {وأضاف} [البيان] أن <الطريق مغلق>.", "ar")
    assert [speaker.group for speaker in found] == [None, "dawn", "dawn"]


def test_a_description_is_named_by_the_next_sentence() -> None:
    text = (
        "His words came after [a high-ranking official of the Dawn Movement] {denounced} <the blockade>.| "
        "Hadi Qasim made the remarks in March. [He] {said} <it would end>."
    )
    first, second = who(text)
    assert (first.person, first.group) == ("hadi", "dawn")
    assert second.person == "hadi"


def test_a_lead_describes_whom_the_next_paragraph_names() -> None:
    text = (
        "Trade will grow, [an Arcadian official] {said} <it>.|\n"
        "“Much,” [Dawn Movement deputy Omar Habib] {said} <“Much”>."
    )
    first, second = who(text)
    assert first.name == second.name == "Omar Habib"
    assert first.group == "dawn"


def test_a_lead_about_the_head_is_not_named_by_a_spokesman() -> None:
    text = (
        "Trade will grow, [the head of the Falcon Brigades] {said} <it>.|\n"
        "[The spokeswoman for the Falcon Brigades] {said} <more>."
    )
    first, second = who(text, on=date(2024, 6, 1))
    assert (first.person, first.group) == (None, "dawn")
    assert second.person == "salma"


def test_a_subject_by_surname_is_a_person_whom_the_article_names_in_full() -> None:
    text = (
        "[Murad Aziz] {said} <one>.| Shells hit the house of Samir Saleh. Saleh came on television. [He] {urged} <two>."
    )
    assert last(text).name == "Samir Saleh"


def test_what_somebody_has_is_no_he() -> None:
    assert last("[Murad Aziz] {said} <one>.| [Zohar's campaign] {said} <two>.| [He] {said} <three>.").person == "murad"


@pytest.mark.parametrize(
    "name",
    [
        "Jawad Kazim al-Rubai",
        "Jawad bin Salim",
        "Omar al-Habib",
        "Omar as-Sabah",
        "Ursula von Holt",
        "Ida van der Molen",
        "Marta di Salvo",
        "Ines da Costa",
        "Luc de la Tour",
    ],
)
def test_small_words_belong_to_a_name(name: str) -> None:
    assert last(f"[Dawn Movement official {name}] {{said}} <yes>.").name == name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("عمر حبيب المتحدث باسم حركة الفجر", "عمر حبيب"),
        ("المستشار الإعلامي لرئيس حركة الفجر، عمر حبيب", "عمر حبيب"),
        ("المتحدث باسم حركة الفجر عمر حبيب", "عمر حبيب"),
    ],
)
def test_in_arabic_a_name_stands_before_behind_or_beside_its_role(phrase: str, name: str) -> None:
    speaker = last(f"{{قال}} [{phrase}] إن <الجسر مغلق>.", "ar")
    assert (speaker.name, speaker.group) == (name, "dawn")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("They met Murad Aziz, [who] {said} <yes>.", "murad"),
        ("Hadi Qasim came to see us and [who] {said} <yes>.", "hadi"),
    ],
)
def test_who_is_the_name_before_it(text: str, person: str) -> None:
    assert last(text).person == person


def test_which_is_the_body_before_it() -> None:
    assert last("The raid was claimed by the Dawn Movement, [which] {said} <yes>.").group == "dawn"


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Utah Rep. Carl Hunter", "Carl Hunter"),
        ("the union's Carl Hunter", "Carl Hunter"),
        ("Utah Rep. Carl Hunter’s chief of staff, Joe Casper", "Joe Casper"),
    ],
)
def test_what_stands_before_a_name_is_left_out(phrase: str, name: str) -> None:
    assert last(f"[{phrase}] {{said}} <yes>.").name == name


def test_a_surname_takes_the_full_name_without_its_titles() -> None:
    assert last("House Speaker Paul Rhine came. [Rhine] {said} <yes>.").name == "Paul Rhine"


def test_a_headline_in_capitals_names_nobody() -> None:
    text = "[Ilan Zohar] {said} <one>.|\nThe Race To The Top Goes On\nTo win it takes time. [He] {said} <two>."
    assert last(text).name == "Ilan Zohar"


def test_sources_stay_unnamed() -> None:
    text = "[Informed sources] {said} <one>.|\n[Dawn Movement official Omar Habib] {said} <two>."
    assert who(text)[0].name is None


def test_a_continued_quotation_has_the_speaker_before() -> None:
    speaker = last("[Murad Aziz] {said} <“one”>.| <“two”>")
    assert speaker.person == "murad"


def test_a_passive_without_an_agent_names_nobody() -> None:
    assert last("[Murad Aziz] {said} <one>.| It was {reported} that <two>.") == NOBODY


def test_a_participle_goes_on_with_the_last_speaker() -> None:
    assert last("[Murad Aziz] {said} <one>, {adding} that <two>.".replace("<one>,", "<one>,|")).person == "murad"


def test_an_office_holder_among_a_groups_aliases_is_a_person() -> None:
    first, second = who("[Deputy Minister Karim Daher] {said} <one>.| [He] {said} <two>.")
    assert (first.name, first.group) == ("Karim Daher", "mfa")
    assert second.name == "Karim Daher"


def test_i_inside_a_quotation_is_its_speaker() -> None:
    text, quotations = spans("[Murad Aziz] {told} us: <“So I said no.”>")
    start = text.index("I said")
    inner = Quotation(
        (Span(start + 7, start + 9),), Span(start + 2, start + 6), Span(start, start + 1), Kind.INDIRECT, "t"
    )
    found = speakers.resolve(text, "en", [*quotations, inner], mentions(text), REGISTER, on=ON)
    assert found[1].person == "murad"


@pytest.mark.parametrize(
    "phrase",
    [
        "حركة الفجر",
        "المتحدث باسم حركة الفجر عمر حبيب",
        "القيادي في حركة الفجر عمر حبيب",
        "عمر حبيب، عضو المكتب السياسي لحركة الفجر",
        "المكتب السياسي لحركة الفجر",
        "قيادة حركة الفجر",
        "الأمين العام لحركة الفجر مراد عزيز",
        "كتائب الصقر",
    ],
)
def test_in_arabic_who_speaks_for_a_group_counts_for_it(phrase: str) -> None:
    assert last(f"{{قال}} [{phrase}] إن <الجسر مغلق>.", "ar").group == "dawn"


@pytest.mark.parametrize(
    "phrase",
    [
        "صحيفة الأيام المقربة من حركة الفجر",
        "سفير أركاديا لدى حركة الفجر",
        "خبير في شؤون حركة الفجر",
        "القيادي السابق في حركة الفجر",
        "شقيق مراد عزيز",
        "وزير الدفاع الذي زار حركة الفجر",
    ],
)
def test_in_arabic_who_is_only_described_by_a_group_does_not_count_for_it(phrase: str) -> None:
    assert last(f"{{قال}} [{phrase}] إن <الجسر مغلق>.", "ar").group is None


@pytest.mark.parametrize("noun", ["الحركة", "المتحدث باسم الحركة", "قيادة الحركة"])
def test_in_arabic_the_movement_is_the_last_one(noun: str) -> None:
    assert last(f"{{أعلنت}} [حركة الفجر] <هدنة>.| {{وأوضحت}} [{noun}] أن <الجسر مغلق>.", "ar").group == "dawn"


def test_in_arabic_a_verb_without_a_subject_goes_on_with_the_last_speaker() -> None:
    assert last("{قال} [مراد عزيز] إن <الجسر مغلق>.| {وأضاف} أن <الطريق مغلق>.", "ar").person == "murad"


def test_in_arabic_a_pronoun_may_hang_on_a_preposition() -> None:
    assert last("{قال} [مراد عزيز] إن <الجسر مغلق>.| {ووفقا} [له] فإن <الطريق مغلق>.", "ar").person == "murad"


def test_in_arabic_a_feminine_verb_does_not_go_on_with_a_man() -> None:
    text = "{قالت} [سلمى نصر] إن <الجسر مغلق>.| {قال} [مراد عزيز] إن <الطريق مغلق>.| {وأضافت} أن <النفق مغلق>."
    assert last(text, "ar", flags=["fem"]).person == "salma"


def test_in_arabic_the_source_is_the_source_before() -> None:
    first, second = who("{قال} [مصدر في حركة الفجر] إن <الجسر مغلق>.| {وأضاف} [المصدر] أن <الطريق مغلق>.", "ar")
    assert (first.name, first.group) == (None, "dawn")
    assert second.group == "dawn"


@pytest.mark.parametrize(
    "phrase",
    ["جنبش فجر", "سخنگوی جنبش فجر", "دبیرکل جنبش فجر", "مراد عزیز، دبیرکل جنبش فجر", "دفتر سیاسی جنبش فجر"],
)
def test_in_persian_who_speaks_for_a_group_counts_for_it(phrase: str) -> None:
    assert last(f"[{phrase}] {{گفت}}: <پل بسته است>.", "fa").group == "dawn"


@pytest.mark.parametrize(
    "phrase",
    ["روزنامه نزدیک به جنبش فجر", "کارشناس امور جنبش فجر", "فرمانده سابق جنبش فجر", "سفیر آرکادیا در جنبش فجر"],
)
def test_in_persian_who_is_only_described_by_a_group_does_not_count_for_it(phrase: str) -> None:
    assert last(f"[{phrase}] {{گفت}}: <پل بسته است>.", "fa").group is None


@pytest.mark.parametrize("noun", ["وی", "او"])
def test_in_persian_a_pronoun_is_the_last_person(noun: str) -> None:
    assert last(f"[مراد عزیز] {{گفت}}: <پل بسته است>.| [{noun}] {{افزود}}: <راه بسته است>.", "fa").person == "murad"


def test_in_persian_this_movement_is_the_last_one() -> None:
    assert last("[جنبش فجر] {اعلام کرد} <آتش‌بس>.| [این جنبش] {افزود}: <راه بسته است>.", "fa").group == "dawn"


def test_a_language_without_words_still_knows_tracked_names() -> None:
    assert last("[Murad Aziz] {sade} att <bron är stängd>.", "sv").person == "murad"


def test_nothing_quoted_gives_nothing() -> None:
    assert speakers.resolve("", "en", (), (), REGISTER, on=ON) == ()


@pytest.mark.parametrize(
    "phrase",
    ["Omar Habib], a coalition spokesman,", "Omar Habib, a coalition spokesman]", "Omar Habib a coaltiion spokesman]"],
    ids=["an apposition", "inside the phrase", "without a comma, misspelt"],
)
def test_an_apposition_says_for_which_known_body_somebody_speaks(phrase: str) -> None:
    speaker = last(f"[The Arc-led coalition] {{denied}} <the report>.|<“Nobody flew,”> [{phrase} {{said}}.")
    assert (speaker.name, speaker.group) == ("Omar Habib", "coalition")
    assert speaker.capacity == phrase.split("Habib")[1].strip("], ")


def test_an_apposition_behind_the_quoted_words_names_a_tracked_body() -> None:
    speaker = last("<“Nobody flew,”> [Omar Habib], a Dawn Movement official, {said}.")
    assert (speaker.name, speaker.group) == ("Omar Habib", "dawn")


@pytest.mark.parametrize("phrase", ["A coalition spokesman", "The coalition spokesman", "Coalition officials"])
def test_a_spokesman_of_a_body_speaks_for_the_one_of_that_name(phrase: str) -> None:
    assert (
        last(f"[The Arc-led coalition] {{denied}} <the report>.|[{phrase}] {{said}} <it was noon>.").group
        == "coalition"
    )


def test_a_spokesman_of_just_any_body_speaks_for_none() -> None:
    assert last("[The Dawn Movement] {denied} <the report>.|[A party spokesman] {said} <it was noon>.").group is None


def test_a_verb_without_a_subject_goes_back_to_whom_the_sentence_before_tells_of() -> None:
    speaker = last("ألقى مراد عزيز خطابا في القرية. و{قال}: <«الجسر مغلق»>.", "ar", flags=("masc",))
    assert (speaker.person, speaker.group) == ("murad", "dawn")
    assert last("هاجم رجال مجهولون قرية الفجر. و{قال}: <«الجسر مغلق»>.", "ar", flags=("masc",)) == NOBODY


def test_where_it_was_said_is_no_part_of_a_name() -> None:
    assert last("[ياسر حبيب في خطاب] {قال} <إن الجسر مغلق>.", "ar").name == "ياسر حبيب"
    assert last("[یاسر حبیب در سخنرانی] {گفت} <پل بسته است>.", "fa").name == "یاسر حبیب"


@pytest.mark.parametrize("opening", ["14:05 ", "• ", "ARC, March 9 - "])
def test_no_pronoun_reaches_into_another_item(opening: str) -> None:
    first = f"{opening}[Omar Habib] {{said}} <the road is open>."
    text = f"{first}|\n\n{opening}The ferry sank. <“It was old,”> [he] {{said}}."
    assert last(text) == NOBODY
    assert last(text.replace("\n", " ")).name == "Omar Habib"


@pytest.mark.parametrize(
    ("text", "name", "group"),
    [
        ("Premier Omar Habib received the envoy. [The premier] {said} <the road was open>.", "Omar Habib", None),
        ("Omar Habib, the force's commander, left. <“Yes,”> [the commander] {said}.", "Omar Habib", None),
        ("Dawn Movement aide Omar Habib came. [The aide] {said} <the road was open>.", "Omar Habib", "dawn"),
        ("Premier Omar Habib left. [An aide] {said} <the road was open>.", None, None),
        ("Premier Omar Habib left. [The aide] {said} <the road was open>.", None, None),
    ],
)
def test_an_office_stands_for_whom_the_article_named_with_it(text: str, name: str | None, group: str | None) -> None:
    speaker = last(text)
    assert (speaker.name, speaker.group) == (name, group)
