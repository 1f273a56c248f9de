"""The coder's speed against the bare parser's, on the same stories in one run: tokens a second of each, and the ratio.

    bench.py [STORIES.jsonl] [--stories N] [--profile]

Without a file the example stories are taken, repeated up to N. The stories are measured in alternating slices, so that
a machine whose speed drifts does not favour one side; loading is not counted.
"""

import argparse
import cProfile
import itertools
import pathlib
import pstats
import time

import msgspec

from dateline import ingest
from dateline.annotate.parser import parser
from dateline.export import jsonl
from dateline.model.story import Story
from dateline.pipeline import Coder
from dateline.settings import Settings

EXAMPLES = pathlib.Path(__file__).parent.parent / "examples"


def main() -> None:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("path", nargs="?", type=pathlib.Path, default=EXAMPLES)
    ap.add_argument("--stories", type=int, default=200)
    ap.add_argument("--profile", action="store_true")
    a = ap.parse_args()
    found = [s for s in ingest.read([a.path]) if isinstance(s, Story)]
    stories = [msgspec.structs.replace(s, id=f"{s.id}-{k}") for k, s in enumerate(itertools.islice(itertools.cycle(found), a.stories))]
    settings = Settings()
    nlp, coder = parser(settings.model, plain=True), Coder(settings)
    list(coder.code(stories[:4]))
    if a.profile:
        profile = cProfile.Profile()
        profile.enable()
        for r in coder.code(stories):
            jsonl.line(r)
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)
        return
    bare = coded = 0.0
    tokens = bare_tokens = 0
    size = 20
    for k in range(0, len(stories), size):
        part = stories[k : k + size]
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


if __name__ == "__main__":
    main()
