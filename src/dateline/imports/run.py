"""Read dictionaries, settle them, write the folder, and tell what became of each line."""

import csv
import dataclasses
import pathlib
from collections.abc import Sequence

from dateline.errors import InputError
from dateline.imports import Base, Fault, read, write
from dateline.imports.settle import settle
from dateline.lexicon.entries import ActorEntry
from dateline.lexicon.names import NameIndex
from dateline.settings import Settings


@dataclasses.dataclass(kw_only=True)
class Imported:
    """What became of one dictionary. `written` counts entries (or agent words), of which `extended` are entries of the base with new names or offices."""

    path: pathlib.Path
    format: str
    read: int
    written: int
    extended: int = 0
    known: int = 0
    composed: int = 0
    joined: int = 0
    faults: list[Fault] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)


def run(paths: Sequence[pathlib.Path], folder: pathlib.Path, *, format_: str | None = None, report: pathlib.Path | None = None) -> list[Imported]:
    """Import dictionaries into a folder. Raises InputError for a file that is none, or if the folder holds other things."""
    if folder.exists() and any(p.name not in ("actors", "agents.yaml") for p in folder.iterdir()):
        raise InputError(str(folder), "holds other files", "Name a new or empty folder")
    base = Base(NameIndex(Settings()))
    found = [(p, read(p, base, format_=format_)) for p in paths]
    for old in (*(folder / "actors").glob("*.yaml"), folder / "agents.yaml"):
        old.unlink(missing_ok=True)
    results: list[Imported] = []
    homes: dict[pathlib.Path, tuple[str, dict[str, ActorEntry]]] = {}
    words: dict[str, tuple[int, str]] = {}
    for path, f in found:
        source = f"imported from {path.name} ({f.format})"
        settled = settle(f, base, source)
        faults = sorted([*f.faults, *settled.faults], key=lambda x: (x.line, x.why))
        result = Imported(path=path, format=f.format, read=f.read, written=len(settled.entries), extended=settled.extended, known=settled.known, composed=settled.composed,
                          joined=settled.joined, faults=faults, notes=f.notes)  # fmt: skip
        results.append(result)
        words |= {w: v for w, v in f.words.items() if w not in words}
        if settled.entries:
            home = folder / "actors" / f"{path.stem.lower()}.yaml"
            own = homes.setdefault(home, (source, {}))[1]
            for e in settled.entries:  # an entry that an earlier file extended is extended there
                next((rows for _, rows in homes.values() if e.id in rows), own)[e.id] = e
            for path_, (head, rows) in homes.items():
                write.actors(path_, list(rows.values()), head)
            base = Base(NameIndex(Settings(actors=(folder,))))
    if words:
        count = write.agents(folder / "agents.yaml", words, base, f"imported from {', '.join(r.path.name for r in results if r.format == 'agents')}")
        for r in results:
            if r.format == "agents":
                r.written, r.known = count, len(words) - count
    if report is not None:
        with report.open("w", encoding="utf-8", newline="") as out:
            table = csv.writer(out)
            table.writerow(("file", "line", "text", "why"))
            table.writerows((r.path.name, x.line, x.text, x.why) for r in results for x in r.faults)
    return results
