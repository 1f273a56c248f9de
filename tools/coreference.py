"""Coreference of people and bodies inside a document, measured on ECB+ (`coreference_ecbplus.jsonl`, CC BY 3.0).

What is measured: gold mentions of people, organisations and states as actors (HUMAN_PART_PER, _ORG, _GPE, _MET), and the coder's mentions.
A gold mention is found by the coder's mention that overlaps it most, if the two end at the same character or share at least half of the
characters that either covers; each of the coder's mentions finds one. Over the found mentions, gold chains (`instance`, within the document)
and the coder's (mentions of one actor; a mention without one stands alone) are compared by B-cubed and by pairs. Chains of one are counted.
"""

import collections
import json
import pathlib
from typing import Any

from dateline import ingest, run
from dateline.settings import Settings

FILE = "coreference_ecbplus.jsonl"
_TYPES = ("HUMAN_PART_PER", "HUMAN_PART_ORG", "HUMAN_PART_GPE", "HUMAN_PART_MET")
_LEAST = 0.5


def found(gold: list[dict[str, Any]], mentions: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The (gold chain, coded chain) of each gold mention that the coder found."""
    pairs = []
    for g, a in enumerate(gold):
        for m, b in enumerate(mentions):
            shared = min(a["end"], b["span"][1]) - max(a["start"], b["span"][0])
            if shared <= 0:
                continue
            both = max(a["end"], b["span"][1]) - min(a["start"], b["span"][0])
            if a["end"] == b["span"][1] or shared / both >= _LEAST:
                pairs.append((-shared / both, g, m))
    out, used, taken = [], set(), set()
    for _, g, m in sorted(pairs):
        if g not in used and m not in taken:
            used.add(g)
            taken.add(m)
            out.append((gold[g]["instance"], mentions[m]["actor"] or mentions[m]["id"]))
    return out


def measure(rows: list[dict[str, Any]], coded: dict[str, dict[str, Any]]) -> dict[str, float]:
    """The figures of documents and their codings by id."""
    n_gold = n_found = 0
    precision = recall = 0.0
    together = [0, 0, 0]
    for r in rows:
        gold = [m for m in r["mentions"] if m["type"] in _TYPES and not m.get("discontinuous")]
        mentions = [m for m in coded.get(r["id"], {}).get("mentions", []) if m["span"] and not m["implicit"]]
        chains = found(gold, mentions)
        n_gold += len(gold)
        n_found += len(chains)
        theirs, ours, common = (collections.Counter(x) for x in ((g for g, _ in chains), (c for _, c in chains), chains))
        for g, c in chains:
            precision += common[g, c] / ours[c]
            recall += common[g, c] / theirs[g]
        for k, counter in enumerate((common, ours, theirs)):
            together[k] += sum(n * (n - 1) // 2 for n in counter.values())

    def f1(p: float, q: float) -> float:
        return 2 * p * q / (p + q) if p + q else 0.0

    p, q = (precision / n_found, recall / n_found) if n_found else (0.0, 0.0)
    pair_p, pair_q = (together[0] / n if n else 0.0 for n in together[1:])
    return {
        "mentions": n_gold, "mentions_found": n_found / n_gold if n_gold else 0.0, "b_cubed_precision": p, "b_cubed_recall": q, "b_cubed_f1": f1(p, q),
        "pair_precision": pair_p, "pair_recall": pair_q, "pair_f1": f1(pair_p, pair_q),
    }  # fmt: skip


def halves(gold: pathlib.Path, folder: pathlib.Path, *, jobs: int, limit: int | None) -> dict[str, dict[str, float]]:
    """The figures of the even and the odd documents; the stories have no date, so all are read on one day."""
    rows = [json.loads(line) for line in (gold / FILE).read_text(encoding="utf-8").splitlines() if line.strip()]
    out = {}
    for name, part in (("tuned half", rows[::2][:limit]), ("unseen half", rows[1::2][:limit])):
        stories = folder / "documents.jsonl"
        stories.write_text("".join(json.dumps({"id": r["id"], "text": r["text"], "published": "2012-01-01"}) + "\n" for r in part), encoding="utf-8")
        coded = (json.loads(x) for x in run.lines(ingest.read([stories]), settings=Settings(), jobs=jobs) if isinstance(x, bytes))
        out[name] = measure(part, {str(c["story"]["id"]): c for c in coded})
    return out
