"""Read, validate and cache the data files.

YAML is slow to read, so what was validated is kept in the user's cache folder under the hash of the files that it came from.
A cache that cannot be written costs time, nothing else.
"""

import functools
import hashlib
import os
import pathlib
import re
import threading
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

import msgspec
import platformdirs
import yaml

from dateline.errors import InputError, KnowledgeError
from dateline.lexicon.entries import CONTEXTS, MODES, ActorEntry, Agents, Conflict, EventEntry, Outlet
from dateline.settings import DATA, VERSION, Settings

if TYPE_CHECKING:
    import numpy as np


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as people mean it: only true and false are booleans ("on", "no" and dates stay what was written)."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
KINDS = frozenset({"@actor", "@person", "@place", "@armed", "@civil", "@state", "@org", "@any"})
"""The kinds that a condition of an event entry may ask for (docs/lexicon.md)."""


def read_yaml(path: pathlib.Path) -> Any:
    """Parse one YAML file; a fault names the file and the line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise KnowledgeError(f"{path}: not readable as YAML ({str(e).splitlines()[0]})") from e


def files(kind: str, folders: Sequence[pathlib.Path] = ()) -> list[pathlib.Path]:
    """The data files of a kind ("events", "classes", "actors"): the shipped ones, then those of the user's folders."""
    found = sorted((DATA / kind).glob("*.yaml"))
    for folder in folders:
        found += own_files(kind, folder)
    return found


def own_files(kind: str, folder: pathlib.Path) -> list[pathlib.Path]:
    """The data files of a kind in a user's folder: those of its inner folder of that name, or its own."""
    inner = folder / kind
    return sorted(p for p in (inner if inner.is_dir() else folder).glob("*.yaml") if p.name not in ("agents.yaml", "conflicts.yaml"))


def ids(paths: Iterable[pathlib.Path]) -> list[tuple[str, pathlib.Path]]:
    """The ids of the entries of files as they stand there, with the file: to find those that stand twice."""
    return [(str(row.get("id")), p) for p in paths for row in read_yaml(p) or [] if isinstance(row, dict)]


def _digest(paths: Iterable[pathlib.Path]) -> str:
    h = hashlib.sha256()
    for p in paths:
        h.update(p.name.encode())
        h.update(p.read_bytes())
    h.update((DATA.parent / "lexicon" / "entries.py").read_bytes())
    return h.hexdigest()[:24]


def cached[T](name: str, paths: list[pathlib.Path], type_: type[T], build: Any) -> T:
    """What `build` makes of some files, from the cache if they have not changed since. Name among them the code that decides what is made."""
    store = _store(f"{name}-{_digest(paths)}.msgpack")
    try:
        return msgspec.msgpack.decode(store.read_bytes(), type=type_)
    except (OSError, msgspec.MsgspecError):
        pass
    value: T = build()
    _keep(store, lambda out: out.write(msgspec.msgpack.encode(value)))
    return value


def cached_array(name: str, paths: list[pathlib.Path], build: "Callable[[], np.ndarray[Any, Any]]") -> "np.ndarray[Any, Any]":
    """As `cached`, for an array, which is mapped: processes share its pages."""
    import numpy as np

    store = _store(f"{name}-{_digest(paths)}.npy")
    try:
        value: np.ndarray[Any, Any] = np.load(store, mmap_mode="r")
    except (OSError, ValueError):
        value = build()
        _keep(store, lambda out: np.save(out, value))
    return value


def _store(name: str) -> pathlib.Path:
    return pathlib.Path(platformdirs.user_cache_dir("dateline")) / name


def _keep(store: pathlib.Path, write: "Callable[[IO[bytes]], object]") -> None:
    """Write a file of the cache in one move, for processes that look for it at the same time."""
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        part = store.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        with part.open("wb") as out:
            write(out)
        part.replace(store)
    except OSError:
        pass


def _entries(paths: list[pathlib.Path], type_: Any, key: str = "id") -> list[Any]:
    """Validate the entries of the files; a later entry with the same key replaces an earlier one of another file."""
    table: dict[str, Any] = {}
    home: dict[str, pathlib.Path] = {}
    for path in paths:
        rows = read_yaml(path) or []
        if not isinstance(rows, list):
            raise KnowledgeError(f"{path}: a list of entries is wanted")
        for row in rows:
            try:
                entry = msgspec.convert(row, type_)
            except msgspec.ValidationError as e:
                raise KnowledgeError(f"{path}: entry {row.get(key, '?') if isinstance(row, dict) else row!r}: {e}") from e
            name = getattr(entry, key) if key != "country" else f"{entry.name} {entry.country}"
            if home.get(name) == path:
                raise KnowledgeError(f"{path}: {name} stands twice")
            table[name], home[name] = entry, path
    return list(table.values())


@functools.cache
def outlets() -> tuple[Outlet, ...]:
    """News agencies and outlets (data/outlets.yaml)."""
    path = DATA / "outlets.yaml"
    return tuple(cached("outlets", [path], list[Outlet], lambda: _entries([path], Outlet, "country")))


@functools.cache
def agents(folders: tuple[pathlib.Path, ...] = ()) -> Agents:
    """Role, body and people nouns (data/agents.yaml), with those of the user's folders (agents.yaml) after the shipped ones."""
    paths = [DATA / "agents.yaml", *(f / "agents.yaml" for f in folders if (f / "agents.yaml").is_file())]

    def build() -> Agents:
        parts = []
        for path in paths:
            try:
                parts.append(msgspec.convert(read_yaml(path), Agents))
            except msgspec.ValidationError as e:
                raise KnowledgeError(f"{path}: {e}") from e
        return Agents(
            roles=tuple(x for p in parts for x in p.roles), bodies=tuple(x for p in parts for x in p.bodies), people=tuple(x for p in parts for x in p.people)
        )

    return cached("agents", paths, Agents, build)


@functools.cache
def conflicts(folders: tuple[pathlib.Path, ...]) -> tuple[Conflict, ...]:
    """Conflicts with their parties, words and places (data/conflicts.yaml), those of the user's folders (conflicts.yaml) over the shipped ones."""
    paths = [DATA / "conflicts.yaml", *(f / "conflicts.yaml" for f in folders if (f / "conflicts.yaml").is_file())]
    return tuple(cached("conflicts", paths, list[Conflict], lambda: _entries(paths, Conflict)))


@functools.cache
def conflicts_by_id(folders: tuple[pathlib.Path, ...]) -> Mapping[str, Conflict]:
    """The same, under their ids; made once for all stories."""
    return types.MappingProxyType({c.id: c for c in conflicts(folders)})


def conflict(id_: str, folders: tuple[pathlib.Path, ...]) -> Conflict:
    """The conflict of an id; InputError if there is none."""
    found = conflicts_by_id(folders).get(id_)
    if found is None:
        raise InputError("--conflict", f"{id_!r} is not known", "Its ids stand in data/conflicts.yaml, for example conflict.libya; your own go into conflicts.yaml of the folder that --actors names")
    return found


def actors(settings: Settings) -> tuple[ActorEntry, ...]:
    """The actors of the knowledge base, the user's folders over the shipped ones."""
    table: dict[str, ActorEntry] = {}
    for path in files("actors", settings.actors):  # a file at a time: a user's folder must not make all be read again

        def build(path: pathlib.Path = path) -> list[ActorEntry]:
            return _entries([path], ActorEntry)

        table |= {e.id: e for e in cached("actors", [path], list[ActorEntry], build)}
    return tuple(table.values())


def classes(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Classes of words, with classes inside classes unfolded."""
    paths = files("classes", settings.lexicon)
    return cached("classes", [*paths, pathlib.Path(__file__)], dict[str, tuple[str, ...]], lambda: _classes(paths))


def _classes(paths: list[pathlib.Path]) -> dict[str, tuple[str, ...]]:
    raw: dict[str, list[str]] = {}
    for path in paths:
        for name, words in (read_yaml(path) or {}).items():
            if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
                raise KnowledgeError(f"{path}: class {name} is no list of words")
            raw[name] = words

    def unfold(name: str, seen: tuple[str, ...]) -> list[str]:
        if name not in raw:
            raise KnowledgeError(f"class ${name} ({'in ' + seen[-1] if seen else ''}) is not defined")
        if name in seen:
            raise KnowledgeError(f"class ${name} contains itself")
        out: list[str] = []
        for w in raw[name]:
            out += unfold(w[1:], (*seen, name)) if w.startswith("$") else [w]
        return out

    return {name: tuple(dict.fromkeys(unfold(name, ()))) for name in raw}


def _check(entry: EventEntry, known: dict[str, tuple[str, ...]]) -> None:
    where = f"event entry {entry.id}"
    if not (entry.verb or entry.noun or entry.adjective):
        raise KnowledgeError(f"{where}: no trigger (verb, noun or adjective)")
    if entry.mode is not None and entry.mode not in MODES.get(entry.type, ()):
        raise KnowledgeError(f"{where}: {entry.type} has no mode {entry.mode}")
    for c in entry.contexts:
        if c not in CONTEXTS:
            raise KnowledgeError(f"{where}: {c} is no PLOVER context")
    terms = [t for k in ("subject", "object", "to", "that", "near", "not_subject", "not_object", "without") for t in getattr(entry, k)]
    terms += [t for v in entry.prep.values() for t in v]
    for t in terms:
        if t.startswith("$") and t[1:] not in known:
            raise KnowledgeError(f"{where}: class {t} is not defined")
        if t.startswith("@") and t not in KINDS:
            raise KnowledgeError(f"{where}: {t} is no kind")


def event_entries(settings: Settings) -> tuple[EventEntry, ...]:
    """The event lexicon, the user's folders over the shipped one."""
    paths = files("events", settings.lexicon)
    known = classes(settings)

    def build() -> list[EventEntry]:
        entries: list[EventEntry] = _entries(paths, EventEntry)
        for e in entries:
            _check(e, known)
        return entries

    return tuple(cached("events", [*paths, *files("classes", settings.lexicon)], list[EventEntry], build))


@functools.cache
def cameo() -> dict[str, tuple[str, float]]:
    """CAMEO codes: name and Goldstein value (data/cameo.yaml)."""
    path = DATA / "cameo.yaml"
    return {str(k): (str(v[0]), float(v[1])) for k, v in read_yaml(path).items()}


@functools.cache
def words(name: str) -> dict[str, Any]:
    """A word table of the shipped data that has a shape of its own (data/<name>.yaml)."""
    table = read_yaml(DATA / f"{name}.yaml")
    if not isinstance(table, dict):
        raise KnowledgeError(f"{name}.yaml: a mapping is wanted")
    return table


@functools.cache
def version() -> str:
    """The version of the shipped data (data/VERSION)."""
    return (DATA / "VERSION").read_text(encoding="utf-8").strip()


def coder(settings: Settings) -> str:
    """Which program with which knowledge codes: two codings of a story with the same name are the same bytes.

    Folders of the user's own and another parser's model are part of the name, the folders by a digest of their files.
    """
    name = f"dateline {VERSION}, data {version()}"
    own = [p for folder in (*settings.lexicon, *settings.actors) for p in sorted(folder.rglob("*.yaml"))]
    name += f", own entries {_digest(own)[:12]}" if own else ""
    return name + (f", model {settings.model}" if settings.model != Settings().model else "")
