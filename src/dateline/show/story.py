"""One coded story, and a table of many."""

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dateline.model.coded import CodedCount, CodedStory
from dateline.model.story import Span
from dateline.show import style
from dateline.show.words import label, terms, when


def _clip(text: str, size: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 1].rstrip() + "…"


def _table(*columns: tuple[str, dict[str, object]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, show_edge=False, expand=True)
    for name, options in columns:
        table.add_column(name, **options)  # type: ignore[arg-type]
    return table


def full(s: CodedStory) -> RenderableType:
    """A coding to read: statements, events with status and holder, relations, process."""
    text, ms = s.story.text, {m.id: m for m in s.mentions}
    places = {p.id: p for p in s.places}

    def cut(span: Span) -> str:
        return " ".join(text[slice(*span)].split())

    def who(ids: Iterable[str]) -> str:
        return ", ".join(dict.fromkeys(escape(label(ms[i])) if i in ms else i for i in ids))

    def vouch(ids: Iterable[str]) -> str:
        return " › ".join(escape(label(ms[i])) if i in ms else i for i in ids)

    line = s.story.dateline
    about = [
        f"[bold]{escape(s.story.title or s.story.id)}[/]",
        f"{s.story.published or 'undated'} (from {s.story.published_from or '?'})"
        + (f" · {escape(s.story.outlet)}" if s.story.outlet else "")
        + (f" · from {escape(', '.join(s.story.agencies))}" if s.story.agencies else "")
        + (f" · filed from {escape(line.place)}" if line and line.place else ""),
    ]
    if s.story.conflicts:
        about.append(f"about {', '.join(s.story.conflicts)}")
    if s.story.damage:
        about.append(f"[yellow]{len(s.story.damage)} damaged characters read as {', '.join(sorted({d.reading for d in s.story.damage}))}[/]")
    for note in s.story.notes:
        about.append(f"[yellow]{escape(note)}[/]")
    parts: list[RenderableType] = [Panel("\n".join(about), box=box.ROUNDED, border_style=style.DIM, title=f"[dim]{escape(s.story.id)}[/]", title_align="left")]

    if s.statements:
        table = _table(("", {"width": 4, "style": style.DIM}), ("Who", {"ratio": 3}), ("says", {"width": 11}), ("What", {"ratio": 9}), ("When", {"width": 10}))
        for x in s.statements:
            source = who(x.source.mentions) if x.source and x.source.mentions else (cut(x.source.span) if x.source and x.source.span else "?")
            body = " … ".join(cut(c) for c in x.content.spans)
            shown = f"[italic]“{escape(_clip(body, 200))}”[/]" if x.form in ("direct", "free") else escape(_clip(body, 200))
            said = x.said_on.latest.isoformat() if x.said_on and x.said_on.latest else ""
            table.add_row(x.id, ("  ↳ " if x.parent else "") + f"[{style.SPEAKER}]{source}[/]", x.illocution + (" [red]not[/]" if x.negated else ""), shown, said)
        parts += [Text("Statements", style=style.HEAD), table]
    if s.events:
        table = _table(
            ("", {"width": 4, "style": style.DIM}), ("Status", {"width": 14}), ("Event", {"ratio": 3}), ("By", {"ratio": 4}), ("To", {"ratio": 4}), ("Words", {"ratio": 4}),
            ("When", {"width": 21}), ("According to", {"ratio": 4}),
        )  # fmt: skip
        for e in s.events:
            kind = e.type + (f"[dim]/{e.mode}[/]" if e.mode else "")
            if e.content:
                kind += f" [dim]of {e.content.type}[/]"
            place = places.get(e.where or "")
            counts = ", ".join(f"{k} {_bounds(c)}" for k, c in e.casualties.items())
            table.add_row(
                e.id, style.status(e.status) + ("\n[dim]background[/]" if e.background else ""), kind, who(e.actors) or "[dim]not told[/]", who(e.recipients),
                escape(_clip(cut(e.trigger), 40)) + (f"\n[dim]in {escape(place.name)}[/]" if place else "") + (f"\n[red]{counts}[/]" if counts else ""), when(e), vouch(e.holders),
            )  # fmt: skip
        parts += [Text("Events", style=style.HEAD), table]
    if s.relations:
        table = _table(("", {"width": 4, "style": style.DIM}), ("Who", {"ratio": 4}), ("is to", {"ratio": 3}), ("Whom", {"ratio": 4}), ("Words", {"ratio": 6}), ("According to", {"ratio": 3}))
        for r in s.relations:
            ends = []
            for ref in (r.subject, r.object):
                ends.append(label(ms[ref]) if ref in ms else places[ref].name if ref in places else r.object_text or "")
            hedge = f" [yellow]({escape(r.evidential)})[/]" if r.evidential else ""
            table.add_row(r.id, escape(ends[0]), r.predicate.replace("_", " ") + hedge, escape(ends[1]), escape(_clip(cut(r.span), 70)), vouch(r.holders))
        parts += [Text("Relations", style=style.HEAD), table]
    if s.process:
        table = _table(("", {"width": 4, "style": style.DIM}), ("Process", {"ratio": 2}), ("Step", {"ratio": 3}), ("", {"width": 11}), ("By", {"ratio": 4}), ("Words", {"ratio": 5}), ("Terms", {"ratio": 3}), ("According to", {"ratio": 3}))
        for c in s.process:
            table.add_row(
                c.id, c.kind, c.step.replace("_", " ") + (" [dim](background)[/]" if c.background else ""), style.realised(c.realised) if c.kind == "ceasefire" else "",
                who(c.by), escape(_clip(cut(c.span), 60)), escape(terms(c)), who([c.according_to]) if c.according_to else "outlet",
            )  # fmt: skip
        parts += [Text("Process", style=style.HEAD), table]
    if len(parts) == 1:
        parts.append(Text("Nothing was found to code in this story.", style=style.DIM))
    return Group(*parts)


def overview(stories: Iterable[CodedStory]) -> Table:
    """A line a story: what was found in each."""
    table = _table(
        ("Published", {"width": 10}), ("Story", {"ratio": 5, "min_width": 24, "overflow": "fold"}), ("Statements", {"justify": "right"}), ("Events", {"justify": "right"}), ("real", {"justify": "right"}), ("Relations", {"justify": "right"}),
        ("Ceasefire", {"ratio": 4}), ("Conflict", {"ratio": 3}),
    )  # fmt: skip
    for s in stories:
        steps = sorted({("● " if x.realised else "○ ") + x.step.replace("_", " ") for x in s.process if x.kind == "ceasefire" and not x.background})
        table.add_row(
            str(s.story.published or ""), escape(s.story.title or s.story.id), str(len(s.statements)), str(len(s.events)),
            str(sum(e.status in ("happened", "ongoing") and not e.background for e in s.events)), str(len(s.relations)), ", ".join(steps),
            (s.story.conflicts[0].removeprefix("conflict.") if s.story.conflicts else ""),
        )  # fmt: skip
    return table


def _bounds(c: CodedCount) -> str:
    """A count for reading; an open bound in words."""
    if c.low == c.high:
        return "not told how many" if c.low is None else f"{c.low:,}"
    if c.high is None:
        return f"at least {c.low:,}"
    return f"at most {c.high:,}" if c.low is None else f"{c.low:,} to {c.high:,}"
