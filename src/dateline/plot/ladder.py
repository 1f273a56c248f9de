"""Where each side stood towards each ceasefire over time: a lane a side, a block a state, a group a ceasefire."""

import datetime as dt
from typing import Any

import altair as alt

from dateline.lexicon.process import machine
from dateline.plot import style
from dateline.plot.scope import NothingToShow, Scope
from dateline.store import Store

NAME = "ladder"
ABOUT = "Where each side stood towards each ceasefire, by day."

_PHASES = {"before": "not bound", "made": "bound itself", "running": "in force", "out": "said no", "over": "no longer bound"}
_COLOURS = {"before": "#d9d9d9", "made": "#9fd4c2", "running": style.CEASEFIRE, "out": "#e8a06b", "over": style.FIGHTING}
_STUB = dt.timedelta(days=10)
_TOLD = dt.timedelta(days=45)
"""For so long a binding state is drawn full after it was last told; after that it is only not known to have ended."""


def chart(store: Store, scope: Scope) -> Any:
    """The lanes of a scope. A state lasts until the next that is told; the last one of a side that is bound runs to the end of the chart."""
    rows = [r for r in scope.rows(store, "ladder", order="opened, ceasefire, side_name, day") if r["side"] is not None]
    if not rows:
        raise NothingToShow(f"No side has taken a step towards a ceasefire in {scope.subtitle}. Code more stories and rebuild, or widen the days")
    end = scope.until or max(r["day"] for r in rows) + _STUB
    says = machine().states
    blocks = [b for r in rows for b in _blocks(r, end, says[str(r["state"])].says)]
    groups = list(dict.fromkeys(b["group"] for b in blocks))
    days = (max(dt.date.fromisoformat(b["to"]) for b in blocks) - min(dt.date.fromisoformat(b["from"]) for b in blocks)).days or 1
    domain = [min(b["from"] for b in blocks), max(b["to"] for b in blocks)]
    lanes = []
    for n, group in enumerate(groups):
        mine = [b for b in blocks if b["group"] == group]
        x = alt.X("from:T", title=None, scale=alt.Scale(domain=domain), axis=alt.Axis(grid=True, labels=n == len(groups) - 1, ticks=n == len(groups) - 1, domain=False))
        base = alt.Chart(alt.InlineData(values=mine)).encode(y=alt.Y("lane:N", title=None, axis=alt.Axis(labelLimit=230, domain=False, ticks=False, labelColor=style.INK)))
        bar = base.mark_bar(height=18, cornerRadius=3, stroke="white").encode(
            x=x, x2="to:T", color=alt.Color("phase:N", title=None, scale=alt.Scale(domain=list(_PHASES.values()), range=list(_COLOURS.values()))),
            opacity=alt.Opacity("told:N", legend=None, scale=alt.Scale(domain=[True, False], range=[1, 0.25])),
            tooltip=["lane:N", "state:N", "from:T", "to:T", alt.Tooltip("said:N", title="sentence"), "record:N"],
        )  # fmt: skip
        wide = [b for b in mine if b["room"] > days / 8]
        layers = [bar]
        if wide:
            layers.append(
                alt.Chart(alt.InlineData(values=wide)).mark_text(align="left", dx=5, fontSize=11).encode(
                    y="lane:N", x="from:T", text="state:N", color=alt.condition(f"datum.phase == '{_PHASES['running']}' || datum.phase == '{_PHASES['over']}'", alt.value("white"), alt.value(style.INK))
                )
            )  # fmt: skip
        lanes.append(alt.layer(*layers).properties(width=style.WIDTH - 100, height=24 * len({b["lane"] for b in mine}), title=alt.TitleParams(text=group, fontSize=13, offset=4)))
    drawn = alt.vconcat(*lanes, spacing=10)
    return style.finish(drawn, "Where each side stood towards a ceasefire", scope.subtitle, f"By what is told of each side, to the next step that is told; pale where nothing was told of it for {_TOLD.days} days")


def _blocks(r: dict[str, Any], end: dt.date, says: str) -> list[dict[str, Any]]:
    """The block of one state, and a pale one for the time in which it is only not known to have ended."""
    lasting = r["phase"] in ("made", "running")
    until = r["until"] if r["until"] and r["until"] <= end else end if lasting else min(r["day"] + _STUB, end)
    until = max(until, r["day"] + dt.timedelta(days=1))
    sure = min(until, r["day"] + _TOLD) if lasting else until
    block = {
        "lane": r["side_name"], "group": f"{r['word']}, first told {r['opened'].day} {r['opened']:%b %Y}", "state": says, "phase": _PHASES[str(r["phase"])], "record": r["record"],
        "said": r["sentence"],
    }  # fmt: skip
    parts = [{**block, "from": r["day"].isoformat(), "to": sure.isoformat(), "told": True, "room": (until - r["day"]).days}]
    if sure < until:
        parts.append({**block, "from": sure.isoformat(), "to": until.isoformat(), "told": False, "room": 0, "state": f"{says}, not told of since"})
    return parts
