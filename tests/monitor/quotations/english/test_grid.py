"""Every kind of speaker and every kind of content in every frame: what is said and who says it are found exactly."""

from __future__ import annotations

import pytest

from monitor import quotations

SPEAKERS = {
    "The mayor": "The mayor",
    "Ana Ruiz": "Ana Ruiz",
    "Ana Ruiz, a nurse,": "Ana Ruiz",
    "Ana Ruiz, 49, of Leeds,": "Ana Ruiz",
    "Ana Ruiz, curator at the town museum,": "Ana Ruiz",
    "Gen. Adam Farouk": "Gen. Adam Farouk",
    "Mr. Lou": "Mr. Lou",
    "Two officials": "Two officials",
    "Clark advisers": "Clark advisers",
    "Mrs. Clark's aides": "Mrs. Clark's aides",
    "The group's spokesman": "The group's spokesman",
    "Its spokesman, Karim Haddad,": "Its spokesman, Karim Haddad",
    "The ministry": "The ministry",
    "The Ministry of Interior": "The Ministry of Interior",
    "Officials familiar with the talks": "Officials familiar with the talks",
    "Officials who know the file": "Officials",
    "Supporters who have heard directly from the campaign": "Supporters",
    "Many of the local leaders who would rather be working on another campaign": "Many of the local leaders",
    "Those over 60": "Those",
    "Those who were there": "Those",
    "Multiple sources privy to the talks": "Multiple sources privy to the talks",
    "Roxana M. Leon, 63, a voter raised in Chile,": "Roxana M. Leon",
    "The Ohio governor, who has refused to endorse the plan,": "The Ohio governor",
    "A statement from the army": "A statement from the army",
    "Both men": "Both men",
    "Ruiz and Haddad": "Ruiz and Haddad",
    "The leader of the Dawn Movement": "The leader of the Dawn Movement",
    "Dawn Movement leader Karim Haddad": "Dawn Movement leader Karim Haddad",
    "Dawn Movement spokesman Col. Karim al-Haddad": "Dawn Movement spokesman Col. Karim al-Haddad",
    "A source in the movement's political bureau": "A source",
    "A source, speaking on condition of anonymity,": "A source",
    "The army, which controls the north,": "The army",
    "The armed wing of the movement, the Dawn Brigades,": "The armed wing of the movement",
    "Haddad (left)": "Haddad",
    "Haddad, head of the political bureau and a member of its council,": "Haddad",
    "The U.N. envoy for the north": "The U.N. envoy for the north",
    "The U.S.-led coalition": "The U.S.-led coalition",
    "Witnesses and medics": "Witnesses and medics",
    "The country's foreign minister": "The country's foreign minister",
    "The Health Ministry in the coastal strip": "The Health Ministry",
    "Israel's army": "Israel's army",
    "Lawyers for the family": "Lawyers for the family",
    "A resident of the town who gave his name only as Karim": "A resident of the town",
    "One of the fighters": "One of the fighters",
    "State television": "State television",
    "Informed sources": "Informed sources",
    "Police": "Police",
    "Former President Ruiz": "Former President Ruiz",
    "A man who identified himself as Abu Karim": "A man",
    "A senior member of the movement who asked not to be named": "A senior member of the movement",
    "Two officials briefed on the talks": "Two officials briefed",
    "A statement issued by the army's general command": "A statement issued",
    "An official speaking on condition of anonymity": "An official speaking",
    "Sheikh Naim al-Haddad, the movement's deputy leader,": "Sheikh Naim al-Haddad",
    "Brig. Gen. Yahya al-Haddad, the army's spokesman,": "Brig. Gen. Yahya al-Haddad",
    "The spokesperson for the EU's foreign policy chief": "The spokesperson for the EU's foreign policy chief",
    "Ruiz, speaking to reporters in Banir on Friday,": "Ruiz",
    "The army, for its part,": "The army",
    "Kurdish authorities": "Kurdish authorities",
    "The 63-year-old leader": "The 63-year-old leader",
    "A source close to the movement": "A source close to the movement",
    "The leader, in his first speech since the raid,": "The leader",
    "Seventy percent of Democratic registered voters": "Seventy percent of Democratic registered voters",
    "Both the army and the ministry": "Both the army and the ministry",
    "The minister, whom critics accuse of lying,": "The minister",
    "Several of those who fled": "Several of those",
    "Critics": "Critics",
}
"""Speakers as the sentence has them, and the expression that is kept: no aside, no relative clause, no place."""

CONTENTS = [
    "the bridge was closed",
    "it still posed a direct threat to villagers",
    "there was nothing wrong with the plan",
    "he had rejected the idea of a truce",
    "news outlets undercount the crowds",
    "the process often leaves families without an answer",
    "his father's house had been searched",
    "talks would resume on Monday",
    "the country needs to secure the border, but that it would not build a wall",
    "fighting had stopped and the road was open",
    "its fighters had shot down a drone over the northern city of Banir",
    "the attack, which killed three people, was a crime",
    "what happened in the town was a massacre",
    "they are liberal",
    "Israel must withdraw from the south",
    "Russia's forces would leave",
    "Haddad will visit the north",
    "more than 20 people had been wounded",
    "at least three people died",
    "only two of the five were armed",
    "it is too early to say who was behind the attack",
    "prices rise every month",
    "some of those killed were children",
    "all five had been released",
    "the movement does not want war",
    "negotiations with the government have failed",
]

FRAMES = {
    "{speaker} said {content}.": "{content}",
    "{speaker} has also said that {content}.": "that {content}",
    "But {speaker} said {content}.": "{content}",
    "On Tuesday night {speaker} said {content}.": "{content}",
    "{speaker} said on Friday {content}.": "{content}",
    "{speaker} said Friday {content}.": "{content}",
    "{speaker} said in a statement on Friday that {content}.": "that {content}",
    "{speaker} said: “{content}.”": "“{content}.”",
    "“{content},” {speaker} said.": "“{content},”",
    "“{content},” {speaker} said in an interview with the daily on Friday.": "“{content},”",
}


_NAMES = ("Ana", "Gen.", "Mr", "Clark", "Roxana", "Ruiz", "Dawn", "Haddad", "Israel", "Sheikh", "Brig.", "Kurdish")


def reports(frame: str, speaker: str, content: str) -> list[tuple[str, str]]:
    """What is said in the frame filled in, and by whom; who says something in a relative clause is left out."""
    inside = not frame.startswith("{speaker}") and not speaker.startswith(_NAMES)
    text = frame.format(speaker=speaker[0].lower() + speaker[1:] if inside else speaker, content=content)
    found = [
        (text[q.parts[0].start : q.parts[-1].end], q.speaker.of(text) if q.speaker else "")
        for q in quotations.find(text, "en")
    ]
    return [(words, who[:1].upper() + who[1:]) for words, who in found if who != "who"]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_every_kind_of_speaker_is_found_in_every_frame(frame: str, speaker: str) -> None:
    content = "the bridge was closed"
    assert reports(frame, speaker, content) == [(FRAMES[frame].format(content=content), SPEAKERS[speaker])]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("speaker", ["The ministry", "Ana Ruiz, a nurse,"])
def test_every_kind_of_content_is_cut_exactly_in_every_frame(frame: str, content: str, speaker: str) -> None:
    assert reports(frame, speaker, content) == [(FRAMES[frame].format(content=content), SPEAKERS[speaker])]
