"""The figures of plot/ as SVG for the pages: drawn once for each state of the store, readable by day and by night."""

import tempfile
from pathlib import Path

from dateline import plot
from dateline.plot.scope import Scope
from dateline.plot.write import write
from dateline.web.desk import Sight

_NIGHT = {
    'fill="white"': "#12161c", 'fill="#1a1a1a"': "#e8ebef", 'fill="#6b6b6b"': "#a5afba", 'fill="#f3f1ec"': "#242b34", 'fill="#9a9a9a"': "#8b95a1", 'fill="#d9d9d9"': "#4a535e",
    'fill="#0072b2"': "#4aa8e0", 'fill="#d55e00"': "#f08a3c",
}  # fmt: skip
_NIGHT_LINES = {
    'stroke="white"': "#12161c", 'stroke="#1a1a1a"': "#e8ebef", 'stroke="#6b6b6b"': "#7d8894", 'stroke="#e3e3e3"': "#2c343e", 'stroke="#c9c4b8"': "#48525e", 'stroke="#0072b2"': "#4aa8e0",
    'stroke="#d55e00"': "#f08a3c", 'stroke="#9a9a9a"': "#8b95a1", 'stroke="#888"': "#48525e", 'stroke="#ddd"': "#2c343e",
}  # fmt: skip


def svg(sight: Sight, name: str, scope: Scope) -> bytes:
    """A figure as SVG; UsageError if there is none of that name, NothingToShow if it would be empty."""
    module = plot.figure(name)
    return sight.figures.get((name, scope), lambda: _drawn(module.chart(sight.copy, scope)))


def _drawn(chart: object) -> bytes:
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "figure.svg"
        write(chart, path)
        text = path.read_text(encoding="utf-8")
    rules = "".join(f"[{k}]{{fill:{v}}}" for k, v in _NIGHT.items()) + "".join(f"[{k}]{{stroke:{v}}}" for k, v in _NIGHT_LINES.items())
    at = text.index(">") + 1
    return (text[:at] + f"<style>@media (prefers-color-scheme: dark){{{rules}}}</style>" + text[at:]).encode()
