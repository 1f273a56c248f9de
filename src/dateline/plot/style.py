"""How figures look: quiet axes, one accent a meaning, colours that the colour-blind can tell apart (Okabe and Ito's)."""

from typing import Any

import altair as alt

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
INK, SOFT, FAINT, LAND, SEA = "#1a1a1a", "#6b6b6b", "#e3e3e3", "#f3f1ec", "#ffffff"
FIGHTING, TALKING, CEASEFIRE, GREY = "#d55e00", "#0072b2", "#009e73", "#9a9a9a"
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#9a9a9a")
WIDTH = 720

_CONFIG: dict[str, Any] = {
    "background": "white",
    "font": FONT,
    "view": {"stroke": None},
    "title": {"anchor": "start", "frame": "group", "fontSize": 18, "fontWeight": 600, "color": INK, "subtitleFontSize": 13, "subtitleColor": SOFT, "subtitlePadding": 6, "offset": 14},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": SOFT, "titleColor": SOFT, "gridColor": FAINT, "domainColor": SOFT, "tickColor": FAINT},
    "header": {"labelFontSize": 13, "labelFontWeight": 600, "labelColor": INK, "titleColor": SOFT},
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": INK, "titleColor": SOFT, "orient": "top", "symbolSize": 90},
}


def finish(chart: Any, title: str, subtitle: str, source: str) -> Any:
    """The chart with its title, what it covers, and where the figures come from."""
    lines = [subtitle, source] if source else [subtitle]
    return chart.properties(title=alt.TitleParams(text=title, subtitle=lines)).configure(**_CONFIG)
