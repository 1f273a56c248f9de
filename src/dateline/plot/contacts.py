"""Who has met whom: a square matrix of contacts that were held."""

import collections
from typing import Any

import altair as alt

from dateline.plot import style
from dateline.plot.scope import NothingToShow, Scope
from dateline.store import Store

NAME = "contacts"
ABOUT = "Who met, called or negotiated with whom, a square a pair."

_MOST = 16


def chart(store: Store, scope: Scope) -> Any:
    """The matrix of the actors with the most contacts, at most sixteen."""
    rows = scope.rows(store, "contacts", order="day, story_id, event_id")
    if not rows:
        raise NothingToShow(f"No contact between two named actors is told for {scope.subtitle}. Code more stories, or widen the days")
    stories: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    last: dict[tuple[str, str], dict[str, Any]] = {}
    weight: collections.Counter[str] = collections.Counter()
    for r in rows:
        pair = (str(r["one"]), str(r["other"]))
        stories[pair].add(str(r["story_id"]))
        last[pair] = r
        weight.update(pair)
    names = [n for n, _ in sorted(weight.items(), key=lambda x: (-x[1], x[0]))[:_MOST]]
    values = [
        {"one": a, "other": b, "stories": len(stories[pair]), "last": last[pair]["day"].isoformat(), "form": last[pair]["form"], "said": last[pair]["sentence"]}
        for pair in stories
        for a, b in (pair, pair[::-1])
        if a in names and b in names
    ]
    size = 30 * len(names)
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("other:N", sort=names, title=None, axis=alt.Axis(orient="top", labelAngle=-45, labelAlign="left", domain=False, ticks=False, labelColor=style.INK, labelLimit=200), scale=alt.Scale(domain=names)),
        y=alt.Y("one:N", sort=names, title=None, axis=alt.Axis(domain=False, ticks=False, labelColor=style.INK, labelLimit=200), scale=alt.Scale(domain=names)),
        tooltip=["one:N", "other:N", alt.Tooltip("stories:Q", title="stories"), alt.Tooltip("last:T", title="last"), alt.Tooltip("form:N", title="form"), alt.Tooltip("said:N", title="sentence")],
    )
    most = max(v["stories"] for v in values)
    squares = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("stories:Q", title="stories that tell of a contact", scale=alt.Scale(range=["#cfe3f2", style.TALKING], domain=[1, max(most, 2)]), legend=None)
    )
    numbers = base.mark_text(fontSize=12).encode(text="stories:Q", color=alt.condition(f"datum.stories > {most / 2}", alt.value("white"), alt.value(style.INK)))
    diagonal = alt.Chart(alt.InlineData(values=[{"n": n} for n in names])).mark_rect(color=style.FAINT, stroke="white", strokeWidth=2).encode(
        x=alt.X("n:N", sort=names), y=alt.Y("n:N", sort=names)
    )
    left = f"; {len(weight) - _MOST} actors with fewer contacts are left out" if len(weight) > _MOST else ""
    return style.finish(alt.layer(diagonal, squares, numbers).properties(width=size, height=size), "Who has met whom", scope.subtitle, f"Contacts that were held, by the number of stories that tell of one{left}")
