"""The details of events that their neighbours decide: casualties, ACLED types, contexts; and the order in which events are listed."""

import msgspec

from dateline.extract.acled import AcledCoder
from dateline.extract.casualties import CasualtyReader
from dateline.lexicon.match import EventLexicon
from dateline.model.reading import Reading


class DetailExtractor:
    """Fills in what the lexicon's entries leave open. Runs when events are dated, placed and told from background; keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self.lexicon = lexicon
        self.acled = AcledCoder(lexicon)
        self.casualties = CasualtyReader(lexicon)

    def extract(self, reading: Reading) -> Reading:
        """Add the details of a reading's events."""
        if not reading.events:
            return reading
        frames = self.lexicon.frames(reading.tokens)
        acled, leaders = self.acled.code(reading, frames)
        bare = frozenset(k for k, a in enumerate(acled) if a is None)
        casualties = self.casualties.read(reading, frames, leaders, bare)
        events = tuple(
            msgspec.structs.replace(e, acled=a, casualties=c) for e, a, c in zip(reading.events, acled, casualties, strict=True)
        )
        return msgspec.structs.replace(reading, events=events)
