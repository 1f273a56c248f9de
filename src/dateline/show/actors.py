"""What the knowledge base knows of a name."""

import datetime as dt

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from dateline.lexicon.entries import ActorEntry, Member, Office
from dateline.lexicon.names import How, NameIndex
from dateline.show import style

Hit = tuple[int, How, str, float]
_MEMBERS = 12
_OF_OTHERS = 8
_LEADING = (
    "head_of_state", "supreme_leader", "crown_prince", "head_of_government", "secretary_general", "leader", "chair", "director", "head_of_mission", "commander",
    "foreign_minister", "defence_minister", "interior_minister", "chief_of_staff", "speaker", "deputy_head_of_state", "intelligence_chief", "spokesperson",
)  # fmt: skip
"""The offices of a state or body that are shown with it, in this order."""


def found(index: NameIndex, hits: list[Hit], day: dt.date | None) -> RenderableType:
    """The bearers of a name with offices, members and parents; what held on `day` is marked, the rest is dim."""
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, expand=False)
    table.add_column("Actor", ratio=3, overflow="fold")
    table.add_column("Kind and code", ratio=2)
    table.add_column("What, from, to", ratio=7)
    near = hits[0][3] < 100
    for k, (number, how, name, score) in enumerate(hits):
        e = index.entries[number]
        who = Text(e.name, style="bold")
        who.append(f"\n{e.id}", style=style.DIM)
        if near or how != "name":
            who.append(f"\nas {how} {name!r}" if score == 100 else f"\nlike {name!r}, {score:.0f} of 100", style=style.DIM)
        kind = Text(e.kind.replace("_", " "))
        code = "/".join(c for c in (e.country or e.code, e.sector, *e.sectors) if c)
        if code:
            kind.append(f"\n{code}")
        if e.source:
            kind.append(f"\n{e.source}", style=style.DIM)
        if k:
            table.add_row()
        table.add_row(who, kind, _facts(index, e, day))
    if not near:
        return table
    return Group(Text("No name of the base is spelt so; like it are:", style=style.DIM), table)


def held(since: str | None, until: str | None, day: dt.date | None) -> bool | None:
    """Whether a dated fact held on a day; None if no day is asked for or neither end is known."""
    if day is None or not (since or until):
        return None
    iso = day.isoformat()
    return (since or "") <= iso and (not until or iso <= until + "~")


def _facts(index: NameIndex, e: ActorEntry, day: dt.date | None) -> Text:
    lines: list[Text] = []
    if e.since or e.until:
        lines.append(_line("", e.since, e.until, day))
    for o in sorted(e.offices, key=lambda o: (o.since or o.until or "", o.until or "~"), reverse=True):
        lines.append(_line(_office(index, o), o.since, o.until, day))
    if e.parent:
        lines.append(Text(f"part of {_name(index, e.parent)}"))
    if e.follows:
        lines.append(Text(f"grew out of {', '.join(_name(index, f) for f in e.follows)}"))
    if e.members:
        lines.append(_members(index, e, day))
    lines += _holders(index, e, day)
    if e.note:
        lines.append(Text(e.note, style=style.DIM))
    return Text("\n").join(lines)


def _line(what: str, since: str | None, until: str | None, day: dt.date | None) -> Text:
    state = held(since, until, day)
    ends = f"{since or '?'} – {until or ('' if since else '?')}".strip()
    text = Text("● " if state else "  " if day else "", style="green" if state else "")
    text.append(f"{ends}  ", style="" if state is not False else style.DIM)
    text.append(what, style="bold" if state else style.DIM if state is False else "")
    return text


def _office(index: NameIndex, o: Office) -> str:
    of = _name(index, o.of)
    title = o.title or o.role.replace("_", " ").capitalize()
    whole = title if of.lower() in title.lower() else f"{title}, {of}"
    return whole + (" (acting)" if o.acting else "") + (f", for {o.about}" if o.about else "")


def _members(index: NameIndex, e: ActorEntry, day: dt.date | None) -> Text:
    rows = [m if isinstance(m, Member) else Member(id=m) for m in e.members]
    now = [m for m in rows if held(m.since, m.until, day) is not False]
    past = len(rows) - len(now)
    shown = [_name(index, m.id) for m in now[:_MEMBERS]]
    more = len(now) - len(shown)
    text = f"{len(now)} members{' then' if day else ''}: {', '.join(shown)}" + (f" and {more} more" if more > 0 else "")
    return Text(text + (f"; {past} not then" if past else ""))


def _holders(index: NameIndex, e: ActorEntry, day: dt.date | None) -> list[Text]:
    """Who held offices of a state or body on the day."""
    if day is None or e.kind == "person":
        return []
    rows = [
        (o, index.entries[k])
        for (of, _), holders in index.offices.items()
        if of == e.id
        for k, o in holders
        if held(o.since, o.until, day) and o.role in _LEADING
    ]
    rows.sort(key=lambda r: (_LEADING.index(r[0].role), r[1].name))
    lines = [Text("● ", style="green").append(f"{p.name}: ", style="").append(o.title or o.role.replace("_", " ").capitalize()) for o, p in rows[:_OF_OTHERS]]
    if len(rows) > _OF_OTHERS:
        lines.append(Text(f"  and {len(rows) - _OF_OTHERS} more in office", style=style.DIM))
    return lines


def _name(index: NameIndex, id_: str) -> str:
    number = index.number.get(id_)
    return escape(index.entries[number].name) if number is not None else id_
