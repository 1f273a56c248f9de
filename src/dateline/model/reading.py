"""A story on its way through the stages: what has been read out of it so far."""

from dateline.model.claim import Event, Evidential, Mention, Place, Quotation, Relation, Statement, Step, TimeExpression
from dateline.model.parse import Parse
from dateline.model.story import Record, Story


class Reading(Record, frozen=True, kw_only=True):
    """Each stage takes a reading and gives a fuller one; nothing is changed in place."""

    story: Story
    coder: str | None = None
    parse: Parse | None = None
    quotations: tuple[Quotation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    evidentials: tuple[Evidential, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    process: tuple[Step, ...] = ()
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def tokens(self) -> Parse:
        """The parse; an error of the program if the story has not been parsed."""
        assert self.parse is not None, "the story has not been parsed"
        return self.parse
