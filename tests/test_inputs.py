"""Bad input: each gets an error that names it and the remedy, the other stories go on, and the exit status says so."""

import json
import pathlib
import subprocess
import sys

import pytest

GOOD = {"id": "good", "text": "Rebels shelled the town of Sirte on Monday, the army said.", "published": "2020-07-08"}


def dateline(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "dateline", *args], input=stdin, capture_output=True, timeout=300, check=False)


def code(*paths: pathlib.Path | str, options: tuple[str, ...] = (), stdin: bytes = b"") -> tuple[list[dict[str, object]], str, int]:
    done = dateline("code", *map(str, paths), "--to", "jsonl", *options, stdin=stdin)
    return [json.loads(line) for line in done.stdout.splitlines()], " ".join(done.stderr.decode().split()), done.returncode


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    d = tmp_path_factory.mktemp("inputs")
    (d / "a-empty.txt").write_bytes(b"")
    (d / "b-binary.bin").write_bytes(bytes(range(256)) * 8)
    (d / "c-latin1.txt").write_bytes("date 2020-07-08 CARACAS (Reuters) - El se\u00f1or said no.".encode("latin-1"))
    (d / "d-undated.txt").write_text("Rebels shelled the town, the army said.", encoding="utf-8")
    (d / "e-broken.jsonl").write_text(json.dumps(GOOD) + "\n{not json\n" + json.dumps({**GOOD, "id": "after"}) + "\n", encoding="utf-8")
    (d / "f-good.txt").write_text("date 2020-07-08 TRIPOLI (Reuters) - Rebels shelled the town of Sirte on Monday.", encoding="utf-8")
    return d


@pytest.fixture(scope="module")
def result(folder: pathlib.Path) -> tuple[list[dict[str, object]], str, int]:
    return code(folder, folder / "missing.txt")


def test_the_others_go_on(result: tuple[list[dict[str, object]], str, int]) -> None:
    stories, _, status = result
    assert [s["story"]["id"] for s in stories] == ["good", "after", "f-good"]  # type: ignore[index]
    assert status == 1


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("a-empty.txt", "is empty", "give the file that holds the story"),
        ("b-binary.bin", "is binary", "Give text"),
        ("c-latin1.txt", "is not valid UTF-8 at byte 41", "Convert it to UTF-8"),
        ("d-undated.txt", "has no date", "--published"),
        ("e-broken.jsonl:2", "is no JSON object", "Mend or remove the line"),
        ("missing.txt", "there is no such file", "Check the path"),
    ],
)
def test_each_fault_is_named_with_its_remedy(result: tuple[list[dict[str, object]], str, int], name: str, what: str, remedy: str) -> None:
    _, errors, _ = result
    at = errors.index(name)
    assert what in errors[at : at + 250]
    assert remedy in errors[at : at + 400]


def test_published_dates_what_does_not_tell_its_date(folder: pathlib.Path) -> None:
    stories, errors, status = code(folder / "d-undated.txt", options=("--published", "2019-03-04"))
    assert status == 0, errors
    assert stories[0]["story"]["published"] == "2019-03-04"  # type: ignore[index]


def test_published_that_is_no_date_is_refused(folder: pathlib.Path) -> None:
    _, errors, status = code(folder / "d-undated.txt", options=("--published", "yesterday"))
    assert status == 2
    assert "YYYY-MM-DD" in errors


def test_standard_input() -> None:
    stories, _, status = code("-", stdin=json.dumps(GOOD).encode())
    assert status == 0
    assert stories[0]["story"]["id"] == "good"  # type: ignore[index]


def test_nothing_coded_is_exit_status_two(folder: pathlib.Path) -> None:
    assert code(folder / "a-empty.txt")[2] == 2


def test_ten_megabytes_in_one_line(tmp_path: pathlib.Path) -> None:
    text = "date 2020-07-08 " + "Rebels shelled the town of Sirte on Monday, the army said. " * 170_000
    assert len(text) > 10_000_000
    path = tmp_path / "huge.txt"
    path.write_text(text, encoding="utf-8")
    stories, errors, status = code(path)
    assert status == 0, errors
    notes = stories[0]["story"]["notes"]  # type: ignore[index]
    assert any("only the first" in n for n in notes)
    assert stories[0]["events"]
