"""Write settled entries as a folder that `--actors DIR` takes: actors/NAME.yaml, and agents.yaml for words without names."""

import pathlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import yaml

from dateline.imports.base import Base
from dateline.lexicon.entries import ActorEntry

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})
_STATE_ARMED = frozenset({"MIL", "COP", "SPY"})
_OFFICIAL = frozenset({"GOV", "LEG", "JUD"})


def _line(value: object) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=1_000_000, sort_keys=False)).strip()


def actors(path: pathlib.Path, entries: Sequence[ActorEntry], head: str) -> None:
    """Write entries to a file, one a line, under a comment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"# {head}", *(f"- {_line(msgspec.to_builtins(e))}" for e in entries)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def agents(path: pathlib.Path, words: dict[str, tuple[int, str]], base: Base, head: str) -> int:
    """Write agent words that the base lacks, grouped by sector: bodies where the last word is a body's, people else. Gives their number."""
    bodies: dict[tuple[str, str], list[str]] = {}
    people: dict[str, list[str]] = {}
    for word, (_, sectors) in sorted(words.items()):
        if word in base.roles or word in base.people or word in base.bodies:
            continue
        body = base.bodies.get(word.split()[-1])
        if body is not None:
            bodies.setdefault((body.kind, sectors), []).append(word)
        else:
            people.setdefault(sectors, []).append(word)
    rows_bodies = [_row("body", f"{s.lower()} {k}", k, s, w) for (k, s), w in sorted(bodies.items())]
    rows_people = [_row("group", f"{s.lower()} people", _kind(s), s, w) for s, w in sorted(people.items())]
    if rows_bodies or rows_people:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"# {head}\nroles: []\nbodies:\n" + _rows(rows_bodies) + "people:\n" + _rows(rows_people)
        path.write_text(text.replace("bodies:\npeople", "bodies: []\npeople"), encoding="utf-8")
    return sum(len(r["words"]) for r in rows_bodies + rows_people)


def _row(key: str, name: str, kind: str, sectors: str, words: list[str]) -> dict[str, Any]:
    first, *rest = sectors.split("+")
    return {key: name, "kind": kind, "sector": first, "sectors": rest, "words": words}


def _rows(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(f"- {_line(r)}\n" for r in rows)


def _kind(sectors: str) -> str:
    first = sectors.split("+")[0]
    return "armed" if first in _ARMED else "state_armed" if first in _STATE_ARMED else "official" if first in _OFFICIAL else "civil"
