"""Who leads, backs, recognises and fights whom: actors as points, ties as lines, laid out the same way each time."""

import collections
from typing import Any

import altair as alt
import numpy as np

from dateline.plot import style
from dateline.plot.scope import NothingToShow, Scope
from dateline.store import Store

NAME = "network"
ABOUT = "Who leads, backs, recognises and fights whom."

_KINDS = {"backs": "backs", "recognises": "recognises", "allied_with": "allied with", "leads": "leads", "member_of": "belongs to", "organ_of": "belongs to", "rival_of": "rival of", "at_war_with": "fights", "fights": "fights"}
_COLOURS = {"fights": style.FIGHTING, "rival of": "#e69f00", "backs": style.TALKING, "recognises": "#56b4e9", "allied with": style.CEASEFIRE, "leads": "#1a1a1a", "belongs to": style.GREY}
_MOST = 28


def chart(store: Store, scope: Scope) -> Any:
    """The network of the actors with the most ties, at most twenty-eight."""
    rows = [r for r in scope.rows(store, "ties", order="day, story_id, record_id") if r["kind"] in _KINDS and r["one_id"] != r["other_id"]]
    if not rows:
        raise NothingToShow(f"No tie between two known actors is told for {scope.subtitle}. Code more stories, or widen the days")
    names = {str(r[f"{end}_id"]): str(r[end]) for r in rows for end in ("one", "other")}
    ties: collections.Counter[tuple[str, str, str]] = collections.Counter((str(r["one_id"]), str(r["other_id"]), _KINDS[str(r["kind"])]) for r in rows)
    weight: collections.Counter[str] = collections.Counter()
    for (a, b, _), n in ties.items():
        weight[a] += n
        weight[b] += n
    kept = {a for a, _ in sorted(weight.items(), key=lambda x: (-x[1], x[0]))[:_MOST]}
    ties = collections.Counter({k: n for k, n in ties.items() if k[0] in kept and k[1] in kept})
    kept = {a for k in ties for a in k[:2]}
    at = layout(sorted(kept), [(a, b) for a, b, _ in ties])
    lines = [
        {"x": at[a][0], "y": at[a][1], "x2": at[b][0], "y2": at[b][1], "kind": kind, "reports": n, "tie": f"{names[a]} – {kind} – {names[b]}"}
        for (a, b, kind), n in sorted(ties.items())
    ]
    points = [{"x": at[a][0], "y": at[a][1], "name": names[a], "ties": weight[a]} for a in sorted(kept)]
    axis: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[-1.25, 1.25])}
    drawn = [k for k in _COLOURS if any(x["kind"] == k for x in lines)]
    edge = alt.Chart(alt.InlineData(values=lines)).mark_rule(opacity=0.75).encode(
        x=alt.X("x:Q", **axis), y=alt.Y("y:Q", **axis), x2="x2:Q", y2="y2:Q",
        strokeWidth=alt.StrokeWidth("reports:Q", scale=alt.Scale(type="sqrt", range=[1.5, 6]), legend=None),
        color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=drawn, range=[_COLOURS[k] for k in drawn]), legend=alt.Legend(symbolType="stroke", symbolStrokeWidth=3)),
        strokeDash=alt.StrokeDash("kind:N", title=None, scale=alt.Scale(domain=drawn, range=[[6, 3] if k in ("rival of", "recognises", "belongs to") else [1, 0] for k in drawn]), legend=None),
        tooltip=["tie:N", "reports:Q"],
    )  # fmt: skip
    node = alt.Chart(alt.InlineData(values=points)).encode(x=alt.X("x:Q", **axis), y=alt.Y("y:Q", **axis), tooltip=["name:N", alt.Tooltip("ties:Q", title="reports of ties")])
    dots = node.mark_circle(color="white", stroke=style.INK, strokeWidth=1.5, opacity=1).encode(size=alt.Size("ties:Q", scale=alt.Scale(type="sqrt", range=[60, 500]), legend=None))
    halo = node.mark_text(dy=-14, fontSize=12, stroke="white", strokeWidth=4, strokeOpacity=0.9, limit=180).encode(text="name:N")
    words = node.mark_text(dy=-14, fontSize=12, color=style.INK, limit=180).encode(text="name:N")
    left = f"; {len(weight) - len(kept)} actors with fewer ties are left out" if len(weight) > len(kept) else ""
    return style.finish(alt.layer(edge, dots, halo, words).properties(width=style.WIDTH, height=560), "Who stands with and against whom", scope.subtitle, f"Ties that stories or their sources assert, thicker where more reports do{left}")


def layout(nodes: list[str], edges: list[tuple[str, str]], rounds: int = 400) -> dict[str, tuple[float, float]]:
    """Positions in [-1, 1]² by Fruchterman and Reingold's forces with a pull to the middle, so that parts without a tie stay near.

    The start is a circle in the order given: the same nodes and edges give the same picture.
    """
    n = len(nodes)
    at = np.stack([np.cos(2 * np.pi * np.arange(n) / n), np.sin(2 * np.pi * np.arange(n) / n)], axis=1)
    number = {v: i for i, v in enumerate(nodes)}
    pull = np.zeros((n, n))
    for a, b in edges:
        pull[number[a], number[b]] = pull[number[b], number[a]] = 1.0
    k = 1.4 / np.sqrt(n)
    for step in range(rounds):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 0.02)
        push = k * k / distance**2
        np.fill_diagonal(push, 0)
        move = (apart * (push - pull * distance / k)[:, :, None]).sum(axis=1) - at * 0.6
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        at = at + move / length * np.minimum(length, 0.15 * (1 - step / rounds))
    low, high = at.min(axis=0), at.max(axis=0)
    at = 2 * (at - low) / np.maximum(high - low, 0.01) - 1
    return {v: (round(float(x), 3), round(float(y), 3)) for v, (x, y) in zip(nodes, at, strict=True)}
