"""The brief of a conflict: one structure of sections, rows and numbered sources, which every renderer shows as it is."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from dateline.lexicon.process import Machine
from dateline.model.process import Actor, Change, Control, Evidence, Position, Process, Standing, Thread
from dateline.model.story import Record
from dateline.track.changes import changes
from dateline.track.process import known
from dateline.track.states import NONE, standing

_LATEST = 12
_RECENT = dt.timedelta(days=14)
_REPORTS = 6  # sources of one round of talks or agreement that are named
_LIVE = ("made", "running")


Summary = tuple[tuple[str, str, tuple[int, ...]], ...]
"""Lines of a heading, a text and the numbers of its sources."""


class Source(Record, frozen=True, kw_only=True):
    """One source of the brief: its number, the record "STORY/ID", when and where it was published, and its sentence."""

    number: int
    record: str
    published: dt.date
    outlet: str | None
    sentence: str


class Row(Record, frozen=True, kw_only=True):
    """One row: its cells, the numbers of its sources, and its weight: live (binding now), open, over, or plain."""

    cells: tuple[str, ...]
    sources: tuple[int, ...]
    tone: str = "plain"


class Section(Record, frozen=True, kw_only=True):
    """A table: title, a line that says how to read it, columns (heading, relative width), rows. `empty` is shown where there are none.

    `toned` is the column that shows a row's tone.
    """

    id: str
    title: str
    note: str = ""
    columns: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...] = ()
    empty: str = ""
    toned: int = 1


class Brief(Record, frozen=True, kw_only=True):
    """The brief of one conflict on one day as known by a day."""

    conflict: str
    name: str
    subtitle: str
    as_of: dt.date | None
    known_by: dt.date | None
    stories: int
    first: dt.date | None
    last: dt.date | None
    outlets: tuple[str, ...]
    summary: Summary
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


class _Sources:
    """Numbers the sources in the order in which they are first named."""

    def __init__(self) -> None:
        self.found: dict[str, Source] = {}

    def number(self, *evidence: Evidence) -> tuple[int, ...]:
        """The numbers of some evidence, each record once."""
        out = []
        for e in evidence:
            if e.record not in self.found:
                self.found[e.record] = Source(number=len(self.found) + 1, record=e.record, published=e.known_since, outlet=e.outlet, sentence=e.sentence)
            out.append(self.found[e.record].number)
        return tuple(dict.fromkeys(out))


    def named(self, sections: tuple[Section, ...], summary: Summary) -> tuple[tuple[Section, ...], Summary, tuple[Source, ...]]:
        """Sections and summary with the sources that they name, numbered anew: the rows that a table has no room for named others."""
        used = sorted({n for s in sections for r in s.rows for n in r.sources} | {n for *_, numbers in summary for n in numbers})
        new = {old: n for n, old in enumerate(used, start=1)}
        kept = tuple(replace(s, number=new[s.number]) for s in self.found.values() if s.number in new)
        return (
            tuple(replace(s, rows=tuple(replace(r, sources=tuple(new[n] for n in r.sources)) for r in s.rows)) for s in sections),
            tuple((title, text, tuple(new[n] for n in numbers)) for title, text, numbers in summary), kept,
        )  # fmt: skip


def brief(process: Process, machine: Machine, *, as_of: dt.date | None = None, known_by: dt.date | None = None, latest: int = _LATEST) -> Brief:
    """Where a conflict stood on a day (`as_of`; its last story, if None), as known by a day (`known_by`; everything, if None).

    Of long lists the `latest` rows are given, of positions and contacts twice as many.
    """
    p = known(process, known_by)
    day = as_of or max((d for d in (known_by, process.last) if d), default=None) or dt.date.max
    if as_of is None and known_by is not None:
        day = known_by
    b = _Brief(p, machine, day, latest)
    stands = standing(p, machine, as_of=day)
    sections = (
        b.ceasefire(stands), b.before(stands), b.violations(), b.orders(), b.talks(), b.agreements(), b.positions(), b.parties(), b.contacts(), b.control(), b.fights(),
        b.calendar(), b.changed([c for c in b.changes if c.known_since <= day], "changes", "What changed, latest", latest),
    )  # fmt: skip
    summary = b.summary(stands)
    named, summary, sources = b.sources.named(sections, summary)
    subtitle = _subtitle(p, f"as of {day}" + (f", as known by {known_by}" if known_by else ""))
    return Brief(
        conflict=p.conflict, name=p.name, subtitle=subtitle, as_of=as_of, known_by=known_by, stories=p.stories, first=p.first, last=p.last, outlets=p.outlets, summary=summary,
        sections=named, sources=sources,
    )  # fmt: skip


def digest(process: Process, machine: Machine, *, since: dt.date | None = None, until: dt.date | None = None) -> Brief:
    """What changed between two days, both included, by the days on which it became known: a brief with one section a kind of change."""
    b = _Brief(process, machine, until or process.last or dt.date.max)
    found = [c for c in b.changes if (since is None or c.known_since >= since) and (until is None or c.known_since <= until)]
    titles = {"ceasefire": "Ceasefires, by side", "agreement": "Agreements", "talks": "Talks", "position": "Positions", "control": "Control of places", "tie": "Backers, leaders and other ties"}
    sections = tuple(b.changed(tuple(c for c in found if c.what == what), what, title, None) for what, title in titles.items())
    span = f"what became known from {since or process.first} to {until or process.last}"
    summary = (("Changes", f"{len(found)}: " + ", ".join(f"{n} {what}" for what in titles if (n := sum(c.what == what for c in found))), ()),) if found else (("Changes", "none", ()),)
    return Brief(
        conflict=process.conflict, name=process.name, subtitle=_subtitle(process, span), as_of=until, known_by=until, stories=process.stories, first=process.first, last=process.last,
        outlets=process.outlets, summary=summary, sections=tuple(s for s in sections if s.rows), sources=tuple(b.sources.found.values()),
    )  # fmt: skip


def _subtitle(process: Process, what: str) -> str:
    stories = f"{process.stories} {'story' if process.stories == 1 else 'stories'}"
    return f"{what[:1].upper()}{what[1:]}. {stories}, {process.first} to {process.last}" + (f", {len(process.outlets)} outlets" if process.outlets else "")


class _Brief:
    def __init__(self, process: Process, machine: Machine, day: dt.date, latest: int = _LATEST) -> None:
        self.p, self.machine, self.day, self.latest = process, machine, day, latest
        self.changes = changes(process, machine)
        self.sources = _Sources()
        self.names = {a.id: a.name for a in process.parties}
        self.threads = {t.id: t for t in process.threads}

    # -- words -----------------------------------------------------------------------------------------------------------

    def side(self, side: str | None) -> str:
        return self.names.get(side, side) if side else "as a whole"

    def says(self, state: str, side: str | None = "") -> str:
        known = self.machine.states[state]
        return known.says if side is not None else known.whole or known.says

    def told(self, s: Standing) -> str:
        """A stand in a few words, with the side in front if there is one."""
        return f"{self.side(s.side)}: {self.says(s.state)}" if s.side else self.says(s.state, None)

    def thread(self, t: Thread) -> str:
        return f"{t.word}, {t.opened.latest or t.known_since}"

    def current(self, stands: Sequence[Standing]) -> Thread | None:
        """The ceasefire to show first: the last of those that bind somebody, else the last that is spoken of."""
        seen = {s.thread for s in stands}
        live = {s.thread for s in stands if s.phase in _LIVE and s.side}
        threads = [t for t in self.p.threads if t.id in seen]
        if not threads:
            return None
        latest = {t.id: max((s.days.latest or dt.date.min for s in stands if s.thread == t.id), default=dt.date.min) for t in threads}
        return max(threads, key=lambda t: (t.id in live and (self.day - latest[t.id]).days < 365, latest[t.id], t.known_since))

    # -- the status ------------------------------------------------------------------------------------------------------

    def summary(self, stands: Sequence[Standing]) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
        out: list[tuple[str, str, tuple[int, ...]]] = []
        t = self.current(stands)
        if t is None:
            out.append(("Ceasefire", "No side is told to have taken a step towards one.", ()))
        else:
            rows = [s for s in stands if s.thread == t.id]
            text = "; ".join(self.told(s) for s in rows)
            out.append((f"Ceasefire ({self.thread(t)})", text, self.sources.number(*(s.evidence for s in rows))))
        fights = [f for f in self.p.fights if f.days.begun(self.day)]
        recent = [f for f in fights if f.days.latest and f.days.latest > self.day - _RECENT]
        if recent:
            last = max(recent, key=lambda f: (f.days.latest or dt.date.min, f.evidence.record))
            days = len({f.days.latest for f in recent})
            out.append(("Fighting", f"told on {days} of the last 14 days, last on {last.days.latest}" + (f" ({last.place})" if last.place else ""), self.sources.number(last.evidence)))
        elif fights:
            last = max(fights, key=lambda f: (f.days.latest or dt.date.min, f.evidence.record))
            out.append(("Fighting", f"none told in the last 14 days; last told on {last.days.latest}", self.sources.number(last.evidence)))
        else:
            out.append(("Fighting", "none told; that none is told does not say that there is none", ()))
        done = [c for c in self.changes if c.what == "ceasefire" and c.days.begun(self.day)]
        if done:
            c = max(done, key=lambda c: (c.days.latest or dt.date.min, c.known_since))
            out.append(("Last change", f"{c.days.text}: {self.side(c.side)}, from “{self.says(c.before)}” to “{self.says(c.after)}”, known since {c.known_since}", self.sources.number(c.evidence)))
        return tuple(out)

    # -- ceasefires ------------------------------------------------------------------------------------------------------

    def ceasefire(self, stands: Sequence[Standing]) -> Section:
        t = self.current(stands)
        columns = (("Side", 3), ("Stand", 3), ("Since", 2), ("Whose word", 2), ("Told by", 1))
        if t is None:
            return Section(id="ceasefire", title="Ceasefire, by side", columns=columns, empty="No side is told to have taken a step of its own. Calls by others bind nobody.")
        rows = [self.stand(s) for s in stands if s.thread == t.id]
        shown = {s.side for s in stands if s.thread == t.id}
        rows += [Row(cells=(a.name, self.says(NONE), "", "", ""), sources=()) for a in self.p.parties[:4] if a.id not in shown]
        terms = "; ".join(dict.fromkeys(f"{x.name}: {x.text}" + (f" ({x.days.text})" if x.days and x.days.text else "") for x in t.terms if x.name != "until"))
        until = f" Ends by its terms: {t.until.text}." if t.until else ""
        brokers = ", ".join(a.name for a in t.brokers[:6])
        note = f"The {t.word} first told of on {t.known_since}." + (f" Terms told: {terms}." if terms else "") + until + (f" Called for, proposed or announced by {brokers}." if brokers else "")
        return Section(id="ceasefire", title="Ceasefire, by side", note=note, columns=columns, rows=tuple(rows))

    def stand(self, s: Standing) -> Row:
        tone = "live" if s.phase in _LIVE else "over" if s.phase in ("out", "over") else "open"
        says = self.says(s.state, s.side) + (f" ({s.condition})" if s.condition else "")
        return Row(cells=(self.side(s.side), says, s.days.text, self.word(s.voice, s.evidence), f"{s.told} {'story' if s.told == 1 else 'stories'}"), sources=self.sources.number(s.evidence), tone=tone)

    def word(self, voice: str, e: Evidence) -> str:
        name = "an unnamed source" if e.said_by == "unnamed" else e.said_by_name or e.outlet or "the outlet"
        return {"own": f"its own ({name})", "outlet": "told as fact"}.get(voice, f"according to {name}")

    def before(self, stands: Sequence[Standing]) -> Section:
        now = self.current(stands)
        rows = []
        for t in self.p.threads:
            own = [s for s in stands if s.thread == t.id]
            if own and (now is None or t.id != now.id):
                text = "; ".join(f"{self.told(s)} ({s.days.text})" for s in own)
                rows.append(Row(cells=(str(t.opened.latest or t.known_since), t.word, text), sources=self.sources.number(*(s.evidence for s in own))))
        return Section(id="ceasefires", title="Other ceasefires and proposals", columns=(("Opened", 2), ("Called", 2), ("How it stands, by side", 7)), rows=tuple(rows[-self.latest:]))

    def violations(self) -> Section:
        rows = []
        for v in self.p.violations:
            if v.days.begun(self.day):
                t = self.threads.get(v.thread or "")
                cells = (v.days.text, v.alleger.name if v.alleger else "not named", _names(v.accused) or "not named", v.place or "", self.thread(t) if t else "", v.verified_by or "not told")
                rows.append(Row(cells=cells, sources=self.sources.number(v.evidence)))
        return Section(
            id="violations", title="Claims of violation", note="Claims, none of them checked here.",
            columns=(("Day", 2), ("Alleged by", 3), ("Accused", 3), ("Place", 2), ("Ceasefire", 3), ("Verified", 2)), rows=tuple(rows[-self.latest:]),
        )  # fmt: skip

    def orders(self) -> Section:
        rows = [
            Row(cells=(str(o.evidence.known_since), o.holder.name if o.holder else "the outlet", o.kind, o.text), sources=self.sources.number(o.evidence))
            for o in self.p.orders
            if o.days.begun(self.day)
        ]
        return Section(id="orders", title="Conditions and sequence", note="What somebody wants to come before what.", columns=(("Told", 2), ("By", 2), ("Kind", 1), ("In the story's words", 7)), rows=tuple(rows[-self.latest:]))

    # -- talks -----------------------------------------------------------------------------------------------------------

    def talks(self) -> Section:
        rows = [
            Row(cells=(t.days.text, t.step.replace("_", " "), _names(t.members), _names(t.brokers), ", ".join(x for x in (t.format, t.place) if x)), sources=self.sources.number(*t.evidence[:_REPORTS]))
            for t in self.p.talks
            if t.days.begun(self.day)
        ]
        return Section(id="talks", title="Talks", columns=(("Day", 2), ("Step", 1), ("Between", 5), ("Mediated by", 2), ("Format, place", 2)), rows=tuple(rows[-self.latest:]))

    def agreements(self) -> Section:
        rows = [
            Row(cells=(a.days.text, a.title, a.step, _names(a.signatories), a.place or ""), sources=self.sources.number(*a.evidence[:_REPORTS]))
            for a in self.p.agreements
            if a.days.begun(self.day)
        ]
        return Section(id="agreements", title="Agreements", columns=(("Day", 2), ("What", 3), ("Step", 1), ("By", 4), ("Place", 2)), rows=tuple(rows[-self.latest:]))

    def positions(self) -> Section:
        last: dict[tuple[str, str, bool], Position] = {}
        for p in self.p.positions:
            if p.days.begun(self.day):
                last[(p.actor.id, p.issue, p.voice == "other")] = p
        chosen = sorted(last.values(), key=lambda p: (p.evidence.known_since, p.evidence.record))[-2 * self.latest :]
        rows = [
            Row(
                cells=(p.actor.name, p.issue, p.stance + (f" ({p.condition})" if p.condition else ""), p.days.text, self.word(p.voice, p.evidence)),
                sources=self.sources.number(p.evidence), tone="open" if p.voice == "other" else "plain",
            )
            for p in sorted(chosen, key=lambda p: (p.issue, p.actor.name, p.voice == "other"))
        ]  # fmt: skip
        return Section(
            id="positions", title="Positions, latest", note="What an actor says or does itself, and what others say of it, in rows of their own.",
            columns=(("Actor", 3), ("Issue", 2), ("Stance", 3), ("Day", 2), ("Whose word", 3)), rows=tuple(rows), toned=4,
        )  # fmt: skip

    # -- actors and places -----------------------------------------------------------------------------------------------

    def parties(self) -> Section:
        found: dict[tuple[str, str, str, str], list[Evidence]] = {}
        for t in self.p.ties:
            if t.days.begun(self.day):
                verb = t.predicate.replace("_", " ") + (f" ({t.kind})" if t.kind else "")
                found.setdefault((t.subject.name, verb, t.object.name, t.evidence.said_by_name or "told as fact"), []).append(t.evidence)
        order = sorted(found, key=lambda k: (k[1], k[0], k[2], k[3]))
        rows = [Row(cells=(*k, f"{found[k][0].known_since} to {found[k][-1].known_since}"), sources=self.sources.number(found[k][-1])) for k in order]
        return Section(
            id="ties", title="Parties, backers, recognition", note="As the stories tell it; that a tie is not told does not say that there is none.",
            columns=(("Who", 3), ("does", 2), ("Whom", 3), ("According to", 3), ("Told", 3)), rows=tuple(rows),
        )  # fmt: skip

    def contacts(self) -> Section:
        pairs: dict[tuple[str, str], list[int]] = {}
        chosen = [c for c in self.p.contacts if c.days.begun(self.day)]
        for k, c in enumerate(chosen):
            pairs.setdefault((c.a.name, c.b.name), []).append(k)
        rows = []
        for (a, b), ks in sorted(pairs.items(), key=lambda x: (-len({chosen[k].evidence.story for k in x[1]}), x[0])):
            dated = [chosen[k] for k in ks if not chosen[k].standing]
            last = max(dated, key=lambda c: c.days.latest or dt.date.min) if dated else None
            held = any(chosen[k].standing for k in ks)
            alone = {x for k in ks for x in chosen[k].claimed_by} if all(chosen[k].claimed_by for k in ks) else set()
            claimed = ", ".join(n for n, i in ((a, chosen[ks[0]].a.id), (b, chosen[ks[0]].b.id)) if i in alone)
            cells = (a, b, f"{last.mode}, {last.days.text}" if last else "", "yes" if held else "", claimed, str(len({chosen[k].evidence.story for k in ks})))
            rows.append(Row(cells=cells, sources=self.sources.number(*(chosen[k].evidence for k in ks[-2:]))))
        return Section(
            id="contacts", title="Contacts", columns=(("Who", 3), ("With", 3), ("Last dated contact", 3), ("Standing", 1), ("Said only by", 2), ("Stories", 1)),
            rows=tuple(rows[: 2 * self.latest]),
        )  # fmt: skip

    def control(self) -> Section:
        last: dict[tuple[str, str | None], Control] = {}
        for c in self.p.controls:
            if c.days.begun(self.day):
                last[(c.place, c.evidence.said_by)] = c
        rows = [
            Row(cells=(c.place, f"{c.actor.name} {c.act} it", c.days.text, self.word(c.voice, c.evidence)), sources=self.sources.number(c.evidence))
            for c in sorted(last.values(), key=lambda c: (c.place, c.days.latest or dt.date.min, c.evidence.record))
        ]
        return Section(
            id="control", title="Control of places", note="The last claim of each source on each place; claims that clash stand side by side.",
            columns=(("Place", 3), ("Claim", 4), ("Day", 2), ("Whose word", 3)), rows=tuple(rows),
        )  # fmt: skip

    def fights(self) -> Section:
        rows = [
            Row(cells=(f.days.text, f.act.replace("-", " ") + (", major" if f.major else ""), _names(f.actors) or "not told", _names(f.against), f.place or "", _count(f.killed)), sources=self.sources.number(f.evidence))
            for f in self.p.fights
            if f.days.begun(self.day)
        ]
        return Section(id="fights", title="Fighting, latest", columns=(("Day", 2), ("Act", 2), ("By", 3), ("Against", 3), ("Place", 2), ("Killed", 1)), rows=tuple(rows[-self.latest:]))

    def calendar(self) -> Section:
        rows = [
            Row(cells=(x.days.text, x.what, _names(x.who), x.status.replace("_", " ")), sources=self.sources.number(x.evidence))
            for x in sorted(self.p.calendar, key=lambda x: (x.days.latest or dt.date.max, x.evidence.record))
            if x.days.latest and x.days.latest > self.day and x.evidence.known_since <= self.day
        ]
        return Section(id="calendar", title="Calendar", note="What is announced, called for or agreed for a day to come.", columns=(("Day", 2), ("What", 4), ("Who", 4), ("Status", 2)), rows=tuple(rows[:self.latest]))

    def changed(self, found: Sequence[Change], id_: str, title: str, most: int | None) -> Section:
        rows = [
            Row(
                cells=(str(c.known_since), *((c.what,) if most else ()), self.about(c), c.side_name or self.side(c.side), f"{self.shown(c.before)} → {self.shown(c.after)}", c.days.text),
                sources=self.sources.number(c.evidence),
            )
            for c in (reversed(found[-most:]) if most else found)
        ]  # fmt: skip
        columns = (("Known since", 2), *((("What", 2),) if most else ()), ("About", 3), ("Whose", 3), ("Change", 4), ("Day", 2))
        return Section(id=id_, title=title, columns=columns, rows=tuple(rows))

    def about(self, c: Change) -> str:
        t = self.threads.get(c.about)
        return self.thread(t) if t else c.about_name

    def shown(self, state: str) -> str:
        return self.machine.states[state].says if state in self.machine.states else state.replace("_", " ")


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(dict.fromkeys(a.name for a in actors))


def _count(killed: tuple[int | None, int | None] | None) -> str:
    if killed is None:
        return ""
    low, high = killed
    return str(low) if low == high else f"{low if low is not None else '?'}–{high if high is not None else '?'}"


