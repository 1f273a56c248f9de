"""Settle what dictionaries say against what is known: the same actor is extended, a shared name made weak, ids given, references resolved."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable

import msgspec

from dateline.imports.base import Base
from dateline.imports.found import Draft, Fault, Found
from dateline.lexicon.entries import ActorEntry, Office
from dateline.lexicon.names import fold


@dataclasses.dataclass(kw_only=True)
class Settled:
    """Entries to write, and what became of the rest. `extended` are entries of the base with new names; `composed` what the base composes itself."""

    entries: list[ActorEntry] = dataclasses.field(default_factory=list)
    extended: int = 0
    known: int = 0
    composed: int = 0
    joined: int = 0
    faults: list[Fault] = dataclasses.field(default_factory=list)


def slug(text: str) -> str:
    """The body of an id: ASCII, lower case, hyphens."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-") or "unnamed"


def settle(found: Found, base: Base, source: str, taken: set[str] | None = None) -> Settled:
    """Turn the drafts of a dictionary into entries that pass `check.actors` beside the base. `taken`: ids in use by dictionaries settled before."""
    return _Settler(found, base, source, taken if taken is not None else set()).run()


class _Settler:
    def __init__(self, found: Found, base: Base, source: str, taken: set[str]) -> None:
        self.found, self.base, self.source, self.taken = found, base, source, taken
        self.out = Settled()
        self.ids: dict[str, str] = {}
        self.strong: dict[str, str] = {}
        self.entries: dict[str, ActorEntry] = {}
        self.everyone: set[str] = set()

    def run(self) -> Settled:
        waiting: list[tuple[Draft, str]] = []
        for d in self._joined():
            if d.kind == "state" and d.id and d.id in self.base.entries:
                self._state(d)
            elif (old := self._same(d)) is not None:
                self._extend(d, old)
            elif self._composed(d):
                self.out.composed += 1
            else:
                waiting.append((d, self._id(d)))
        for d, id_ in waiting:
            self._new(d, id_)
        self.everyone = self.entries.keys() | self.base.entries.keys()
        self.out.entries = [self._linked(e) for e in self.entries.values()]
        return self.out

    def fault(self, d: Draft, why: str) -> None:
        name = (d.names or d.weak or d.metonyms or ["?"])[0]
        self.out.faults.append(Fault(line=d.line, text=name, why=why))

    def _joined(self) -> Iterable[Draft]:
        """Drafts of the same name and country made one: offices and names joined."""
        table: dict[tuple[str, str | None, str | None, bool], Draft] = {}
        for d in self.found.drafts:
            name = (d.names or d.weak or d.metonyms or [""])[0]
            key = (d.id or fold(name).lower(), d.country, d.code, d.kind == "person")
            old = table.get(key)
            if old is None:
                table[key] = d
                continue
            self.out.joined += 1
            old.names += [n for n in d.names if n not in old.names]
            old.weak += [n for n in d.weak if n not in old.weak]
            old.metonyms += [n for n in d.metonyms if n not in old.metonyms]
            old.offices += [o for o in d.offices if o not in old.offices]
            if d.sector and d.sector != old.sector:
                old.sectors.append(d.sector)
        return table.values()

    # -- what the base knows ------------------------------------------------------------------------------------------------

    def _same(self, d: Draft) -> ActorEntry | None:
        """The one entry of the base that the draft is: a name in common, and nothing that speaks against it."""
        if d.id in self.base.entries:
            return self.base.entries[d.id]
        for name in (*d.names, *(d.weak if not d.names else ())):
            fits = [e for e in self.base.bearers(name) if (e.kind == "person") == (d.kind == "person") and _agree(d, e)]
            if len(fits) == 1:
                return fits[0]
        return None

    def _extend(self, d: Draft, old: ActorEntry) -> None:
        if d.fields.get("@"):
            self.ids[d.fields["@"]] = old.id
        entry = self.entries.get(old.id, old)
        names = [n for n in d.names if not self.base.bearers(n, strong=False) and fold(n).lower() not in self.strong]
        offices = d.offices if not old.offices else []
        if not names and not offices:
            self.out.known += 1
            return
        if old.id not in self.entries:
            self.out.extended += 1
        for n in names:
            self.strong[fold(n).lower()] = old.id
        self.entries[old.id] = msgspec.structs.replace(
            entry, aliases=(*entry.aliases, *names), offices=(*entry.offices, *offices), source="; ".join(filter(None, (entry.source, self.source))).replace(f"; {self.source}; {self.source}", f"; {self.source}")
        )

    def _state(self, d: Draft) -> None:
        """Towns and spellings under a state become metonyms: they stand for it where it acts, and for the place elsewhere."""
        assert d.id is not None
        old = self.base.entries[d.id]
        entry = self.entries.get(old.id, old)
        names = [n for n in d.metonyms if not self.base.bearers(n, strong=False) and fold(n).lower() not in self.strong]
        if not names:
            self.out.known += 1
            return
        if old.id not in self.entries:
            self.out.extended += 1
        for n in names:
            self.strong[fold(n).lower()] = old.id
        self.entries[old.id] = msgspec.structs.replace(entry, metonyms=(*entry.metonyms, *names))

    def _composed(self, d: Draft) -> bool:
        """Whether the name is a known actor's name with a role or body noun, which Dateline composes, with the holder of the day."""
        if d.kind == "person" or not d.names:
            return False
        words = fold(d.names[0]).lower().split()
        for k in range(1, len(words)):
            tail, head = " ".join(words[k:]), " ".join(words[:k])
            if (tail in self.base.roles or tail in self.base.people or tail in self.base.bodies) and self.base.bearers(head, strong=False):
                return True
            if words[k] == "of" and head in self.base.roles and self.base.bearers(" ".join(w for w in words[k + 1 :] if w != "the")):
                return True
        return False

    # -- new entries --------------------------------------------------------------------------------------------------------

    def _id(self, d: Draft) -> str:
        name = (d.names or d.weak)[0] if d.names or d.weak else "unnamed"
        stem = d.id or (f"person.{slug(name)}" if d.kind == "person" else f"{d.country}.{slug(name)}" if d.country else slug(name))
        id_, n = stem, 2
        while id_ in self.base.entries or id_ in self.taken:
            id_, n = f"{stem}-{n}", n + 1
        self.taken.add(id_)
        if d.fields.get("@"):
            self.ids[d.fields["@"]] = id_
        return id_

    def _new(self, d: Draft, id_: str) -> None:
        where = d.country or d.code or "no country"
        names: list[str] = []
        weak = list(d.weak)
        for n in dict.fromkeys(d.names):
            low = fold(n).lower()
            (weak if low in self.strong or self.base.bearers(n) else names).append(n)
        if not names:
            shown = f"{(d.names or d.weak)[0]} ({where})"
            k = 2
            while fold(shown).lower() in self.strong:
                shown, k = f"{(d.names or d.weak)[0]} ({where} {k})", k + 1
            names = [shown]
        for n in names:
            self.strong[fold(n).lower()] = id_
        offices = []
        for o in d.offices:
            of = self.ids.get(o.of[1:], o.of) if o.of.startswith("@") else o.of
            if of not in self.base.entries and of not in self.taken:
                self.fault(d, f"an office of {o.of}, which is no entry: left out")
                continue
            offices.append(msgspec.structs.replace(o, of=of))
        draft = dataclasses.replace(d, names=names, weak=weak, offices=offices, fields={"source": self.source, **{k: v for k, v in d.fields.items() if k != "@"}})
        try:
            self.entries[id_] = draft.entry(id_)
        except msgspec.ValidationError as e:
            self.fault(d, str(e))

    def _linked(self, e: ActorEntry) -> ActorEntry:
        """References by the dictionary's own ids become ids of entries; what they refer to may have been known."""

        def ref(x: str) -> str:
            return self.ids.get(x[1:], x) if x.startswith("@") else x

        kept: list[Office] = [msgspec.structs.replace(o, of=ref(o.of)) for o in e.offices]
        members = tuple(ref(m) if isinstance(m, str) else msgspec.structs.replace(m, id=ref(m.id)) for m in e.members)
        known = self.everyone
        members = tuple(m for m in members if (m if isinstance(m, str) else m.id) in known)
        follows = tuple(f for f in map(ref, e.follows) if f in known)
        parent = ref(e.parent) if e.parent else None
        if len(follows) < len(e.follows) or (parent and parent not in known):
            self.out.faults.append(Fault(line=0, text=e.name, why=f"refers to an actor that is no entry ({e.parent or ', '.join(e.follows)}): left out"))
        return msgspec.structs.replace(e, offices=tuple(kept), members=members, follows=follows, parent=parent if parent in known else None)


def _agree(d: Draft, e: ActorEntry) -> bool:
    if d.country and e.country:
        return d.country == e.country
    if d.country and e.code:
        return False
    return d.kind == "person" or e.kind == d.kind or d.code == e.code or not d.country
