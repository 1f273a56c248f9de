"""The architecture's rules, held by reading the imports."""

import ast
import pathlib

import pytest

SRC = pathlib.Path(__file__).parent.parent / "src" / "dateline"
STAGES = ("ingest", "annotate", "resolve", "extract", "situate", "consolidate")
BASE = ("model", "lexicon", "settings", "errors")
HEAVY = {
    "spacy": {"annotate/package.py", "annotate/parser.py", "annotate/syntax.py"}, "thinc": {"annotate/encoder.py", "annotate/parser.py"}, "ahocorasick_rs": {"lexicon/names.py"}, "typer": {"cli.py"},
    "rensa": {"consolidate/sketch.py"},
}  # fmt: skip


def imports(path: pathlib.Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{a.name}" for a in node.names} if node.module == "dateline" else set()
    return found


FILES = sorted(SRC.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports(path: pathlib.Path) -> None:
    where = str(path.relative_to(SRC))
    own = path.relative_to(SRC).parts[0]
    inner = {m.split(".")[1] for m in imports(path) if m.startswith("dateline.")}
    if own in STAGES:
        assert inner <= {*BASE, own}, f"{where} imports {sorted(inner - {*BASE, own})}: a stage imports no other stage"
    if own == "model":
        assert inner <= {"model"}, f"{where} imports {sorted(inner - {'model'})}: the records import nothing else"
    if own == "lexicon":
        assert inner <= {"lexicon", "model", "settings", "errors"}
    if own == "show":
        assert inner <= {"show", "model", "lexicon", "track", "gain", "imports"}, f"{where}: what is shown holds no logic"
    for package, homes in HEAVY.items():
        if where not in homes:
            assert not any(m == package or m.startswith(package + ".") for m in imports(path)), f"{package} belongs in {sorted(homes)} alone"


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "cli.py"], ids=lambda p: str(p.relative_to(SRC)))
def test_library_code_neither_prints_nor_exits_nor_reads_the_clock(path: pathlib.Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            assert name not in {"print", "exit", "quit", "sys.exit", "dt.date.today", "dt.datetime.now", "time.time", "datetime.now"}, f"{path.name}: {name}"


def test_every_public_function_is_documented() -> None:
    missing = []
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            overloaded = isinstance(node, ast.FunctionDef) and any(ast.unparse(d) == "overload" for d in node.decorator_list)
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not overloaded and not ast.get_docstring(node):
                missing.append(f"{path.relative_to(SRC)}: {node.name}")
    assert not missing


def test_no_names_of_the_world_in_python() -> None:
    """Actors, places and verbs are data; a rule in code names none of them."""
    words = {"Libya", "Russia", "Haftar", "Lavrov", "Turkey", "Ukraine", "Hamas", "Taliban", "Sudan"}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not _docstring(node, path):
                assert node.value not in words, f"{path.name}: {node.value}"


def _docstring(node: ast.Constant, path: pathlib.Path) -> bool:
    return "\n" in str(node.value) or len(str(node.value)) > 60
