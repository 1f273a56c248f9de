"""A store of many stories: what it takes to fill, rebuild and ask one, step by step.

    store_scale.py CODED.jsonl… --store DB [-n 100000] [--step 10000] [--per-day 40] [--seed 1]

CODED are coded stories (`dateline code … -o`). They are varied into `n` coded stories over years (see `vary`), put into a new store, and after that
the store is rebuilt and asked, each in a process of its own whose time and highest memory are printed. `--ask` only asks a store that is there.
"""

import argparse
import collections
import datetime as dt
import json
import pathlib
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.store import Store

Row = dict[str, Any]
_BATCH = 2_000  # as `dateline load` does
_FIRST = dt.date(2015, 1, 1)
_WORD = re.compile(r"[A-Za-z]{4,}|\d+")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_TOLD = 0.3  # share of the stories that are made from those that tell of a conflict
_COPIES = 0.3
_QUESTIONS = {
    "stories of a conflict": "SELECT story_id, published, outlet, title FROM stories WHERE list_contains(conflicts, $conflict) ORDER BY published DESC LIMIT 100",
    "events of a conflict": "SELECT story_id, event_id, type, status, earliest, latest, place FROM events WHERE list_contains(conflicts, $conflict) ORDER BY published DESC LIMIT 100",
    "events by type and month": "SELECT type, date_trunc('month', published) AS month, count(*) FROM events WHERE status = 'happened' GROUP BY ALL ORDER BY ALL",
    "incidents with most origins": "SELECT incident_id, type, earliest, reports, origins FROM incidents ORDER BY origins DESC LIMIT 100",
    "changes of a month": "SELECT * FROM changes WHERE known_since >= DATE '2016-03-01' AND known_since < DATE '2016-04-01' ORDER BY known_since",
    "one story's records": "SELECT count(*) FROM events WHERE story_id = 'v0000500'",
}


# -- the stories ---------------------------------------------------------------------------------------------------------


def vary(rows: Sequence[Row], count: int, per_day: int, seed: int) -> Iterator[Row]:
    """`count` coded stories made from coded stories, in order of publication, three in ten from one that tells of a conflict.

    A story gets another id and day, all its days moved with it; half of the words and figures that no record rests on are replaced by others of their
    length, so that every span stays right. 30 % are copies of one of the last thousand, by other outlets: the same, credited, longer, with
    other figures, or with every sixth word replaced.
    """
    rng = random.Random(seed)
    words: dict[int, list[str]] = collections.defaultdict(list)
    for w in sorted({w for r in rows for w in _WORD.findall(r["story"]["text"]) if not w.isdigit()}):
        words[len(w)].append(w)
    told, rest = [r for r in rows if r["story"]["conflicts"]], [r for r in rows if not r["story"]["conflicts"]]
    recent: list[Row] = []
    for n in range(count):
        day = _FIRST + dt.timedelta(days=n // per_day)
        if recent and rng.random() < _COPIES:
            made = _copy(rng.choice(recent), words, rng)
        else:
            made = _original(rng.choice(told if (told and rng.random() < _TOLD) or not rest else rest), day, words, rng)
            recent = [*recent[-999:], made]
        made["story"]["id"] = f"v{n:07}"
        yield made


def _original(row: Row, day: dt.date, words: dict[int, list[str]], rng: random.Random) -> Row:
    shift = day - dt.date.fromisoformat(row["story"]["published"])

    def moved(m: re.Match[str]) -> str:
        try:
            return (dt.date(int(m[1]), int(m[2]), int(m[3])) + shift).isoformat()
        except (ValueError, OverflowError):
            return m[0]

    text = row["story"]["text"]
    made: Row = json.loads(_DAY.sub(moved, json.dumps({**row, "story": {**row["story"], "text": ""}})))
    made["story"].update(text=_worded(text, _kept(row), words, rng, 0.5), url=None, outlet="Example Wire")
    for e in made["events"]:
        for c in e["casualties"].values():
            more = rng.randrange(8)
            c.update({k: c[k] + more for k in ("low", "high") if c[k] is not None})
    return _named(made)


def _copy(row: Row, words: dict[int, list[str]], rng: random.Random) -> Row:
    made: Row = json.loads(json.dumps(row))
    kind = rng.choice(("identical", "credited", "longer", "figures", "rewritten"))
    made["story"]["outlet"] = f"Outlet {rng.randrange(40)}"
    text = made["story"]["text"]
    if kind == "credited":
        text += " (Example Wire contributed to this report.)"
    elif kind == "longer":
        text += "".join(f" {' '.join(rng.choice(words[rng.choice((4, 5, 6, 7))]) for _ in range(18)).capitalize()}." for _ in range(3))
    elif kind == "rewritten":
        text = _worded(text, _kept(row), words, rng, 1 / 6)
    elif kind == "figures":
        for e in made["events"]:
            for c in e["casualties"].values():
                c.update({k: c[k] + 1 for k in ("low", "high") if c[k] is not None})
    made["story"]["text"] = text
    return _named(made)


def _kept(row: Row) -> list[tuple[int, int]]:
    """The spans whose words records rest on."""
    spans = [m["span"] for m in row["mentions"] if m["span"] and m["actor"] and not m["actor"].startswith("~")]
    spans += [x["span"] for kind in ("times", "places", "process") for x in row[kind]] + [e["trigger"] for e in row["events"]]
    spans += [s["cue"]["span"] for s in row["statements"] if s["cue"]]
    return sorted((lo, hi) for lo, hi in spans)


def _worded(text: str, kept: list[tuple[int, int]], words: dict[int, list[str]], rng: random.Random, share: float) -> str:
    safe = bytearray(len(text))
    for lo, hi in kept:
        safe[lo:hi] = b"\1" * (hi - lo)

    def other(m: re.Match[str]) -> str:
        if any(safe[m.start() : m.end()]) or rng.random() >= share:
            return m[0]
        return str(rng.randrange(10 ** (len(m[0]) - 1), 10 ** len(m[0]))) if m[0].isdigit() else rng.choice(words[len(m[0])])

    return _WORD.sub(other, text)


def _named(row: Row) -> Row:
    """The names of those whom the story alone knows, as its words now have them."""
    text = row["story"]["text"]
    for m in row["mentions"]:
        if m["span"] and m["actor"] and m["actor"].startswith("~"):
            words = text[slice(*m["span"])]
            m.update(name=words if m["name"] == m["text"] else m["name"], text=words)
    return row


# -- the store -----------------------------------------------------------------------------------------------------------


def fill(store: Store, rows: Sequence[Row], count: int, step: int, per_day: int, seed: int) -> None:
    """Add the stories and print, each step, how many a second went in (without the time to make them)."""
    batch: list[bytes] = []
    spent = before = 0.0
    for n, row in enumerate(vary(rows, count, per_day, seed), start=1):
        batch.append(json.dumps(row, ensure_ascii=False).encode())
        if len(batch) == _BATCH or n == count or n % step == 0:
            began = time.perf_counter()
            store.add(batch)
            spent += time.perf_counter() - began
            batch = []
        if n % step == 0 or n == count:
            print(f"ingest    {n:8,} stories  {(n % step or step) / (spent - before):6,.0f} a second  {store.path.stat().st_size / 1e6:8,.0f} MB  peak {_peak():5,} MiB", flush=True)
            before = spent


def _peak() -> int:
    """The highest memory of this process so far, in MiB (Linux: a child's own, where getrusage begins with its parent's)."""
    return int(re.findall(r"VmHWM:\s*(\d+)", pathlib.Path("/proc/self/status").read_text(encoding="ascii"))[0]) // 1024


def run(what: str, *arguments: str) -> None:
    """Run a command of dateline in a process of its own; print its time and highest memory."""
    code = (
        "import sys; from dateline.cli import app; sys.argv = ['dateline', *sys.argv[1:]]\n"
        "try: app()\n"
        "finally: print(open('/proc/self/status').read(), file=sys.stderr)"
    )
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = re.findall(r"VmHWM:\s*(\d+)", done.stderr)
    print(f"{what:36} {took:8.2f} s ({cpu:.2f} s of a processor)  peak {int(peak[-1]) // 1024 if peak else 0:5,} MiB" + ("" if done.returncode == 0 else f"  exit {done.returncode}: {done.stderr[-500:]}"), flush=True)


def ask(store: Store) -> None:
    """Print what the brief and usual questions take, for the conflict that is told of most and for one in the middle."""
    told = store.conflicts()
    print(f"conflicts {len(told)}: " + ", ".join(f"{c.removeprefix('conflict.')} {n:,}" for c, _, n in told[:8]))
    for conflict, _, n in (told[0], told[len(told) // 2]):
        run(f"brief {conflict} ({n:,} stories)", "brief", "--store", str(store.path), "--conflict", conflict, "--to", "md")
        run("  with --as-of and --known-by", "brief", "--store", str(store.path), "--conflict", conflict, "--as-of", "2016-06-01", "--known-by", "2016-06-01", "--to", "md")
    run("changes --since (a month)", "changes", "--store", str(store.path), "--conflict", told[0][0], "--since", "2016-03-01", "--until", "2016-03-31")
    for name, sql in _QUESTIONS.items():
        began = time.perf_counter()
        rows = store.query(sql, {"conflict": told[0][0]} if "$conflict" in sql else ())
        print(f"{'query: ' + name:36} {time.perf_counter() - began:8.2f} s  {rows.num_rows:,} rows", flush=True)
    print(f"size {store.path.stat().st_size / 1e6:,.0f} MB, {store.path.stat().st_size / max(1, store.count()):,.0f} bytes a story")


def main() -> None:
    """Fill, rebuild, ask."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("coded", type=pathlib.Path, nargs="*")
    ap.add_argument("--store", type=pathlib.Path, required=True)
    ap.add_argument("-n", "--count", type=int, default=100_000)
    ap.add_argument("--step", type=int, default=10_000)
    ap.add_argument("--per-day", type=int, default=40)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--ask", action="store_true", help="only ask")
    ap.add_argument("--no-fill", action="store_true", help="rebuild and ask a store that is there")
    a = ap.parse_args()
    store = Store(a.store)
    if not a.ask and not a.no_fill:
        rows = [json.loads(line) for path in a.coded for line in path.read_text(encoding="utf-8").splitlines()]
        fill(store, rows, a.count, a.step, a.per_day, a.seed)
    if not a.ask:
        run("rebuild", "rebuild", "--store", str(store.path))
    ask(store)


if __name__ == "__main__":
    main()
