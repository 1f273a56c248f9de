"""Ceasefires as a table: a row a ceasefire and party, in the columns of the ETH/PRIO Civil Conflict CeaseFire dataset."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import IO, Any

from dateline.export import delimited
from dateline.export.codebook import Codebook, fields
from dateline.export.countries import name as country_name
from dateline.export.told import Told, days, each
from dateline.lexicon import load
from dateline.model.coded import CodedStep, CodedStory

NAME = "ceasefires"
SUFFIX = ".csv"
_DATES = tuple(f"cf_{w}_{p}" for w in ("dec", "effect") for p in ("yr", "month", "day"))
COLUMNS = fields(
    ("cc", "country of the conflict", "ISO 3166-1 alpha-3"), ("location", "its name"), ("region",), ("cf_id", "the ceasefire: story and number"), ("uniq_id", "the row: story, number and party"), ("id",), ("ucdp_acd_id",), ("ucdp_dyad",),
    ("ucdp_actor_id",), ("actor_name", "the party"), ("pax_id",), ("link",), *((d, "day on which it was declared or agreed" if "dec" in d else "day on which it takes effect", "empty: not told; no day or month is filled in") for d in _DATES),
    ("end_yr",), ("end_month",), ("end_day",), ("ended",), ("ceasefire_class", "3 definitive, where the text says permanent or definitive"), ("side",), ("partial",), ("written", "1: a signed text"), ("fixed", "1: of limited duration"),
    ("fixed_time", "the duration, in the text's words"), ("timing",), ("p_humanitarian", "1: humanitarian, in the text's words"), ("p_peaceprocess",), ("p_holiday",), ("p_election",), ("p_other",), ("p_unclear",), ("mediator_nego",),
    ("mediator_send",), ("implement",), ("enforcement",), ("ddr",), ("nsa_frac",), ("splinter",), ("cf_pp",), ("truce",), ("evidence_onset", "the sentence, or the words that tell it"), ("evidence_end",), ("factivia_source",), ("factivia_page",),
    ("coder", "program and data"), ("comment",),
    ("story_id", "the story (from here on not ETH/PRIO's)"), ("step_id", "the step, as dateline explain takes it"), ("step", "agreed or declared"), ("actor_id", "id of the party in Dateline's knowledge base"), ("parties", "how many parties the ceasefire has"),
    ("conflict", "the conflict (id of the knowledge base)"), ("published", "day of publication", "YYYY-MM-DD"), ("outlet", "outlet"), ("according_to", "who says so; empty: the outlet"), ("scope", "scope, in the text's words"),
    ("area", "area, in the text's words"), ("start", "start, in the text's words"), ("conditions", "conditions, in the text's words"),
)  # fmt: skip
CODEBOOK = Codebook(
    title="Ceasefires, ETH/PRIO-like", scheme="ETH/PRIO Civil Conflict CeaseFire dataset (2022), field names", source="Clayton, Nygård, Rustad and Strand, Ceasefires in Civil Conflict: A Research Agenda, Journal of Conflict Resolution 2023",
    about="Ceasefires that a story tells as agreed or declared, a row a ceasefire and party, CSV. Not ETH/PRIO data. Streams.",
    rules=(
        "A ceasefire is written if the text asserts that parties agreed on it (two at the least: a text that one side signed is none) or that a party declared it. Calls, proposals, drafts, readiness, acceptance of a proposal, hopes and plans are no ceasefires, nor is one that is told as background.",
        "Steps of one story that tell of one ceasefire are joined: agreements of one conflict and day, and declarations of one party. Several stories are not joined here.",
        "A day or month that is not told is empty, never -1, 0, 6 or 15. A day after publication is the day of effect and not that of the declaration.",
        "How a ceasefire ended is not in one story's power to tell: end_* and ended are empty. What is told of its end is in the table process.",
        delimited.RULE,
    ),
    fields=(("Columns", COLUMNS),),
)  # fmt: skip
_LASTING = ("permanent", "definitive")


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write the header and a line a ceasefire and party."""
    delimited.write_csv(delimited.rows_of((row for told in each(stories) for row in ceasefires(told)), COLUMNS), out)


def ceasefires(told: Told) -> Iterator[dict[str, Any]]:
    """The rows of a story."""
    joined: dict[tuple[Any, ...], tuple[CodedStep, dict[str, str], dict[str, str]]] = {}
    for x in told.story.process:
        if x.kind != "ceasefire" or x.step not in ("agreed", "declared") or not x.realised or x.background:
            continue
        parties = _parties(told, x)
        if len(parties) < (2 if x.step == "agreed" else 1):
            continue
        key = (x.step, x.conflict, _declared(told, x)[0]) if x.step == "agreed" else (x.step, *sorted(parties))
        _, known, terms = joined.setdefault(key, (x, {}, {}))
        known.update({k: v for k, v in parties.items() if k not in known})
        terms.update({k: v for k, v in x.terms.items() if k not in terms})
    sentences = {e.id: e.sentence for e in told.story.events}
    signed = {x.event for x in told.story.process if x.kind == "agreement" and x.step == "signed" and x.realised}
    for n, (x, parties, terms) in enumerate(joined.values(), start=1):
        about = load.conflicts_by_id(()).get(x.conflict or "")
        land = next(iter(about.countries), None) if about else None
        scope, (declared, effect) = terms.get("scope", ""), _declared(told, x)
        row = {
            "cc": land, "location": country_name(land), "cf_id": f"{told.id}#{n}", **_day("dec", declared), **_day("effect", effect), "ceasefire_class": 3 if any(w in scope for w in _LASTING) else None,
            "written": 1 if x.event and x.event in signed else None, "fixed": 1 if "duration" in terms else None, "fixed_time": terms.get("duration"), "p_humanitarian": 1 if "humanitarian" in scope else None,
            "evidence_onset": told.words(sentences.get(x.event or "", x.span)), "coder": told.head.coder, "story_id": told.id, "step_id": x.id, "step": x.step, "parties": len(parties), "conflict": x.conflict, "published": told.head.published,
            "outlet": told.head.outlet, "according_to": told.name(x.according_to), "scope": terms.get("scope"), "area": terms.get("area"), "start": terms.get("start"), "conditions": terms.get("conditions"),
        }  # fmt: skip
        for actor, name in parties.items():
            yield row | {"uniq_id": f"{told.id}#{n}#{actor}", "actor_name": name, "actor_id": actor}


def _parties(told: Told, x: CodedStep) -> dict[str, str]:
    """The parties of a step, id to name; a joint mention stands for its members."""
    found: dict[str, str] = {}
    names = {m.actor: m.name or m.text for m in reversed(told.story.mentions) if m.actor}
    for m in told.known(x.by):
        for actor in m.members or ((m.actor,) if m.actor else ()):
            found[actor] = names.get(actor, actor) if m.members else m.name or m.text
    return found


def _declared(told: Told, x: CodedStep) -> tuple[dt.date | None, dt.date | None]:
    """Day of declaration and of effect, where the text tells one day."""
    when = days(x.when)
    if when is None or when[0] != when[1]:
        return None, None
    published = told.head.published
    return (None, when[0]) if published is not None and when[0] > published else (when[0], None)


def _day(what: str, day: dt.date | None) -> dict[str, int]:
    return {f"cf_{what}_yr": day.year, f"cf_{what}_month": day.month, f"cf_{what}_day": day.day} if day else {}
