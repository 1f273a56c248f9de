"""Fighting and talking over time: reported fighting above the line, talks and concessions below it, ceasefire steps as marks."""

import collections
import datetime as dt
from collections.abc import Iterable
from typing import Any

import altair as alt

from dateline.plot import style
from dateline.plot.scope import NothingToShow, Scope, counted
from dateline.store import Store

NAME = "timeline"
ABOUT = "Fighting above the line, talking below it, with the steps of ceasefires as marks."

_FAMILIES = {"fighting": "fighting", "talking": "talks and agreements", "concession": "concessions"}
_COLOURS = {"fighting": style.FIGHTING, "talks and agreements": style.TALKING, "concessions": "#56b4e9"}
_SHOWN = ("declared", "accepted", "agreed", "in_force", "suspended", "ended", "rejected")
_NAMES = 5


def chart(store: Store, scope: Scope) -> Any:
    """The chart of a scope. Counted are incidents, each on the day that its first report gives; how many reports tell of them is in the detail."""
    told = [rs for rs in scope.incidents(store, "fighting_and_talking") if rs[0]["family"] in _FAMILIES]
    events = [rs[0] for rs in told]
    steps = [r for r in scope.rows(store, "ceasefire_steps", order="day, story_id, step_id") if r["step"] in _SHOWN]
    if not events and not steps:
        raise NothingToShow(f"No fighting and no talks are told for {scope.subtitle}. Code more stories, or widen the days")
    days = [r["day"] for r in (*events, *steps)]
    unit, start = _unit(min(days), max(days))
    counts: collections.Counter[tuple[dt.date, str]] = collections.Counter()
    reports: collections.Counter[tuple[dt.date, str]] = collections.Counter()
    for rs in told:
        key = (start(rs[0]["day"]), _FAMILIES[str(rs[0]["family"])])
        counts[key] += 1
        reports[key] += len(rs)
    bars = _bars(counts, reports, unit)
    x = alt.X("from:T", title=None, axis=alt.Axis(grid=False, labelFlush=True))
    base = (
        alt.Chart(alt.InlineData(values=bars))
        .mark_bar(stroke="white", strokeWidth=1)
        .encode(
            x=x, x2="to:T", y=alt.Y("low:Q", title=f"events a {unit}", axis=alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1)), y2="high:Q",
            color=alt.Color("what:N", title=None, scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))),
            tooltip=[alt.Tooltip("what:N", title="what"), alt.Tooltip("from:T", title=f"{unit} from"), alt.Tooltip("events:Q", title="events"), alt.Tooltip("reports:Q", title="reports of them")],
        )
    )  # fmt: skip
    zero = alt.Chart(alt.InlineData(values=[{"y": 0}])).mark_rule(color=style.SOFT).encode(y="y:Q")
    layers = [base, zero]
    marks = _marks(steps)
    if marks:
        points = alt.Chart(alt.InlineData(values=marks)).encode(x=alt.X("day:T", title=None, axis=None))
        tick = points.mark_point(filled=True, size=80, opacity=1).encode(
            y=alt.Y("row:N", title=None, sort=None, axis=alt.Axis(domain=False, ticks=False, grid=True, labelColor=style.INK, labelLimit=220)),
            shape=alt.Shape("real:N", title=None, legend=None, scale=alt.Scale(domain=["asserted as real", "not real"], range=["circle", "cross"])),
            color=alt.Color("real:N", title=None, legend=None, scale=alt.Scale(domain=["asserted as real", "not real"], range=[style.CEASEFIRE, style.GREY])),
            tooltip=["day:T", "row:N", "real:N", "who:N", "story:N"],
        )
        both = alt.vconcat(
            alt.layer(*layers).properties(width=style.WIDTH, height=260),
            tick.properties(width=style.WIDTH, height=22 * len({m["row"] for m in marks})),
            spacing=6,
        ).resolve_scale(x="shared", color="independent", shape="independent")
    else:
        both = alt.layer(*layers).properties(width=style.WIDTH, height=260)
    return style.finish(both, "Fighting and talking", scope.subtitle, f"{counted(told)}. Below: steps of ceasefires (● asserted as real, + said or meant, but not real)")


def _bars(counts: collections.Counter[tuple[dt.date, str]], reports: collections.Counter[tuple[dt.date, str]], unit: str) -> list[dict[str, Any]]:
    """Fighting upward from the line, the others downward, one on the other."""
    below: collections.Counter[dt.date] = collections.Counter()
    bars = []
    for (day, what), n in sorted(counts.items(), key=lambda x: (x[0][0], list(_COLOURS).index(x[0][1]))):
        low, high = (0, n) if what == "fighting" else (-below[day] - n, -below[day])
        below[day] += 0 if what == "fighting" else n
        bars.append({"from": day.isoformat(), "to": _next(day, unit).isoformat(), "what": what, "events": n, "reports": reports[day, what], "low": low, "high": high})
    return bars


def _marks(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A mark for each step, whether it is asserted, and day, or as many days as a pixel holds: more marks would lie on one another."""
    first, last = (f(r["day"] for r in steps) for f in (min, max)) if steps else (dt.date.min, dt.date.min)
    wide = (last - first).days // style.WIDTH + 1
    told: dict[tuple[str, int, bool], list[dict[str, Any]]] = collections.defaultdict(list)
    for r in sorted(steps, key=lambda r: (_SHOWN.index(r["step"]), r["day"])):
        told[str(r["step"]), (r["day"] - first).days // wide, bool(r["realised"])].append(r)
    return [
        {
            "day": rs[0]["day"].isoformat(), "row": step.replace("_", " "), "real": "asserted as real" if real else "not real",
            "who": _several(n for r in rs for n in r["by_names"]) or "not said", "story": _several(str(r["story_id"]) for r in rs),
        }
        for (step, _, real), rs in told.items()
    ]  # fmt: skip


def _several(names: Iterable[str]) -> str:
    """The first names of some, and how many more."""
    found = list(dict.fromkeys(names))
    return ", ".join(found[:_NAMES]) + (f" and {len(found) - _NAMES} more" if len(found) > _NAMES else "")


def _unit(first: dt.date, last: dt.date) -> tuple[str, Any]:
    """The width of a bar that suits the days: day, week (from Monday) or month."""
    span = (last - first).days
    if span <= 45:
        return "day", lambda d: d
    if span <= 500:
        return "week", lambda d: d - dt.timedelta(days=d.weekday())
    return "month", lambda d: d.replace(day=1)


def _next(d: dt.date, unit: str) -> dt.date:
    if unit == "month":
        return (d.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return d + dt.timedelta(days=7 if unit == "week" else 1)
