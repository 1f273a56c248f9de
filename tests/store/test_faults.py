"""Faults: a killed process loses nothing that was committed, nothing stands twice, and two processes get a clear answer."""

import pathlib
import random
import subprocess
import sys
import time

import pytest

from dateline.errors import StoreError
from dateline.store import Store

KILLS = 50
WRITER = """
import sys
sys.path.insert(0, {tests!r})
from test_store import line
from dateline.store import Store
store = Store(sys.argv[1])
print("ready", flush=True)
for at in range(store.count(), 400, 4):
    store.add([line(n) for n in range(at, at + 4)])
    print(at + 4, flush=True)
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
    code = WRITER.format(tests=str(pathlib.Path(__file__).parent))
    whole = Store(tmp_path / "whole.duckdb")
    from test_store import line  # type: ignore[import-not-found]

    whole.add([line(n) for n in range(400)])
    random_ = random.Random(11)
    path = tmp_path / "killed.duckdb"
    store = Store(path)
    store.add([line(n) for n in range(4)])
    done = 4
    for _ in range(KILLS):
        with start(code, path) as process:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            time.sleep(random_.random() * 0.5)
            process.kill()
            said = [int(x) for x in process.stdout.read().split()]
        done = max([done, *said])
        lines = list(store.lines())
        assert len(lines) == len(set(lines))
        assert len(lines) >= done, "a batch that was committed is missing"
        assert len(lines) % 4 == 0, "half a batch stands there"
    assert done > 40, "the writer got nowhere: the test shows nothing"
    with start(code, path) as process:
        process.communicate()
    assert list(store.lines()) == list(whole.lines())


def test_two_processes(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.duckdb"
    with start(HOLDER, path) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another process holds this store"):
            Store(path, wait=0.2).count()
        process.communicate("")
    assert Store(path).count() == 0
