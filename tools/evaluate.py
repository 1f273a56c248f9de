"""Figures on gold sets, where a folder with them is present: its `score.py` says what each figure means.

    evaluate.py GOLD [TASK …] [--jobs N] [--limit N]

Every set is scored in two halves by line: the even one, on which rules were tuned, and the odd one, which is kept unseen.
What is measured over many stories (story_pairs, incidents) is told in measure_incidents.py.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import coreference
import measure_incidents
from rich.console import Console
from rich.progress import track
from rich.table import Table

from dateline import ingest, run
from dateline.settings import Settings


def halves(path: pathlib.Path, folder: pathlib.Path, limit: int | None) -> dict[str, pathlib.Path]:
    """Write the even and odd lines of a set to two files."""
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    out = {}
    for name, part in (("tuned half", rows[::2]), ("unseen half", rows[1::2])):
        out[name] = folder / f"{path.stem}-{name.split()[0]}.jsonl"
        out[name].write_text("\n".join(part[:limit]) + "\n", encoding="utf-8")
    return out


def score(gold: pathlib.Path, task: str, half: pathlib.Path, folder: pathlib.Path, jobs: int) -> dict[str, float]:
    """Code a half's stories and score them with the set's own program."""
    script = str(gold / "score.py")
    stories = folder / "stories.jsonl"
    stories.write_text(subprocess.run([sys.executable, script, "stories", task, "--gold", str(half)], capture_output=True, check=True, text=True).stdout, encoding="utf-8")
    coded = folder / "coded.jsonl"
    with coded.open("wb") as f:
        for line in run.lines(ingest.read([stories]), settings=Settings(), jobs=jobs):
            if isinstance(line, bytes):
                f.write(line + b"\n")
    done = subprocess.run([sys.executable, script, "score", task, str(coded), "--gold", str(half), "--json"], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def tabulated(task: str, figures: dict[str, dict[str, float]]) -> Table:
    """The figures of the halves side by side."""
    table = Table(title=task, title_justify="left", title_style="bold")
    table.add_column("figure", min_width=30)
    for name in figures:
        table.add_column(name, justify="right")
    for key in next(iter(figures.values())):
        table.add_row(key, *(f"{f[key]:.3f}" if isinstance(f[key], float) else str(f[key]) for f in figures.values()))
    return table


def main() -> None:
    """Print a table a task."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=pathlib.Path)
    ap.add_argument("tasks", nargs="*")
    ap.add_argument("--jobs", type=int, default=2)
    ap.add_argument("--limit", type=int, help="stories of each half")
    a = ap.parse_args()
    console = Console()
    if not (a.gold / "score.py").exists():
        console.print(f"No gold sets in {a.gold}: nothing is measured.")
        return
    listed = subprocess.run([sys.executable, str(a.gold / "score.py"), "tasks"], capture_output=True, check=True, text=True).stdout
    listed += "".join(f"{name}\n" for name in measure_incidents.FILES)
    files = {"attribution": "attribution_polnear"}
    tasks = a.tasks or [line.split(":")[0] for line in listed.splitlines()]
    with tempfile.TemporaryDirectory() as tmp:
        folder = pathlib.Path(tmp)
        for task in track(tasks, description="evaluating", console=Console(stderr=True), transient=True):
            path = a.gold / measure_incidents.FILES.get(task, f"{files.get(task, task)}.jsonl")
            if not path.exists():
                continue
            figures = measure_incidents.measure(a.gold, task, jobs=a.jobs) if task in measure_incidents.FILES else {name: score(a.gold, task, half, folder, a.jobs) for name, half in halves(path, folder, a.limit).items()}
            console.print(tabulated(task, figures))
        if (a.gold / coreference.FILE).exists() and (not a.tasks or "coreference" in tasks):
            console.print(tabulated("coreference", coreference.halves(a.gold, folder, jobs=a.jobs, limit=a.limit)))
    sample = a.gold.parent / "sample" / "score_sample.py"
    if sample.exists() and not a.tasks:
        text = next(sample.parent.glob("*.txt"))
        line = next(x for x in run.lines(ingest.read([text]), settings=Settings()) if isinstance(x, bytes))
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as f:
            f.write(line)
            f.flush()
            console.print(subprocess.run([sys.executable, str(sample), f.name], capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main()
