"""The state machine by itself: moves in, states and changes out, for any day and as known by any day."""

import datetime as dt

from dateline.lexicon.process import machine
from dateline.model.process import Actor, Change, Days, Evidence, Move, Process, Term, Thread
from dateline.track.process import known
from dateline.track.states import changes, standing

M = machine()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def evidence(known_since: str, record: str = "s/c1") -> Evidence:
    return Evidence(record=record, known_since=day(known_since), span=(0, 1), sentence="…")


def move(side: str | None, step: str, on: str | None, known_since: str, *, state: str | None = None, voice: str = "outlet") -> Move:
    days = Days(earliest=day(on), latest=day(on)) if on else Days(latest=day(known_since))
    return Move(thread="t", side=side, step=step, state=state or M.moves[step].to, days=days, voice=voice, evidence=evidence(known_since, f"{known_since}/{step}-{side}"))


def process(*moves: Move, terms: tuple[Term, ...] = ()) -> Process:
    first = min(m.evidence.known_since for m in moves)
    thread = Thread(id="t", word="truce", opened=moves[0].days, known_since=first, terms=terms)
    return Process(conflict="c", name="C", parties=(Actor(id="A", name="A", side="A"), Actor(id="B", name="B", side="B")), threads=(thread,), moves=moves)


def states(p: Process, as_of: str | None = None, known_by: str | None = None) -> dict[str | None, str]:
    return {s.side: s.state for s in standing(p, M, as_of=day(as_of) if as_of else None, known_by=day(known_by) if known_by else None)}


def test_each_side_has_its_own_state() -> None:
    p = process(move("A", "signed", "2020-01-13", "2020-01-13"), move("B", "not_signed", "2020-01-14", "2020-01-14"))
    assert states(p) == {"A": "signed", "B": "not_signed"}
    assert states(p, "2020-01-13") == {"A": "signed"}
    assert states(p, "2020-01-12") == {}


def test_what_was_known_by_a_day_stays_what_it_was() -> None:
    p = process(move("A", "declared", "2020-05-01", "2020-05-02"), move("A", "ended", "2020-05-03", "2020-05-10"))
    assert states(p, "2020-05-05", "2020-05-05") == {"A": "declared"}
    assert states(p, "2020-05-05", "2020-05-10") == {"A": "ended"}
    assert states(known(p, day("2020-05-05")), "2020-05-20") == {"A": "declared"}


def test_a_truce_in_force_moves_only_who_bound_itself() -> None:
    p = process(move("A", "accepted", "2020-01-11", "2020-01-11"), move("B", "rejected", "2020-01-11", "2020-01-11"), move(None, "in_force", "2020-01-12", "2020-01-12"))
    assert states(p) == {"A": "in_force", "B": "rejected"}


def test_readiness_and_conditions_bind_nobody() -> None:
    p = process(move("A", "accepted", "2020-01-11", "2020-01-11", state="ready"), move("B", "conditional", "2020-01-11", "2020-01-11"), move(None, "in_force", "2020-01-12", "2020-01-12"))
    assert states(p) == {None: "in_force", "A": "ready", "B": "conditional"}


def test_a_step_told_late_of_an_earlier_day_does_not_undo_a_later_one() -> None:
    p = process(move("A", "in_force", "2020-01-12", "2020-01-12"), move("A", "accepted", "2020-01-11", "2020-01-20"))
    assert states(p) == {"A": "in_force"}


def test_major_fighting_ends_what_binds_the_side_and_nothing_else() -> None:
    p = process(move("A", "declared", "2020-01-01", "2020-01-01"), move("B", "rejected", "2020-01-01", "2020-01-01"), move("A", "fought_on", "2020-02-01", "2020-02-01"), move("B", "fought_on", "2020-02-01", "2020-02-01"))
    assert states(p) == {"A": "broken_off", "B": "rejected"}


def test_a_ceasefire_expires_by_its_terms_unless_extended() -> None:
    until = Term(name="until", text="seven-day", days=Days(latest=day("2023-05-29")), evidence=evidence("2023-05-20"))
    p = process(move("A", "signed", "2023-05-20", "2023-05-20"), terms=(until,))
    assert states(p, "2023-05-29") == {"A": "signed"}
    assert states(p, "2023-05-30") == {"A": "expired"}
    longer = Term(name="until", text="five days", days=Days(latest=day("2023-06-03")), evidence=evidence("2023-05-29"))
    q = process(move("A", "signed", "2023-05-20", "2023-05-20"), move("A", "extended", "2023-05-29", "2023-05-29"), terms=(until, longer))
    assert states(q, "2023-05-30") == {"A": "extended"}
    assert states(q, "2023-06-04") == {"A": "expired"}
    assert states(q, "2023-05-30", "2023-05-28") == {"A": "signed"}, "by the 28th nobody could know that it expired on the 30th, nor that it was extended"


def test_changes_name_before_after_day_and_record() -> None:
    p = process(move("A", "accepted", "2020-01-11", "2020-01-11"), move(None, "in_force", "2020-01-12", "2020-01-12"), move("A", "accepted", "2020-01-11", "2020-01-13"))
    told = [(c.side, c.before, c.after, c.days.edtf, c.known_since, c.evidence.record) for c in changes(p, M)]
    assert told == [
        ("A", "none", "accepted", "2020-01-11", day("2020-01-11"), "2020-01-11/accepted-A"),
        ("A", "accepted", "in_force", "2020-01-12", day("2020-01-12"), "2020-01-12/in_force-None"),
    ]
    assert all(isinstance(c, Change) and c.what == "ceasefire" for c in changes(p, M))


def test_days_read_as_edtf() -> None:
    assert Days(earliest=day("2020-01-12"), latest=day("2020-01-12")).edtf == "2020-01-12"
    assert Days(latest=day("2020-07-08")).edtf == "../2020-07-08"
    assert Days(earliest=day("2020-04-01"), latest=day("2020-04-30")).edtf == "2020-04-01/2020-04-30"
    assert Days().edtf == ""
