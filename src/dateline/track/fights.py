"""Fighting, as the stories tell it: a claim of a violation it is not, but evidence of whether a ceasefire is observed."""

from collections.abc import Iterator

from dateline.lexicon.process import Machine, matches
from dateline.model.process import Fight
from dateline.track.cast import Cast


def fights(cast: Cast, machine: Machine) -> Iterator[Fight]:
    """The fighting that one story tells of; background (fighting of long ago) is left out."""
    table = machine.fights
    for e in cast.story.events:
        if e.type not in table.types or e.status not in table.status or e.background:
            continue
        place = cast.place(e.where)
        dead = e.casualties.get("killed")
        yield Fight(
            actors=cast.actors(e.actors), against=cast.actors(e.recipients), act=e.mode or "fighting", place=place.name if place else None, lat=place.lat if place else None,
            lon=place.lon if place else None, days=cast.days(e.when), major=matches(e.rule, table.major), killed=(dead.low, dead.high) if dead else None,
            evidence=cast.evidence(e.id, e.trigger, sentence=e.sentence, holders=e.holders),
        )  # fmt: skip
