"""What an analyst asks for: watchlists, conditions, routes, channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

from onrecord.model.statements import Kind
from onrecord.model.timing import Limit, Quiet, Schedule

Scope: TypeAlias = Literal["statement", "paragraph", "article"]
Priority: TypeAlias = Literal["high", "normal"]


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that must never be shown. `str()` and `repr()` mask it; `reveal()` gives it."""

    _value: str

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def reveal(self) -> str:
        """The value itself. Call it only where it is handed to the service it is for."""
        return self._value


@dataclass(frozen=True, slots=True)
class KeywordRule:
    """Words that a text must, may or must not hold. Terms are normalised like aliases.

    A term is a word, a phrase of several words, or a prefix (``withdraw*``; in a phrase only the last word may be one).

    Attributes:
        all: every one of these must be there.
        any: at least one of these, when there are any.
        none: none of these may be there.
        near: every `all` term, and one `any` term if there are any, within so many words of each other; None: anywhere.
        languages: ISO 639-1 codes the rule is for; empty: every language.
        scope: where to look: the statement's words, its paragraph, or the whole article with its title.
    """

    name: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    near: int | None = None
    languages: tuple[str, ...] = ()
    scope: Scope = "statement"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a statement must be, beside its speaker. An empty tuple asks for nothing.

    Several keyword rules: one of them must hold.
    """

    keywords: tuple[KeywordRule, ...] = ()
    kinds: tuple[Kind, ...] = ()
    acts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which alerts of a watchlist are meant. An empty tuple asks for nothing; all that ask must hold.

    One statement that meets what is asked of statements is enough.

    Attributes:
        groups: ids of groups, or of persons without one.
        persons: ids.
        outlets: ids.
        keywords: one of these rules must hold for a statement's words, or for the paragraph that matched.
        priorities: see `Watchlist.urgent`.
    """

    groups: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    acts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    keywords: tuple[KeywordRule, ...] = ()
    priorities: tuple[Priority, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """Where a watchlist's alerts go: one channel; at once, when a digest is due, or when enough outlets have them.

    Attributes:
        updates: an alerted statement is told again when so many independent outlets have it.
        edits: tell when the article of an alert was edited so that the statement's words changed or are gone.
        threshold: tell a statement only when so many independent outlets have it; None: at once.
        digest: bundle what comes until the next of these hours; None: one message each.
        wanted: only these alerts.
        wakes: quiet hours do not hold what comes this way.
    """

    channel: str
    updates: tuple[int, ...] = ()
    edits: bool = False
    threshold: int | None = None
    digest: Schedule | None = None
    wanted: Wanted = Wanted()
    wakes: bool = False

    @property
    def levels(self) -> tuple[int, ...]:
        """The numbers of independent outlets at which something goes this way."""
        return self.updates if self.threshold is None else (*self.updates, self.threshold)


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What an analyst tracks.

    Attributes:
        groups: ids; a group brings its sub-bodies and the persons who speak for it.
        persons: ids of persons tracked beside or without a group.
        mentions: alert also on articles that merely mention a tracked entity.
        keywords_alone: alert also on articles that meet a keyword rule, whoever speaks.
        max_age: an article published longer ago than this is filed, not alerted.
        urgent: which of its alerts are of high priority; None: none.
    """

    id: str
    name: str
    groups: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    conditions: Conditions = Conditions()
    routes: tuple[Route, ...] = ()
    mentions: bool = False
    keywords_alone: bool = False
    max_age: timedelta = timedelta(days=3)
    urgent: Wanted | None = None


ChannelKind: TypeAlias = Literal["console", "email", "slack", "webhook", "apprise", "file", "atom"]


@dataclass(frozen=True, slots=True)
class Channel:
    """One recipient.

    Attributes:
        kind: which rendering it gets; `apprise` is any other Apprise service.
        url: the Apprise URL, holding its credentials; None for the console and for files.
        path: of the file; empty for all other kinds.
        language: of the labels around the quote.
        timezone: IANA name in which times are shown.
        quiet: when it is told nothing; what comes then is bundled at the end.
        limit: how many messages it gets; what comes faster is bundled.
    """

    id: str
    kind: ChannelKind
    url: Secret | None = None
    language: str = "en"
    timezone: str = "UTC"
    quiet: Quiet | None = None
    limit: Limit | None = None
    path: str = ""
