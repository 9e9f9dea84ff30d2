"""Every kind of speaker and every kind of content in every frame: what is said and who says it are found exactly."""

from __future__ import annotations

import pytest

from monitor import quotations

SPEAKERS = [
    "The mayor",
    "Ana Ruiz",
    "Ana Ruiz, a nurse,",
    "Ana Ruiz, 49, of Leeds,",
    "Ana Ruiz, curator at the town museum,",
    "Gen. Adam Farouk",
    "Mr. Lou",
    "Two officials",
    "Clark advisers",
    "Mrs. Clark's aides",
    "The group's spokesman",
    "Its spokesman, Karim Haddad,",
    "The ministry",
    "The Ministry of Interior",
    "Officials familiar with the talks",
    "Officials who know the file",
    "Supporters who have heard directly from the campaign",
    "Many of the local leaders who would rather be working on another campaign",
    "Those over 60",
    "Those who were there",
    "Multiple sources privy to the talks",
    "Roxana M. Leon, 63, a voter raised in Chile,",
    "The Ohio governor, who has refused to endorse the plan,",
    "A statement from the army",
    "A court document filed Thursday",
    "Both men",
    "Ruiz and Haddad",
    "The leader of the Dawn Movement",
    "Dawn Movement leader Karim Haddad",
    "Dawn Movement spokesman Col. Karim al-Haddad",
    "A source in the movement's political bureau",
    "A source, speaking on condition of anonymity,",
    "The army, which controls the north,",
    "The armed wing of the movement, the Dawn Brigades,",
    "Haddad (left)",
    "Haddad, head of the political bureau and a member of its council,",
    "The U.N. envoy for the north",
    "The U.S.-led coalition",
    "Witnesses and medics",
    "The country's foreign minister",
    "The Health Ministry in the coastal strip",
    "Israel's army",
    "Lawyers for the family",
    "A resident of the town who gave his name only as Karim",
    "One of the fighters",
    "State television",
    "Informed sources",
    "Police",
    "Former President Ruiz",
    "A man who identified himself as Abu Karim",
    "A senior member of the movement who asked not to be named",
    "Two officials briefed on the talks",
    "A statement issued by the army's general command",
    "An official speaking on condition of anonymity",
    "Sheikh Naim al-Haddad, the movement's deputy leader,",
    "Brig. Gen. Yahya al-Haddad, the army's spokesman,",
    "The spokesperson for the EU's foreign policy chief",
    "Ruiz, speaking to reporters in Banir on Friday,",
    "The army, for its part,",
    "Kurdish authorities",
    "The 63-year-old leader",
    "A source close to the movement",
    "The leader, in his first speech since the raid,",
    "Seventy percent of Democratic registered voters",
    "Both the army and the ministry",
    "The minister, whom critics accuse of lying,",
    "Several of those who fled",
    "Critics",
]

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


def found(frame: str, speaker: str, content: str) -> list[tuple[str, bool]]:
    """What is said in the frame filled in, and whether the speaker found is the one that was put in."""
    inside = not frame.startswith("{speaker}") and not speaker.startswith(_NAMES)
    text = frame.format(speaker=speaker[0].lower() + speaker[1:] if inside else speaker, content=content)
    return [
        (text[q.parts[0].start : q.parts[-1].end], bool(q.speaker) and _same(q.speaker.of(text), speaker))
        for q in quotations.find(text, "en")
        if q.speaker
    ]


_NAMES = ("Ana", "Gen.", "Mr", "Clark", "Roxana", "Ruiz", "Dawn", "Haddad", "Israel", "Sheikh", "Brig.", "Kurdish")


def _same(given: str, speaker: str) -> bool:
    """Whether the words found are the speaker's first words, asides and relative clauses left out or not."""
    return speaker.rstrip(",").lower().startswith(given.rstrip(",").lower().split(",")[0].split(" (")[0])


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_every_kind_of_speaker_is_found_in_every_frame(frame: str, speaker: str) -> None:
    content = "the bridge was closed"
    assert (FRAMES[frame].format(content=content), True) in found(frame, speaker, content)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("speaker", ["The ministry", "Ana Ruiz, a nurse,"])
def test_every_kind_of_content_is_cut_exactly_in_every_frame(frame: str, content: str, speaker: str) -> None:
    assert (FRAMES[frame].format(content=content), True) in found(frame, speaker, content)
