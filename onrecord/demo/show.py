"""The demonstration as its audience sees it: what was polled, found, told, and not told, and why."""

from __future__ import annotations

import asyncio
import io
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from onrecord.daemon.narration import hostile, narrate
from onrecord.demo import keepsakes
from onrecord.demo.servers import Town, town
from onrecord.demo.stage import Stage, StageError, staged, write_config
from onrecord.errors import OnRecordError
from onrecord.model import Alert, Kind, Settings
from onrecord.pipeline.outcomes import Filed, Outcome, Polled, Read, Sent
from onrecord.pipeline.updates import spread
from store import statements
from store.database import Store

INTERRUPTED = 130
"""What shells expect of a command that Ctrl-C ended."""
_MARK = ".onrecord-demo"
_SCENES = (
    ("First contact: every feed is polled while still empty. This is the baseline.", 0),
    ("Three articles appear: a leader's speech, a look back at old words, a mere mention.", 1),
    ("The others follow: a wire copy, a paraphrase, a statement in Arabic, a communiqué, a page that is missing.", 2),
    ("Later, one more article appears.", 3),
)


def show(output: Path, *, keep: bool, out: Console, program: str = "onrecord") -> int:
    """Run the demonstration.

    Args:
        output: folder for the database, the config and the received messages; an earlier demonstration in it is
            replaced, anything else is left alone.
        keep: stay up until interrupted.
        out: where to print.
        program: how to call onrecord from here.

    Returns:
        Exit code: 0, 1 when it did not come to its end, 130 when Ctrl-C kept it from that.

    Raises:
        OnRecordError: the folder holds something else.
    """
    _make_room(output)
    with town() as servers:
        settings = write_config(servers, output)
        _introduce(servers, out)
        screen = io.StringIO()
        try:
            asyncio.run(_play(servers, settings, output, keep=keep, out=out, screen=screen, program=program))
        except StageError as error:
            out.print(Text(f"The demonstration failed: {error}.", "red"))
            return 1
        except KeyboardInterrupt:
            out.print("stopped")
            return 0 if keep else INTERRUPTED
    return 0


def _make_room(output: Path) -> None:
    if output.exists() and any(output.iterdir()):
        if not (output / _MARK).exists():
            raise OnRecordError(str(output), "holds something that is not a demonstration; choose another --output")
        shutil.rmtree(output)
    output.mkdir(parents=True, exist_ok=True)
    (output / _MARK).touch()


def _introduce(servers: Town, out: Console) -> None:
    out.print(
        Panel(
            "Five invented outlets publish on this machine. The real pipeline watches them: Scrapy polls their feeds, "
            "trafilatura extracts their pages, rules find who says what, SQLite remembers, Apprise tells an analyst "
            "who tracks two invented groups, the Sanabil Movement and the Jisr Brigade.",
            title="onrecord demo",
            border_style="cyan",
        )
    )
    for layout in servers.press.layouts:
        out.print(Text.assemble(("  outlet ", "dim"), (layout.id, "bold"), f" {layout.base} ({layout.feed})"))


async def _play(
    servers: Town,
    settings: Settings,
    output: Path,
    *,
    keep: bool,
    out: Console,
    screen: io.StringIO,
    program: str,
) -> None:
    def tell(outcome: Outcome) -> None:
        if not isinstance(outcome, Sent) or not outcome.receipt.ok:
            narrate(outcome, out)

    async with staged(servers, settings, console=screen, on_outcome=tell) as stage:
        for number, (title, wave) in enumerate(_SCENES, 1):
            _scene(out, f"{number}. {title}")
            before = len(stage.outcomes)
            await (stage.wave(wave) if wave else stage.first_polls())
            _told(stage.outcomes[before:], out)
        _silent(stage, out)
        _delivered(stage, out)
        (output / "console.txt").write_text(screen.getvalue(), encoding="utf-8")
        _keepsakes(servers, output, out)
        _what_next(output, program, out)
        if keep:
            out.print("\nStill watching (--keep). Open the sites above, or stop with Ctrl-C.")
            await asyncio.Event().wait()


def _scene(out: Console, title: str) -> None:
    out.print()
    out.rule(title, align="left", style="cyan")


def _filed(outcomes: Iterable[Outcome]) -> list[Filed]:
    return [outcome.filed for outcome in outcomes if isinstance(outcome, Read) and outcome.filed]


def _told(outcomes: Iterable[Outcome], out: Console) -> None:
    """Every alert that was raised, with quote, speaker, outlet and reason."""
    for filed in _filed(outcomes):
        for alert in filed.alerts:
            out.print(_alert(alert))


def _alert(alert: Alert) -> Panel:
    body = Table.grid(padding=(0, 1))
    body.add_column(style="dim", justify="right", no_wrap=True)
    body.add_column(overflow="fold")
    for told in alert.told:
        who = f"{told.speaker}, {told.capacity}" if told.capacity else told.speaker
        cue = f"[{told.cue}] " if told.cue else ""
        said = f"“{told.words}”" if told.kind is Kind.DIRECT else f"{cue}{told.words}"
        body.add_row(told.kind.value, hostile(said, "bold"))
        body.add_row("speaker", hostile(f"{who} (in the text: {told.surface or 'nobody'}; {told.cue or 'no cue'})"))
        body.add_row("why", hostile(" → ".join(f"{step.stage}: {step.detail}" for step in told.reason), "dim"))
    body.add_row("first seen", hostile(f"{alert.article.outlet_name}: {alert.article.title}"))
    body.add_row("link", hostile(alert.article.url))
    if alert.notes:
        body.add_row("note", hostile("; ".join(alert.notes), "yellow"))
    title = hostile(f"ALERT  {alert.group_name}: {len(alert.told)} new", "bold green")
    return Panel(body, title=title, title_align="left", border_style="green")


def _silent(stage: Stage, out: Console) -> None:
    """Tracked statements that raised no alert, and articles without any, each with the reason."""
    _scene(out, "5. What did not alert, and why.")
    listed = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("why", "article", "said", "because"):
        listed.add_column(column, overflow="fold", no_wrap=column == "why")
    for filed in _filed(stage.outcomes):
        where = f"{filed.article.outlet}: {filed.article.title}"
        for silence in filed.silences:
            said = f"{silence.speaker or silence.group}: {silence.words}"
            listed.add_row(silence.why, hostile(where), hostile(said), hostile(silence.detail, "dim"))
        if not filed.statements:
            because = f"{filed.quotations} quotations, none by a tracked group; named only: {_named(filed)}"
            listed.add_row("mention", hostile(where), "", hostile(because, "dim"))
    out.print(listed)
    _carried(stage, out)


def _carried(stage: Stage, out: Console) -> None:
    """What was told once and stood in several outlets, with how far it has gone."""
    store = Store.open(stage.settings.database)
    try:
        with store.read() as tx:
            rows = [row for row in statements.listing(tx, limit=None) if row.outlets > 1]
    finally:
        store.close()
    out.print("\nEach echo was counted. Told once, and since carried further:")
    for row in sorted(rows, key=lambda row: (-row.outlets, row.statement.words)):
        out.print(Text.assemble("  ", hostile(f"“{row.statement.words}”", "bold"), "\n    ", hostile(spread(row))))


def _named(filed: Filed) -> str:
    return ", ".join(filed.mentioned) or "nobody"


def _delivered(stage: Stage, out: Console) -> None:
    _scene(out, "6. What was delivered.")
    sent = [outcome for outcome in stage.outcomes if isinstance(outcome, Sent)]
    arrived = Counter(one.delivery.channel for one in sent if one.receipt.ok)
    polls = sum(isinstance(outcome, Polled) for outcome in stage.outcomes)
    alerts = sum(len(filed.alerts) for filed in _filed(stage.outcomes))
    for channel in stage.settings.channels:
        out.print(Text.assemble("  ", (channel.id, "bold"), f" ({channel.kind}): {arrived[channel.id]} messages"))
    read = len(_filed(stage.outcomes))
    out.print(f"  {polls} polls, {read} articles read, {alerts} alerts, {sum(arrived.values())} messages.")


def _keepsakes(servers: Town, output: Path, out: Console) -> None:
    _scene(out, "7. Where things lie, and what to do next.")
    kept: Sequence[tuple[Path, str]] = keepsakes.save(servers.received, output)
    listed = Table.grid(padding=(0, 2))
    listed.add_row(str(output / "config" / "demo.yaml"), "the config of this demonstration")
    listed.add_row(str(output / "onrecord.db"), "the database: try the commands below on it")
    listed.add_row(str(output / "console.txt"), "what the console channel printed")
    for path, what in kept:
        listed.add_row(str(path), hostile(what))
    out.print(listed)


def _what_next(output: Path, program: str, out: Console) -> None:
    option = f"--config {output / 'config'}"
    listed = Table.grid(padding=(0, 2))
    listed.add_row(f"  {program} statements {option}", "# what was said, and who carried it")
    listed.add_row(f"  {program} alerts list {option}", "# what was told")
    listed.add_row(f"  {program} alerts silent {option}", "# what was not, and why")
    listed.add_row(f"  {program} outlets {option}", "# how the sources fared")
    listed.add_row(f"  {program} init && {program} check && {program} run", "# your own watch, on real outlets")
    out.print()
    out.print(listed)
