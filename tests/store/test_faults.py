"""Faults: a killed process loses nothing that was committed, nothing stands twice, and two processes get a clear answer."""

import contextlib
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import pytest

from dateline.errors import StoreError
from dateline.store import Store

KILLS = 50
WRITERS = """
import os, sys
sys.path.insert(0, {tests!r})
from test_store import line
from dateline.store import Store

def write():
    store = Store(sys.argv[1])
    for at in range(store.count(), 400, 4):
        store.add([line(n) for n in range(at, at + 4)])
        print(at + 4, flush=True)

for _ in sys.stdin:  # what is imported once serves every writer
    child = os.fork()
    if not child:
        write()
        os._exit(0)
    print("writer", child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""
HOLDER = """
import sys
from dateline.store import Store
with Store(sys.argv[1]).connection(write=True):
    print("held", flush=True)
    sys.stdin.read()
"""


def start(code: str, path: pathlib.Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_killed_at_random_moments(tmp_path: pathlib.Path) -> None:
    from test_store import line  # type: ignore[import-not-found]

    whole = Store(tmp_path / "whole.duckdb")
    whole.add([line(n) for n in range(400)])
    random_ = random.Random(11)
    path = tmp_path / "killed.duckdb"
    store = Store(path)
    done = store.add([line(n) for n in range(4)]).codings
    with start(WRITERS.format(tests=str(pathlib.Path(__file__).parent)), path) as writers:
        assert writers.stdin is not None and writers.stdout is not None
        longest = 0.2
        for kill in [True] * KILLS + [False]:
            before = done
            writers.stdin.write("write\n")
            writers.stdin.flush()
            said = ""
            while not said.startswith("writer"):
                said = writers.stdout.readline()
            if kill:
                time.sleep(random_.random() * longest)
                with contextlib.suppress(ProcessLookupError):  # it was done before
                    os.kill(int(said.split()[1]), signal.SIGKILL)
            while (said := writers.stdout.readline()) != "gone\n":
                done = max(done, int(said))
            lines = list(store.lines())
            assert len(lines) == len(set(lines))
            assert len(lines) >= done, "a batch that was committed is missing"
            assert len(lines) % 4 == 0, "half a batch stands there"
            longest = 0.2 if done > before else min(longest * 1.5, 3.0)  # a busy machine's writers need longer to get anywhere
            if kill and done == 400:
                break
    assert done > 8, "the writers got nowhere: the test shows nothing"
    assert list(store.lines()) == list(whole.lines())


def test_two_processes(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.duckdb"
    with start(HOLDER, path) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another process holds this store"):
            Store(path, wait=0.2).count()
        process.communicate("")
    assert Store(path).count() == 0
