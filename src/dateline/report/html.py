"""A brief as one HTML page: no script, no address outside, fit for printing."""

import jinja2

from dateline.report import template
from dateline.track.brief import Brief


def html(b: Brief) -> str:
    """The brief as a page. All text is escaped."""
    env = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    return env.from_string(template("brief.html")).render(b=b)
