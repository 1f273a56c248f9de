"""Where the event coder errs: figures by PLOVER type, and what the misses were coded as, on the unseen half of a labelled set.

    quality.py GOLD [--half even|odd]

Reads GOLD/plover_types.jsonl and GOLD/acled_types.jsonl (see `evaluate.py`). A sentence counts as found where any of its events
has the labelled type (CONCEDE and RETREAT are one class, YIELD).
"""

import argparse
import collections
import datetime as dt
import json
import pathlib

from rich import box
from rich.console import Console
from rich.table import Table

from dateline import ingest
from dateline.errors import InputError
from dateline.model.reading import Reading
from dateline.model.story import Story
from dateline.pipeline import Coder


def fold(name: str) -> str:
    """The set's classes."""
    return "YIELD" if name in ("CONCEDE", "RETREAT") else name


def code(coder: Coder, rows: list[dict[str, str]]) -> list[Reading]:
    """The readings of labelled sentences."""
    stories = []
    for r in rows:
        story = ingest.prepare(Story(id=str(r["id"]), text=r["text"]), published=dt.date(2015, 1, 1))
        assert not isinstance(story, InputError)
        stories.append(story)
    return list(coder.code(stories))


def main() -> None:
    """Print the tables."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=pathlib.Path)
    ap.add_argument("--half", choices=("even", "odd"), default="odd")
    a = ap.parse_args()
    console = Console()
    path = a.gold / "plover_types.jsonl"
    if not path.exists():
        console.print(f"No labelled set in {a.gold}: nothing is measured.")
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][a.half == "odd" :: 2]
    readings = code(Coder(), rows)
    gold: collections.Counter[str] = collections.Counter()
    found: collections.Counter[str] = collections.Counter()
    nothing: collections.Counter[str] = collections.Counter()
    other: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for r, reading in zip(rows, readings, strict=True):
        want = fold(r["root"])
        got = {fold(e.type) for e in reading.events}
        gold[want] += 1
        found[want] += want in got
        nothing[want] += not got
        if want not in got:
            other[want].update(got)
    table = Table(title=f"PLOVER types, {a.half} half: {sum(gold.values())} sentences, {sum(found.values()) / sum(gold.values()):.3f} with the right type", box=box.SIMPLE_HEAD, title_justify="left")
    for name in ("type", "sentences", "right type", "nothing coded", "coded otherwise as"):
        table.add_column(name, justify="left" if name in ("type", "coded otherwise as") else "right")
    for name, n in gold.most_common():
        rest = ", ".join(f"{k} {v}" for k, v in other[name].most_common(4))
        table.add_row(name, str(n), f"{found[name] / n:.2f}", str(nothing[name]), rest)
    console.print(table)
    statuses = collections.Counter(e.status for r in readings for e in r.events)
    console.print("statuses of all events: " + ", ".join(f"{k} {v}" for k, v in statuses.most_common()))


if __name__ == "__main__":
    main()
