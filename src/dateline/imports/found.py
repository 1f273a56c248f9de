"""What a reader found in a dictionary, and a draft of an entry while it is being put together."""

import dataclasses
from typing import Any

import msgspec

from dateline.lexicon.entries import ActorEntry, Office


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fault:
    """A line that was not understood, or not wholly: its number, what stands there, and why."""

    line: int
    text: str
    why: str


@dataclasses.dataclass(kw_only=True)
class Draft:
    """An entry in the making. `names` are strong, the first is the one shown; `line` is where it stands in the dictionary."""

    line: int
    names: list[str]
    kind: str
    weak: list[str] = dataclasses.field(default_factory=list)
    metonyms: list[str] = dataclasses.field(default_factory=list)
    country: str | None = None
    code: str | None = None
    sector: str | None = None
    sectors: list[str] = dataclasses.field(default_factory=list)
    offices: list[Office] = dataclasses.field(default_factory=list)
    fields: dict[str, Any] = dataclasses.field(default_factory=dict)
    id: str | None = None

    def entry(self, id_: str) -> ActorEntry:
        """The finished entry under an id. Raises msgspec.ValidationError where a field breaks the schema."""
        names = list(dict.fromkeys(self.names))
        row: dict[str, Any] = {
            "id": id_, "kind": self.kind, "name": names[0], "aliases": names[1:], "weak": sorted(set(self.weak) - set(names)), "metonyms": self.metonyms,
            "country": self.country, "code": self.code, "sector": self.sector, "sectors": [s for s in dict.fromkeys(self.sectors) if s != self.sector],
            "offices": [msgspec.to_builtins(o) for o in self.offices], **self.fields,
        }  # fmt: skip
        return msgspec.convert({k: v for k, v in row.items() if v not in (None, [], ())}, ActorEntry)


@dataclasses.dataclass(kw_only=True)
class Found:
    """The yield of one dictionary: drafts, agent words (word to CAMEO role), how many entries it has, faults and notes."""

    format: str = ""
    read: int = 0
    drafts: list[Draft] = dataclasses.field(default_factory=list)
    words: dict[str, tuple[int, str]] = dataclasses.field(default_factory=dict)
    faults: list[Fault] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)

    def fault(self, line: int, text: str, why: str) -> None:
        """Note a line that was not understood."""
        self.faults.append(Fault(line=line, text=" ".join(text.split())[:80], why=why))
