"""One compiled coder for the whole test run; stories written in the tests themselves."""

import datetime as dt
import itertools
import pathlib
import shutil
from collections.abc import Callable

import hypothesis
import pytest

from dateline import ingest, run
from dateline.errors import InputError
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.model.claim import Event, Mention
from dateline.model.reading import Reading
from dateline.model.story import Story
from dateline.pipeline import Coder
from dateline.resolve.actors import Resolver
from dateline.settings import Settings
from dateline.store import Store
from dateline.store.rebuild import rebuild

hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile("steady")
"""The same examples in each run, so that a change is blamed for what it did; to search anew: pytest --hypothesis-profile default"""

Code = Callable[..., Reading]
DAY = dt.date(2020, 7, 8)
EXAMPLES = pathlib.Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def code(coder: Coder) -> Code:
    """Code one text, published on a given day (Wednesday 8 July 2020 unless told)."""

    def run(text: str, day: dt.date = DAY) -> Reading:
        story = ingest.prepare(Story(id="t", text=text), published=day)
        assert not isinstance(story, InputError), story
        return next(coder.code([story]))

    return run


@pytest.fixture(scope="session")
def libya(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], pathlib.Path]:
    """A store of the Libyan example stories, made once; each call gives a copy of its own."""
    folder = tmp_path_factory.mktemp("libya")
    first = Store(folder / "first.duckdb")
    run.code_into(first, [EXAMPLES / "libya-2020"], settings=Settings())
    rebuild(first, sides=Resolver(NameIndex(Settings()), AgentIndex()), settings=Settings())
    numbers = itertools.count(1)

    def copy() -> pathlib.Path:
        return pathlib.Path(shutil.copy(first.path, folder / f"{next(numbers)}.duckdb"))

    return copy


def names(r: Reading, ids: tuple[str, ...]) -> list[str | None]:
    """The actors of mention ids."""
    by_id = {m.id: m for m in r.mentions}
    return [by_id[i].actor for i in ids]


def mention(r: Reading, text: str) -> Mention:
    """The mention with this text."""
    found = [m for m in r.mentions if m.text == text]
    assert found, f"{text!r} is not among {[m.text for m in r.mentions]}"
    return found[0]


def events(r: Reading, type_: str) -> list[Event]:
    """The events of a type."""
    return [e for e in r.events if e.type == type_]
