"""Fuzz every reader for a while: mutations of a small file of each format, and joins of two. Prints a table for docs/reliability.md.

    python tools/fuzz_readers.py --seconds 60 [--seed 1]

A reader may give stories and faults, and nothing else: any other exception, an input that takes more than ten seconds, or a text that cannot be written
counts as a failure, and the input is kept in --keep. The seeds are those of tests/ingest/test_fuzz.py.
"""

import argparse
import pathlib
import random
import sys
import time
import traceback
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests" / "ingest"))

from test_fuzz import SEEDS, run

_SLOW = 10.0
_PIECES = (b"<", b">", b"&#0;", b"&amp;", b"\0", b"\xff\xfe", b"\n", b"\\ud800", b"9" * 30, b"-1", b"]]>", b"<!--", b"PK\3\4", b"\x1f\x8b", b"WARC/1.0\r\n", b'"' * 5, b"\xed\xa0\x80")


def mutated(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """One to eight edits: bytes flipped, cut, doubled, replaced by telling pieces, or joined with another format's file."""
    for _ in range(rng.randint(1, 8)):
        at, kind = rng.randint(0, len(data)), rng.randrange(7)
        end = min(len(data), at + rng.choice((1, 2, 4, 16, 64)))
        if kind == 0:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at] + data[end:]
        elif kind == 2:
            data = data[:end] + data[at:]
        elif kind == 3:
            data = data[:at] + rng.choice(_PIECES) + data[end:]
        elif kind == 4:
            data = data[:at]
        elif kind == 5:
            data = data[:at] + data[at:end] * rng.choice((2, 20, 300)) + data[end:]
        else:
            data = data[:at] + rng.choice(others)
    return data[:200_000]


def main() -> int:
    """Fuzz, print a row a format, and return 1 if anything failed."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--seconds", type=float, default=60)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--keep", type=pathlib.Path)
    a = p.parse_args()
    warnings.simplefilter("ignore")
    rng = random.Random(a.seed)
    seeds = {name: make() for name, make in SEEDS.items()}
    failed = 0
    print(f"{'seed':12} {'inputs':>8} {'failures':>9} {'slowest, s':>11}")
    for name, data in seeds.items():
        until, count, bad, slowest = time.monotonic() + a.seconds / len(seeds), 0, 0, 0.0
        while time.monotonic() < until:
            tried, since = mutated(rng, data, list(seeds.values())), time.process_time()
            try:
                run(name, tried)
                took = time.process_time() - since
            except Exception:
                took = _SLOW + 1
                print(traceback.format_exc(limit=-3), file=sys.stderr)
            count, slowest = count + 1, max(slowest, took if took <= _SLOW else slowest)
            if took > _SLOW:
                bad += 1
                if a.keep:
                    a.keep.mkdir(parents=True, exist_ok=True)
                    (a.keep / f"{name}-{count}").write_bytes(tried)
        failed += bad
        print(f"{name:12} {count:8} {bad:9} {slowest:11.2f}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
