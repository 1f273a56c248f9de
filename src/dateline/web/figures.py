"""The figures of plot/ as SVG for the pages: drawn once for each state of the store, readable by day and by night."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline import plot
from dateline.plot.scope import Scope
from dateline.plot.style import WIDTH
from dateline.plot.write import write
from dateline.web.desk import Sight

_NIGHT = {
    'fill="white"': "#12161c", 'fill="#1a1a1a"': "#e8ebef", 'fill="#6b6b6b"': "#a5afba", 'fill="#f3f1ec"': "#242b34", 'fill="#9a9a9a"': "#8b95a1",
    'fill="#0072b2"': "#3b8fd6", 'fill="#d55e00"': "#f08a3c", 'fill="#56b4e9"': "#b5def7", 'fill="black"': "#8b95a1",
}  # fmt: skip
_NIGHT_LINES = {
    'stroke="white"': "#12161c", 'stroke="#1a1a1a"': "#e8ebef", 'stroke="#6b6b6b"': "#7d8894", 'stroke="#e3e3e3"': "#2c343e", 'stroke="#c9c4b8"': "#48525e", 'stroke="#0072b2"': "#3b8fd6", 'stroke="#56b4e9"': "#b5def7",
    'stroke="#d55e00"': "#f08a3c", 'stroke="#9a9a9a"': "#8b95a1", 'stroke="#888"': "#48525e", 'stroke="#ddd"': "#2c343e",
}  # fmt: skip

_LIGHT_CELLS = ("contacts", "ladder")
"""Figures whose words stand on cells that keep their colour by night."""


def svg(sight: Sight, name: str, scope: Scope) -> bytes:
    """A figure as SVG; UsageError if there is none of that name, NothingToShow if it would be empty."""
    module = plot.figure(name)
    return sight.figures.get((name, scope), lambda: _drawn(module.chart(sight.copy, scope), name))


def _drawn(chart: Any, name: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "figure.svg"
        write(chart, path)
        text = path.read_text(encoding="utf-8")
    rules = "".join(f"[{k}]{{fill:{v}}}" for k, v in _NIGHT.items()) + "".join(f"[{k}]{{stroke:{v}}}" for k, v in _NIGHT_LINES.items())
    if name in _LIGHT_CELLS:
        rules += ".mark-text.role-mark [fill='#1a1a1a']{fill:#1a1a1a}.mark-text.role-mark [fill=white]{fill:white}"
    at = text.index(">")
    if name == "timeline":
        text = text[:at] + _days(chart.to_dict(), text) + text[at:]
    at = text.index(">") + 1
    return (text[:at] + f"<style>@media (prefers-color-scheme: dark){{{rules}}}</style>" + text[at:]).encode()


def _days(spec: object, text: str) -> str:
    """The first and last day of a figure over time, and where on its width they stand (0 to 1), for choosing days on it."""
    found = sorted({str(v) for v in _values(spec)})
    place = re.search(r'width="([0-9.]+)".*?transform="translate\(([0-9.]+),', text)
    if not found or not place:
        return ""
    width, left = float(place[1]), float(place[2])
    return f' data-days="{found[0]} {found[-1]} {left / width:.4f} {(left + WIDTH) / width:.4f}"'


def _values(spec: object) -> Iterator[object]:
    if isinstance(spec, dict):
        yield from (v for k, v in spec.items() if k in ("from", "to", "day") and re.fullmatch(r"[0-9-]{10}", str(v)))
        for v in spec.values():
            yield from _values(v)
    elif isinstance(spec, list):
        for v in spec:
            yield from _values(v)
