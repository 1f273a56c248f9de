"""Events: lexicon matches turned into who did what to whom, with status; one act, one record."""

import msgspec

from dateline.extract.acled import acled_type
from dateline.extract.arguments import Arguments
from dateline.extract.relevance import advised
from dateline.extract.roles import SPEECH, assign, done_to
from dateline.extract.status import Judge, Verdict
from dateline.lexicon import load
from dateline.lexicon.frames import Frames
from dateline.lexicon.match import EventLexicon, Match
from dateline.model.claim import REALISED, Event, Mention, Reason
from dateline.model.parse import Parse
from dateline.model.reading import Reading

QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3,
    "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER's quad codes: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
_DEMANDS = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT"})
"""What people protest for or against: its content."""
_REFUSED = {"CONSULT": "meet", "AGREE": "meet", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONCEDE": "yield", "RETREAT": "yield"}
_WANTED = {"CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONCEDE": "yield", "RETREAT": "yield"}
_CAMEO_WANTED = {"meet": "026", "assist": "021", "yield": "025", "change": "024"}
_CAMEO_REFUSED = {"meet": "125", "assist": "121", "yield": "124", "change": "123"}
_CAMEO_INTENT = {"CONSULT": "036", "AID": "033", "COOPERATE": "031", "SUPPORT": "032", "RETREAT": "035"}
_THREATS = {"ASSAULT": "violence", "COERCE": "restrict", "SANCTION": "relations", "PROTEST": "relations"}
_THREAT_MODES = {"arrest": "arrest", "seize": "territory", "expel": "expel", "deport": "expel", "restrict": "restrict", "convict": "arrest"}
_CAMEO_THREAT = {"violence": "138", "restrict": "132", "relations": "131", "arrest": "1322", "territory": "1382", "expel": "131"}


class EventExtractor:
    """Finds the events of a story. Holds the compiled lexicon; keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self.lexicon = lexicon

    def extract(self, reading: Reading) -> Reading:
        """Add the events of a reading whose mentions are resolved (and whose statements are found, if they are to hold)."""
        frames = self.lexicon.frames(reading.tokens)
        arguments = Arguments(reading, frames)
        matches = self.lexicon.find(frames, arguments.kind_of)
        judge = Judge(frames)
        drafts: list[tuple[Match, Event, Verdict]] = []
        for m in matches:
            verdict = judge.judge(m.head, noun=m.pattern.pos == "noun", skip=frozenset(m.tokens))
            event = self._event(reading, frames, arguments, m, verdict)
            if event is not None:
                drafts.append((m, event, verdict))
        drafts = _absorb(frames.p, _one_act(frames, drafts))
        found = [self._by_rule(reading, e, v) for _, e, v in drafts]
        events, mentions = _finish(reading, arguments.coined, self._demanded(reading, frames, arguments, found))
        return msgspec.structs.replace(reading, events=tuple(events), mentions=tuple(mentions))

    def _event(self, reading: Reading, f: Frames, a: Arguments, m: Match, verdict: Verdict) -> Event | None:
        p, e = f.p, m.entry
        actors, recipients = assign(reading, f, a, self.lexicon, m, verdict)
        noun = m.pattern.pos == "noun"
        if p.tags[m.head] == "VBN" and p.deps[m.head] == "acl" and not actors and e.type in ("ACCUSE", "SANCTION", "COERCE"):
            return None  # "a man accused of plotting": who he is, not what the sentence tells
        if p.tags[m.head] == "VBG" and p.deps[m.head] == "acl" and e.type == "SANCTION" and actors == [] == recipients:
            return None
        same = {x.actor for x in actors}
        recipients = [x for x in recipients if not (x.pronoun and x.actor in same)]
        if e.not_own and self._own(f, a, m, same):
            return None  # "defended his decision"
        agentless = not actors and not recipients and e.type not in ("ASSAULT", "PROTEST")
        told = e.acled and a.relevance.about is None and (not noun or p.deps[m.head] in ("nsubj", "nsubjpass", "ROOT"))
        if agentless and not told:
            return None  # arrests, weapons seized and troops moved by nobody named are still told as done
        if not agentless and not a.relevance.concerns(e.type, e.mode, actors, recipients):
            return None
        if e.type == "ASSAULT" and verdict.status == "attempted":
            pass  # an attempt at harm is an act of its own
        elif verdict.status not in REALISED and not actors and (noun or not recipients):
            return None  # an act that nobody is told to have done, and that did not happen
        if verdict.status in ("negated", "hypothetical") and noun and verdict.modal not in ("will", "would"):
            return None
        if not recipients:
            recipients = done_to(f, a, self.lexicon, m, actors)
        first, last = min(m.tokens), max(m.tokens)
        if noun:
            v = f.light_verb(m.head)
            part = f.light_participle(m.head)
            for t in (v, part):
                if t is not None and abs(t - m.head) < 8 and p.sentence_of[t] == p.sentence_of[m.head]:
                    first, last = min(first, t), max(last, t)
        because = (
            Reason(field="type", value=e.type + (f"/{e.mode}" if e.mode else ""), why=f"entry {e.id}", span=p.span(min(m.tokens), max(m.tokens))),
            *verdict.because,
        )
        type_, mode, cameo = e.type, e.mode, e.cameo
        if e.type == "AGREE" and not noun and e.to and "@any" not in e.to and any(p.child(v, "neg") is not None for v in f.infinitives(m.head)):
            type_, mode, cameo = "REJECT", "yield", _CAMEO_REFUSED["yield"]
            because = (*because, Reason(field="type", value="REJECT/yield", why="promised not to do it"))
        return Event(
            id="", type=type_, mode=mode, contexts=e.contexts, cameo=cameo, acled=acled_type(e.acled) if e.acled else None,
            trigger=p.span(first, last), head=m.head, sentence=p.sentence_span(m.head), actors=tuple(dict.fromkeys(x.id for x in actors)),
            recipients=tuple(dict.fromkeys(x.id for x in recipients)), status=verdict.status, step=e.step, rule=e.id,
            score=round(0.5 + min(m.score, 5) / 10, 2), because=because,
        )  # fmt: skip

    def _own(self, f: Frames, a: Arguments, m: Match, same: set[str | None]) -> bool:
        """Whether what the act is done to is the doer's own, by a pronoun before it."""
        _, object_, _ = self.lexicon.roles(f, m.pattern, m.head, m.tokens)
        owners = (a.at(c) for o in object_ if a.at(o) is None for c in f.p.children(o) if f.p.deps[c] == "poss")
        return any(x is not None and x.pronoun and x.actor in same for x in owners)

    @staticmethod
    def _demanded(reading: Reading, f: Frames, a: Arguments, events: list[Event]) -> list[Event]:
        """What a speaker says that another must do is the speaker's REQUEST; the act itself becomes its content."""
        p = f.p
        by_id = {m.id: m for m in reading.mentions}
        out = list(events)
        for s in reading.statements:
            speaker = next((by_id[x] for x in s.speakers if x in by_id), None)
            if speaker is None or not speaker.actor or s.parent is not None or s.negated or s.cue_class in ("believe", "intend"):
                continue
            if s.cue is not None and any(e.trigger[0] < s.cue[1] and s.cue[0] < e.trigger[1] and e.type in ("REQUEST", "THREATEN") for e in out):
                continue
            for span in s.content:
                for t in p.tokens_in(span):
                    if p.tags[t] != "MD" or (p.lemmas[t] not in ("must", "should") and p.words[t].lower() not in ("must", "should")):
                        continue
                    verb = p.heads[t]
                    if any(p.deps[x] in ("advcl", "relcl") for x in (verb, *p.ancestors(verb)) if span[0] <= p.starts[x] < span[1]) or (p.lemmas[verb] in ("be", "have") and p.child(verb, "attr", "acomp") is None):
                        continue
                    if any(p.deps[c] == "mark" and p.lemmas[c] in ("whether", "if") for c in p.children(verb)) or any(t < h for h in f.surface(verb)):
                        continue  # a question, or the condition "should the government …"
                    asked = [x for h in f.surface(verb) for x in a.of(h) if x.actor and x.actor != speaker.actor and not (x.country and x.country == speaker.country and x.kind == "state")]
                    if not asked or not advised(speaker, asked[0]):
                        continue
                    inner = next((e for e in out if e.head == verb and e.status in ("called_for", "negated")), None)
                    mode = _WANTED.get(inner.type, "change") if inner is not None else "change"
                    negative = any(p.deps[c] == "neg" for c in p.children(verb))
                    if inner is not None:
                        out.remove(inner)
                    out.append(
                        Event(
                            id="", type="REQUEST", mode=mode, cameo=_CAMEO_WANTED[mode], trigger=p.span(t, verb), head=verb, sentence=p.sentence_span(verb),
                            actors=tuple(x for x in s.speakers), recipients=tuple(dict.fromkeys(x.id for x in asked)), status="happened",
                            content=(inner.type, inner.mode) if inner else None, rule="rule.must", score=0.6,
                            because=(Reason(field="type", value=f"REQUEST/{mode}", why=f"says that another {'must not' if negative else p.words[t].lower()} do it", span=p.span(t, t)),),
                        )
                    )  # fmt: skip
        return out

    def _by_rule(self, reading: Reading, e: Event, v: Verdict) -> Event:
        """PLOVER's boundary rules that hang on status: future cooperation, announced retreats, refusals, what someone says must be done."""

        by_id = {m.id: m for m in reading.mentions}

        def becomes(type_: str, mode: str | None, cameo: str | None, status: str, why: str) -> Event:
            reason = Reason(field="type", value=type_ + (f"/{mode}" if mode else ""), why=why)
            return msgspec.structs.replace(
                e, type=type_, mode=mode, cameo=cameo, status=status, content=(e.type, e.mode), acled=None, because=(*e.because, reason)
            )

        if e.type == "MOBILIZE" and e.cameo in ("152", "1520", "150", "154") and len({by_id[a].country for a in e.actors if by_id[a].country}) > 1:
            e = msgspec.structs.replace(e, type="COOPERATE", mode=None, cameo="062", because=(*e.because, Reason(field="type", value="COOPERATE", why="of two states together")))
        if e.status == "planned" and e.type in COOPERATIVE:
            return becomes("AGREE", None, _CAMEO_INTENT.get(e.type), "planned", f"future {e.type} is AGREE")
        if e.status == "planned" and e.type == "RETREAT" and v.modal in ("will", "would", None):
            return becomes("CONCEDE", None, "08", "planned", "an announced RETREAT is CONCEDE")
        if e.status == "planned" and e.type in _THREATS and e.actors:
            mode = _THREAT_MODES.get(e.mode or "", _THREATS[e.type])
            return becomes("THREATEN", mode, _CAMEO_THREAT[mode], "planned", f"intended {e.type} is THREATEN")
        if e.status == "negated" and v.modal in ("will", "would") and e.type in _REFUSED and not v.open:
            mode = _REFUSED[e.type]
            return becomes("REJECT", mode, _CAMEO_REFUSED[mode], "happened", f"will not {e.type} is REJECT")
        return e


def _one_act(f: Frames, drafts: list[tuple[Match, Event, Verdict]]) -> list[tuple[Match, Event, Verdict]]:
    """One act told by two words is one record: "maintain a dialogue", "killed in an air strike", "opened fire, killing four"."""
    p = f.p
    gone: set[int] = set()
    at = {m.head: k for k, (m, _, _) in enumerate(drafts)}

    def merge(keep: int, drop: int) -> None:
        m, e, v = drafts[keep]
        _, o, _ = drafts[drop]
        finer = (e.mode is None and o.mode is not None) or ((e.acled is None or e.acled[1] == "Attack") and o.acled is not None and o.mode is not None)
        drafts[keep] = (
            m,
            msgspec.structs.replace(
                e, actors=e.actors or o.actors, recipients=tuple(dict.fromkeys(e.recipients + tuple(r for r in o.recipients if r not in (e.actors or o.actors)))),
                mode=o.mode if finer else e.mode, acled=o.acled if finer and o.acled else e.acled, cameo=o.cameo if finer and o.cameo else e.cameo,
                contexts=tuple(dict.fromkeys(e.contexts + o.contexts)), because=(*e.because, *o.because[:1]),
            ),
            v,
        )  # fmt: skip
        gone.add(drop)

    for k, (m, e, _) in enumerate(drafts):
        if m.pattern.pos == "noun":
            for verb in (f.light_verb(m.head), f.light_participle(m.head)):
                other = at.get(verb) if verb is not None else None
                if other is not None and drafts[other][1].type == e.type:
                    gone.add(other)
            if e.type == "PROTEST" and p.deps[m.head] == "pobj" and p.lemmas[p.heads[m.head]] == "in" and p.heads[p.heads[m.head]] in at and not e.actors:
                gone.add(k)  # "recalled its envoy in protest"
            if e.type == "CONSULT" and p.deps[m.head] == "pobj" and p.lemmas[p.heads[m.head]] in ("for", "on") and (other := at.get(p.heads[p.heads[m.head]])) is not None and other != k:
                drafts_other = drafts[other][1]
                if drafts_other.type == "CONSULT" and other not in gone:  # "flew to Cairo for talks with X"
                    more = tuple(x for x in (*e.actors, *e.recipients) if x not in drafts_other.actors and x not in drafts_other.recipients)
                    drafts[other] = (drafts[other][0], msgspec.structs.replace(drafts_other, recipients=drafts_other.recipients + more), drafts[other][2])
                    gone.add(k)
            if e.type != "ASSAULT":
                continue
            prep = p.heads[m.head]
            verb = p.heads[prep]
            if p.deps[m.head] == "pobj" and p.lemmas[prep] in ("in", "by", "during", "from", "with") and (other := at.get(verb)) is not None and other != k:
                if drafts[other][1].type == "ASSAULT" and other not in gone and k not in gone:
                    merge(other, k)
            elif p.deps[m.head] == "nsubj" and (other := at.get(p.heads[m.head])) is not None and drafts[other][1].type == "ASSAULT" and other not in gone:
                merge(k, other)
        elif e.type in _DEMANDS and p.deps[m.head] in ("advcl", "xcomp") and p.tags[m.head] in ("VB", "VBG") and (other := at.get(p.heads[m.head])) is not None:
            if drafts[other][1].type == "PROTEST":  # "marched to demand", "struck in protest": what a protest is for is no act of its own
                keep, protest, v = drafts[other]
                aimed = protest.recipients or tuple(r for r in e.recipients if r not in protest.actors)
                drafts[other] = (keep, msgspec.structs.replace(protest, recipients=aimed, content=protest.content or (e.type, e.mode)), v)
                gone.add(k)
        elif e.type == "PROTEST" and p.tags[m.head] == "VBG" and p.deps[m.head] == "advcl":
            other = at.get(p.heads[m.head])  # "marched, chanting slogans"
            if other is not None and drafts[other][1].type == "PROTEST" and drafts[other][1].mode == e.mode:
                gone.add(k)
        elif e.type == "ASSAULT" and p.tags[m.head] == "VBG" and p.deps[m.head] == "advcl":
            other = at.get(p.heads[m.head])
            if other is None:
                other = next((at[c] for c in p.children(p.heads[m.head]) if c in at and drafts[at[c]][1].type == "ASSAULT" and p.tags[c][:1] == "N"), None)
            if other is not None and other != k and drafts[other][1].type == "ASSAULT" and other not in gone:
                merge(other, k)
    return [d for k, d in enumerate(drafts) if k not in gone]


def _absorb(p: Parse, drafts: list[tuple[Match, Event, Verdict]]) -> list[tuple[Match, Event, Verdict]]:
    """Drop an act that is the content of a speech act coded beside it, and keep it as that event's content."""
    by_token = {t: k for k, (m, _, _) in enumerate(drafts) for t in m.tokens}
    gone: set[int] = set()
    for k, (m, e, v) in enumerate(drafts):
        if e.status == "conditional" and any((outer := by_token.get(g)) is not None and outer != k and drafts[outer][1].type in SPEECH for g in p.ancestors(m.head)):
            gone.add(k)  # the condition of a threat or an offer
            continue
        for g in v.governors:
            outer = by_token.get(g)
            if outer is None or outer == k or outer in gone:
                continue
            om, oe, ov = drafts[outer]
            if oe.mode in ("convict", "arrest") and e.type in ("ASSAULT", "ACCUSE", "COERCE", "PROTEST", "AID", "MOBILIZE"):
                gone.add(k)  # what someone was convicted of or arrested for is no second event of the story
                drafts[outer] = (om, msgspec.structs.replace(oe, content=oe.content or (e.type, e.mode)), ov)
                break
            if oe.type not in SPEECH | {"RETREAT", "SANCTION"}:
                continue
            undone = (
                m.pattern.pos == "noun" and oe.type in ("CONCEDE", "RETREAT", "REJECT", "SANCTION") and p.deps[m.head] in ("dobj", "nsubjpass")
                and p.heads[m.head] == g
            )  # fmt: skip
            bare = m.pattern.pos == "noun" and not e.actors and not e.recipients
            if undone or bare or e.status not in REALISED or (oe.type in ("ACCUSE", "REQUEST", "THREATEN", "REJECT") and not (e.actors and m.pattern.pos == "noun")):
                gone.add(k)
                drafts[outer] = (om, msgspec.structs.replace(oe, content=oe.content or (e.type, e.mode), step=oe.step or e.step), ov)
                break
    return [d for k, d in enumerate(drafts) if k not in gone]


def _named(actor: str, reading: Reading) -> str:
    """A name for an implied member that no mention names ("RUS:head_of_state" -> "head of state of Russia")."""
    owner, _, label = actor.partition(":")
    of = next((m.name for m in reading.mentions if m.actor == owner and m.name), owner)
    return f"{label.replace('_', ' ')} of {of}" if label else of


def _finish(reading: Reading, coined: dict[str, Mention], events: list[Event]) -> tuple[list[Event], list[Mention]]:
    """Goldstein values, quads, implicit mentions for members of groups, and ids in the order of the text."""
    by_id = {m.id: m for m in reading.mentions}
    mentions = list(reading.mentions)
    implied: dict[str, str] = {}
    named = {(m.actor, reading.tokens.sentence_of[m.head]): m.id for m in reversed(reading.mentions) if m.head >= 0 and not m.pronoun and m.actor}

    def spread(ids: tuple[str, ...]) -> tuple[str, ...]:
        out: list[str] = []
        for i in ids:
            if i in coined:
                if i not in implied:
                    implied[i] = f"m{len(mentions) + 1}"
                    mentions.append(msgspec.structs.replace(coined[i], id=implied[i]))
                out.append(implied[i])
                continue
            m = by_id[i]
            if m.pronoun and m.actor:  # "Ethiopia said it would": the name in the same sentence says it better
                i = named.get((m.actor, reading.tokens.sentence_of[m.head]), i)
                m = by_id[i]
            if not m.members:
                out.append(i)
            for actor in m.members:
                key = f"{i} {actor}"
                if key not in implied:
                    known = next((x for x in reading.mentions if x.actor == actor), None)
                    owner = known or next((x for x in reading.mentions if x.actor == actor.partition(":")[0]), None)
                    new = f"m{len(mentions) + 1}"
                    mentions.append(
                        Mention(
                            id=new, span=m.span, text=m.text, actor=actor, name=known.name if known else _named(actor, reading), kind=known.kind if known else m.kind,
                            country=owner.country if owner else None, code=owner.code if owner else None, sector=known.sector if known else m.sector,
                            implicit=True, evidence=f"member of {m.text!r}",
                        )
                    )  # fmt: skip
                    implied[key] = new
                out.append(implied[key])
        return tuple(dict.fromkeys(out))

    done: list[Event] = []
    for e in sorted(events, key=lambda e: e.trigger):
        # A CAMEO code says that something was done: an act that was not done has none (the intent to do it may have its own).
        code = e.cameo if e.status in REALISED or e.content is not None else None
        cameo = load.cameo().get(code or "")
        done.append(
            msgspec.structs.replace(
                e, id=f"e{len(done) + 1}", cameo=code, actors=spread(e.actors), recipients=spread(e.recipients), goldstein=cameo[1] if cameo else None,
                quad=QUAD[e.type], acled=e.acled if e.status in REALISED else None,
            )
        )  # fmt: skip
    return done, mentions
