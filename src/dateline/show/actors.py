"""What the knowledge base knows of a name."""

import datetime as dt

from rich import box
from rich.markup import escape
from rich.table import Table

from dateline.lexicon.names import How, NameIndex
from dateline.show import style


def found(index: NameIndex, hits: tuple[tuple[int, How], ...], day: dt.date | None) -> Table:
    """The bearers of a name, with offices; those held on `day` are marked."""
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False)
    for name in ("Id", "Name", "Kind", "Code", "Found as", "Offices and dates", "Source"):
        table.add_column(name)
    iso = day.isoformat() if day else None
    for number, how in hits:
        e = index.entries[number]
        rows = []
        for o in e.offices:
            now = iso is not None and (o.since or "") <= iso and (not o.until or iso <= o.until + "~")
            mark = "[bold green]●[/] " if now else "  " if iso else ""
            rows.append(f"{mark}{escape(o.title or o.role.replace('_', ' '))} of {o.of}, {o.since or '?'} to {o.until or 'now or unknown'}")
        if not rows and (e.since or e.until):
            rows.append(f"{e.since or '?'} to {e.until or 'now or unknown'}")
        table.add_row(e.id, escape(e.name), e.kind, "/".join(c for c in (e.country or e.code, e.sector) if c), how, "\n".join(rows), escape(e.source or ""))
    return table
