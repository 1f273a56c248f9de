"""ACLED event and sub-event types of what happened: who stood against whom, by what means, and one sub-type for one incident.

An entry of the lexicon gives a first value. Sides (armed, state, crowd, unarmed), mode and the words of the sentence refine it; then what is
only recalled beside another act, or told a second time by another word, gives way (data/acled.yaml: absorbs). Only realised events that are no
background keep a value.
"""

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.lexicon import load
from dateline.lexicon.cues import Cues, Found
from dateline.lexicon.frames import Frames
from dateline.lexicon.match import EventLexicon
from dateline.model.claim import REALISED, Event, Mention
from dateline.model.parse import Parse
from dateline.model.reading import Reading

Acled = tuple[str, str]
"""Event type and sub-event type."""
_GENERIC = frozenset({"Armed clash", "Attack"})
_TERRITORY = frozenset({"Government regains territory", "Non-state actor overtakes territory", "Non-violent transfer of territory"})
_STATE_ARMED = frozenset({"police", "military", "intelligence", "state_armed_people"})
_STATE_SECTORS = frozenset({"MIL", "COP", "SPY"})
_ARMED_SECTORS = frozenset({"REB", "UAF", "PRM", "CRM"})
_RULING = frozenset({"state", "government", "ministry", "agency", "legislature"})
_WORDS = frozenset({"ACCUSE", "SANCTION", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT", "AID", "COOPERATE"})
_PACTS = frozenset({"AGREE", "SUPPORT"})
_NEAR = 2
"""Sentences between two mentions of an incident, at most."""


@functools.cache
def sub_types() -> dict[str, str]:
    """The event type of each sub-event type."""
    return {sub: event for event, subs in load.words("acled")["types"].items() for sub in subs}


def acled_type(sub: str) -> Acled:
    """Event type and sub-event type of a sub-event type."""
    return sub_types()[sub], sub


class Scenes:
    """Tells what only sets a scene for the rest of its sentence ("after …", "amid …", "who …"), by the words of data/acled.yaml."""

    def __init__(self) -> None:
        raw = load.words("acled")
        self.prepositions = frozenset(raw["adjunct_prepositions"])
        self.marks, self.soft_marks = frozenset(raw["adjunct_marks"]), frozenset(raw["soft_marks"])

    def adjunct(self, p: Parse, i: int) -> tuple[int | None, bool]:
        """The top of the scene-setting phrase that token `i` stands in, if any; and whether it may as well tell how it came about ("as police fired …")."""
        for _ in range(40):
            g, dep = p.heads[i], p.deps[i]
            if g == i:
                break
            if dep in ("relcl", "appos") or (dep == "acl" and p.tags[i] == "VBN"):
                return i, False
            if dep == "prep" and p.lemmas[i] in self.prepositions:
                return i, False
            if dep == "advcl":
                marks = {p.lemmas[c] for c in p.children(i) if p.deps[c] in ("mark", "advmod")}
                if marks & self.marks:
                    return i, False
                if marks & self.soft_marks:
                    return i, True
            i = g
        return None, False


class _Act:
    """An event as a candidate for a sub-type."""

    __slots__ = ("adjunct", "event", "index", "sentence", "soft", "sub", "top", "weak")

    def __init__(self, index: int, event: Event, sub: str, top: int, sentence: int, weak: bool) -> None:
        self.index, self.event, self.sub, self.top, self.sentence, self.weak = index, event, sub, top, sentence, weak
        self.adjunct: int | None = None
        self.soft = False


class AcledCoder:
    """Refines the sub-types of a story's events. Holds compiled words; keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        raw: dict[str, Any] = load.words("acled")
        self.modes: dict[str, str] = raw["modes"]
        self.absorbs = {k: frozenset(v) for k, v in raw["absorbs"].items()}
        self.follows_up = frozenset(raw["follows_up"])
        self.scenes = Scenes()
        self.take = frozenset(raw["take"])
        self.protests = frozenset(raw["protest"])
        kinds = load.words("casualties")["kinds"]
        self.harms = frozenset(v.split()[0] for kind in ("killed", "injured") for part in ("verbs", "intransitive", "acts") for v in kinds[kind][part]) | frozenset(raw["harm"])
        self.riot_gear = frozenset(raw["riot_gear"])
        self.claims = frozenset(raw["claims"])
        self.cues = Cues({**raw["cues"], **{f"side {k}": v for k, v in raw["sides"].items()}, "whole": load.words("casualties")["whole"]}, lexicon.classes)

    def code(self, reading: Reading, frames: Frames) -> tuple[list[Acled | None], dict[int, int]]:
        """The ACLED value of each event of the reading, in their order; and for events that only tell another's effect, the index of that other."""
        out: list[Acled | None] = [None] * len(reading.events)
        if not any(e.status in REALISED for e in reading.events):
            return out, {}
        story = _Story(self, reading, frames)
        acts = story.acts()
        for act in acts:
            out[act.index] = acled_type(act.sub)
        return out, story.leaders(acts)


class _Story:
    def __init__(self, coder: AcledCoder, reading: Reading, frames: Frames) -> None:
        self.c, self.reading, self.f, self.p = coder, reading, frames, reading.tokens
        self.by_id = {m.id: m for m in reading.mentions}
        self.found: dict[int, Found] = {}
        self.twins: dict[int, int] = {}
        self.places = {x.id: x for x in reading.places}

    # -- words -------------------------------------------------------------------------------------------------------

    def words(self, sentence: int) -> Found:
        """The cues of a sentence."""
        got = self.found.get(sentence)
        if got is None:
            s = self.p.sentences[sentence]
            got = self.found[sentence] = self.c.cues.find(self.p, s.first, s.last)
        return got

    def has(self, sentence: int, name: str) -> bool:
        """Whether a sentence has a cue, and none of the words that take it back."""
        found = self.words(sentence)
        return name in found and f"not_{name}" not in found

    def side(self, m: Mention) -> str:
        """Which side a mention stands on: state, armed, crowd, unarmed, place, or "" where nothing tells."""
        if m.kind in _STATE_ARMED or m.sector in _STATE_SECTORS:
            return "state"
        if m.kind in ("armed_group", "armed_people") or m.sector in _ARMED_SECTORS:
            return "armed"
        if m.head >= 0:
            s = self.p.sentence_of[m.head]
            found = self.words(s)
            for name in ("crowd", "armed"):
                if any(m.first <= t <= m.last for t in found.get(f"side {name}", ())) and (name == "crowd" or m.kind not in _RULING):
                    return name if name == "crowd" else "state"
        if m.kind in _RULING:
            return "place" if m.kind == "state" else "state"
        if m.kind == "coalition":
            return "state"
        return "unarmed" if m.kind in ("civil_people", "person", "company", "ngo", "media", "organisation", "official_people", "office", "ethnic_group", "religious_group") else ""

    def sides(self, ids: Iterable[str]) -> list[str]:
        """The sides of mentions."""
        return [self.side(self.by_id[i]) for i in ids]

    # -- candidates --------------------------------------------------------------------------------------------------

    def acts(self) -> list[_Act]:
        """The events that keep a sub-type, with it."""
        acts: list[_Act] = []
        p = self.p
        for k, e in enumerate(self.reading.events):
            if e.status not in REALISED:
                continue
            s = p.sentence_of[e.head]
            if e.background and p.sentences[s].paragraph > p.sentences[0].paragraph:
                continue
            sub = self.refine(e, s)
            if sub is not None:
                acts.append(_Act(k, e, sub, self.top(e), s, e.type == "ASSAULT" and e.acled is None and sub in _GENERIC))
        for a in acts:
            a.adjunct, a.soft = self.c.scenes.adjunct(p, a.top)
        if any(not a.event.background for a in acts):
            acts = [a for a in acts if not a.event.background]
        return self.incidents(self.beside(acts))

    def top(self, e: Event) -> int:
        """The verb that carries an event named by a noun, or its own head."""
        if self.p.tags[e.head][:1] != "N":
            return e.head
        v = self.f.light_verb(e.head)
        return e.head if v is None else v

    def refine(self, e: Event, s: int) -> str | None:
        """The sub-type of one event by itself."""
        sub = e.acled[1] if e.acled else None
        if e.type == "PROTEST":
            return self.protest(e, s, sub)
        if sub == "Arrests":
            return self.arrest(e, s)
        if sub == "Change to group/activity" and e.type == "MOBILIZE" and e.actors and all(self.by_id[i].sector == "COP" for i in e.actors):
            return None  # police on patrol
        if sub in _TERRITORY or (sub is None and self.takes(e)):
            return self.territory(e, s)
        if e.type == "MOBILIZE" and sub in (None, "Change to group/activity") and self.has(s, "unopposed"):
            return "Non-violent transfer of territory"
        if e.type != "ASSAULT":
            return sub or self.strategic(e, s)
        if sub == "Grenade" and "not_grenade" in self.words(s):
            return "Shelling/artillery/missile attack"
        if sub == "Air/drone strike" and e.mode is None and not self.has(s, "air"):
            sub = "Armed clash"  # "the army hit targets": nothing says from where
        if sub is None or sub in _GENERIC:
            return self.assault(e, s, sub)
        return sub

    def protest(self, e: Event, s: int, sub: str | None) -> str | None:
        """A protest is violent or met with force where the words beside it say so."""
        if sub == "Violent demonstration" and self.denied(e):
            return "Peaceful protest"
        if sub not in ("Peaceful protest", "Protest with intervention"):
            return sub
        if sub == "Peaceful protest" and self.has(s, "intervention") and "state" in self.sided(s):
            sub = "Protest with intervention"
        following = self.p.sentences[s + 1] if s + 1 < len(self.p.sentences) else None
        if self.crowd_violence(s) or (following is not None and following.paragraph == self.p.sentences[s].paragraph and self.crowd_violence(s + 1)):
            return "Violent demonstration"
        return sub

    def denied(self, e: Event) -> bool:
        """Whether "non-" stands before the trigger ("a non-violent demonstration")."""
        first = self.p.tokens_in(e.trigger)[0]
        return first >= 2 and self.p.lemmas[first - 1] == "-" and self.p.lemmas[first - 2] == "non"

    def arrest(self, e: Event, s: int) -> str | None:
        """Arrests at a protest are an intervention; those of ordinary criminals are none of ACLED's."""
        if self.has(s, "ordinary_crime"):
            return None
        return "Protest with intervention" if self.at_protest(e.head) else "Arrests"

    def at_protest(self, i: int) -> bool:
        """Whether a verb's act was done at a protest ("detained during a rally")."""
        p = self.p
        verbs = [i, *(c for c in p.children(i) if p.deps[c] == "conj")]
        return any(
            p.deps[c] == "prep" and p.lemmas[c] in ("at", "during", "in", "from") and any(p.lemmas[t] in self.c.protests for t in range(c, p.right[c] + 1))
            for v in verbs
            for c in p.children(v)
        )  # fmt: skip

    def crowd_violence(self, s: int) -> bool:
        """Whether a sentence tells of violence by a crowd."""
        p, found = self.p, self.words(s)
        nots = found.get("not_violence", ())
        return any(
            not any(t - 4 < n < t for n in nots) and not (t + 1 < len(p) and p.lemmas[t + 1] in self.c.riot_gear) for t in found.get("crowd_violence", ())
        )  # fmt: skip

    def strategic(self, e: Event, s: int) -> str | None:
        """Troops that move or leave, and pacts of peace, where the entry says nothing."""
        if not {"state", "armed", "place"} & set(self.sides(e.actors + e.recipients)):
            return None
        if e.type == "RETREAT" and e.mode == "withdraw":
            if self.has(s, "takeover"):
                return "Non-violent transfer of territory"
            return "Change to group/activity" if self.has(s, "troops") else None
        if e.type == "RETREAT" and e.mode == "disarm" and self.has(s, "weapons"):
            return "Disrupted weapons use"
        if e.type == "MOBILIZE" and e.mode in ("troops", "militia", "weapons") and self.has(s, "troops"):
            return "Change to group/activity"
        if e.type in _PACTS and self.has(s, "pact") and self.has(s, "peace") and len({self.by_id[i].actor for i in e.actors + e.recipients}) > 1:
            pacts = self.words(s)["pact"]
            return "Agreement" if any(self.p.under(t, e.head) for t in pacts) else None
        return None

    def takes(self, e: Event) -> bool:
        """Whether the trigger takes ground ("seized control of the town")."""
        p = self.p
        if e.type not in ("ASSAULT", "COERCE") or e.mode not in (None, "seize") or p.lemmas[e.head] not in self.c.take or not e.actors:
            return False
        if any(p.lemmas[t] == "control" for t in p.tokens_in(e.trigger)):
            return True
        found = self.words(p.sentence_of[e.head]).get("ground", ())
        named = [x.span for x in self.reading.places]
        return any(o in found or any(a <= p.starts[o] < b for a, b in named) for o in self.f.objects(e.head))

    def territory(self, e: Event, s: int) -> str:
        """Who takes ground: a state's own forces regain it, all others overtake it; without a fight it is transferred."""
        entry = e.acled[1] if e.acled else None
        if self.has(s, "unopposed") or (self.has(s, "handover") and (entry == "Non-violent transfer of territory" or (entry is None and not self.has(s, "fighting")))):
            return "Non-violent transfer of territory"
        side = next((x for x in self.sides(e.actors) if x), "")
        if side == "armed":
            return "Non-state actor overtakes territory"
        if side in ("state", "place"):
            return "Government regains territory"
        return entry or "Non-state actor overtakes territory"

    def assault(self, e: Event, s: int, sub: str | None) -> str | None:
        """Violence whose means the entry leaves open."""
        if e.mode in self.c.modes:
            return self.c.modes[e.mode]
        if self.has(s, "chemical") and e.mode not in ("crowd-control", "abduct"):
            return "Chemical weapon"
        if e.mode == "crowd-control":
            return "Protest with intervention" if "side crowd" in self.words(s) else sub
        doers, done = self.sides(e.actors), self.sides(e.recipients)
        if self.has(s, "whole"):
            return None  # the dead of a war are no incident
        if sub == "Armed clash" and done and set(done) == {"unarmed"} and len(set(doers) & {"armed", "state"}) < 2 and not self.has(s, "clash"):
            sub = "Attack"
        if sub is None and not doers and {"armed", "state"} <= set(done) and self.has(s, "fighting"):
            return "Armed clash"  # "rebels and soldiers died in a gun battle"
        if "state" in doers and "armed" not in done and ("crowd" in done or self.at_protest(self.top(e))):
            return "Excessive force against protesters"
        sided = self.sided(s) if sub == "Armed clash" else set()
        if "crowd" in sided and "armed" not in sided and sum(x in ("state", "armed") for x in doers + done) < 2:
            return "Violent demonstration"
        if (sub == "Attack" or (sub is None and "unarmed" in done)) and "armed" not in doers + done and "state" not in doers and self.by_mob(e):
            return "Mob violence"
        if sub is None and e.mode in (None, "targeted", "firearms", "primitive", "beat", "torture") and self.p.lemmas[e.head] in self.c.harms:
            return self.by_sides(doers, done)
        return sub

    @staticmethod
    def by_sides(doers: list[str], done: list[str]) -> str | None:
        """What armed people do to armed people is a clash, to others an attack; harm to people by nobody named is an attack too."""
        armed = any(x in ("armed", "state") for x in doers)
        if armed and any(x in ("armed", "state") for x in done):
            return "Armed clash"
        if "unarmed" in done and (armed or not doers):
            return "Attack"
        return None

    def sided(self, s: int) -> set[str]:
        """The sides of all who are named in a sentence."""
        return {self.side(m) for m in self.reading.mentions if m.head >= 0 and self.p.sentence_of[m.head] == s}

    def by_mob(self, e: Event) -> bool:
        """Whether a mob did it."""
        found = self.words(self.p.sentence_of[e.head]).get("side mob", ())
        return any(self.by_id[i].first <= t <= self.by_id[i].last for i in e.actors for t in found)

    # -- one incident ------------------------------------------------------------------------------------------------

    def beside(self, acts: Sequence[_Act]) -> list[_Act]:
        """Drop what is only recalled in an adjunct of a sentence that tells another act."""
        out = []
        for b in acts:
            if b.adjunct is not None and not b.soft and self.recalled(b):
                continue
            rivals = [a for a in acts if a is not b and a.sentence == b.sentence and b.adjunct is not None and not self.p.under(a.top, b.adjunct)]
            if b.soft:
                rivals = [a for a in rivals if b.sub in _GENERIC and a.sub not in _GENERIC and not a.weak]
            if any(not self.by_way_of(a, b) for a in rivals):
                continue
            out.append(b)
        return out

    def recalled(self, b: _Act) -> bool:
        """Whether an act is only what another, of words or diplomacy, is about ("accusations after attacks", "claimed responsibility for a bombing")."""
        p = self.p
        assert b.adjunct is not None
        if p.lemmas[b.adjunct] == "for" and p.lemmas[p.heads[b.adjunct]] in self.c.claims:
            return True
        if p.tags[b.top][:1] != "N" or p.deps[b.adjunct] != "prep":
            return False
        return any(
            e.type in _WORDS and e.status in REALISED and p.sentence_of[e.head] == b.sentence and not p.under(e.head, b.adjunct)
            for e in self.reading.events
        )  # fmt: skip

    def by_way_of(self, a: _Act, b: _Act) -> bool:
        """Whether `a` is only the effect of `b` ("killed after their car hit a mine")."""
        return not a.event.actors and (a.weak or a.sub == b.sub or b.sub in self.c.absorbs.get(a.sub, ()) or a.sub in self.c.absorbs.get(b.sub, ()))

    def incidents(self, acts: Sequence[_Act]) -> list[_Act]:
        """Of the words for one incident, keep the one that tells most."""
        gone: set[int] = {b.index for b in acts if b.weak and any(not a.weak and a is not b and self.near(a, b) for a in acts)}
        for a in acts:
            for b in acts:
                if a is b or b.index in gone or a.index in gone or not self.near(a, b):
                    continue
                if a.adjunct is not None and not a.soft and a.sentence != b.sentence and b.adjunct is None and b.event.actors:
                    continue  # what is only recalled there does not explain what is told here
                moved = b.event.type == "MOBILIZE" and a.event.type == "ASSAULT"
                if moved or b.sub in self.c.absorbs.get(a.sub, ()) or (b.sub in self.c.follows_up and a.top < b.top and a.sub not in self.c.follows_up and a.sentence != b.sentence):
                    gone.add(b.index)
        return self.once([a for a in acts if a.index not in gone])

    def once(self, acts: Sequence[_Act]) -> list[_Act]:
        """One act told by two verbs of a sentence ("shot and killed a man") has its sub-type once."""
        out: list[_Act] = []
        for b in acts:
            twin = next((a for a in out if a.sub == b.sub and a.sentence == b.sentence and self.same(a, b)), None)
            if twin is None:
                out.append(b)
            else:
                self.twins[b.index] = twin.index
        return out

    def same(self, a: _Act, b: _Act) -> bool:
        """Whether two acts of a sentence are one: of the same doers, and to the same people or told by joined verbs."""
        if self.apart(a.event, b.event):
            return False
        doers, done = self.actors(a.event.actors), self.actors(a.event.recipients)
        others, target = self.actors(b.event.actors), self.actors(b.event.recipients)
        if others and doers and others != doers:
            return False
        joined = self.p.deps[b.top] == "conj" and self.p.under(b.top, a.top)
        return joined or not target or not done or bool(target & done)

    def actors(self, ids: Iterable[str]) -> set[str]:
        """The actors of mentions."""
        return {self.by_id[i].actor or i for i in ids}

    def leaders(self, acts: Sequence[_Act]) -> dict[int, int]:
        """For each agentless harm without a sub-type of its own, the act of its sentence or the one before that it tells the effect of."""
        out = dict(self.twins)
        kept = {a.index for a in acts}
        for k, e in enumerate(self.reading.events):
            if k in kept or k in out or e.type != "ASSAULT" or e.mode is not None or e.actors or e.status not in REALISED or self.p.tags[e.head][:2] != "VB":
                continue
            s = self.p.sentence_of[e.head]
            fit = [a for a in acts if a.event.type in ("ASSAULT", "PROTEST") and 0 <= s - a.sentence <= 1 and not self.apart(a.event, e)]
            if fit:
                out[k] = max(fit, key=lambda a: (a.sentence, a.top < e.head, a.top)).index
        return out

    def near(self, a: _Act, b: _Act) -> bool:
        """Whether two acts may be one incident: close in the text, and of no two places or times."""
        if a.sentence == b.sentence:
            return not self.apart(a.event, b.event)
        lo, hi = sorted((a.sentence, b.sentence))
        if hi - lo > _NEAR or any("elsewhere" in self.words(k) for k in range(lo + 1, hi + 1)):
            return False
        return not self.apart(a.event, b.event)

    def apart(self, a: Event, b: Event) -> bool:
        """Whether two events are of two places or two times."""
        if a.where and b.where and a.where != b.where:
            x, y = self.places[a.where], self.places[b.where]
            if x.name != y.name and "country" not in (x.precision, y.precision) and "region" not in (x.precision, y.precision) and x.precision == y.precision:
                return True
        v, w = a.when, b.when
        if v is None or w is None or v.basis != "expression" or w.basis != "expression":
            return False
        return bool((v.latest and w.earliest and v.latest < w.earliest) or (w.latest and v.earliest and w.latest < v.earliest))
