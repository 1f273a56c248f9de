"""The brief of a conflict in a terminal: each line with its source."""

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dateline.show import style
from dateline.track.account import Account, Line, Source

_WORDS = 110


def _source(s: Source) -> str:
    text = s.text if len(s.text) <= _WORDS else s.text[: _WORDS - 1].rstrip() + "…"
    return f"[dim]{escape(s.story)}/{s.record}, {s.date or 'undated'}[/]\n[dim italic]{escape(text)}[/]"


def _section(title: str, columns: tuple[str, ...], lines: tuple[Line, ...]) -> list[RenderableType]:
    if not lines:
        return []
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, show_edge=False, expand=True)
    many = any(x.times > 1 for x in lines)
    for c in columns:
        table.add_column(c, ratio=4 if c in ("What", "Sequence") else 2, no_wrap=c in ("Day",), min_width=10 if c == "Day" else None)
    if many:
        table.add_column("Stories", justify="right")
    table.add_column("Source", ratio=5)
    for x in lines:
        table.add_row(*(style.status(c) if columns[k] == "Status" else escape(c if len(c) < 220 else c[:219] + "…") for k, c in enumerate(x.cells)), *([str(x.times)] if many else []), _source(x.source))
    return [Text(title, style=style.HEAD), table]


def brief(a: Account) -> RenderableType:
    """The account as tables."""
    span = f"{a.first} to {a.last}" if a.first else "no dates"
    head = f"[bold]{escape(a.name)}[/]\n{a.stories} stories, {span}" + (f", as of {a.as_of}" if a.as_of else "") + (f"\noutlets: {escape(', '.join(a.outlets))}" if a.outlets else "")
    parts: list[RenderableType] = [Panel(head, box=box.ROUNDED, border_style=style.DIM)]
    parts += _section("Parties", ("Party", "Led by", "Seat"), a.parties)
    parts += _section("Backers and recognition", ("Who", "does", "Whom", "According to"), a.backers)
    parts += _section("Contacts", ("Who", "With", "Last"), a.contacts)
    parts.append(Text("Ceasefire, by side", style=style.HEAD))
    if a.ceasefire:
        table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, show_edge=False, expand=True)
        for name, ratio in (("Side", 3), ("Last step", 2), ("Asserted", 2), ("Day", 2), ("By", 2), ("According to", 2), ("Source", 6)):
            table.add_column(name, ratio=ratio)
        for s in a.ceasefire:
            table.add_row(escape(s.name), s.step.replace("_", " "), style.realised(s.realised), str(s.date or ""), escape(s.by), escape(s.according_to or "outlet"), _source(s.source))
        parts.append(table)
    else:
        parts.append(Text("No side is told to have taken a step of its own. Calls by others bind nobody.", style=style.DIM))
    parts += _section("Calls, proposals and claims of violation", ("Day", "Step", "By", "Terms"), a.calls)
    parts += _section("Sequence: what is to come before what", ("Day", "Sequence", "According to"), a.sequence)
    parts += _section("Control of places", ("Who", "does", "Where", "According to"), a.control)
    parts += _section("Talks and agreements", ("Day", "Step", "By"), a.talks)
    parts += _section("Fighting, latest", ("Day", "Event", "By", "Against"), a.hostilities)
    parts += _section("Events, latest", ("Day", "Event", "Status", "By", "To"), a.events)
    parts += _section("Statements, latest", ("Day", "Who", "Act", "What"), a.statements)
    return Group(*parts)
