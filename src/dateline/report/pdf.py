"""A brief as PDF, set by Typst with the fonts that it carries."""

import msgspec

from dateline.errors import UsageError
from dateline.report import template
from dateline.track.brief import Brief


def pdf(b: Brief) -> bytes:
    """The brief as a PDF (A4). The same brief gives the same bytes. Without the package typst, an error that names the extra."""
    try:
        import typst
    except ImportError:
        raise UsageError("PDF needs the package typst: install dateline[figures]") from None
    return typst.compile(template("brief.typ").encode(), format="pdf", sys_inputs={"brief": msgspec.json.encode(b).decode()}, ignore_system_fonts=True, timestamp=0)
