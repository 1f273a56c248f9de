"""Statements as a table."""

from collections.abc import Iterable

from rich import box
from rich.markup import escape
from rich.table import Table

from dateline.show import style
from dateline.track.said import Saying


def table(rows: Iterable[Saying]) -> Table:
    """One row a statement, with its story and id for `dateline explain`."""
    t = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, show_edge=False, expand=True)
    for name, options in (("Day", {"width": 10}), ("Who", {"ratio": 3}), ("Act", {"width": 11}), ("What", {"ratio": 9}), ("Source", {"ratio": 3, "overflow": "fold"})):
        t.add_column(name, **options)
    for r in rows:
        who = f"[{style.SPEAKER}]{escape(r.speaker)}[/]" + (f"\n[dim]{escape(r.office)}[/]" if r.office else "")
        shown = f"[italic]“{escape(r.content)}”[/]" if r.form in ("direct", "free") else escape(r.content)
        t.add_row(str(r.said_on or r.published or ""), who, r.illocution, shown + (f"\n[dim]to {escape(r.to)}[/]" if r.to else ""), f"[dim]{escape(r.story)}/{r.statement}[/]")
    return t
