"""The coder's speed against the bare parser's on the same stories in one run, its start-up, memory and gain by a second process.

    bench.py [STORIES.jsonl] [--stories N] [--profile | --stages]

Without a file the example stories are taken, repeated up to N. Speeds are in processor seconds of one process, loading not counted, the two
sides in alternating slices, so that neither a drifting machine nor other programs favour one side. `--stages` prints what each stage costs.
"""

import argparse
import cProfile
import itertools
import pathlib
import pstats
import resource
import subprocess
import sys
import time
from collections import Counter

import msgspec

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


def main() -> None:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("path", nargs="?", type=pathlib.Path, default=EXAMPLES)
    ap.add_argument("--stories", type=int, default=200)
    ap.add_argument("--profile", action="store_true")
    ap.add_argument("--stages", action="store_true")
    ap.add_argument("--jobs", type=int, help=argparse.SUPPRESS)
    a = ap.parse_args()
    found = list(itertools.islice((s for s in ingest.read([a.path]) if isinstance(s, Story)), a.stories))
    stories = [msgspec.structs.replace(s, id=f"{s.id}-{k}") for k, s in enumerate(itertools.islice(itertools.cycle(found), a.stories))]
    if a.jobs:
        print(_code(stories, a.jobs), _peak())
        return
    settings = Settings()
    coder = Coder(settings)
    list(coder.code(stories[:4]))
    if a.profile:
        _profile(coder, stories)
    elif a.stages:
        _stages(coder, stories)
    else:
        _ratio(coder, stories, settings)
        _processes(a.path, a.stories)


def _profile(coder: Coder, stories: list[Story]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for r in coder.code(stories):
        jsonl.line(r)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(35)


def _stages(coder: Coder, stories: list[Story]) -> None:
    spent: Counter[str] = Counter()

    def took(name: str, since: float) -> float:
        now = time.process_time()
        spent[name] += now - since
        return now

    for part in itertools.batched(stories, SLICE):
        t = time.process_time()
        readings = [find_quotations(Reading(story=s, coder=coder.coder)) for s in part]
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
    whole = sum(spent.values())
    for name, seconds in spent.most_common():
        print(f"{name:32}{seconds / len(stories) * 1000:8.2f} ms a story{seconds / whole:8.1%}")


def _ratio(coder: Coder, stories: list[Story], settings: Settings) -> None:
    nlp = parser(settings.model, plain=True)
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


def _processes(path: pathlib.Path, stories: int) -> None:
    """Start-up, peak memory of the process that holds most, and the gain by two processes: each in a process of its own."""
    t = time.perf_counter()
    _own(path, 1, 1)
    print(f"start-up:           {time.perf_counter() - t:>10.2f} s from nothing to the first coded story")
    one, peak = _own(path, stories, 1)
    print(f"peak memory:        {peak:>10,.0f} MiB")
    two, _ = _own(path, stories, 2)
    print(f"two processes:      {one / two:>10.2f} times one ({stories / two:,.1f} stories a second, loading counted)")


def _own(path: pathlib.Path, stories: int, jobs: int) -> tuple[float, float]:
    done = subprocess.run([sys.executable, __file__, str(path), "--stories", str(stories), "--jobs", str(jobs)], check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def _code(stories: list[Story], jobs: int) -> float:
    t = time.perf_counter()
    for _ in run.lines(stories, settings=Settings(), jobs=jobs):
        pass
    return time.perf_counter() - t


def _peak() -> float:
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


if __name__ == "__main__":
    main()
