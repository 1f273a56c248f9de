"""How fast copies are found, how many of them, and in how much memory, on a file that vary.py made.

    measure_copies.py VARIED.jsonl
"""

import argparse
import collections
import datetime as dt
import itertools
import json
import pathlib
import resource
import time
from collections.abc import Iterator
from typing import Any

from dateline.consolidate.copies import CopyIndex
from dateline.consolidate.sketch import sketch
from dateline.model.story import Story

_BATCH = 5000


def read(path: pathlib.Path) -> Iterator[dict[str, Any]]:
    """The rows of the file."""
    with path.open(encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def main() -> None:
    """Print the speed of each tenth, the memory, and what was found of each kind of variant."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("varied", type=pathlib.Path)
    a = ap.parse_args()
    index = CopyIndex()
    truth: dict[str, tuple[str | None, str]] = {}
    spent = 0.0
    for batch in itertools.batched(read(a.varied), _BATCH):
        stories = [Story(id=r["id"], text=r["text"], published=dt.date.fromisoformat(r["published"]), outlet=r["outlet"]) for r in batch]
        truth.update({r["id"]: (r["varied_from"], r["variant"]) for r in batch})
        start = time.process_time()
        index.add(map(sketch, stories))
        took = time.process_time() - start
        spent += took
        print(f"{len(index):>8} stories  {len(batch) / took:8.0f} a second  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MiB", flush=True)
    start = time.process_time()
    found = {c.story: c for c in index.copies()}
    spent += time.process_time() - start
    hits: collections.Counter[str] = collections.Counter()
    kinds: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for story, (source, kind) in truth.items():
        hits[kind] += found[story].group == (found[source].group if source else story)
        kinds[kind][found[story].relation] += 1
    print(f"all: {len(index) / spent:.0f} stories a CPU second, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at the most")
    for kind, relations in sorted(kinds.items()):
        print(f"{kind:10} in the right group {hits[kind] / sum(relations.values()):.4f}   {dict(relations.most_common())}")


if __name__ == "__main__":
    main()
