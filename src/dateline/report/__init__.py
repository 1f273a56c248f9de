"""Reports to hand over: a brief as Markdown, as one HTML page, and as PDF. One structure (track.brief), one file a renderer."""

import pathlib

from dateline.errors import UsageError
from dateline.track.brief import Brief

FORMATS = ("md", "html", "pdf")


def render(b: Brief, to: str) -> bytes:
    """A brief as a file of a format: md, html or pdf. The same brief gives the same bytes."""
    if to == "md":
        from dateline.report.markdown import markdown

        return markdown(b).encode()
    if to == "html":
        from dateline.report.html import html

        return html(b).encode()
    if to == "pdf":
        from dateline.report.pdf import pdf

        return pdf(b)
    raise UsageError(f"no report format {to!r}: use {', '.join(FORMATS)}")


def template(name: str) -> str:
    """The text of a template of this folder."""
    return (pathlib.Path(__file__).parent / name).read_text(encoding="utf-8")
