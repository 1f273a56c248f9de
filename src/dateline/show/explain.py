"""Why a record exists: its sentence with the words marked, the entry that found it, and how each field was decided."""

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dateline.lexicon.entries import EventEntry
from dateline.model.coded import CodedEvent, CodedRecord, CodedRelation, CodedStatement, CodedStory
from dateline.model.story import Span
from dateline.show import style
from dateline.show.reasons import widen
from dateline.show.words import label, when


def _marked(s: CodedStory, around: Span, marks: list[tuple[Span, str]]) -> Text:
    text = Text(s.story.text[slice(*around)].replace("\n", " "))
    for span, colour in marks:
        lo, hi = max(span[0], around[0]) - around[0], min(span[1], around[1]) - around[0]
        if hi > lo:
            text.stylize(colour, lo, hi)
    return text


def explain(s: CodedStory, x: CodedRecord, entry: EventEntry | None) -> RenderableType:
    """The explanation of an event, statement, relation or step."""
    ms = {m.id: m for m in s.mentions}
    rows = Table(box=box.SIMPLE, show_header=False, pad_edge=False, show_edge=False)
    rows.add_column(style=style.DIM, min_width=12)
    rows.add_column()
    marks: list[tuple[Span, str]] = []

    def actor(role: str, i: str, colour: str) -> None:
        m = ms.get(i)
        if m is None:
            rows.add_row(role, i)
            return
        if m.span:
            marks.append((m.span, colour))
        said = f"“{escape(m.text)}”" if m.text else "implied"
        code = "/".join(c for c in (m.country or m.code, m.sector) if c)
        rows.add_row(role, f"[bold]{escape(label(m))}[/] {escape(code)} — {said}; {escape(m.evidence or '')}" + (f" ({escape(m.office)})" if m.office else ""))

    if isinstance(x, CodedEvent):
        around, title = x.sentence, f"{x.type}{'/' + x.mode if x.mode else ''}"
        for i in x.actors:
            actor("by", i, "bold blue")
        for i in x.recipients:
            actor("to", i, "bold magenta")
        marks.append((x.trigger, "bold underline"))
        rows.add_row("status", style.status(x.status))
        for b in x.because:
            rows.add_row(b.field, f"{escape(b.value)}: {escape(b.why)}" + (f" [dim]“{escape(s.story.text[slice(*b.span)])}”[/]" if b.span else ""))
        days = when(x) or (f"up to {x.when.latest}" if x.when and x.when.latest else "")
        rows.add_row("when", f"{days} — {x.when.basis}" if x.when else "not told")
        place = next((p for p in s.places if p.id == x.where), None)
        rows.add_row("where", escape(place.name) if place else "not told of the event itself")
        rows.add_row("codes", f"CAMEO {x.cameo or '—'}, Goldstein {x.goldstein if x.goldstein is not None else '—'}, ACLED {x.acled.sub_event_type if x.acled else '—'}")
        holders = x.holders
    elif isinstance(x, CodedStatement):
        spans = list(x.content.spans) + ([x.cue.span] if x.cue else []) + ([x.source.span] if x.source and x.source.span else [])
        around, title = (min(a for a, _ in spans), max(b for _, b in spans)), f"statement, {x.form}, {x.illocution}"
        marks += [(c, "italic green") for c in x.content.spans] + [(c, "dim strike") for c in x.excluded]
        if x.cue:
            marks.append((x.cue.span, "bold underline"))
            rows.add_row("cue", f"“{escape(s.story.text[slice(*x.cue.span)])}”, class {x.cue.cue_class}")
        for i in x.source.mentions if x.source else ():
            actor("source", i, "bold blue")
        rows.add_row("said on", f"{x.said_on.latest} — {x.said_on.basis}" if x.said_on else "not told")
        rows.add_row("said in", escape(next((p.name for p in s.places if p.id == x.said_in), "not told")))
        if x.excluded:
            rows.add_row("left out", "; ".join(f"“{escape(s.story.text[slice(*c)])}” (the outlet's aside)" for c in x.excluded))
        holders = ()
    elif isinstance(x, CodedRelation):
        around, title = widen(s.story.text, x.span), x.predicate.replace("_", " ")
        marks.append((x.span, "bold underline"))
        actor("subject", x.subject, "bold blue")
        if x.object:
            actor("object", x.object, "bold magenta")
        elif x.object_text:
            rows.add_row("object", escape(x.object_text))
        holders = x.holders
    else:
        around, title = widen(s.story.text, x.span), f"{x.kind}: {x.step}"
        marks.append((x.span, "bold underline"))
        for i in x.by:
            actor("by", i, "bold blue")
        for i in x.against:
            actor("against", i, "bold magenta")
        for b in x.because:
            rows.add_row(b.field, f"{escape(b.value)}: {escape(b.why)}" + (f" [dim]“{escape(s.story.text[slice(*b.span)])}”[/]" if b.span else ""))
        rows.add_row("asserted", style.realised(x.realised))
        holders = (x.according_to,) if x.according_to else ("outlet",)
    if holders:
        rows.add_row("holders", " › ".join(escape(label(ms[h])) if h in ms else h for h in holders))
    rows.add_row("characters", f"[{around[0]}, {around[1]}) of {escape(s.story.id)}, {s.story.published}")
    parts: list[RenderableType] = [Panel(_marked(s, around, marks), title=f"[bold]{escape(s.story.id)}/{x.id}[/] {escape(title)}", title_align="left", box=box.ROUNDED), rows]
    if entry is not None:
        about = [f"[bold]{entry.id}[/]" + (f" — {escape(entry.means)}" if entry.means else "")]
        if entry.verb:
            about.append("verbs: " + escape(", ".join(entry.verb[:12])) + (" …" if len(entry.verb) > 12 else ""))
        if entry.noun:
            about.append("nouns: " + escape(", ".join(entry.noun[:12])) + (" …" if len(entry.noun) > 12 else ""))
        for e in entry.examples[:2]:
            about.append(f"[green]✓[/] {escape(e if isinstance(e, str) else e.text)}")
        for r in entry.rejects[:2]:
            about.append(f"[red]✗[/] {escape(r)}")
        parts.append(Panel("\n".join(about), title="lexicon entry", title_align="left", box=box.ROUNDED, border_style=style.DIM))
    return Group(*parts)
