"""One line for everything that happens, for the operator who watches."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from alerts.escape import line
from onrecord.pipeline.outcomes import Outcome, Polled, Pruned, Read, Rechecked, Sent, Watched


def hostile(text: str, style: str = "") -> Text:
    """Text that strangers wrote, on one line: no control or direction-changing character, no markup."""
    return Text(line(text), style=style)


def many(count: int, noun: str) -> str:
    """A count with its noun: "1 source", "2 sources"."""
    return f"{count} {noun}{'s' * (count != 1)}"


def narrate(outcome: Outcome, out: Console) -> None:
    """Print what happened, if it is worth a line."""
    told = _line(outcome)
    if told is not None:
        out.print(told)


def _line(outcome: Outcome) -> Text | None:
    match outcome:
        case Polled():
            return _polled(outcome)
        case Read():
            return _read(outcome)
        case Sent():
            return _sent(outcome)
        case Pruned():
            return _pruned(outcome)
        case Watched():
            return _watched(outcome)
        case Rechecked():
            return _rechecked(outcome)


def _polled(poll: Polled) -> Text | None:
    where = Text.assemble("polled ", (poll.source, "bold"), ": ")
    if poll.failure:
        return where.append_text(Text(f"{poll.failure.kind}, ", "red")).append_text(hostile(poll.failure.detail))
    if poll.baseline:
        return where.append(f"first contact, {poll.new} entries are the baseline")
    if poll.new:
        return where.append(f"{poll.new} new of {poll.found}")
    return None


def _read(read: Read) -> Text:
    if read.filed is None:
        failure = read.failure
        what = hostile(f"{failure.kind}, {failure.detail}" if failure else "nothing", "red")
        return Text.assemble("  not read ", hostile(read.url), ": ", what)
    filed = read.filed
    name = hostile(filed.article.title or filed.article.url, "bold")
    found = f": {many(filed.quotations, 'quotation')}, {filed.statements} by tracked groups, {filed.new} new"
    told = Text.assemble("  read ", name, " ", (f"({read.outlet})", "dim"), found)
    if read.failure:
        told.append(f" [from feed only: {read.failure.kind}]", "yellow")
    if filed.alerts:
        told.append(f" → {many(len(filed.alerts), 'alert')}", "bold green")
    return told


def _sent(sent: Sent) -> Text:
    delivery = sent.delivery
    about = delivery.alert.group_name or "keywords" if delivery.alert else delivery.subject
    if sent.receipt.ok:
        which = f" ({delivery.alert.id})" if delivery.alert else ""
        return Text.assemble("    sent ", hostile(about), " to ", (delivery.channel, "bold"), (which, "dim"))
    again = f"next try {sent.next_try_at:%H:%M:%S} UTC" if sent.next_try_at else "given up"
    return Text.assemble(
        "    not sent to ", (delivery.channel, "bold"), ": ", hostile(sent.receipt.detail, "red"), f"; {again}"
    )


def _pruned(pruned: Pruned) -> Text | None:
    counts = (
        (pruned.texts, "text"),
        (pruned.silences, "silence"),
        (pruned.deliveries, "sent message"),
        (pruned.pages, "page"),
    )
    told = ", ".join(many(count, noun) for count, noun in counts if count)
    return Text(f"forgot {told}, kept long enough", "dim") if told else None


def _rechecked(again: Rechecked) -> Text | None:
    if not again.edits:
        return None
    told = Text.assemble("  silent edit at ", hostile(again.url, "bold"), f": {many(len(again.edits), 'quotation')} ")
    told.append(", ".join(sorted({edit.kind for edit in again.edits})), "yellow")
    if again.alerts:
        told.append(f" → {many(len(again.alerts), 'alert')}", "bold green")
    return told


def _watched(watched: Watched) -> Text:
    troubles = sum(each.kind == "source_trouble" for each in watched.notices)
    told = Text.assemble("telling the operator by ", (watched.channel, "bold"), ": ")
    return told.append(f"{many(troubles, 'source')} in trouble, {len(watched.notices) - troubles} well again", "yellow")
