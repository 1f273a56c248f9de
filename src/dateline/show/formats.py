"""The formats, to read."""

from collections.abc import Mapping
from types import ModuleType

from rich import box
from rich.table import Table

from dateline.show import style


def formats(found: Mapping[str, ModuleType]) -> Table:
    """A line a format: its name, its scheme, and what it holds."""
    table = Table(box=box.SIMPLE_HEAD, header_style=style.HEAD, border_style=style.DIM, pad_edge=False, show_edge=False, expand=True)
    table.add_column("Format", no_wrap=True)
    table.add_column("Holds", ratio=5)
    table.add_column("Scheme", ratio=4)
    for name, module in found.items():
        table.add_row(name, module.CODEBOOK.about, module.CODEBOOK.scheme)
    table.caption = "dateline export FORMAT CODED… -o OUT · dateline export FORMAT --codebook"
    table.caption_justify = "left"
    return table
