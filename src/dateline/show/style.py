"""Colours and marks. Every colour has a word or mark beside it, so that nothing hangs on colour alone."""

STATUS = {
    "happened": ("●", "bold green"),
    "ongoing": ("◐", "bold green"),
    "planned": ("○", "cyan"),
    "called_for": ("!", "yellow"),
    "proposed": ("?", "yellow"),
    "conditional": ("?", "yellow"),
    "possible": ("?", "yellow"),
    "hoped": ("?", "yellow"),
    "feared": ("?", "magenta"),
    "attempted": ("×", "magenta"),
    "denied": ("×", "red"),
    "negated": ("×", "red"),
    "hypothetical": ("?", "yellow"),
}
"""Status to its mark and colour."""

HEAD = "bold"
DIM = "dim"
SPEAKER = "bold blue"
QUOTE = "italic"


def status(name: str) -> str:
    """A status as marked-up text."""
    mark, colour = STATUS.get(name, ("·", "white"))
    return f"[{colour}]{mark} {name.replace('_', ' ')}[/]"


def realised(flag: bool) -> str:
    """Whether a step is asserted as real, as marked-up text."""
    return "[bold green]● real[/]" if flag else "[yellow]○ not real[/]"
