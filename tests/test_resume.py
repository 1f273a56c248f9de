"""A run that was ended goes on where it stopped, and ends with the bytes of one that was not."""

import os
import pathlib
import subprocess
import sys
import time

import pytest

from dateline import ingest, run
from dateline.errors import InputError
from dateline.model.story import Story
from dateline.settings import Settings

STORIES = "\n".join(
    f'{{"id": "s{k}", "published": "2020-06-{k + 1:02}", "text": "The rebels shelled village number {k} on Tuesday, the army said."}}' for k in range(20)
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    path = tmp_path_factory.mktemp("stories") / "stories.jsonl"
    path.write_text(STORIES + "\n{no story}\n")
    return path


@pytest.fixture(scope="module")
def whole(source: pathlib.Path) -> bytes:
    target = source.with_name("whole.jsonl")
    assert run.code_to(target, [source], settings=Settings(), jobs=1) == run.Result(coded=20, failed=1)
    assert not run.part_of(target).exists()
    return target.read_bytes()


@pytest.mark.parametrize(("kept", "tail"), [(0, b""), (7, b""), (7, b'{"schema": "dateli'), (20, b""), (20, b"{}\n")])
def test_what_stands_is_kept(kept: int, tail: bytes, source: pathlib.Path, whole: bytes, tmp_path: pathlib.Path) -> None:
    target = tmp_path / "out.jsonl"
    run.part_of(target).write_bytes(b"".join(whole.splitlines(keepends=True)[:kept]) + tail)
    assert run.code_to(target, [source], settings=Settings(), jobs=1) == run.Result(coded=20 - kept, failed=1, known=kept)
    assert target.read_bytes() == whole


def test_what_another_coder_wrote_is_not(source: pathlib.Path, whole: bytes, tmp_path: pathlib.Path) -> None:
    target = tmp_path / "out.jsonl"
    run.part_of(target).write_bytes(whole.replace(b'"coder":"dateline', b'"coder":"another', 1))
    assert run.code_to(target, [source], settings=Settings(), jobs=1).known == 0
    assert target.read_bytes() == whole


def test_ended_by_hand(source: pathlib.Path, whole: bytes, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, work = tmp_path / "out.jsonl", run._work

    def interrupted(chunk: list[Story | InputError]) -> list[bytes | InputError]:
        if any(isinstance(s, InputError) for s in chunk):
            raise KeyboardInterrupt
        return work(chunk)

    monkeypatch.setattr(run, "_work", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.code_to(target, [source], settings=Settings(), jobs=1)
    assert not target.exists()
    monkeypatch.undo()
    assert run.code_to(target, [source], settings=Settings(), jobs=2) == run.Result(coded=4, failed=1, known=16)
    assert target.read_bytes() == whole


def test_time_left_by_what_was_read(source: pathlib.Path) -> None:
    bar = run._bar([source])
    seen = bar.watch(ingest.read([source]))
    assert bar.total() is None
    next(seen)
    assert 20 <= (bar.total() or 0) < 60  # the text is a part of each line
    list(seen)
    assert bar.total() == 21


ORPHANS = """
import multiprocessing, os, threading
from concurrent.futures import ProcessPoolExecutor
from dateline import run
def begin(): threading.Thread(target=run._end_with_first, daemon=True).start()
if __name__ == "__main__":
    pool = ProcessPoolExecutor(2, multiprocessing.get_context("fork"), initializer=begin)
    pool.submit(os.getpid).result()
    print(*pool._processes, flush=True)
    input()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_workers_end_with_the_first_process(tmp_path: pathlib.Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    with subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        workers = [int(x) for x in process.stdout.readline().split()]
        process.kill()
    assert len(workers) == 2
    end = time.monotonic() + 10
    while time.monotonic() < end and any(_alive(pid) for pid in workers):
        time.sleep(0.05)
    assert not any(_alive(pid) for pid in workers)


def _alive(pid: int) -> bool:
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z" and os.kill(pid, 0) is None
    except OSError:
        return False
