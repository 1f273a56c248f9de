"""The command line: one thin command a verb. Exit codes: 0 all went well, 1 some input failed and the rest was done, 2 nothing could be done."""

import datetime as dt
import pathlib
import secrets
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import platformdirs
import typer
from rich.console import Console
from rich.markup import escape

from dateline.errors import DatelineError, InputError, Skipped, UsageError

if TYPE_CHECKING:
    from dateline.model.coded import CodedRecord, CodedStory
    from dateline.model.correction import Correction
    from dateline.model.process import Process
    from dateline.run import Result
    from dateline.settings import Settings
    from dateline.store import Store
    from dateline.track.brief import Brief

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Reads newswire, writes down the system that the news describes.")
lexicon_app = typer.Typer(no_args_is_help=True, help="Check and compare event lexicons.")
actors_app = typer.Typer(no_args_is_help=True, help="Look up and check actors.")
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(actors_app, name="actors")

_LAST = pathlib.Path(platformdirs.user_state_dir("dateline")) / "last.jsonl"
_FULL = 3
_SHOWN = 200
_DUCK = b"........DUCK"
"""How a store's file begins: eight bytes of a checksum, then DuckDB's mark."""

Folders = Annotated[list[pathlib.Path] | None, typer.Option(help="Folder of your own actors and conflicts (conflicts.yaml).")]
Day = Annotated[str | None, typer.Option(help="The date of stories that do not tell theirs (YYYY-MM-DD).", metavar="DATE")]


def _date(text: str | None, option: str) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(option, f"is no date ({text!r})", "Write it as YYYY-MM-DD") from None


def _complain(error: Exception) -> None:
    shown = "".join(c if c.isprintable() else "\ufffd" for c in str(error))  # names and texts come from anyone; a terminal would obey them
    label = "[bold yellow]skipped[/]" if isinstance(error, Skipped) else "[bold red]error[/]"
    Console(stderr=True).print(f"{label} {escape(shown)}", highlight=False, soft_wrap=True, markup=True)


def _fields(maps: list[str] | None) -> dict[str, str]:
    from dateline.ingest.fields import NAMES

    pairs = [m.partition("=")[::2] for m in maps or ()]
    for key, name in pairs:
        if key not in NAMES or not name:
            raise InputError("--map", f"{key!r} is nothing that a field can be", f"Write --map NAME=FIELD, with NAME one of {', '.join(NAMES)}")
    return dict(pairs)


def _counts(done: "Result") -> str:
    known = f", {done.known} were there" if done.known else ""
    return f"{done.coded} stories coded{known}" + (f", {done.skipped} skipped" if done.skipped else "") + (f", [red]{done.failed} failed[/]" if done.failed else "")


@app.command()
def code(
    paths: Annotated[list[pathlib.Path], typer.Argument(help="Files, folders and archives, in any format of docs/formats-in.md; - is standard input.")],
    to: Annotated[str | None, typer.Option(help="Format (list them: dateline export). Without it a terminal gets a summary, a pipe JSON lines.", metavar="FORMAT")] = None,
    output: Annotated[pathlib.Path | None, typer.Option("-o", "--output", help="Write to this file, or to this folder a file a table.")] = None,
    store: Annotated[pathlib.Path | None, typer.Option(help="Put the codings into this store (a DuckDB file); what it holds is not coded again.", metavar="DB")] = None,
    no_rebuild: Annotated[bool, typer.Option("--no-rebuild", help="With --store: leave incidents and states as they are (dateline rebuild does them later).")] = False,
    published: Day = None,
    maps: Annotated[list[str] | None, typer.Option("--map", help="Which field or column holds what: text=body, published=pub_date, id=doc.id …", metavar="NAME=FIELD")] = None,
    jobs: Annotated[int | None, typer.Option(help="Processes; without it, one a processor.", min=1)] = None,
    full: Annotated[bool, typer.Option("--full", help="Show every coding whole.")] = False,
    lexicon: Annotated[list[pathlib.Path] | None, typer.Option(help="Folder of event entries that extend or replace the shipped ones.")] = None,
    actors: Annotated[list[pathlib.Path] | None, typer.Option(help="Folder of actor entries that extend or replace the shipped ones.")] = None,
) -> None:
    """Code stories: who did what to whom, who said so, and whether it happened."""
    from dateline import export, run
    from dateline.settings import Settings

    if to is not None and export.tabular(to) and output is None:
        raise InputError("--to", f"{to} writes a folder with a file a table", "Name the folder with -o")
    settings = Settings(lexicon=tuple(lexicon or ()), actors=tuple(actors or ()))
    if store is not None:
        from dateline.store import Store

        if to is not None or output is not None:
            raise InputError("--store", "goes with neither --to nor -o", "Code into the store, then write files with dateline export")
        done = run.code_into(Store(store), paths, settings=settings, published=_date(published, "--published"), fields=_fields(maps), jobs=jobs, progress=sys.stderr.isatty(), complain=_complain)
        Console().print(f"{_counts(done)} → {store}", highlight=False, soft_wrap=True)
        if done.coded and not no_rebuild:
            _rebuild(store, settings)
        raise typer.Exit(0 if not done.failed else 1 if done.coded or done.known else 2)
    terminal = sys.stdout.isatty() or full
    summary = to is None and (terminal or output is not None)
    target = output if output is not None else _LAST if summary else None
    try:
        result = run.code_to(target, paths, settings=settings, published=_date(published, "--published"), fields=_fields(maps), jobs=jobs, progress=sys.stderr.isatty(), complain=_complain, to=to or "jsonl")
    except KeyboardInterrupt:
        kept = output is not None and run.part_of(output).exists()
        Console(stderr=True).print(f"stopped. What was coded is kept in {run.part_of(output)}: the same command goes on there" if output is not None and kept else "stopped", highlight=False)
        raise typer.Exit(130) from None
    if summary and target is not None:
        _summary(target, full, result)
    elif output is None and (result.failed or result.skipped):
        Console(stderr=True).print(_counts(result), highlight=False)
    raise typer.Exit(0 if not result.failed else 1 if result.coded or result.known else 2)


def _summary(path: pathlib.Path, full: bool, result: "Result") -> None:
    from dateline.export import jsonl
    from dateline.show import story

    console = Console(width=max(Console().width, 100) if not sys.stdout.isatty() else None)
    if result.coded and (full or result.coded <= _FULL):
        for s in jsonl.read(path):
            console.print(story.full(s))
    elif result.coded:
        console.print(story.overview(jsonl.read(path)))
    console.print(f"{_counts(result)} → {path if path != _LAST else 'dateline explain ID · dateline brief'}", highlight=False)


def _is_store(path: pathlib.Path) -> bool:
    with path.open("rb") as f:
        return f.read(len(_DUCK))[8:] == _DUCK[8:]


def _corrections(store: pathlib.Path | None, coded: list[pathlib.Path] | None) -> "list[Correction]":
    from dateline.store import Store

    stores = [store] if store else [p for p in coded or () if p.exists() and _is_store(p)]
    if not stores:
        raise InputError("--reviewed", "needs the store that holds the corrections", "Name it with --store")
    return [c for p in stores for c in Store(p).corrections()]


def _coded(paths: list[pathlib.Path] | None) -> "Iterator[CodedStory]":
    from dateline.export import jsonl

    for p in paths or [_LAST]:
        if not p.exists():
            raise InputError(str(p) if paths else "no coding", "is not there", "Code stories first: dateline code PATH -o coded.jsonl, then name coded.jsonl")
        if _is_store(p):
            from dateline.store import Store

            yield from Store(p).coded()
        else:
            yield from jsonl.read(p)


@app.command()
def watch(
    sources: Annotated[list[str], typer.Argument(help="Folders, files, and addresses of feeds (http, https). Nothing else is fetched.")],
    output: Annotated[pathlib.Path | None, typer.Option("-o", "--output", help="Append the codings to this file, a JSON line a story.")] = None,
    store: Annotated[pathlib.Path | None, typer.Option(help="Put the codings into this store instead.", metavar="DB")] = None,
    state: Annotated[pathlib.Path | None, typer.Option(help="What was read already; without it, the output's name with .state.", metavar="FILE")] = None,
    interval: Annotated[float, typer.Option(help="Minutes between two looks at a feed.", min=1)] = 15,
    once: Annotated[bool, typer.Option("--once", help="Look at each source once, and end (for cron).")] = False,
    published: Day = None,
    maps: Annotated[list[str] | None, typer.Option("--map", help="Which field or column holds what.", metavar="NAME=FIELD")] = None,
) -> None:
    """Follow folders and feeds, and code what is new; Ctrl-C ends it, and the next run goes on."""
    from dateline.settings import Settings
    from dateline.watch import follow, sinks
    from dateline.watch.fetch import Manners

    if (output is None) == (store is None):
        raise UsageError("the codings need one place to go. Give -o FILE or --store DB")
    sink: sinks.Sink
    if store is not None:
        from dateline.store import Store

        sink = sinks.Into(Store(store))
    else:
        assert output is not None
        sink = sinks.Lines(output)
    state = state or sink.path.with_name(sink.path.name + ".state")
    manners = Manners(feed_interval=interval * 60)
    try:
        result = follow(
            sources, sink, state, settings=Settings(), published=_date(published, "--published"), fields=_fields(maps), manners=manners, once=once, complain=_complain,
            done=lambda n: Console(stderr=True).print(f"{n} stories coded → {sink.path}", highlight=False, soft_wrap=True),
        )  # fmt: skip
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    Console(stderr=True).print(f"{_counts(result)} → {sink.path}", highlight=False, soft_wrap=True)
    raise typer.Exit(1 if result.failed else 0)


@app.command()
def explain(
    record: Annotated[str, typer.Argument(help="A record: STORY/e3, or e3 if only one story was coded.", metavar="ID")],
    coded: Annotated[list[pathlib.Path] | None, typer.Argument(help="Coded stories (JSONL); without it, what was coded last on the terminal.")] = None,
) -> None:
    """Show why a record exists: sentence, marked words, lexicon entry, and how each field was decided."""
    from dateline.lexicon.load import event_entries
    from dateline.settings import Settings
    from dateline.show.explain import explain as shown

    story_id, _, key = record.rpartition("/")
    found: list[tuple[CodedStory, CodedRecord]] = []
    for s in _coded(coded):
        if story_id and s.story.id != story_id:
            continue
        records: list[CodedRecord] = [*s.events, *s.statements, *s.relations, *s.process]
        found += [(s, x) for x in records if x.id == key]
    if not found:
        raise InputError(record, "is no record of these codings", "List them with dateline code PATH --full")
    if len(found) > 1:
        raise InputError(record, f"stands in {len(found)} stories", f"Name the story too, for example {found[0][0].story.id}/{key}")
    s, x = found[0]
    rule = getattr(x, "rule", None)
    entry = next((e for e in event_entries(Settings()) if e.id == rule), None) if rule else None
    Console().print(shown(s, x, entry))


StoreOption = Annotated[pathlib.Path | None, typer.Option("--store", help="Read the codings of this store instead.", metavar="DB")]
Report = Annotated[str | None, typer.Option(help="Format: md, html or pdf. Without it, tables in the terminal.", metavar="FORMAT")]


def _process(coded: list[pathlib.Path] | None, store: pathlib.Path | None, conflict: str | None, actors: list[pathlib.Path] | None) -> "tuple[Process, list[str]]":
    from dateline.settings import Settings
    from dateline.store import Store
    from dateline.tracking import conflicts_in, process_of

    if store is not None and not actors and (kept := _kept(Store(store), conflict)):
        return kept
    stories = list(Store(store).coded(conflict=conflict) if store else _coded(coded))
    told = [c for c, _ in conflicts_in(stories)]
    if conflict is None and not told:
        raise InputError("these stories", "belong to no conflict that is known", "Name one with --conflict, or write it into conflicts.yaml of a folder of your own (--actors)")
    chosen = conflict or told[0]
    return process_of(stories, chosen, settings=Settings(actors=tuple(actors or ()))), [c for c in told if c != chosen and conflict is None]


def _kept(store: "Store", conflict: str | None) -> "tuple[Process, list[str]] | None":
    """The process as a store keeps it since the last rebuild; None if it was never rebuilt. What came since then is told of."""
    behind = store.behind()
    if behind is None:
        return None
    told = [c for c, _, _ in store.conflicts()]
    process = store.process(conflict or (told[0] if told else ""))
    if process is None:
        return None
    if behind:
        Console(stderr=True).print(f"{behind:,} codings came since the account was made. Bring it up to date: dateline rebuild --store {store.path}", highlight=False, soft_wrap=True)
    return process, [c for c in told if c != process.conflict and conflict is None]


def _hand_over(made: "Brief", to: str | None, output: pathlib.Path | None, others: list[str]) -> None:
    from dateline import report
    from dateline.show.brief import brief as shown

    to = to or (output.suffix.lstrip(".") if output else None)
    if to is None:
        console = Console(width=max(Console().width, 120) if not sys.stdout.isatty() else None)
        console.print(shown(made))
        if others:
            console.print(f"[dim]Also told of: {', '.join(others)} (--conflict ID)[/]")
        return
    if to not in report.FORMATS:
        raise InputError("--to", f"knows no format {to!r}", f"Use {', '.join(report.FORMATS)}")
    if output is None and to == "pdf":
        raise InputError("--to pdf", "needs a file", "Give it with -o FILE")
    data = report.render(made, to)
    if output is None:
        sys.stdout.write(data.decode())
    else:
        output.write_bytes(data)


@app.command()
def brief(
    coded: Annotated[list[pathlib.Path] | None, typer.Argument(help="Coded stories (JSONL); without it, what was coded last on the terminal.")] = None,
    store: StoreOption = None,
    conflict: Annotated[str | None, typer.Option(help="The conflict, by its id; without it, the one most told of.")] = None,
    as_of: Annotated[str | None, typer.Option(help="How it stood on this day (YYYY-MM-DD).", metavar="DATE")] = None,
    known_by: Annotated[str | None, typer.Option(help="As it was known by this day: only what was published up to it.", metavar="DATE")] = None,
    actors: Folders = None,
    to: Report = None,
    output: Annotated[pathlib.Path | None, typer.Option("-o", "--output", help="Write to this file; its ending tells the format.")] = None,
) -> None:
    """Where a conflict stands: the ceasefire by side, claims, talks, positions, contacts, control, the calendar, each line with its source."""
    from dateline.lexicon.process import machine
    from dateline.track.brief import brief as made

    process, others = _process(coded, store, conflict, actors)
    _hand_over(made(process, machine(), as_of=_date(as_of, "--as-of"), known_by=_date(known_by, "--known-by")), to, output, others)


@app.command()
def changes(
    coded: Annotated[list[pathlib.Path] | None, typer.Argument(help="Coded stories (JSONL); without it, what was coded last on the terminal.")] = None,
    since: Annotated[str | None, typer.Option(help="First day (YYYY-MM-DD) on which a change became known.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last day (YYYY-MM-DD).", metavar="DATE")] = None,
    store: StoreOption = None,
    conflict: Annotated[str | None, typer.Option(help="The conflict, by its id; without it, the one most told of.")] = None,
    actors: Folders = None,
    to: Report = None,
    output: Annotated[pathlib.Path | None, typer.Option("-o", "--output", help="Write to this file; its ending tells the format.")] = None,
) -> None:
    """What changed in a conflict, and by which record: states by side, agreements, talks, positions, control, ties."""
    from dateline.lexicon.process import machine
    from dateline.track.brief import digest

    process, others = _process(coded, store, conflict, actors)
    _hand_over(digest(process, machine(), since=_date(since, "--since"), until=_date(until, "--until")), to, output, others)


@app.command()
def said(
    coded: Annotated[list[pathlib.Path] | None, typer.Argument(help="Coded stories (JSONL); without it, what was coded last on the terminal.")] = None,
    by: Annotated[str | None, typer.Option(help="Speaker: a part of a name, office or actor id.")] = None,
    about: Annotated[str | None, typer.Option(help="Subject: a word or an actor in what is said.")] = None,
    to_whom: Annotated[str | None, typer.Option("--addressee", help="Addressee.")] = None,
    since: Annotated[str | None, typer.Option(help="First day (YYYY-MM-DD).", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last day (YYYY-MM-DD).", metavar="DATE")] = None,
    to: Annotated[str | None, typer.Option(help="Format: csv or jsonl. Without it, a table.", metavar="FORMAT")] = None,
) -> None:
    """Who said what: statements by speaker, subject, addressee and day, each with its story."""
    from dateline.export import sayings
    from dateline.show.said import table
    from dateline.track.said import said as chosen

    if to not in (None, "csv", "jsonl"):
        raise InputError("--to", f"knows no format {to!r}", "Use csv or jsonl")
    rows = list(chosen(_coded(coded), by=by, about=about, to=to_whom, since=_date(since, "--since"), until=_date(until, "--until")))
    if to is not None:
        sys.stdout.write(sayings.as_csv(rows) if to == "csv" else sayings.as_jsonl(rows))
        return
    Console().print(table(rows))
    Console().print(f"{len(rows)} statements", highlight=False)


Db = Annotated[pathlib.Path, typer.Option("--store", help="The store (a DuckDB file).", metavar="DB")]


@app.command()
def load(
    paths: Annotated[list[pathlib.Path], typer.Argument(help="Coded stories (JSONL), as dateline code -o wrote them.")],
    store: Db,
) -> None:
    """Put stories that were coded elsewhere into a store."""
    from dateline import run
    from dateline.store import Store

    done = run.load_into(Store(store), paths, complain=_complain)
    Console().print(f"{done.coded} codings added" + (f", {done.known} were there" if done.known else "") + (f", [red]{done.failed} failed[/]" if done.failed else "") + f" → {store}", highlight=False, soft_wrap=True)
    raise typer.Exit(0 if not done.failed else 1 if done.coded or done.known else 2)


@app.command()
def rebuild(store: Db, actors: Folders = None) -> None:
    """Derive copies, incidents, utterances and the state of each conflict anew from what the store holds."""
    from dateline.settings import Settings

    _rebuild(store, Settings(actors=tuple(actors or ())))


def _rebuild(path: pathlib.Path, settings: "Settings") -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dateline.lexicon.names import AgentIndex, NameIndex
    from dateline.resolve.actors import Resolver
    from dateline.store import Store
    from dateline.store.rebuild import rebuild as derive

    store = Store(path)
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading", total=store.count())
        done = derive(store, sides=Resolver(NameIndex(settings), AgentIndex()), settings=settings, tell=lambda step, n: bar.update(task, description=step, completed=n))
    Console().print(
        f"{done.stories:,} stories ({done.texts:,} texts without their copies" + (f", {done.retracted} taken back" if done.retracted else "") + f"): {done.incidents:,} incidents, "
        f"{done.utterances:,} utterances, {done.conflicts} conflicts → {path}", highlight=False, soft_wrap=True,
    )  # fmt: skip


@app.command()
def query(
    store: Db,
    sql: Annotated[str | None, typer.Argument(help="A question in SQL over the views; it cannot change anything.", metavar="SQL")] = None,
    views: Annotated[bool, typer.Option("--views", help="List the views, what a row of each is, and their columns.")] = False,
    to: Annotated[str | None, typer.Option(help="Format: csv or jsonl. Without it, a table.", metavar="FORMAT")] = None,
) -> None:
    """Ask a store in SQL, read-only."""
    from dateline.export import answers
    from dateline.show.rows import rows
    from dateline.show.rows import views as listed
    from dateline.store import Store

    if to not in (None, *answers.FORMATS):
        raise InputError("--to", f"knows no format {to!r}", f"Use {' or '.join(answers.FORMATS)}")
    if views or sql is None:
        Console().print(listed(Store(store).views()))
        return
    answer = Store(store).query(sql)
    if to is not None:
        sys.stdout.write(answers.write(answer, to))
        return
    Console(width=None if sys.stdout.isatty() else 160).print(rows(answer.column_names, [tuple(r.values()) for r in answer.slice(0, _SHOWN).to_pylist()]))
    Console().print(f"{answer.num_rows:,} rows" + (f", the first {_SHOWN} shown (all: --to csv)" if answer.num_rows > _SHOWN else ""), highlight=False)


@app.command("export")
def export_(
    format_: Annotated[str | None, typer.Argument(help="The format; without it, they are listed.", metavar="FORMAT")] = None,
    coded: Annotated[list[pathlib.Path] | None, typer.Argument(help="Coded stories (JSONL); without them and without a store, what was coded last on the terminal.")] = None,
    output: Annotated[pathlib.Path | None, typer.Option("-o", "--output", help="Write to this file, or to this folder a file a table; without it, to the pipe.")] = None,
    store: Annotated[pathlib.Path | None, typer.Option("--store", help="Take the stories of this store (a DuckDB file).", metavar="DB")] = None,
    conflict: Annotated[str | None, typer.Option(help="Only stories of this conflict, by its id.")] = None,
    table: Annotated[str | None, typer.Option(help="One table of a format that holds flat tables (csv, parquet, arrow).")] = None,
    undated: Annotated[str | None, typer.Option(help="published: news of which no day is told gets the day of publication. Without it, no day is made up.", metavar="published")] = None,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="As reviewers corrected them: wrong records left out, corrected ones changed and flagged. Needs a store.")] = False,
    codebook: Annotated[bool, typer.Option("--codebook", help="Print the format's codebook: scheme, version, rules, fields.")] = False,
) -> None:
    """Write coded stories in another format."""
    from dateline import export
    from dateline.export.told import dated_by_publication
    from dateline.show.formats import formats as listed

    if format_ is None:
        Console().print(listed(export.formats()))
        return
    if codebook:
        sys.stdout.write(export.format_(format_).CODEBOOK.text())
        return
    if undated not in (None, "published"):
        raise InputError("--undated", f"is published or nothing, not {undated!r}", "Leave it out: then no day is made up")
    if store is not None:
        from dateline.store import Store

        stories = Store(store).coded(conflict=conflict)
    else:
        stories = (s for s in _coded(coded) if conflict is None or conflict in s.story.conflicts)
    if reviewed:
        from dateline.review import reviewed as corrected

        stories = corrected(stories, _corrections(store, coded))
    stories = stories if undated is None else dated_by_publication(stories)
    if output is None:
        export.write(stories, format_, sys.stdout.buffer, table=table)
    else:
        export.to_file(stories, format_, output, table=table)


@app.command()
def plot(
    figure: Annotated[str, typer.Argument(help="timeline, map, network, contacts, casualties …; list shows them all.", metavar="FIGURE")],
    store: Annotated[pathlib.Path | None, typer.Option("--store", help="The store (a DuckDB file).", metavar="DB")] = None,
    output: Annotated[pathlib.Path | None, typer.Option("-o", "--output", help="The file to write: .svg, .png, .pdf, or .html for an interactive page.")] = None,
    conflict: Annotated[str | None, typer.Option(help="The conflict, by its id; without it, all stories.")] = None,
    since: Annotated[str | None, typer.Option(help="First day (YYYY-MM-DD).", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last day (YYYY-MM-DD).", metavar="DATE")] = None,
    known_by: Annotated[str | None, typer.Option(help="Only what was published up to this day.", metavar="DATE")] = None,
    actors: Folders = None,
) -> None:
    """Draw a figure from a store, without a network."""
    from dateline import plot as plots
    from dateline.lexicon import load as knowledge
    from dateline.plot.scope import Scope
    from dateline.plot.write import write
    from dateline.store import Store

    if figure == "list":
        for name, module in plots.figures().items():
            Console().print(f"[bold]{name:<12}[/] {module.ABOUT}", highlight=False)
        return
    chosen = plots.figure(figure)
    if store is None:
        raise InputError("--store", "is missing", "Name the store that holds the codings")
    about = knowledge.conflict(conflict, tuple(actors or ())) if conflict is not None else None
    scope = Scope(
        conflict=conflict, title=about.name if about else None, countries=about.countries if about else (), since=_date(since, "--since"), until=_date(until, "--until"), known_by=_date(known_by, "--known-by")
    )
    target = output or pathlib.Path(f"{figure}.svg")
    write(chosen.chart(Store(store), scope), target)
    Console().print(f"{target}", highlight=False, soft_wrap=True)


@app.command()
def serve(
    store: Db,
    host: Annotated[str, typer.Option(help="The address to listen on; the default can be reached from this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.", min=0, max=65535)] = 8000,
    name: Annotated[list[str] | None, typer.Option(help="A name by which the site may be asked for, besides this machine's own.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Let whoever has the token write corrections and keep stories.")] = False,
    token: Annotated[str | None, typer.Option(envvar="DATELINE_TOKEN", help="The token; without it, one is made and printed.")] = None,
) -> None:
    """Show a store as pages in the browser and as a JSON API; nothing is fetched, and nothing changed without --write."""
    try:
        import uvicorn

        from dateline.web import LOOPBACK, Writing, app
    except ImportError as e:
        raise InputError("dateline serve", f"needs the package {e.name}", "Install dateline[web,figures]") from None
    if not store.exists():
        raise InputError(str(store), "there is no such store", f"Make one with: dateline code STORIES --store {store}")
    shown = f"[{host}]" if ":" in host else host
    Console(stderr=True).print(f"http://{shown}:{port}/  (Ctrl-C ends it)", highlight=False)
    writing = None
    if write:
        if token is not None and len(token) < 12:
            raise InputError("--token", "is too short to be safe", "Give one of at least 12 characters, or leave it out: then one is made")
        given = token or secrets.token_urlsafe(18)
        Console(stderr=True).print(f"token for writing: {given if token is None else 'as given'}", highlight=False, markup=False, soft_wrap=True)
        writing = Writing(given, lambda: dt.datetime.now(dt.UTC))
    site = app(store, writing=writing, hosts=(*LOOPBACK, host, *(name or ())))
    site.state.desk.warm()
    site.state.coding.warm()
    uvicorn.run(site, host=host, port=port, log_level="warning", server_header=False)


@lexicon_app.command("check")
def lexicon_check(folder: Annotated[pathlib.Path | None, typer.Argument(help="A folder of your own entries; without it, the shipped ones.")] = None) -> None:
    """Check a lexicon: its format, and that every entry codes its examples and none of its rejects."""
    from dateline.check import lexicon as check
    from dateline.settings import Settings

    console = Console()
    faults = 0
    total = 0
    for fault in check(Settings(lexicon=(folder,) if folder else ()), folder):
        if isinstance(fault, int):
            total = fault
            continue
        faults += 1
        console.print(f"[red]✗[/] {fault}", highlight=False, markup=True)
    console.print(f"{total} sentences tried, {faults} faults")
    raise typer.Exit(1 if faults else 0)


@lexicon_app.command("gain")
def lexicon_gain(
    paths: Annotated[list[pathlib.Path], typer.Argument(help="Stories to compare on: text files, folders, JSONL.")],
    old: Annotated[list[pathlib.Path] | None, typer.Option(help="Folder of the old entries; without it, the shipped lexicon.")] = None,
    new: Annotated[list[pathlib.Path] | None, typer.Option(help="Folder of the new entries; without it, the shipped lexicon.")] = None,
    published: Day = None,
    most: Annotated[int, typer.Option(help="Examples of each kind to show.", min=0)] = 20,
) -> None:
    """Compare two lexicons over stories: events gained, lost and changed, with examples."""
    from dateline import ingest
    from dateline.gain import compare
    from dateline.model.story import Story
    from dateline.settings import Settings
    from dateline.show.gain import gain as shown

    failed = []

    def stories() -> "Iterator[Story]":
        for s in ingest.read(paths, published=_date(published, "--published")):
            if isinstance(s, Story):
                yield s
            else:
                failed.append(s)
                _complain(s)

    result = compare(stories(), Settings(lexicon=tuple(old or ())), Settings(lexicon=tuple(new or ())))
    Console().print(shown(result, most))
    raise typer.Exit(1 if failed else 0)


@actors_app.command("find")
def actors_find(
    name: Annotated[str, typer.Argument(help="A name, in any capitals; a near spelling will do.")],
    on: Annotated[str | None, typer.Option("--on", help="The day (YYYY-MM-DD) on which offices are wanted.", metavar="DATE")] = None,
    actors: Annotated[list[pathlib.Path] | None, typer.Option(help="Folder of your own actor entries.")] = None,
) -> None:
    """Who bears a name, and what they were on a day."""
    from dateline.lexicon.names import NameIndex
    from dateline.settings import Settings
    from dateline.show.actors import found as shown

    index = NameIndex(Settings(actors=tuple(actors or ())))
    hits = index.search(name)
    if not hits:
        raise InputError(name, "is like no name of the knowledge base", "Try another spelling, or add an entry of your own (docs/actors.md)")
    Console().print(shown(index, hits, _date(on, "--on")))


@actors_app.command("check")
def actors_check(folder: Annotated[pathlib.Path | None, typer.Argument(help="A folder of your own entries; without it, the shipped ones.")] = None) -> None:
    """Check actor entries: format, dates, references, names that many share."""
    from dateline.check import actors as check
    from dateline.settings import Settings

    console = Console()
    faults = list(check(Settings(actors=(folder,) if folder else ()), folder))
    for f in faults:
        console.print(f"[red]✗[/] {f}", highlight=False)
    console.print(f"{len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


@actors_app.command("import")
def actors_import(
    paths: Annotated[list[pathlib.Path], typer.Argument(help="Dictionaries: PETRARCH or TABARI actors and agents, CSV, FollowTheMoney JSON lines.", metavar="FILE…")],
    output: Annotated[pathlib.Path, typer.Option("-o", "--output", help="The folder to write; use it with --actors.", metavar="DIR")],
    format_: Annotated[str | None, typer.Option("--format", help="petrarch, agents, csv or ftm; without it, told from each file's content.", metavar="FORMAT")] = None,
    report: Annotated[pathlib.Path | None, typer.Option("--report", help="Write every line that was not understood to this file (CSV).")] = None,
) -> None:
    """Turn other programs' actor dictionaries into entries of your own."""
    from dateline.imports.run import run
    from dateline.show.imports import imported as shown

    results = run(paths, output, format_=format_, report=report)
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(shown(results))
    console.print(f"Use it: dateline code STORIES --actors {output} · check it: dateline actors check {output}" + (f" · all lines: {report}" if report else ""), highlight=False, soft_wrap=True)
    raise typer.Exit(0 if any(r.written for r in results) else 2)


def main() -> None:
    """Run the program; our own errors end it with a plain line and exit code 2."""
    try:
        app()
    except DatelineError as e:
        _complain(e)
        raise SystemExit(2) from None
