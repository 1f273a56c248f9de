"""The details of events that their neighbours decide: casualties, ACLED types, contexts; and the order in which events are listed."""

import msgspec

from dateline.extract.acled import AcledCoder, Scenes
from dateline.extract.casualties import CasualtyReader
from dateline.extract.contexts import ContextCoder
from dateline.lexicon.match import EventLexicon
from dateline.model.claim import Event
from dateline.model.reading import Reading


class DetailExtractor:
    """Fills in what the lexicon's entries leave open. Runs when events are dated, placed and told from background; keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self.lexicon = lexicon
        self.acled = AcledCoder(lexicon)
        self.casualties = CasualtyReader()
        self.contexts = ContextCoder(lexicon)
        self.scenes = Scenes()

    def extract(self, reading: Reading) -> Reading:
        """Add casualties, ACLED types and contexts to a reading's events."""
        if not reading.events:
            return reading
        frames = self.lexicon.frames(reading.tokens)
        acled, leaders = self.acled.code(reading, frames)
        bare = frozenset(k for k, a in enumerate(acled) if a is None)
        casualties = self.casualties.read(reading, frames, leaders, bare)
        contexts = self.contexts.code(reading)
        events = tuple(
            msgspec.structs.replace(e, acled=a, casualties=c, contexts=x) for e, a, c, x in zip(reading.events, acled, casualties, contexts, strict=True)
        )
        return msgspec.structs.replace(reading, events=events)

    def order(self, reading: Reading) -> Reading:
        """List the events that the story is about first, background last; each keeps its id, which counts in the order of the text.

        First come the acts of the lead (and of the title, where it was read), without what the lead only recalls; then later events of the same
        kind and between the same parties; then the rest. Within each the order is that of the text. Last stage: nothing reads the order after it.
        """
        events = reading.events
        if len(events) < 2:
            return reading
        p = reading.tokens
        lead = self._lead(reading)
        about = [e for e in events if not e.background and p.sentences[p.sentence_of[e.head]].paragraph <= lead]
        main = [e for e in about if self.scenes.adjunct(p, e.head)[0] is None] or about
        actor = {m.id: m.actor or m.id for m in reading.mentions}

        def parties(e: Event) -> set[str]:
            return {actor[i] for i in (*e.actors, *e.recipients)}

        first = {e.id for e in main}
        told = [(e.type, parties(e)) for e in main]

        def rank(e: Event) -> tuple[bool, int]:
            if e.id in first:
                return False, 0
            again = any(e.type == kind and (who & parties(e) or not (who or parties(e))) for kind, who in told)
            return e.background, 1 if again else 2

        return msgspec.structs.replace(reading, events=tuple(sorted(events, key=rank)))

    @staticmethod
    def _lead(reading: Reading) -> int:
        """The number of the paragraph that opens the story's text, behind its title."""
        p, story = reading.tokens, reading.story
        title = story.title
        for s in p.sentences:
            start = p.starts[s.first]
            if title is None or story.text[start : start + len(title)] != title:
                return s.paragraph
        return p.sentences[0].paragraph
