"""What there is to say about an alert, cleaned and in the reader's words, before any medium's mark-up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from alerts.escape import Direction, direction, header, language_tag, line, link, short
from alerts.labels import Labels, labels, quotation_marks
from onrecord.model import FROM_FEED, Alert, ArticleRef, Channel, Kind, Reason, Told

# Names and titles that are longer than this are an accident or an attack; the quotes themselves are never cut.
_NAME: Final = 160
_SENTENCE: Final = 400


@dataclass(frozen=True, slots=True)
class Words:
    """Foreign text on one line, with what it takes to set it.

    Attributes:
        opening: the quotation mark before it, or empty when these are not the speaker's own words.
        language: ISO 639-1, or empty when unknown.
    """

    text: str
    language: str
    direction: Direction
    opening: str = ""
    closing: str = ""

    @property
    def marked(self) -> str:
        """The text between its quotation marks."""
        return f"{self.opening}{self.text}{self.closing}"


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement.

    Attributes:
        tags: its kind, then its acts, in the reader's words.
        wording: how the article names the speaker and reports the speech, or empty.
    """

    number: int
    words: Words
    kind: Kind
    tags: tuple[str, ...]
    wording: str

    @property
    def about(self) -> tuple[str, ...]:
        """Tags and wording, for media that set them alike."""
        return (*self.tags, self.wording) if self.wording else self.tags


@dataclass(frozen=True, slots=True)
class Turn:
    """Statements in a row by one speaker. `speaker` is never empty; `capacity` and `group` may be."""

    speaker: str
    capacity: str
    group: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A reason: (stage, detail) in order; `of` names the statements it holds for, or is empty when for all."""

    of: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Command:
    """Something the reader can do, as typed in a terminal."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class View:
    """All that a message shows.

    Attributes:
        heading: what kind of alert it is.
        excerpt: the paragraph that matched, for alerts without statements.
        when: publication on the reader's clock; for an undated article, when it was first seen.
        first_seen: when the article was first seen, in words; empty where `when` says it.
        url: a safe web address, or empty; `host` is its host.
    """

    labels: Labels
    subject: str
    heading: str
    group: str
    watchlist: str
    turns: tuple[Turn, ...]
    excerpt: Words | None
    outlet: str
    when: str
    first_seen: str
    title: Words
    url: str
    host: str
    notes: tuple[str, ...]
    chains: tuple[Chain, ...]
    commands: tuple[Command, ...]

    @property
    def numbered(self) -> bool:
        """Whether statements need numbers to be told apart."""
        return sum(len(turn.quotes) for turn in self.turns) > 1

    @property
    def explain(self) -> Command:
        """How to see the alert with its reason."""
        return self.commands[-3]

    @property
    def source(self) -> str:
        """Outlet and time."""
        return " · ".join(part for part in (self.outlet, self.when) if part)


def view(alert: Alert, channel: Channel, *, now: datetime) -> View:
    """What to show of `alert` on `channel`."""
    words = labels(channel.language)
    url = link(alert.article.url)
    article = alert.article
    excerpt = words_of(alert.excerpt, article.language) if alert.excerpt.strip() else None
    title = words_of(short(article.title, _SENTENCE) or words.word["untitled"], article.language)
    return View(
        labels=words,
        subject=_subject(alert, words, title),
        heading=_heading(alert, words),
        group=_name(alert.group_name),
        watchlist=_name(alert.watchlist),
        turns=_turns(alert, words),
        excerpt=excerpt,
        outlet=_name(article.outlet_name or article.outlet),
        when=_when(article, words, ZoneInfo(channel.timezone), now),
        first_seen=_first_seen(article, words, ZoneInfo(channel.timezone), now) if article.published else "",
        title=title,
        url=url,
        host=(urlsplit(url).hostname or "") if url else "",
        notes=tuple(_notes(alert, words)),
        chains=_chains(alert, words),
        commands=_commands(alert, words),
    )


def _commands(alert: Alert, words: Labels) -> tuple[Command, ...]:
    """What the reader can do; of what goes on from an earlier message, first how to see that one."""
    own = [Command(words.word[name], f"onrecord alerts {name} {line(alert.id)}") for name in ("show", "wrong", "mute")]
    first = f"onrecord alerts show {line(alert.follows)}"
    return (Command(words.word["first"], first), *own) if alert.follows else tuple(own)


def _subject(alert: Alert, words: Labels, title: Words) -> str:
    first = _told_words(alert.told[0]).marked if alert.told else title.text
    watchlist = _name(alert.watchlist)
    return header(
        words.subject[alert.kind].format(group=_name(alert.group_name) or watchlist, words=first, watchlist=watchlist)
    )


def _heading(alert: Alert, words: Labels) -> str:
    if alert.kind == "statement":
        return words.count(len(alert.told))
    return words.alert[alert.kind]


def _when(article: ArticleRef, words: Labels, zone: ZoneInfo, now: datetime) -> str:
    if article.published is not None:
        return words.moment(article.published, zone, now)
    return f"{words.word['undated']}{words.word['comma']} {_first_seen(article, words, zone, now)}"


def _first_seen(article: ArticleRef, words: Labels, zone: ZoneInfo, now: datetime) -> str:
    return words.word["first_seen"].format(time=words.moment(article.first_seen, zone, now))


def _notes(alert: Alert, words: Labels) -> Iterator[str]:
    for note in alert.notes:
        # The line with outlet and time says it already, on the reader's clock.
        if line(note) and not (alert.article.published is None and note.startswith("undated")):
            yield words.word["from_feed"] if note == FROM_FEED else short(note, _SENTENCE)


def _turns(alert: Alert, words: Labels) -> tuple[Turn, ...]:
    group = _name(alert.group_name)
    numbered = enumerate(alert.told, start=1)
    return tuple(
        Turn(
            speaker=speaker or words.word["nobody"],
            capacity=capacity,
            group="" if group in (speaker, capacity) or group.casefold() in capacity.casefold() else group,
            quotes=tuple(_quote(number, told, words) for number, told in run),
        )
        for (speaker, capacity), run in groupby(numbered, key=lambda each: _who(each[1]))
    )


def _who(told: Told) -> tuple[str, str]:
    return _name(told.speaker), _name(told.capacity)


def _quote(number: int, told: Told, words: Labels) -> Quote:
    surface, cue = _name(told.surface), _name(told.cue)
    # The full name says nothing that the line above the quote does not.
    shown = [part for part in (surface, cue) if part and part.casefold() != _name(told.speaker).casefold()]
    wording = f"{words.word['comma']} ".join(words.word["quoted"].format(part=part) for part in shown)
    return Quote(
        number=number,
        words=_told_words(told),
        kind=told.kind,
        tags=(words.kind[told.kind.value], *(words.act_named(_name(act)) for act in told.acts)),
        wording=words.word["wording"].format(wording=wording) if wording else "",
    )


def _told_words(told: Told) -> Words:
    if told.kind is not Kind.DIRECT:
        # Without its cue a reported clause may say the opposite: “denied … reports of talks”.
        cue = _name(told.cue)
        return words_of(f"[{cue}] {told.words}" if cue else told.words, told.language)
    opening, closing = quotation_marks(told.words, told.language)
    # The comma before the reporting words ("…," he said) is the article's, not the speaker's.
    return words_of(line(told.words).rstrip(",،"), told.language, opening, closing)


def words_of(text: str, language: str, opening: str = "", closing: str = "") -> Words:
    """Foreign text on one line, in its own language and direction."""
    one = line(text)
    tag = language_tag(language)
    return Words(one, tag, direction(one, tag), opening, closing)


def _chains(alert: Alert, words: Labels) -> tuple[Chain, ...]:
    """The reasons, each once, with the numbers of the statements it holds for."""
    holders: dict[Reason, list[int]] = {}
    for number, told in enumerate(alert.told, start=1):
        holders.setdefault(told.reason, []).append(number)
    if alert.reason:
        holders.setdefault(alert.reason, [])
    return tuple(
        Chain(_numbers(numbers) if len(holders) > 1 else "", _steps(reason, words))
        for reason, numbers in holders.items()
        if reason
    )


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _steps(reason: Reason, words: Labels) -> tuple[tuple[str, str], ...]:
    return tuple((words.stage_named(_name(step.stage)), short(step.detail, _SENTENCE)) for step in reason)


def _name(text: str) -> str:
    return short(text, _NAME)
