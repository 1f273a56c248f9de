"""A brief in a terminal: the summary, then each section as a table, then the sources by their numbers."""

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dateline.show import style
from dateline.track.brief import Brief, Section

_TONES = {"live": "bold green", "over": "red", "open": "yellow", "plain": ""}


def brief(b: Brief) -> RenderableType:
    """The brief as tables. Numbers in brackets are the sources at the end."""
    lines = [f"[bold]{escape(b.name)}[/]", f"[dim]{escape(b.subtitle)}[/]"]
    lines += [f"[bold]{escape(label)}[/] {escape(text)} [dim]{_numbers(refs)}[/]" for label, text, refs in b.summary]
    parts: list[RenderableType] = [Panel("\n".join(lines), box=box.ROUNDED, border_style=style.DIM)]
    for s in b.sections:
        parts += _section(s)
    if b.sources:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
        table.add_column(justify="right", style=style.DIM)
        table.add_column(style=style.DIM, ratio=2, overflow="fold")
        table.add_column(ratio=5)
        for x in b.sources:
            table.add_row(str(x.number), escape(f"{x.record}\n{x.published}" + (f" {x.outlet}" if x.outlet else "")), escape(x.sentence))
        parts += [Text("\nSources", style=style.HEAD), table]
    return Group(*parts)


def _section(s: Section) -> list[RenderableType]:
    if not s.rows and not s.empty:
        return []
    head = Text(f"\n{s.title}", style=style.HEAD)
    note = [Text(s.note, style="dim italic")] if s.note else []
    if not s.rows:
        return [head, Text(s.empty, style=style.DIM)]
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, show_edge=False, expand=True)
    for name, ratio in s.columns:
        table.add_column(name, ratio=ratio)
    table.add_column("", justify="right", style=style.DIM, width=7)
    for r in s.rows:
        tone = _TONES[r.tone]
        cells = [f"[{tone}]{escape(c)}[/]" if tone and k == s.toned else escape(c) for k, c in enumerate(r.cells)]
        table.add_row(*cells, _numbers(r.sources))
    return [head, *note, table]


def _numbers(refs: tuple[int, ...]) -> str:
    return escape("".join(f"[{n}]" for n in refs))
