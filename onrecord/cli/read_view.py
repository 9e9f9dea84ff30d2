"""How `onrecord read` shows an article on a terminal: its text with the quotations marked, then each of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from alerts.escape import line
from monitor import languages
from monitor.analysis import Analysis
from monitor.decide import Decision
from monitor.reasons import speaker_steps
from onrecord.cli import bidi
from onrecord.cli.bidi import Bidi
from onrecord.cli.common import hostile, many, stamp
from onrecord.model import Article, Kind, Placement, Report, Span, Step, When
from onrecord.text import paragraphs

_OPEN, _CLOSE = "⟦", "⟧"
_KIND_STYLE = {Kind.DIRECT: "green", Kind.MIXED: "cyan", Kind.INDIRECT: "blue"}


@dataclass(frozen=True, slots=True)
class View:
    """What there is to show."""

    analysis: Analysis
    placements: tuple[Placement, ...]
    decision: Decision

    def reason(self, placement: Placement) -> tuple[Step, ...]:
        """The reason chain of a statement that would alert, or nothing."""
        for alert in self.decision.alerts:
            for told in alert.told:
                if told.statement_id == placement.statement_id:
                    return told.reason
        return ()

    def silence(self, placement: Placement) -> str:
        """Why a statement would not alert, or nothing."""
        for silence in self.decision.silences:
            if silence.statement_id == placement.statement_id:
                return f"{silence.why}: {silence.detail}" if silence.detail else silence.why
        return ""


def show(view: View, out: Console, *, explain: bool, bidi: Bidi) -> None:
    """Print the article with its quotations marked and numbered, then one entry a quotation, then what would alert."""
    visual = _visual(bidi, out)
    _header(view, out, visual, explain=explain)
    _text(view, out, visual)
    out.print()
    placed = {id(placement.report): placement for placement in view.placements}
    for number, report in enumerate(view.analysis.reports, 1):
        _entry(number, report, placed.get(id(report)), view, out, explain=explain, visual=visual)
    _footer(view, out)


def _visual(wanted: Bidi, out: Console) -> bool:
    """Whether we have to order right-to-left text ourselves. Piped text stays as it is."""
    if wanted is not Bidi.AUTO:
        return wanted is Bidi.VISUAL
    return out.is_terminal and not bidi.terminal_orders(os.environ)


def _header(view: View, out: Console, visual: bool, *, explain: bool) -> None:
    article = view.analysis.article
    for one in bidi.lines(line(article.title) or "(no title)", out.width, visual=visual):
        out.print(Text(one, "bold"))
    out.print(hostile(article.url, "dim"))
    measured = _measured(article.language)
    when = f"published {stamp(article.published)} UTC" if article.published else "undated"
    out.print(f"{article.outlet}, language {article.language}{measured}, {when}", markup=False, style="dim")
    for one in _facts(article) if explain else ():
        for shown in bidi.lines(one, out.width, visual=visual):
            out.print(Text(shown, "dim"))
    out.print()


def _facts(article: Article) -> Iterator[str]:
    """What else the page says about the article, a line each."""
    if article.author:
        yield line(f"by {article.author}")
    if article.section:
        yield line(f"section {article.section}")
    if article.modified:
        yield f"last changed {stamp(article.modified)} UTC"
    if article.dateline:
        yield line(f"dateline {article.dateline}")


def _measured(language: str) -> str:
    """What the reader must know about the rules for a language: that there are none, or that nobody has counted."""
    if language not in languages.available():
        return " (no rules for this language yet)"
    return "" if languages.measured(language) else " (unmeasured: how well its rules read is not known)"


def _text(view: View, out: Console, visual: bool) -> None:
    text = view.analysis.article.text
    marks = _marks(view)
    for span in paragraphs(text):
        for one in bidi.lines(line(_marked(text, span, marks)), out.width, visual=visual):
            out.print(_styled(one))


def _marks(view: View) -> list[tuple[int, str]]:
    """Places of the text and what to put there, in order: ⟦1 where quotation 1 begins, ⟧ where it ends."""
    marks: list[tuple[int, int, str]] = []
    for number, report in enumerate(view.analysis.reports, 1):
        for part in report.quotation.parts:
            if len(part):
                marks.append((part.start, 1, f"{_OPEN}{number} "))
                marks.append((part.end, 0, _CLOSE))
    return [(place, mark) for place, _, mark in sorted(marks)]


def _marked(text: str, span: Span, marks: list[tuple[int, str]]) -> str:
    pieces, last = [], span.start
    for place, mark in marks:
        if span.start <= place <= span.end:
            pieces += [text[last:place], mark]
            last = place
    return "".join([*pieces, text[last : span.end]])


def _styled(one: str) -> Text:
    styled = Text(one)
    styled.highlight_regex(rf"[{_OPEN}{_CLOSE}]\d*|\d+[{_OPEN}{_CLOSE}]", "bold yellow")
    return styled


def _entry(
    number: int, report: Report, placement: Placement | None, view: View, out: Console, *, explain: bool, visual: bool
) -> None:
    quotation, speaker = report.quotation, report.speaker
    who = speaker.name or "nobody named"
    body = speaker.group or speaker.person
    head = Text.assemble(
        (f"{number:3} ", "bold yellow"),
        (quotation.kind.value, _KIND_STYLE[quotation.kind]),
        "  ",
        _name(who, visual, "bold" if body else ""),
        f" [{body}]" if body else "",
        ", " if speaker.capacity else "",
        _name(speaker.capacity, visual, ""),
        "  ",
        (report.recency.when.value, "dim" if report.recency.when is When.BACKGROUND else ""),
    )
    if report.acts:
        head.append(f"  {', '.join(act.name for act in report.acts)}", "magenta")
    if placement is not None:
        reason, silence = view.reason(placement), view.silence(placement)
        head.append(
            "  → alert" if reason else f"  → silent ({line(silence)})" if silence else "", "green" if reason else "dim"
        )
    out.print(head)
    if explain:
        _chain(report, placement, view, out, visual)


def _name(text: str, visual: bool, style: str) -> Text:
    clean = line(text)
    return Text(bidi.reordered(clean) if visual else clean, style)


def _chain(report: Report, placement: Placement | None, view: View, out: Console, visual: bool) -> None:
    quotation, text = report.quotation, view.analysis.article.text
    steps = view.reason(placement) if placement else ()
    if not steps:
        cue = f"“{quotation.cue.of(text)}”" if quotation.cue else "none"
        surface = f"“{quotation.speaker.of(text)}”" if quotation.speaker else "none"
        steps = (
            Step("cue", cue),
            Step("named", surface),
            *speaker_steps(report.speaker),
            Step("rule", f"{quotation.rule}{' ' + ', '.join(sorted(quotation.flags)) if quotation.flags else ''}"),
            Step("recency", report.recency.why or "nothing in the article puts it earlier"),
        )
    for step in steps:
        out.print(Text.assemble((f"      {step.stage:9}", "dim"), _name(step.detail, visual, "")))
    out.print(Text.assemble(("      confidence ", "dim"), f"{quotation.confidence:.2f}"))


def _footer(view: View, out: Console) -> None:
    reports = view.analysis.reports
    tracked = len(view.placements)
    out.print()
    out.print(f"{many(len(reports), 'quotation')}, {tracked} by tracked groups or persons", markup=False)
    for alert in view.decision.alerts:
        what = many(len(alert.told), "new statement") if alert.told else alert.kind
        out.print(
            hostile(f"would alert: {alert.group_name or 'keywords'} ({what}), watchlist {alert.watchlist}", "green")
        )
    if not view.decision.alerts:
        out.print("would alert nobody")
