"""Contacts between actors: who was in touch with whom, how, when, and whether one end alone says so."""

import itertools
from collections.abc import Iterator

from dateline.lexicon.process import Machine
from dateline.model.process import Actor, Contact, Days
from dateline.track.cast import Cast


def contacts(cast: Cast, machine: Machine) -> Iterator[Contact]:
    """The contacts that one story tells of, each pair once an event, the ends in the order of their ids."""
    table = machine.contacts
    for e in cast.story.events:
        if e.type not in table.types or e.status not in table.status:
            continue
        actors, others = cast.actors(e.actors), cast.actors(e.recipients)
        mode = table.modes.get(e.mode or "", e.mode or "")
        place = cast.place(e.where)
        evidence = cast.evidence(e.id, e.trigger, sentence=e.sentence, holders=e.holders)
        standing = e.status in table.standing
        days = Days(latest=cast.day) if standing else cast.days(e.when)
        among = itertools.product(actors, others) if others else itertools.combinations(actors if e.mode not in table.between else (), 2)
        for a, b in among:
            if a.id == b.id or not (cast.lasting(a) and cast.lasting(b)):
                continue
            yield Contact(a=min(a, b, key=_id), b=max(a, b, key=_id), mode=mode, standing=standing, days=days, place=place.name if place else None,
                          claimed_by=_claimed(cast, evidence.said_by, a, b), evidence=evidence)  # fmt: skip
    for r in cast.story.relations:
        if r.predicate in table.relations and r.object:
            one, other = cast.actor(r.subject), cast.actor(r.object)
            if one is not None and other is not None and one.id != other.id and cast.lasting(one) and cast.lasting(other):
                evidence = cast.evidence(r.id, r.span, holders=r.holders, hedge=r.evidential)
                yield Contact(a=min(one, other, key=_id), b=max(one, other, key=_id), mode=table.relations[r.predicate], standing=True, days=Days(latest=cast.day),
                              claimed_by=_claimed(cast, evidence.said_by, one, other), evidence=evidence)  # fmt: skip


def _id(a: Actor) -> str:
    return a.id


def _claimed(cast: Cast, said_by: str | None, a: Actor, b: Actor) -> tuple[str, ...]:
    """The end of a contact whose own people are the source, if one is."""
    return tuple(x.id for x in (a, b) if said_by and cast.speaks_for(said_by, x))
