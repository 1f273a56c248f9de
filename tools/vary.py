"""Many stories out of few, for measuring with: variants of the kinds that news has, each of which says what it was made from.

    vary.py STORIES.jsonl -n 100000 -o OUT.jsonl [--seed 1]

STORIES need `id`, `text` and `published`. Every second word of a story is replaced, so that each original is a text of its own; about 70 % of the output
are such originals, the others copies of one of the last thousand originals: the same words, a credit added, the beginning only, new paragraphs at the end, other
figures, or every sixth word replaced. `varied_from` names the original and `variant` the kind. The same seed gives the same file.
"""

import argparse
import datetime as dt
import itertools
import json
import pathlib
import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

Row = dict[str, Any]
_WORD = re.compile(r"[A-Za-z]{4,}")


def vary(rows: Sequence[Row], count: int, seed: int = 1) -> Iterator[Row]:
    """`count` stories made from rows; originals with a serial number in their ids, in order of publication."""
    rng = random.Random(seed)
    words = sorted({w for r in rows for w in _WORD.findall(r["text"])})
    recent: list[Row] = []
    fresh = itertools.cycle(rows)
    for n in range(count):
        day = dt.date(2010, 1, 1) + dt.timedelta(days=n // 200)
        if recent and rng.random() < 0.3:
            source = rng.choice(recent)
            kind = rng.choice(sorted(KINDS))
            text = KINDS[kind](source["text"], words, rng)
            yield {"id": f"v{n:07}", "published": source["published"], "outlet": f"Outlet {rng.randrange(40)}", "text": text, "varied_from": source["id"], "variant": kind}
            continue
        row = next(fresh)
        text = original(row["text"], words, rng)
        made = {"id": f"v{n:07}", "published": day.isoformat(), "outlet": "Example Wire", "text": text, "varied_from": None, "variant": "original"}
        recent = [*recent[-999:], made]
        yield made


def original(text: str, words: Sequence[str], rng: random.Random) -> str:
    """A text with another word in place of each second one: nothing of it is recognised again."""
    return _WORD.sub(lambda m: rng.choice(words) if rng.random() < 0.5 else m.group(), text)


def _shortened(text: str, words: Sequence[str], rng: random.Random) -> str:
    return text[: text.find(".", len(text) // 3) + 1] or text


def _updated(text: str, words: Sequence[str], rng: random.Random) -> str:
    return text + "".join(f" {' '.join(rng.choices(words, k=18)).capitalize()}." for _ in range(max(2, len(text) // 600)))


def _figures(text: str, words: Sequence[str], rng: random.Random) -> str:
    return re.sub(r"\d+", lambda m: str(int(m.group()[:6]) + 1), text)


def _rewritten(text: str, words: Sequence[str], rng: random.Random) -> str:
    return _WORD.sub(lambda m: rng.choice(words) if rng.random() < 1 / 6 else m.group(), text)


KINDS = {
    "identical": lambda text, words, rng: text, "credited": lambda text, words, rng: f"{text} (Example Wire contributed to this report.)", "shortened": _shortened, "updated": _updated,
    "figures": _figures, "rewritten": _rewritten,
}  # fmt: skip


def main() -> None:
    """Write the variants."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("stories", type=pathlib.Path)
    ap.add_argument("-n", "--count", type=int, default=100_000)
    ap.add_argument("-o", "--out", type=pathlib.Path, required=True)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    rows = [json.loads(line) for line in a.stories.read_text(encoding="utf-8").splitlines() if line.strip()]
    with a.out.open("w", encoding="utf-8") as f:
        for row in vary(rows, a.count, a.seed):
            f.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
