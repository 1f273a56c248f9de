"""What a lexicon change does, as a page to review."""

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from dateline.gain import Difference, Gain
from dateline.show import style


def _part(title: str, rows: tuple[Difference, ...], most: int) -> list[RenderableType]:
    if not rows:
        return []
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, show_edge=False, expand=True)
    for name, ratio in (("Story", 3), ("Words", 2), ("Old", 4), ("New", 4), ("Sentence", 8)):
        table.add_column(name, ratio=ratio)
    for d in rows[:most]:
        table.add_row(escape(d.story), escape(d.words), escape(d.old or "\u2014"), escape(d.new or "\u2014"), escape(d.sentence))
    more = [Text(f"\u2026 and {len(rows) - most} more", style=style.DIM)] if len(rows) > most else []
    return [Text(f"{title}: {len(rows)}", style=style.HEAD), table, *more]


def gain(g: Gain, most: int) -> RenderableType:
    """The counts, then examples of each kind."""
    head = Text(f"{g.stories} stories: {g.same} events alike, {len(g.gained)} gained, {len(g.lost)} lost, {len(g.changed)} changed")
    return Group(head, *_part("Gained", g.gained, most), *_part("Lost", g.lost, most), *_part("Changed", g.changed, most))
