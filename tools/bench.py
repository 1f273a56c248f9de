"""The coder's speed against the bare parser's on the same stories in one run, its start-up, its memory and its gain by a second process.

    bench.py [STORIES.jsonl] [--stories N]                ratio, start-up and gain, in that order
    bench.py … --ratio | --startup | --scaling | --memory | --long | --stages | --profile      one of them, or what each stage costs

Without a file the example stories are taken, repeated up to N. Speeds and the ratio are in processor seconds of one process, loading not counted,
the two sides in alternating slices, so that neither a drifting machine nor other programs favour one side. Start-up is a process from its
beginning to the first coded line, and the gain by a second process is wall seconds of whole runs, both the best and the median of `--runs`
alternating runs. `--memory` codes every story in one process (a repeated one with words that no story before had, so that what remembers
words has something to remember) and prints its resident memory after each thousand. `--long` codes one story of 125,000 to 1,000,000 characters.
"""

import argparse
import cProfile
import datetime as dt
import itertools
import os
import pathlib
import pstats
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

from dateline import ingest, run
from dateline.annotate.parser import parser
from dateline.annotate.quotations import find_quotations
from dateline.annotate.syntax import parse
from dateline.export import jsonl
from dateline.model.reading import Reading
from dateline.model.story import Story
from dateline.pipeline import Coder
from dateline.settings import Settings

EXAMPLES = pathlib.Path(__file__).parent.parent / "examples"
SLICE = 16
WORD = re.compile(r"\b[A-Z][a-z]{4,}\b")


def main() -> None:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("path", nargs="?", type=pathlib.Path, default=EXAMPLES)
    ap.add_argument("--stories", type=int, default=200)
    ap.add_argument("--runs", type=int, default=3)
    for name in ("ratio", "startup", "scaling", "memory", "long", "stages", "profile"):
        ap.add_argument(f"--{name}", dest="what", action="append_const", const=name)
    ap.add_argument("--jobs", type=int, help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.jobs:
        print(_code(list(_stories(a.path, a.stories)), a.jobs))
        return
    for name in a.what or ("ratio", "startup", "scaling"):
        if name == "startup":
            _startup(a.path, a.runs)
        elif name == "scaling":
            _scaling(a.path, a.stories, a.runs)
        elif name == "memory":
            _memory(a.path, a.stories)
        else:
            coder = Coder(Settings())
            list(coder.code(_stories(a.path, 4)))
            {"ratio": _ratio, "long": _long, "stages": _stages, "profile": _profile}[name](coder, list(_stories(a.path, a.stories)))


def _stories(path: pathlib.Path, count: int) -> Iterator[Story]:
    """The stories of a path over and over, up to `count`; from the second time on a twentieth of their names are new ones."""
    found = list(itertools.islice((s for s in ingest.read([path]) if isinstance(s, Story)), count))
    for k in range(count):
        s, rng = found[k % len(found)], random.Random(k)
        text = s.text if k < len(found) else WORD.sub(lambda m: _name(rng) if rng.random() < 0.05 else m[0], s.text)  # noqa: B023
        yield s if k < len(found) else ingest.prepare(Story(id=f"{s.id}-{k}", text=text, outlet=s.outlet), published=s.published or dt.date(2020, 1, 1))  # type: ignore[misc]


def _name(rng: random.Random) -> str:
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4))).capitalize()


def _profile(coder: Coder, stories: list[Story]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for r in coder.code(stories):
        jsonl.line(r)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(35)


def _stages(coder: Coder, stories: list[Story]) -> None:
    spent: Counter[str] = Counter()
    for part in itertools.batched(stories, SLICE):
        spent += _spent(coder, part)
    whole = sum(spent.values())
    for name, seconds in spent.most_common():
        print(f"{name:32}{seconds / len(stories) * 1000:8.2f} ms a story{seconds / whole:8.1%}")


def _spent(coder: Coder, stories: tuple[Story, ...]) -> "Counter[str]":
    """Processor seconds by stage."""
    spent: Counter[str] = Counter()

    def took(name: str, since: float) -> float:
        now = time.process_time()
        spent[name] += now - since  # type: ignore[assignment]
        return now

    t = time.process_time()
    readings = [find_quotations(Reading(story=s, coder=coder.coder)) for s in stories]
    t = took("find_quotations", t)
    readings = parse(readings, coder.settings)
    t = took("parse", t)
    for r in readings:
        for stage in coder.stages if len(r.tokens) else ():
            r = stage(r)
            step = getattr(stage, "func", stage)
            t = took(str(getattr(step, "__qualname__", step)), t)
        jsonl.line(r)
        t = took("line", t)
    return spent


def _long(coder: Coder, stories: list[Story]) -> None:
    """What a stage costs by the length of one story that is made of many, and by how much more than the text it grows."""
    text = "\n\n".join(s.text for s in stories)
    sizes = [n for n in (125_000, 250_000, 500_000, 1_000_000) if n <= len(text)]
    costs = []
    for size in sizes:
        made = ingest.prepare(Story(id=str(size), text=text[:size]), published=dt.date(2020, 1, 1))
        assert isinstance(made, Story), made
        costs.append(_spent(coder, (made,)))
    print("seconds of one story" + "".join(f"{n:>12,}" for n in sizes) + "   last by first, a character")
    for name, last in [("all", sum(costs[-1].values())), *costs[-1].most_common()]:
        row = [sum(c.values()) if name == "all" else c[name] for c in costs]
        print(f"{name:20.20}" + "".join(f"{t:>12.2f}" for t in row) + f"{last / max(row[0], 1e-3) / (sizes[-1] / sizes[0]):>10.2f}")


def _ratio(coder: Coder, stories: list[Story]) -> None:
    nlp = parser(coder.settings.model, plain=True)
    list(nlp.pipe(s.text for s in stories[:4]))
    bare = coded = 0.0
    tokens = bare_tokens = 0
    for part in itertools.batched(stories, SLICE):
        t = time.process_time()
        bare_tokens += sum(len(d) for d in nlp.pipe((s.text for s in part), batch_size=64))
        bare += time.process_time() - t
        t = time.process_time()
        for r in coder.code(part):
            jsonl.line(r)
            tokens += len(r.tokens)
        coded += time.process_time() - t
    print(f"stories:            {len(stories):>10,}")
    print(f"bare spaCy:         {bare_tokens / bare:>10,.0f} tokens a second")
    print(f"dateline:           {bare_tokens / coded:>10,.0f} tokens a second ({tokens:,} of {bare_tokens:,} parsed; the rest is furniture)")
    print(f"ratio:              {bare / coded:>10.2f}")


def _startup(path: pathlib.Path, runs: int) -> None:
    """From nothing to the first coded story, and what one process holds by then."""
    told = [_own(path, 1, 1) for _ in range(runs + 1)][1:]
    for k, name in ((0, "wall"), (1, "processor")):
        print(f"start-up:           {min(t[k] for t in told):>10.2f} {name} seconds to the first coded story, at best; median {statistics.median(t[k] for t in told):.2f}")


def _scaling(path: pathlib.Path, stories: int, runs: int) -> None:
    one, two = zip(*((_own(path, stories, 1)[2], _own(path, stories, 2)[2]) for _ in range(runs)), strict=True)
    pairs = sorted(a / b for a, b in zip(one, two, strict=True))
    print(f"two processes:      {pairs[-1]:>10.2f} times one at best, median {statistics.median(pairs):.2f} ({stories / min(two):,.1f} stories a second after loading)")


def _own(path: pathlib.Path, stories: int, jobs: int) -> tuple[float, float, float]:
    """Wall and processor seconds of a process that codes stories, and its wall seconds after the first portion."""
    before, t = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, __file__, str(path), "--stories", str(stories), "--jobs", str(jobs)], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - t, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, float(done.stdout)


def _code(stories: list[Story], jobs: int) -> float:
    """Wall seconds from the end of the first portion, which loads every table, to the last line."""
    t = time.perf_counter()
    for k, _ in enumerate(run.lines(stories, settings=Settings(), jobs=jobs)):
        if k == SLICE - 1:
            t = time.perf_counter()
    return time.perf_counter() - t


def _memory(path: pathlib.Path, stories: int) -> None:
    """Resident memory of one process after each thousand stories."""
    t = time.process_time()
    for k, _ in enumerate(run.lines(_stories(path, stories), settings=Settings(), jobs=1), 1):
        if k % 1000 == 0 or k == stories:
            print(f"{k:>8,} stories{_resident():>8,.0f} MiB{k / (time.process_time() - t):>8.1f} stories a processor second", flush=True)


def _resident() -> float:
    """Memory of this process in MiB; where the system does not tell it, the most it ever had."""
    try:
        return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
