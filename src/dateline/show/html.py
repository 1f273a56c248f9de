"""A coded story as HTML for a notebook: the text with its marks, switched by layers, and what was read from it. Every character from outside is escaped.

No script: the switches are check boxes and style. No colour stands alone: each mark says in words what it is when it is pointed at, and the tables below repeat it.
"""

import itertools
from collections.abc import Iterable, Sequence
from html import escape

from dateline.model.coded import CodedStory
from dateline.model.story import Span
from dateline.show.style import STATUS
from dateline.show.words import label, terms, when

_STYLE = """<style>
.dateline{font:14px/1.6 system-ui,sans-serif;max-width:60em;color:inherit}
.dateline .about{opacity:.75;margin:0 0 .4em}.dateline .switches label{margin-right:1em;white-space:nowrap}
.dateline .text{white-space:pre-wrap;line-height:2;border-left:3px solid #8884;padding:.2em 1em;margin:.6em 0}
.dateline span[title]{border-radius:2px}
.dateline .statements{background:#4a90d922}.dateline .events{border-bottom:3px solid #2a9d5f}.dateline .events.unreal{border-bottom-style:dashed;border-color:#c77700}
.dateline .actors{font-weight:600}.dateline .times{border-bottom:1px dotted #7a5cc0;font-style:italic}.dateline .places{border-bottom:2px double #b0506a}
.dateline:has(.s-statements:not(:checked)) .statements{background:none}.dateline:has(.s-events:not(:checked)) .events{border-bottom:none}
.dateline:has(.s-actors:not(:checked)) .actors{font-weight:inherit}.dateline:has(.s-times:not(:checked)) .times{border-bottom:none;font-style:inherit}
.dateline:has(.s-places:not(:checked)) .places{border-bottom:none}
.dateline table{border-collapse:collapse;margin:.5em 0}.dateline td,.dateline th{text-align:left!important;vertical-align:top;padding:.15em .8em .15em 0;border-bottom:1px solid #8883}
</style>"""

Mark = tuple[Span, str, str]
"""A span, its classes, and what it says when it is pointed at."""


def story(s: CodedStory, layers: Sequence[str]) -> str:
    """One story: header, switches, marked text, events and ceasefire steps."""
    h = s.story
    about = " · ".join(escape(str(x)) for x in (h.published or "undated", h.outlet, h.dateline.place if h.dateline else None, *h.conflicts) if x)
    switches = "".join(f'<label><input type="checkbox" class="s-{x}" checked> {x}</label>' for x in layers)
    return (
        f'{_STYLE}<div class="dateline"><strong>{escape(h.title or h.id)}</strong><p class="about">{about}</p><div class="switches">{switches}</div>'
        f'<div class="text">{_text(h.text, list(_marks(s, layers)))}</div>{_events(s) if "events" in layers else ""}{_steps(s) if "events" in layers else ""}</div>'
    )


def overview(stories: Iterable[CodedStory], total: int) -> str:
    """A line a story: day, title, and how much was found."""
    rows = [
        (str(s.story.published or ""), s.story.title or s.story.id, str(len(s.statements)), str(len(s.events)), ", ".join(sorted({_step(x.step, x.realised) for x in s.process if x.kind == "ceasefire" and not x.background})))
        for s in stories
    ]
    more = f"<p>{total - len(rows):,} more</p>" if total > len(rows) else ""
    return f'{_STYLE}<div class="dateline"><strong>{total:,} stories</strong>{_table(("published", "story", "statements", "events", "ceasefire"), rows)}{more}</div>'


def _marks(s: CodedStory, layers: Sequence[str]) -> Iterable[Mark]:
    names = {m.id: label(m) for m in s.mentions}
    if "statements" in layers:
        for x in s.statements:
            who = ", ".join(names.get(i, i) for i in (x.source.mentions if x.source else ()))
            yield from ((c, "statements", f"{x.id}: {x.illocution}" + (f", {who}" if who else "")) for c in x.content.spans)
    if "events" in layers:
        for e in s.events:
            yield e.trigger, "events" if e.status in ("happened", "ongoing") else "events unreal", f"{e.id}: {e.type}{'/' + e.mode if e.mode else ''}, {e.status.replace('_', ' ')}"
    if "actors" in layers:
        yield from ((m.span, "actors", " · ".join(x for x in (f"{m.id}: {label(m)}", m.country, m.sector, m.office) if x)) for m in s.mentions if m.span)
    if "times" in layers:
        yield from ((t.span, "times", f"{t.id}: {t.value or t.type}") for t in s.times)
    if "places" in layers:
        yield from ((p.span, "places", " · ".join(x for x in (f"{p.id}: {p.name}", p.admin1, p.country, p.precision) if x)) for p in s.places)


def _text(text: str, marks: list[Mark]) -> str:
    """The text cut at every border of a mark, each piece in the marks that cover it: so marks may overlap."""
    marks = [m for m in marks if 0 <= m[0][0] < m[0][1] <= len(text)]
    borders = sorted({0, len(text), *(b for span, _, _ in marks for b in span)})
    starting: dict[int, list[int]] = {}
    for n, (span, _, _) in enumerate(marks):
        starting.setdefault(span[0], []).append(n)
    out, open_ = [], list[int]()
    for lo, hi in itertools.pairwise(borders):
        open_ = sorted([n for n in open_ if marks[n][0][1] > lo] + starting.get(lo, []))
        opened = "".join(f'<span class="{marks[n][1]}" title="{escape(marks[n][2])}">' for n in open_)
        out.append(opened + escape(text[lo:hi]) + "</span>" * len(open_))
    return "".join(out)


def _events(s: CodedStory) -> str:
    names, places = {m.id: label(m) for m in s.mentions}, {p.id: p.name for p in s.places}

    def who(ids: Iterable[str]) -> str:
        return ", ".join(dict.fromkeys(names.get(i, i) for i in ids))

    rows = [
        (e.id, f"{STATUS.get(e.status, ('·', ''))[0]} {e.status.replace('_', ' ')}", e.type + (f"/{e.mode}" if e.mode else ""), who(e.actors), who(e.recipients), when(e), places.get(e.where or "", ""), " › ".join(names.get(i, i) for i in e.holders))
        for e in s.events
    ]
    return _table(("", "status", "event", "by", "to", "when", "where", "according to"), rows)


def _steps(s: CodedStory) -> str:
    names = {m.id: label(m) for m in s.mentions}
    rows = [
        (c.id, _step(c.step, c.realised) if c.kind == "ceasefire" else c.step.replace("_", " "), c.kind, ", ".join(dict.fromkeys(names.get(i, i) for i in c.by)), terms(c), names.get(c.according_to or "", c.according_to or "outlet"))
        for c in s.process
    ]
    return _table(("", "step", "of", "by", "terms", "according to"), rows)


def _step(step: str, realised: bool) -> str:
    return ("● " if realised else "○ ") + step.replace("_", " ") + ("" if realised else " (not real)")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return "<table><tr>" + "".join(f"<th>{c}</th>" for c in head) + f"</tr>{body}</table>"
