"""Readers of a running site (dateline serve), and how long they wait.

    load_pages.py [--port 8000] [--readers 20] [--seconds 30] [--conflict conflict.libya] [--seen]

Each reader asks for one page after another with pauses of half a second on the average: stories, incidents, lists and days drawn at random from
what the site itself lists, or with `--seen` the same few pages again and again. Prints the median and the 95th percentile in seconds.
"""

import argparse
import http.client
import json
import random
import statistics
import threading
import time
from urllib.parse import quote


def main() -> None:
    """Run the readers and print what they waited."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--port", type=int, default=8000)
    ap.add_argument("--readers", type=int, default=20)
    ap.add_argument("--seconds", type=float, default=30)
    ap.add_argument("--conflict", default="conflict.libya")
    ap.add_argument("--seen", action="store_true")
    told = ap.parse_args()
    about = f"/conflict/{told.conflict}"
    few = ["/", "/stories", "/incidents", "/changes", "/search?q=ceasefire", *(about + part for part in ("", "/statements", "/violations", "/contacts", "/positions", "/sources", "/calendar"))]

    def ask(address: str) -> tuple[int, bytes]:
        c = http.client.HTTPConnection("127.0.0.1", told.port, timeout=120)
        c.request("GET", address)
        answer = c.getresponse()
        body = answer.read()
        c.close()
        return answer.status, body

    def listed(name: str, key: str) -> list[str]:
        rows = [r for at in range(0, 2_000, 100) for r in json.loads(ask(f"/api/lists/{name}?limit=100&offset={at}")[1]).get("rows", ())]
        return [str(r[key]) for r in rows]

    stories, incidents = ([], []) if told.seen else (listed("stories", "story_id"), listed("incidents", "incident_id"))
    waits: list[float] = []
    bad: list[str] = []

    def read(seed: int) -> None:
        chance = random.Random(seed)
        end = time.monotonic() + told.seconds
        while time.monotonic() < end:
            kinds = [chance.choice(few)]
            if not told.seen:
                kinds += [f"/story?id={quote(chance.choice(stories))}"] * 3 + [f"/incident?id={quote(chance.choice(incidents))}"] * 2
                kinds += [f"/stories?offset={50 * chance.randrange(max(1, len(stories) // 50))}"]
            address, began = chance.choice(kinds), time.monotonic()
            status, _ = ask(address)
            waits.append(time.monotonic() - began)
            if status != 200:
                bad.append(f"{status} {address}")
            time.sleep(chance.random())

    readers = [threading.Thread(target=read, args=(k,)) for k in range(told.readers)]
    for r in readers:
        r.start()
    for r in readers:
        r.join()
    waits.sort()
    print(f"{len(waits)} answers, median {statistics.median(waits):.3f} s, 95th percentile {waits[int(0.95 * len(waits))]:.3f} s, longest {waits[-1]:.2f} s, {len(bad)} not 200")
    for b in bad[:10]:
        print(b)


if __name__ == "__main__":
    main()
