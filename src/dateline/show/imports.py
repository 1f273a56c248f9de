"""What became of imported dictionaries: counts, and the lines that were not understood, by reason."""

import collections
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from dateline.show import style

if TYPE_CHECKING:
    from dateline.imports.run import Imported

_EXAMPLES = 8
_PARTICULAR = re.compile(r"\([^()]*\)|'[^']*'|\b[A-Z]{3,}\b|\b\d+\b")


def imported(results: "Sequence[Imported]") -> RenderableType:
    """A table of counts, then for each file the reasons with numbers of lines."""
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False)
    table.add_column("File", overflow="fold")
    table.add_column("Format")
    for name in ("Read", "Written", "of them base + new names", "Known already", "Composed by rule", "Joined", "Lines not understood"):
        table.add_column(name, justify="right")
    parts: list[RenderableType] = [table]
    for r in results:
        counts = (r.read, r.written, r.extended, r.known, r.composed, r.joined, len({f.line for f in r.faults}))
        table.add_row(escape(r.path.name), r.format, *(f"{n:,}" for n in counts))
        for note in r.notes:
            parts.append(f"[{style.DIM}]{escape(r.path.name)}: {escape(note)}[/]")
        if r.faults:
            parts.append(_reasons(r))
    return Group(*parts)


def _reasons(r: "Imported") -> Table:
    groups: dict[str, list[tuple[int, str]]] = collections.defaultdict(list)
    for f in r.faults:
        groups[" ".join(_PARTICULAR.sub("…", f.why).split())].append((f.line, f"{f.text}: {f.why}"))
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, title=f"{r.path.name}: not understood, or not wholly", title_justify="left", title_style="bold")
    table.add_column("Lines", justify="right")
    table.add_column("Why", ratio=2)
    table.add_column("Their numbers", ratio=2)
    table.add_column("For example", ratio=4)
    for _, rows in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        numbers = list(dict.fromkeys(str(n) for n, _ in rows))
        shown = ", ".join(numbers[:_EXAMPLES]) + (" …" if len(numbers) > _EXAMPLES else "")
        why = _PARTICULAR.sub("…", rows[0][1].split(": ", 1)[1]) if len(rows) > 1 else rows[0][1].split(": ", 1)[1]
        table.add_row(f"{len(numbers):,}", escape(why), shown, escape(rows[0][1]))
    return table
