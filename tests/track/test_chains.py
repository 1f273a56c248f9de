"""Two chains of ceasefires from example stories: the state of each side on each date, and what of it was known earlier."""

import datetime as dt
import pathlib

import msgspec
import pytest

from dateline import ingest
from dateline.export import jsonl
from dateline.lexicon import load
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.lexicon.process import machine
from dateline.model.coded import CodedStory
from dateline.model.process import Process
from dateline.model.story import Story
from dateline.pipeline import Coder
from dateline.resolve.actors import Resolver
from dateline.resolve.conflicts import recognise_conflicts
from dateline.settings import Settings
from dateline.track.changes import changes
from dateline.track.process import known, track
from dateline.track.states import standing
from dateline.tracking import process_of

EXAMPLES = pathlib.Path(__file__).parent.parent.parent / "examples"
GNA, LNA, HOR, HCS, SAF, RSF = "LBY.gna", "LBY.lna", "LBY.hor", "LBY.hcs", "SDN.saf", "SDN.rsf"


def chain(coder: Coder, folder: str, conflict: str) -> Process:
    stories = [s for s in ingest.read([EXAMPLES / folder]) if isinstance(s, Story)]
    coded = [msgspec.json.decode(jsonl.line(r), type=CodedStory) for r in coder.code(stories)]
    coded = sorted((s for s in coded if conflict in s.story.conflicts), key=lambda s: (s.story.published or dt.date.min, s.story.id))
    return track(coded, conflict=load.conflict(conflict, ()), sides=Resolver(NameIndex(Settings()), AgentIndex()), machine=machine())


@pytest.fixture(scope="module")
def libya(coder: Coder) -> Process:
    return chain(coder, "libya-2020", "conflict.libya")


@pytest.fixture(scope="module")
def sudan(coder: Coder) -> Process:
    return chain(coder, "sudan-2023", "conflict.sudan-2023")


def states(p: Process, thread: str, as_of: str, known_by: str | None = None) -> dict[str | None, str]:
    rows = standing(p, machine(), as_of=dt.date.fromisoformat(as_of), known_by=dt.date.fromisoformat(known_by) if known_by else None)
    return {s.side: s.state for s in rows if s.thread.partition(":")[2] == thread and s.side is not None}


# ceasefire (by the day of its first story), day, the state of each side that has one
LIBYA = [
    ("2020-01-08", "2020-01-08", {}),  # called for by Russia and Turkey: nobody's state
    ("2020-01-08", "2020-01-11", {LNA: "accepted", GNA: "accepted"}),
    ("2020-01-08", "2020-01-12", {LNA: "in_force", GNA: "in_force"}),
    ("2020-01-08", "2020-01-31", {LNA: "in_force", GNA: "in_force"}),  # claims of violation end nothing
    ("2020-01-13", "2020-01-12", {}),
    ("2020-01-13", "2020-01-13", {GNA: "signed", LNA: "not_signed", HCS: "signed"}),
    ("2020-01-13", "2020-01-14", {GNA: "signed", LNA: "not_signed", HCS: "signed", HOR: "not_signed"}),
    ("2020-03-17", "2020-03-17", {}),
    ("2020-03-17", "2020-03-18", {GNA: "ready"}),
    ("2020-03-17", "2020-03-21", {GNA: "ready", LNA: "ready"}),
    ("2020-01-08", "2020-03-24", {LNA: "in_force", GNA: "in_force"}),
    ("2020-01-08", "2020-03-25", {LNA: "lapsed", GNA: "broken_off"}),  # Peace Storm
    ("2020-03-17", "2020-03-25", {GNA: "ready", LNA: "ready"}),  # readiness bound nobody, so nothing of it is broken
    ("2020-04-29", "2020-04-28", {}),
    ("2020-04-29", "2020-04-29", {LNA: "declared", GNA: "rejected"}),
    ("2020-06-06", "2020-06-07", {LNA: "accepted", HOR: "accepted", GNA: "rejected"}),
    ("2020-07-08", "2020-07-08", {LNA: "ready"}),  # per Lavrov; that Tripoli will not is read from the next story only
    ("2020-07-08", "2020-07-13", {LNA: "ready", GNA: "conditional"}),  # per Cavusoglu
    ("2020-07-08", "2020-07-22", {LNA: "ready", GNA: "conditional"}),
    ("2020-08-21", "2020-08-21", {GNA: "declared", HOR: "declared"}),
    ("2020-08-21", "2020-08-23", {GNA: "declared", HOR: "declared", LNA: "rejected"}),
    ("2020-10-23", "2020-10-22", {}),
    ("2020-10-23", "2020-10-23", {GNA: "signed", LNA: "signed"}),
]


@pytest.mark.parametrize(("thread", "day", "expected"), LIBYA, ids=[f"{t} on {d}" for t, d, _ in LIBYA])
def test_libya_2020_by_side(libya: Process, thread: str, day: str, expected: dict[str, str]) -> None:
    assert states(libya, thread, day) == expected


def test_libya_2020_has_eight_ceasefires_and_no_other(libya: Process) -> None:
    assert [t.id.partition(":")[2] for t in libya.threads] == ["2020-01-08", "2020-01-13", "2020-03-17", "2020-04-29", "2020-06-06", "2020-07-08", "2020-08-21", "2020-10-23"]


@pytest.mark.parametrize(
    ("thread", "day", "known_by", "expected"),
    [
        ("2020-01-13", "2020-01-13", "2020-01-13", {GNA: "signed", LNA: "not_signed"}),  # that Mishri had signed too was told a day later
        ("2020-06-06", "2020-06-06", "2020-06-06", {}),  # that the GNA had rejected the ceasefire by then was told a day later
        ("2020-06-06", "2020-06-06", "2020-06-07", {GNA: "rejected"}),
        ("2020-01-08", "2020-04-30", "2020-03-24", {GNA: "in_force", LNA: "in_force"}),
        ("2020-08-21", "2020-12-31", "2020-08-22", {GNA: "declared", HOR: "declared"}),
    ],
)
def test_libya_2020_as_it_was_known(libya: Process, thread: str, day: str, known_by: str, expected: dict[str, str]) -> None:
    assert states(libya, thread, day, known_by) == expected
    assert states(known(libya, dt.date.fromisoformat(known_by)), thread, day) == expected


def test_libya_2020_no_ceasefire_is_running_that_only_was_called_for(libya: Process) -> None:
    running = {(s.thread.partition(":")[2], s.side) for s in standing(libya, machine()) if s.phase == "running"}
    assert running == set(), "the truce of January was broken off, and no other is told to have come into force"


def test_libya_2020_violations_are_claims_with_alleger_and_accused(libya: Process) -> None:
    told = [(v.thread, v.alleger.id if v.alleger else None, [a.id for a in v.accused], v.verified_by) for v in libya.violations]
    assert told == [("libya:2020-01-08", GNA, [LNA], None)]


def test_libya_2020_what_others_say_is_kept_apart(libya: Process) -> None:
    july = [(p.actor.id, p.voice, p.evidence.said_by) for p in libya.positions if p.issue == "ceasefire" and p.evidence.known_since == dt.date(2020, 7, 13)]
    assert july == [(GNA, "other", "person.mevlut-cavusoglu")]


def test_libya_2020_every_change_names_a_record_that_is_there(libya: Process, coder: Coder) -> None:
    ids = {p.stem for p in (EXAMPLES / "libya-2020").glob("*.txt")}
    found = changes(libya, machine())
    assert len(found) > 30 and all(c.evidence.story in ids and c.evidence.sentence for c in found)
    assert [c.known_since for c in found] == sorted(c.known_since for c in found)
    august = {(c.side, c.before, c.after) for c in changes(libya, machine(), since=dt.date(2020, 8, 1), until=dt.date(2020, 8, 31)) if c.what == "ceasefire"}
    assert august == {(GNA, "none", "declared"), (HOR, "none", "declared"), (LNA, "none", "rejected")}


SUDAN = [
    ("2023-05-12", "2023-05-12", {}),  # a declaration to protect civilians is no ceasefire
    ("2023-05-12", "2023-05-20", {SAF: "signed", RSF: "signed"}),
    ("2023-05-12", "2023-05-22", {SAF: "in_force", RSF: "in_force"}),
    ("2023-05-12", "2023-05-25", {SAF: "in_force", RSF: "in_force"}),  # each accuses the other
    ("2023-05-12", "2023-05-29", {SAF: "extended", RSF: "extended"}),
    ("2023-05-12", "2023-06-03", {SAF: "ended", RSF: "ended"}),
    ("2023-06-17", "2023-06-17", {SAF: "agreed", RSF: "agreed"}),
    ("2023-06-17", "2023-06-21", {SAF: "ended", RSF: "ended"}),
]


@pytest.mark.parametrize(("thread", "day", "expected"), SUDAN, ids=[f"{t} on {d}" for t, d, _ in SUDAN])
def test_sudan_2023_by_side(sudan: Process, thread: str, day: str, expected: dict[str, str]) -> None:
    assert states(sudan, thread, day) == expected


def test_sudan_2023_ends_by_its_terms_if_nothing_more_is_known(sudan: Process) -> None:
    assert states(sudan, "2023-05-12", "2023-05-22", "2023-05-21") == {SAF: "signed", RSF: "signed"}, "that it took effect was told on the 23rd"
    first = known(sudan, dt.date(2023, 5, 28)).threads[0]
    assert first.effective is not None and first.effective.edtf == "2023-05-22"
    assert first.until is not None and first.until.latest == dt.date(2023, 5, 29)


def test_sudan_2023_accusations_are_mutual(sudan: Process) -> None:
    assert {v.alleger.id for v in sudan.violations if v.alleger} == {SAF, RSF}


OWN = """
- {id: conflict.mine, name: A conflict of one's own, countries: [LBY], since: "2019", parties: [LBY.gna, LBY.lna], words: [battle of the two halves]}
"""


def test_a_conflict_of_the_users_own_is_recognised_and_tracked(coder: Coder, tmp_path: pathlib.Path) -> None:
    (tmp_path / "conflicts.yaml").write_text(OWN, encoding="utf-8")
    story = ingest.prepare(Story(id="s", text="TRIPOLI, Jan 11, 2020 (AFP) - In the battle of the two halves the Libyan National Army (LNA) accepted a ceasefire on Saturday."))
    assert isinstance(story, Story)
    parsed = next(coder.code([story]))
    reading = recognise_conflicts(parsed, folders=(tmp_path,))
    assert reading.conflicts[0] == "conflict.mine" and "conflict.mine" not in parsed.conflicts
    coded = msgspec.json.decode(jsonl.line(reading), type=CodedStory)
    own = process_of([coded], "conflict.mine", settings=Settings(actors=(tmp_path,)))
    assert own.name == "A conflict of one's own" and [(m.side, m.state) for m in own.moves] == [(LNA, "accepted")]
