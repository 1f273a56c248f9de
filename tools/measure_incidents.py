"""Measures of what many stories have in common, where gold sets for them are present (hooked into evaluate.py).

    measure_incidents.py GOLD     (or a part of `evaluate.py GOLD story_pairs incidents`)

story_pairs     Pairs of stories, the same or not. A pair is called the same where the likeness of the beginnings of its stories (`consolidate.likeness`, the
                words' rarity counted over the stories of the half) is at least 0.15. Precision, recall and F1 of "same". Halves by line; the level and the
                length of a beginning were chosen on the even one.
incidents       ECB+. Stories are coded and the incidents found a topic at a time (both of its subtopics together; none has a date, so all are given one).
                A gold event mention counts when a trigger of ours overlaps it: those are the mentions of the types that Dateline codes. Its cluster of ours is
                the incident of the trigger's event; an event that is not told as real stands alone. B-cubed over all these mentions, within and across
                stories. `singletons_f1` is what joining nothing would get; `with_missed_f1` also counts the mentions of the same gold chains that we code
                nothing at, each standing alone. Halves by topic: topics in numerical order, every other one; weights were set on the even half.
"""

import argparse
import collections
import json
import pathlib
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from dateline import ingest, run
from dateline.consolidate.incidents import find_incidents
from dateline.consolidate.likeness import SAME_STORY, lead_words, likeness, rarity
from dateline.model.coded import CodedStory
from dateline.model.story import Story
from dateline.settings import Settings

DAY = "2015-01-01"
FILES = {"story_pairs": "story_pairs.jsonl", "incidents": "coreference_ecbplus.jsonl"}
Row = dict[str, Any]


def measure(gold: pathlib.Path, task: str, *, jobs: int = 2) -> dict[str, dict[str, float]]:
    """The figures of a task for the tuned and the unseen half. A task whose file is not there has none."""
    path = gold / FILES[task]
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    out = {}
    for k, name in enumerate(("tuned half", "unseen half")):
        if task == "story_pairs":
            out[name] = story_pairs(rows[k::2])
        else:
            topics = set(sorted({r["topic"] for r in rows}, key=int)[k::2])
            half = [r for r in rows if r["topic"] in topics]
            out[name] = incidents(half, coded(half, jobs))
    return out


def story_pairs(rows: Sequence[Row]) -> dict[str, float]:
    """Precision, recall and F1 of calling two stories the same."""
    words = {(r["id"], k): lead_words(Story(id="", text=r[f"text{k}"])) for r in rows for k in (1, 2)}
    rare = rarity((f"{i} {k}", w) for (i, k), w in words.items())
    called = [likeness(words[r["id"], 1], words[r["id"], 2], rare) >= SAME_STORY for r in rows]
    right = sum(c and r["same_story"] for c, r in zip(called, rows, strict=True))
    p, rc = right / max(1, sum(called)), right / max(1, sum(r["same_story"] for r in rows))
    return {"pairs": len(rows), "precision": p, "recall": rc, "f1": 2 * p * rc / (p + rc) if p + rc else 0.0}


def coded(rows: Sequence[Row], jobs: int) -> dict[str, CodedStory]:
    """The coded stories of rows, by id."""
    decoder = msgspec.json.Decoder(CodedStory)
    with tempfile.TemporaryDirectory() as tmp:
        path = pathlib.Path(tmp) / "stories.jsonl"
        path.write_text("".join(json.dumps({"id": r["id"], "text": r["text"], "published": DAY}) + "\n" for r in rows), encoding="utf-8")
        found = [decoder.decode(line) for line in run.lines(ingest.read([path]), settings=Settings(), jobs=jobs) if isinstance(line, bytes)]
    return {c.story.id: c for c in found}


def incidents(rows: Sequence[Row], stories: Mapping[str, CodedStory]) -> dict[str, float]:
    """B-cubed of incidents over the gold event mentions that we code."""
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    hit = set()
    topics: dict[str, list[Row]] = collections.defaultdict(list)
    for r in rows:
        topics[r["topic"]].append(r)
    for members in topics.values():
        home = {r: i.id for i in find_incidents([stories[r["id"]] for r in members if r["id"] in stories]).incidents for r in i.reports}
        for r in members:
            for m in r["mentions"]:
                if "ACTION" not in m["type"]:
                    continue
                key = f"{r['id']}/{m['id']}"
                gold[key] = m.get("cross_doc") or key
                reports = [f"{r['id']}/{e.id}" for e in stories[r["id"]].events if min(e.trigger[1], m["end"]) > max(e.trigger[0], m["start"])] if r["id"] in stories else []
                if reports:
                    hit.add(key)
                found[key] = next((home[x] for x in reports if x in home), key)
    coded_gold = {k: v for k, v in gold.items() if k in hit}
    chains = set(coded_gold.values())
    p, r, f1 = bcubed(coded_gold, found)
    return {
        "mentions": len(coded_gold), "precision": p, "recall": r, "bcubed_f1": f1, "singletons_f1": bcubed(coded_gold, {k: k for k in coded_gold})[2],
        "with_missed_f1": bcubed({k: v for k, v in gold.items() if v in chains}, found)[2],
    }  # fmt: skip


def bcubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1: for each item, how much of its found cluster is of its gold cluster, and the other way round."""
    by_gold, by_found = collections.Counter(gold.values()), collections.Counter(found[k] for k in gold)
    both = collections.Counter((gold[k], found[k]) for k in gold)
    p = sum(both[gold[k], found[k]] / by_found[found[k]] for k in gold) / max(1, len(gold))
    r = sum(both[gold[k], found[k]] / by_gold[gold[k]] for k in gold) / max(1, len(gold))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def main() -> None:
    """Print the figures of both tasks as JSON lines."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=pathlib.Path)
    ap.add_argument("--jobs", type=int, default=2)
    a = ap.parse_args()
    for task in FILES:
        print(json.dumps({task: measure(a.gold, task, jobs=a.jobs)}))


if __name__ == "__main__":
    main()
