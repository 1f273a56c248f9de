"""A figure as a file: SVG, PNG, PDF or one interactive HTML page, drawn without a network."""

import io
import pathlib
import re
from typing import Any

from dateline.errors import UsageError

FORMATS = ("html", "json", "pdf", "png", "svg")


def write(chart: Any, path: pathlib.Path) -> None:
    """Write a chart in the format of the file's ending; a UsageError names the endings for another one."""
    kind = path.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise UsageError(f"{path}: a figure is written as {', '.join(FORMATS[:-1])} or {FORMATS[-1]}. Give a file with one of these endings")
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "html":
        path.write_text(chart.to_html(inline=True, embed_options={"actions": False}), encoding="utf-8")
    elif kind == "png":
        chart.save(str(path), scale_factor=2)
    elif kind == "svg":
        drawn = io.StringIO()
        chart.save(drawn, format="svg")
        path.write_text(_numbered(drawn.getvalue()), encoding="utf-8")
    else:
        chart.save(str(path))


def _numbered(svg: str) -> str:
    """The drawing with its clip paths numbered from 1: the renderer counts them over all drawings of the process."""
    names = {n: f"clip{i}" for i, n in enumerate(dict.fromkeys(re.findall(r'id="(clip\d+)"', svg)), start=1)}
    return re.sub(r"\bclip\d+\b", lambda m: names.get(m.group(), m.group()), svg)
