"""Every verb of the lexicon in each of its frames and tenses: what is said and who says it are found exactly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor import quotations
from monitor.languages import section
from monitor.quotations.english.lexicon import inflect

DATA = section("en", "quotations")
QUOTE = "“We will stay in the town,”"
TENSES = {"past": "{past}", "present": "{s}", "perfect": "has {pp}"}
CONTENT = {"that": "that the road was open", "wh": "why the road was closed", "ing": "meeting the envoy"}
PREPOSITIONS = ("about", "against", "for", "of", "on", "with", "at")


def forms(base: str) -> dict[str, str]:
    verb = base.partition(" ")[0]
    irregular = DATA["irregular"].get(base) or DATA["irregular"].get(verb)
    if irregular:
        return dict(zip(("base", "s", "past", "pp", "ing"), [verb, *irregular.split()], strict=True))
    return inflect(verb, frozenset(DATA["spelling"]["doubling"].split()))


def reports(base: str, frames: set[str], verb: str) -> Iterator[tuple[str, str]]:
    """Sentences by the minister, each with what he says."""
    hears = "reporters " if "whom" in frames else ""
    for frame in frames & {"that", "wh"} if not hears else frames & {"that"}:
        yield f"The minister {verb} {hears}{CONTENT[frame]}.", CONTENT[frame]
    if "to" in frames:
        who = "both sides " if hears else ""
        yield f"The minister {verb} {who}to leave the town.", f"{who}to leave the town"
    if "np" in frames and not hears:
        needed = "".join(sorted(f" {frame[6:]}" for frame in frames if frame.startswith("needs:"))[:1])
        yield f"The minister {verb} the raid on the port{needed}.", f"the raid on the port{needed}"
    if "ing" in frames:
        yield f"The minister {verb} {CONTENT['ing']}.", CONTENT["ing"]
    for preposition in frames & set(PREPOSITIONS):
        yield f"The minister {verb} {preposition} the raid on the port.", "the raid on the port"
    if "quote" in frames:
        hearer = " reporters" if base == "tell" else ""
        yield f"{QUOTE} the minister {verb}{hearer}.", QUOTE
        yield f"The minister {verb}{hearer}: {QUOTE[:-2]}.”", f"{QUOTE[:-2]}.”"


@pytest.mark.parametrize("base", DATA["verbs"])
@pytest.mark.parametrize("tense", TENSES)
def test_every_verb_reports_in_each_of_its_frames(base: str, tense: str) -> None:
    particle = base.partition(" ")[2]
    verb = " ".join([TENSES[tense].format(**forms(base)), *particle.split()])
    missed = [
        text for text, content in reports(base, set(DATA["verbs"][base].split()), verb) if not _says(text, content)
    ]
    assert not missed


def _says(text: str, content: str) -> bool:
    return any(
        q.words(text) == content and q.speaker is not None and q.speaker.of(text).lower() == "the minister"
        for q in quotations.find(text, "en")
    )
