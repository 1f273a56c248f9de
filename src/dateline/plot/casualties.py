"""People reported killed over time: each report as its bounds, never added up."""

from collections.abc import Iterator
from typing import Any

import altair as alt

from dateline.plot import style
from dateline.plot.scope import NothingToShow, Scope, counted
from dateline.store import Store

NAME = "casualties"
ABOUT = "People reported killed, a line an event from the lowest to the highest figure told, a mark each figure."


def chart(store: Store, scope: Scope) -> Any:
    """The chart of a scope. All figures told of one event stand on one line, on the day that its first report gives; nothing is summed or averaged."""
    told = scope.incidents(store, "casualties")
    if not told:
        raise NothingToShow(f"No report counts people killed for {scope.subtitle}. Code more stories, or widen the days")
    values = [_mark(rs) for rs in _figures(told)]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(grid=False)),
        tooltip=["day:T", alt.Tooltip("low:Q", title="at least"), alt.Tooltip("high:Q", title="at most"), "place:N", alt.Tooltip("by:N", title="by"), alt.Tooltip("holders:N", title="according to"), alt.Tooltip("reports:Q", title="reports with this figure"), "story:N"],
    )
    scale = alt.Scale(type="symlog", nice=False, domainMin=0, domainMax=1.3 * max(v["highest"] for v in values))
    span = base.mark_rule(color=style.FIGHTING, strokeWidth=2, opacity=0.5).encode(y=alt.Y("lowest:Q", scale=scale), y2="highest:Q")
    point = base.mark_point(size=70, strokeWidth=1.8, opacity=0.9).encode(
        y=alt.Y("high:Q", title="killed in one event", scale=scale, axis=alt.Axis(values=[0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 100000], format=",d")),
        shape=alt.Shape("open:N", title=None, scale=alt.Scale(domain=["a figure or a range", "at least"], range=["circle", "triangle-up"])),
        color=alt.value(style.FIGHTING),
    )
    return style.finish(
        alt.layer(span, point).properties(width=style.WIDTH, height=300), "Reported killed", scope.subtitle, f"{counted(told)}, each figure as told, none added up (scale by powers)"
    )


def _figures(told: list[list[dict[str, Any]]]) -> Iterator[list[dict[str, Any]]]:
    """The reports of one event that have one figure, with the day and the bounds of all reports of the event."""
    for rs in told:
        tops = [r["low"] if r["high"] is None else r["high"] for r in rs]
        whole = {"day": rs[0]["day"], "lowest": min(r["low"] for r in rs), "highest": max(tops)}
        figures: dict[tuple[int, int | None], list[dict[str, Any]]] = {}
        for r in rs:
            figures.setdefault((r["low"], r["high"]), []).append({**r, **whole})
        yield from figures.values()


def _mark(rs: list[dict[str, Any]]) -> dict[str, Any]:
    """One figure as a mark; without an upper bound its mark stands on the lower one and points upward."""
    r = rs[0]
    bounded = r["high"] is not None
    return {
        "day": r["day"].isoformat(), "lowest": r["lowest"], "highest": r["highest"], "reports": len(rs), "low": r["low"], "high": r["high"] if bounded else r["low"], "open": "a figure or a range" if bounded else "at least",
        "place": r["place"] or "place not told", "by": ", ".join(r["actors"]) or "not said", "holders": " ← ".join(r["holders"]), "story": f"{r['story_id']}/{r['event_id']}",
    }  # fmt: skip
