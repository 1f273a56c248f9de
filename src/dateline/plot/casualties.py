"""People reported killed over time: each report as its bounds, never added up."""

from typing import Any

import altair as alt

from dateline.plot import style
from dateline.plot.scope import NothingToShow, Scope
from dateline.store import Store

NAME = "casualties"
ABOUT = "People reported killed, a mark a report from its lowest to its highest figure."


def chart(store: Store, scope: Scope) -> Any:
    """The chart of a scope. Reports of one event stand beside each other; nothing is summed or averaged."""
    rows = scope.rows(store, "casualties", order="day, story_id, event_id")
    if not rows:
        raise NothingToShow(f"No report counts people killed for {scope.subtitle}. Code more stories, or widen the days")
    values = [_mark(r) for r in rows]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(grid=False)),
        tooltip=["day:T", alt.Tooltip("low:Q", title="at least"), alt.Tooltip("high:Q", title="at most"), "place:N", alt.Tooltip("by:N", title="by"), alt.Tooltip("holders:N", title="according to"), "story:N"],
    )
    scale = alt.Scale(type="symlog", nice=False)
    span = base.mark_rule(color=style.FIGHTING, strokeWidth=2, opacity=0.5).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")
    point = base.mark_point(size=70, strokeWidth=1.8, opacity=0.9).encode(
        y=alt.Y("high:Q", title="killed in one reported event", scale=scale, axis=alt.Axis(values=[0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 100000], format=",d")),
        shape=alt.Shape("open:N", title=None, scale=alt.Scale(domain=["a figure or a range", "at least"], range=["circle", "triangle-up"])),
        color=alt.value(style.FIGHTING),
    )
    return style.finish(
        alt.layer(span, point).properties(width=style.WIDTH, height=300), "Reported killed", scope.subtitle, f"{len(rows)} reports, each as told; reports of one event are not added up (scale by powers)"
    )


def _mark(r: dict[str, Any]) -> dict[str, Any]:
    """One report as a mark; without an upper bound its mark stands on the lower one and points upward."""
    bounded = r["high"] is not None
    return {
        "day": r["day"].isoformat(), "low": r["low"], "high": r["high"] if bounded else r["low"], "open": "a figure or a range" if bounded else "at least",
        "place": r["place"] or "place not told", "by": ", ".join(r["actors"]) or "not said", "holders": " ← ".join(r["holders"]), "story": f"{r['story_id']}/{r['event_id']}",
    }  # fmt: skip
