"""Ties between actors (who backs, recognises, leads whom) and control of places, with who says so."""

from collections.abc import Iterator

from dateline.lexicon.process import Machine, matches
from dateline.model.process import Control, Days, Tie
from dateline.track.cast import Cast


def ties(cast: Cast, machine: Machine) -> Iterator[Tie]:
    """The ties that one story tells of."""
    for r in cast.story.relations:
        if r.predicate not in machine.ties or not r.object:
            continue
        a, b = cast.actor(r.subject), cast.actor(r.object)
        if a is not None and b is not None and a.id != b.id and cast.lasting(a) and cast.lasting(b):
            evidence = cast.evidence(r.id, r.span, holders=r.holders, hedge=r.evidential)
            kind = r.kind if r.kind != "unspecified" else None
            yield Tie(subject=a, predicate=r.predicate, object=b, kind=kind, since=r.since, until=r.until, days=Days(latest=cast.day), evidence=evidence)


def controls(cast: Cast, machine: Machine) -> Iterator[Control]:
    """Who is told to hold, to have taken or to have left which place. A place that the story does not name as one is left out."""
    table = machine.controls
    for r in cast.story.relations:
        place = cast.place(r.object)
        a = cast.actor(r.subject)
        if r.predicate in table.relations and place is not None and a is not None and cast.lasting(a):
            evidence = cast.evidence(r.id, r.span, holders=r.holders, hedge=r.evidential)
            yield Control(actor=a, act="holds", place=place.name, lat=place.lat, lon=place.lon, geonames_id=place.geonames_id, days=Days(latest=cast.day), voice=cast.voice(evidence, a), evidence=evidence)
    for e in cast.story.events:
        act = "takes" if matches(e.rule, table.takes) else "leaves" if matches(e.rule, table.leaves) else None
        place = cast.place(e.where)
        if act is None or place is None or e.status not in table.status:
            continue
        evidence = cast.evidence(e.id, e.trigger, sentence=e.sentence, holders=e.holders)
        for a in cast.actors(e.actors):
            if cast.lasting(a):
                yield Control(actor=a, act=act, place=place.name, lat=place.lat, lon=place.lon, geonames_id=place.geonames_id, days=cast.days(e.when), voice=cast.voice(evidence, a), evidence=evidence)
