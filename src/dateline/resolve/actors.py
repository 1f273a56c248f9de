"""Resolve mentions to actors as they were on the story's date: names to entries, titles and role nouns to office holders, nouns with
a country or group before them to that side's army, ministry, fighters.
"""

import bisect
import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from dateline.lexicon import load
from dateline.lexicon.entries import ActorEntry, Office
from dateline.lexicon.names import AgentIndex, Hit, How, NameIndex, Noun, fold, slug
from dateline.model.claim import Mention
from dateline.model.reading import Reading
from dateline.resolve.scene import Scene, bounds, holds

__all__ = ["UNIQUE_ROLES", "Resolver", "bounds", "holds"]
UNIQUE_ROLES = frozenset(
    {"head_of_state", "head_of_government", "supreme_leader", "crown_prince", "foreign_minister", "defence_minister", "interior_minister",
     "finance_minister", "justice_minister", "chief_of_staff", "leader", "secretary_general", "speaker", "national_security_adviser",
     "intelligence_chief", "police_chief", "opposition_leader", "deputy_head_of_state"}
)  # fmt: skip
"""Roles that one person holds at a time, so that a title with its country names the person."""
_HOME = frozenset(
    {"government", "legislature", "court", "ministry", "military", "police", "intelligence", "agency", "armed_people", "state_armed_people", "civil_people",
     "official_people", "office", "party", "movement", "group", "person"}
)  # fmt: skip
_RANK = {
    r: k for k, r in enumerate(
        ("head_of_state", "supreme_leader", "crown_prince", "head_of_government", "secretary_general", "deputy_head_of_state", "foreign_minister",
         "defence_minister", "interior_minister", "finance_minister", "justice_minister", "deputy_head_of_government", "minister", "leader", "speaker",
         "chief_of_staff", "national_security_adviser", "intelligence_chief", "commander", "head_of_mission", "commissioner", "director", "governor",
         "chair", "opposition_leader", "candidate")
    )
}  # fmt: skip
"""The offices by which a person is known first, where several are held at once."""
_STATE_ROLES = frozenset({"head_of_state", "head_of_government", "supreme_leader", "crown_prince"})
_ORGANS = frozenset({"government", "military", "police", "intelligence", "ministry", "court", "legislature"})
_ORDINARY = frozenset({"civil_people", "armed_people", "state_armed_people", "official_people"})
_PEOPLES = frozenset({"ethnic_group", "religious_group"})
_OFFICES = frozenset({"ministry", "court", "agency", "legislature"})
"""Bodies that stay bodies of their own, whoever runs them ("the Houthi-run health ministry")."""
_LIKE_STATE = 90.0
"""The likeness (of 100) at which a word that the parser takes for a body is a misspelt state."""
_TICKER = re.compile(r"[A-Z]{1,5}\.[A-Z]{1,2}$")
_OWNING = frozenset({"led", "run", "controlled", "held", "ruled", "dominated", "administered"})
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z&/.-]{1,11}$")


class Resolver:
    """Turns spans into actors. Holds the compiled knowledge; keeps nothing between stories."""

    def __init__(self, names: NameIndex, agents: AgentIndex) -> None:
        self.names, self.agents = names, agents
        self.words = {k: frozenset(str(w) for w in v) for table in ("coreference", "naming") for k, v in load.words(table).items()}

    def resolve(self, reading: Reading) -> Reading:
        """Give every mention that can be resolved its actor; drop those that turn out to be places or nothing."""
        return _Story(self, reading).run()

    def entry(self, actor: str | None) -> ActorEntry | None:
        """The knowledge-base entry of an actor id."""
        n = self.names.number.get(actor or "")
        return self.names.entries[n] if n is not None else None

    def capital(self, actor: str | None) -> str | None:
        """A state's capital."""
        e = self.entry(actor)
        return e.capital if e is not None else None

    def parent(self, actor: str) -> tuple[str, str] | None:
        """The id and name of the actor that another is an organ of."""
        e = self.entry(actor)
        up = self.entry(e.parent) if e is not None else None
        return (up.id, up.name) if up is not None else None

    def name(self, actor: str) -> str | None:
        """The name that an actor is shown by."""
        e = self.entry(actor)
        return e.name if e is not None else None

    def sides(self, actor: str, on: dt.date | None = None) -> tuple[str, ...]:
        """The bodies and groups that a person leads or serves (`on` a day, if given), and what these are organs of, nearest first."""
        found: list[str] = []
        queue = [actor.split(":")[0]]
        while queue:
            a = queue.pop(0)
            e = self.entry(a)
            if a not in found:
                found.append(a)
                if e is not None:
                    queue += [o.of for o in e.offices if on is None or holds(o.since, o.until, on)] + ([e.parent] if e.parent else [])
        return tuple(found)

    def holder(self, of: str, role: str, day: dt.date | None) -> tuple[ActorEntry, Office] | None:
        """Who held an office on a day, if the knowledge base names exactly one; no designates, no rival claimants."""
        found = [
            (self.names.entries[k], o)
            for k, o in self.names.offices.get((of, role), ())
            if holds(o.since, o.until, day) and not self.words["claimed"] & set(re.split(r"[\s-]+", (o.title or "").lower()))
        ]
        if len({e.id for e, _ in found}) > 1:
            sure = [(e, o) for e, o in found if o.since]
            latest = max((o.since or "" for _, o in sure), default="")
            found = [(e, o) for e, o in sure if o.since == latest]
        return found[0] if len({e.id for e, _ in found}) == 1 else None


class _Done(dict[int, Mention]):
    """Resolved mentions by their head, and the heads of people by every word of their names: a long story has thousands of mentions."""

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[str, list[int]] = {}

    def __setitem__(self, head: int, m: Mention) -> None:
        super().__setitem__(head, m)
        if m.kind == "person":
            for word in {*m.text.lower().split(), *(m.name or "").lower().split()[-1:]}:
                heads = self._people.setdefault(word, [])
                at = bisect.bisect_left(heads, head)
                if heads[at : at + 1] != [head]:
                    heads.insert(at, head)

    def people(self, word: str, before: int | None = None) -> Iterator[Mention]:
        """People of whose text, or whose name's end, a word in lower case is one; the nearest before a head first."""
        heads = self._people.get(word, [])
        for head in reversed(heads if before is None else heads[: bisect.bisect_left(heads, before)]):
            if self[head].kind == "person":
                yield self[head]


class _Story:
    def __init__(self, resolver: Resolver, reading: Reading) -> None:
        self.r, self.reading, self.p = resolver, reading, reading.tokens
        self.day = reading.story.published
        self.by_head: dict[int, Mention] = {m.head: m for m in reading.mentions}
        self.done = _Done()
        self.places: set[int] = set()
        self.abbreviations: dict[str, int] = {}
        self.busy: set[int] = set()
        self.stood_in: dict[str, bool] = {}
        self.tokens_of: dict[str, list[int]] = {}
        for t, w in enumerate(self.p.words):
            self.tokens_of.setdefault(w, []).append(t)
        self.refused: set[str] = set()
        self.elsewhere: set[str] = set()
        self.country_at: dict[int, str] = {t: p.country for p in reading.places if p.country for t in self.p.tokens_in(p.span)}
        self.province_at = {t: p.country for p in reading.places if p.country and p.kind in ("region", "province", "division") for t in self.p.tokens_in(p.span)}
        self.scene: Scene

    def run(self) -> Reading:
        hits: dict[int, tuple[tuple[int, How], ...]] = {}
        for head, m in self.by_head.items():
            if m.evidence == "name":
                hits[head] = self.r.names.lookup(self.p.text[slice(*m.span)] if m.span else "") or self._loose(m)
        self.scene = Scene(self.reading, self.r.names, self.r.agents, [(self.by_head[h], c) for h, c in hits.items()])
        for head in sorted(hits):
            self._name(self.by_head[head], hits[head])
        for _, m in sorted(self.by_head.items()):
            if m.evidence and m.evidence.startswith("entity"):
                self._entity(m)
        self._abbreviate()
        for head, m in sorted(self.by_head.items()):
            if m.evidence and m.evidence.endswith(" noun"):
                self._ready(head)
            elif m.pronoun:
                self.done[head] = m
        self._shortened()
        self._titles()
        self._only_country()
        kept = [self.done[h] for h in sorted(self.done)]
        kept = [msgspec.structs.replace(m, id=f"m{k}") for k, m in enumerate(kept, start=1)]
        return msgspec.structs.replace(self.reading, mentions=tuple(kept))

    # -- names -----------------------------------------------------------------------------------------------------

    def _loose(self, m: Mention) -> tuple[tuple[int, How], ...]:
        found: list[Hit] = self.r.names.find(m.text)
        return found[0].candidates if found else ()

    def _score(self, e: ActorEntry, how: How) -> float:
        scene = self.scene
        score = {"name": 3.0, "alias": 3.0, "metonym": 2.5, "adjective": 2.5, "demonym": 2.5, "weak": 1.0}[how]
        if e.country:
            score += 2.0 * scene.countries[e.country] / (scene.countries.total() or 1) + (0.5 if scene.countries[e.country] else 0)
        if e.parent in scene.strong or e.id in scene.strong:
            score += 0.5
        if not holds(e.since, e.until, self.day):
            score -= 1.5
        if e.kind == "person":
            score += 0.6 if e.offices and any(holds(o.since, o.until, self.day) for o in e.offices) else 0
            score += 1.0 if e.id in scene.full else 0
        return score

    def _name(self, m: Mention, candidates: tuple[tuple[int, How], ...]) -> None:
        ranked, refused = [], []
        for k, how in candidates:
            e = self.r.names.entries[k]
            doubt = self.scene.doubt(m, e, how)
            if how == "weak" and not doubt and m.text in self.elsewhere:
                doubt = "another country's before"
            if doubt == "another country's":
                self.elsewhere.add(m.text)
            if doubt:
                refused.append(f"{e.id} ({doubt})")
                if doubt != "the story is not about it":
                    self.refused.add(e.id)
                continue
            ranked.append((self._score(e, how), e.id, e, how))
        if not ranked:
            self._refuse(m, refused)
            return
        ranked.sort(key=lambda x: (-x[0], x[1]))
        score, _, e, how = ranked[0]
        if how == "metonym" and not self._acts(m):
            self.places.add(m.head)
            return
        if e.kind == "state" and how in ("name", "alias") and self.province_at.get(m.head, e.country) != e.country:
            self.places.add(m.head)  # a province of another country with a state's name
            return
        others = [x[1] for x in ranked[1:] if score - x[0] < 0.5]
        evidence = f"{how} of {e.id}" + (f"; perhaps {', '.join(others)}" if others else "")
        done = self._filled(m, e, evidence)
        if how in ("adjective", "demonym") and e.kind == "state" and any(self.p.lemmas[c] == "ethnic" for c in self.p.children(m.head)):
            land = self._located(m.head)
            done = msgspec.structs.replace(
                done, actor=f"~ethnic-{slug(m.text)}", name=f"ethnic {m.text}", kind="ethnic_group", country=land.country if land else self._in_place(m.head)
            )
        self.done[m.head] = done

    def _refuse(self, m: Mention, refused: list[str]) -> None:
        """What a mention is, if it is none of those that bear its name."""
        if self.r.agents.at(self.p.words, self.p.lemmas, m.head):
            self._noun(m)
            return
        entity = self.scene.entity_at.get(m.head)
        if entity is None or entity.label not in ("PERSON", "ORG"):
            return
        first, last = m.first, m.last
        if entity.label == "PERSON":
            first = self.scene.first_name(m) or m.first
        if "part of a longer name" in " ".join(refused):
            return
        if first != m.first:
            span = self.p.span(first, last)
            m = msgspec.structs.replace(m, first=first, span=span, text=self.reading.story.text[slice(*span)])
        self._entity(msgspec.structs.replace(m, evidence=f"entity {entity.label}"))
        if m.head in self.done and refused and (self.done[m.head].actor or "").startswith("~"):
            self.done[m.head] = msgspec.structs.replace(self.done[m.head], evidence=f"name in the text only; not {', '.join(refused)}")

    def _filled(self, m: Mention, e: ActorEntry, evidence: str, office: Office | None = None) -> Mention:
        role: str | None = None
        title: str | None = None
        sector: str | None = e.sector
        country = e.country
        if e.kind == "person":
            current = office or self._office(e)
            if current is not None:
                role, title = current.role, self._title(current)
                sector = sector or self._role_sector(current)
            elif e.offices and self.day and all(o.until and (bounds(o.until, end=True) or self.day) < self.day for o in e.offices):
                sector = sector or "ELI"
        if e.kind == "state":
            sector = None
        return msgspec.structs.replace(
            m, actor=e.id, name=e.name, kind=e.kind, country=country, code=e.code, sector=sector, office=title, role=role,
            gender=e.gender if e.kind == "person" else None, evidence=evidence,
        )  # fmt: skip

    def _office(self, e: ActorEntry) -> Office | None:
        now = [o for o in e.offices if holds(o.since, o.until, self.day)]
        dated = [o for o in now if o.since] or now
        dated.sort(key=lambda o: o.since or "", reverse=True)
        return min(dated, key=lambda o: (_RANK.get(o.role, len(_RANK)), o.acting), default=None)

    def _title(self, o: Office) -> str:
        body = self.r.entry(o.of)
        of = body.name if body else o.of
        if o.title:
            return o.title if of.lower() in o.title.lower() else f"{o.title}, {of}"
        roles = [n for n in load.agents().roles if n.role == o.role]
        plain = [n for n in roles if not n.countries]
        own = [n for n in roles if o.of in n.countries] or [n for n in plain if n.title.lower() == o.role.replace("_", " ")] or plain
        return f"{own[0].title if own else o.role.replace('_', ' ').capitalize()} of {of}"

    def _role_sector(self, o: Office) -> str | None:
        body = self.r.entry(o.of)
        if o.sector:
            return o.sector
        if body is not None and body.kind != "state":
            return body.sector
        return next((n.sector for n in load.agents().roles if n.role == o.role and n.sector), "GOV")

    def _acts(self, m: Mention) -> bool:
        """Whether a capital stands for its government here."""
        p, i, w = self.p, m.head, self.r.words
        for _ in range(4):
            if p.deps[i] not in ("conj", "appos"):
                break
            i = p.heads[i]
        g = p.heads[i]
        if i + 1 < len(p) and p.tags[i + 1] == "HYPH":
            return False
        if (p.deps[i] == "dobj" and p.lemmas[g] in w["visit_verbs"]) or (
            p.deps[i] == "pobj" and p.lemmas[g] in ("in", "to", "for") and p.lemmas[p.heads[g]] in w["visit_verbs"]
        ):
            return True  # the host of a visit
        if p.deps[i] == "nsubj":
            return p.lemmas[g] not in w["town_verbs"]
        if p.deps[i] == "agent" or (p.deps[i] == "pobj" and p.deps[g] == "agent"):
            return True
        if p.deps[i] == "pobj":
            prep = p.lemmas[g]
            if prep == "from":
                return p.tags[p.heads[g]][:1] == "N"
            return prep in w["actor_prepositions"] and p.lemmas[p.heads[g]] not in ("flight", "road", "distance", "attack", "offensive", "assault")
        if p.deps[i] in ("dobj", "nsubjpass"):
            return p.lemmas[g] in w["actor_objects"]
        if p.deps[i] == "poss":
            return p.tags[g][:1] == "N" and p.lemmas[g] not in ("outskirt", "suburb", "center", "centre", "airport", "street", "port", "mayor")
        return False

    # -- names that the base does not know ---------------------------------------------------------------------------

    def _entity(self, m: Mention) -> None:
        label = (m.evidence or "").split(" ")[-1]
        if label in ("GPE", "LOC", "FAC"):
            state = self._near(m, person=False) if label == "GPE" and m.head not in self.country_at else None
            if state is not None and state.kind == "state":
                self.done[m.head] = state
            else:
                self.places.add(m.head)
            return
        if self._in_phrase(m.head):
            return  # "State" in "Secretary of State"
        if self._is_place(m):
            self.places.add(m.head)
            return
        if label == "NORP":
            owner = self._owner(m.head, m.first)
            self.done[m.head] = msgspec.structs.replace(
                m, actor=f"~{slug(m.text)}", name=m.text, kind="group", country=owner.country if owner else None, evidence="name in the text only"
            )
            return
        if label == "PERSON":
            known = self._known_person(m)
            if known is not None:
                self.done[m.head] = known
                return
        name = re.sub(r"['\u2019]s$", "", m.text)
        kind = "person" if label == "PERSON" else "organisation"
        sector = country = code = None
        if label == "ORG" and m.text.islower() and self.r.agents.at(self.p.words, self.p.lemmas, m.head):
            self._noun(m)  # "Sri Lanka's navy": a noun, whatever the reader of names says
            return
        if label == "ORG":
            near = self._near(m, person=False)
            if near is not None:
                self.done[m.head] = near
                return
            noun = self.r.agents.at(self.p.words, self.p.lemmas, m.last)
            if noun and noun[0][2].body:
                kind, sector = noun[0][2].body.kind, noun[0][2].body.sector
            for t in range(m.first, m.last + 1):
                found = self.r.names.lookup(self.p.words[t])
                states = [self.r.names.entries[k] for k, how in found if self.r.names.entries[k].kind == "state"]
                if len(states) == 1:
                    country = states[0].country
            country = country or self._inside(m)
            if country is None and self._worldwide(m):
                kind, code = "ngo", "NGO"
        self.done[m.head] = msgspec.structs.replace(
            m, actor=f"~{slug(name)}", name=name, kind=kind, sector=sector, country=country, code=code, evidence="name in the text only",
            gender=self._gender(m) if kind == "person" else None,
        )  # fmt: skip

    def _gender(self, m: Mention) -> str | None:
        """A person's gender by the title or first name that the text gives."""
        before = self.p.words[m.first - 1].lower().rstrip(".") if m.first else ""
        for gender in ("m", "f"):
            if before in self.r.words[f"titles_{gender}"] or self.p.words[m.first].lower().rstrip(".") in self.r.words[f"titles_{gender}"]:
                return gender
        return self.r.names.genders.get(fold(self.p.words[m.first]).lower()) if m.last > m.first else None

    def _shortened(self) -> None:
        """Names that the base does not know, cut to a surname or first name: the person of the story who alone bears it in full."""
        full: dict[str, dict[str, Mention]] = {}
        for m in self.done.values():
            if m.kind == "person" and m.actor and m.span and not m.pronoun and len(words := m.text.split()) > 1:
                for w in {words[-1].lower().removesuffix("'s").removesuffix("\u2019s"), words[0].lower()}:
                    full.setdefault(w, {}).setdefault(m.actor, m)
        for head, m in list(self.done.items()):
            if m.evidence != "name in the text only" or not (m.actor or "").startswith("~") or m.code:
                continue
            words = [w for w in m.text.split() if w.lower().rstrip(".") not in self.r.words["titles_m"] | self.r.words["titles_f"]]
            named = full.get(words[0].lower().removesuffix("'s").removesuffix("\u2019s"), {}) if len(words) == 1 else {}
            others = [o for a, o in named.items() if a != m.actor]
            if len(others) == 1:
                o = others[0]
                self.done[head] = msgspec.structs.replace(
                    m, actor=o.actor, name=o.name, kind="person", country=o.country, code=o.code, sector=o.sector, office=o.office, role=o.role,
                    gender=o.gender or m.gender, evidence=f"short for {o.text!r} in the story",
                )  # fmt: skip

    def _known_person(self, m: Mention) -> Mention | None:
        """A person named before in the story, by surname or a shorter form; or a near spelling of a known name."""
        words = [w for w in re.split(r"\s+", re.sub(r"['\u2019]s$", "", m.text)) if w]
        if not words:
            return None
        mine = [w.lower() for w in words]
        for other in self.done.people(mine[-1], m.head):
            if not other.pronoun and other.name:
                theirs = other.name.split()
                ours = [w.lower() for w in (*theirs, *other.text.split())]
                if mine[-1] in (theirs[-1].lower(), other.text.split()[-1].lower()) and all(w in ours for w in mine):
                    return msgspec.structs.replace(
                        m, actor=other.actor, name=other.name, kind="person", country=other.country, code=other.code, sector=other.sector,
                        office=other.office, role=other.role, gender=other.gender, evidence=f"surname of {other.text!r} earlier in the story",
                    )  # fmt: skip
        return self._near(m, person=True)

    def _near(self, m: Mention, *, person: bool) -> Mention | None:
        """A name that the base knows in a near spelling; how near is the mention's score. Two that are as near are none."""
        text = re.sub(r"['\u2019]s?$", "", m.text)
        if not person and text.isupper() and " " not in text:
            return None
        word = text.split()[-1].lower()
        if not person and any(word in o.text.lower().split() for o in self.done.people(word)):
            return None
        fits = []
        for n in self.r.names.near.find(text, person=person):
            e = self.r.names.entries[n.number]
            if (text.isupper() and n.score < 95) or (not person and not self._near_fits(m, e, n.score)):
                continue
            if e.id not in self.refused and not (person and self.scene.doubt(m, e, "alias")) and (e.kind in ("person", "state") or self.scene.about(e) or e.code):
                fits.append((n, e))
        if not fits or (len(fits) > 1 and fits[0][0].score == fits[1][0].score):
            return None
        near, e = fits[0]
        return msgspec.structs.replace(self._filled(m, e, f"spelling near {near.name}"), score=round(near.score / 100, 3))

    def _near_fits(self, m: Mention, e: ActorEntry, score: float) -> bool:
        """Whether a name that the parser takes for a place or a body may be a misspelt state, or a body."""
        place = (m.evidence or "").endswith("GPE")
        if e.kind != "state":
            return not place
        word = fold(m.text).lower()
        return place or (m.first == m.last and score >= _LIKE_STATE and m.head not in self.country_at and word not in self.r.names.people)

    def _inside(self, m: Mention) -> str | None:
        """The country of the place in a body's name ("Baghdad University"), if there is one alone."""
        lands = {self.country_at[t] for t in range(m.first, m.last + 1) if t in self.country_at}
        for t in range(m.first, m.last + 1):
            lands |= {str(self.r.names.entries[k].country) for k, how in self.r.names.lookup(self.p.words[t]) if how == "metonym"}
        return lands.pop() if len(lands) == 1 else None

    def _worldwide(self, m: Mention) -> bool:
        """Whether a body's name says that it is a society of a region or the world ("Association of African Jurists")."""
        w = {x.lower() for x in self.p.words[m.first : m.last + 1]}
        return bool(w & self.r.words["societies"]) and bool(w & self.r.words["worldwide"])

    def _in_phrase(self, t: int) -> bool:
        """Whether a token is the tail of a role noun ("Secretary of State")."""
        p = self.p
        return any(
            last >= t for k in range(max(t - 3, 0), t) for _, last, n in self.r.agents.at(p.words, p.lemmas, k) if n.role and p.sentence_of[k] == p.sentence_of[t]
        )

    def _is_place(self, m: Mention) -> bool:
        """Whether a name that the parser takes for a body or a person is a place of the story: known as one, and somewhere stood in."""
        country = self.country_at.get(m.head)
        if country is None or m.first != m.last or not self.scene.countries[country]:
            return False
        word = self.p.words[m.head]
        if word not in self.stood_in:
            self.stood_in[word] = self._stood_in(word)
        return self.stood_in[word]

    def _stood_in(self, word: str) -> bool:
        p = self.p
        for t in self.tokens_of.get(word, ()):
            entity = self.scene.entity_at.get(t)
            if entity is not None and entity.label in ("GPE", "LOC"):
                return True
            if p.deps[t] == "pobj" and p.lemmas[p.heads[t]] in self.r.words["place_prepositions"] and p.lemmas[p.heads[t]] not in ("to", "of", "over"):
                return True
        return False

    def _abbreviate(self) -> None:
        """"Government of National Accord (GNA)": the letters in brackets mean the name before them, all through the story."""
        p = self.p
        for m in list(self.done.values()):
            k = m.last + 1
            if k + 2 < len(p) and p.words[k] == "(" and p.words[k + 2] == ")" and _ABBREVIATION.match(p.words[k + 1]):
                short = p.words[k + 1]
                if _TICKER.match(short):
                    continue
                if sum(c.isupper() for c in short) >= 2:
                    self.abbreviations[short] = m.head
        for head, m in sorted(self.by_head.items()):
            source = self.abbreviations.get(m.text.strip())
            if source is not None and source != head and not m.pronoun:
                o = self.done[source]
                self.done[head] = msgspec.structs.replace(
                    m, actor=o.actor, name=o.name, kind=o.kind, country=o.country, code=o.code, sector=o.sector,
                    evidence=f"abbreviation given at {o.text!r}",
                )  # fmt: skip
        for short, source in self.abbreviations.items():
            o = self.done[source]
            for i, word in enumerate(p.words):
                if word == short and i not in self.done and p.tags[i][:1] in "NJ" and not any(m.first <= i <= m.last for m in self.done.values()):
                    self.done[i] = Mention(
                        id="", span=p.span(i, i), text=self.reading.story.text[slice(*p.span(i, i))], head=i, first=i, last=i, actor=o.actor,
                        name=o.name, kind=o.kind, country=o.country, code=o.code, sector=o.sector, evidence=f"abbreviation given at {o.text!r}",
                    )  # fmt: skip

    # -- nouns -------------------------------------------------------------------------------------------------------

    def _ready(self, head: int) -> bool:
        """Whether a mention is resolved; a noun that another noun needs is resolved first ("leaders of Romania's government")."""
        m = self.by_head.get(head)
        if head not in self.done and m is not None and m.evidence and m.evidence.endswith(" noun") and head not in self.busy:
            self.busy.add(head)
            self._noun(m)
        return head in self.done

    def _owner(self, head: int, first: int) -> Mention | None:
        """Whose army, minister or fighters: the mention before the noun, after "of", or in "X-led"."""
        p = self.p
        before = [c for c in p.children(head) if p.deps[c] in ("amod", "compound", "poss", "nmod")]
        for c in before:
            if self._ready(c) and self.done[c].actor and not self.done[c].pronoun:
                return self.done[c]
            if (p.deps[c] == "amod" and p.lemmas[c] in _OWNING) or p.words[c].lower() in _OWNING:
                inner = next((d for d in p.children(c) if d in self.done), None)
                if inner is not None:
                    return self.done[inner]
            for d in p.children(c):
                if d in self.done and p.deps[c] == "compound" and p.deps[d] in ("amod", "compound", "poss"):
                    return self.done[d]
        for t in range(first, head):
            if t in self.done and p.tags[t + 1 : t + 2] != ["HYPH"] and self.done[t].kind == "state":
                return self.done[t]
        for c in p.children(head):
            if p.deps[c] == "prep" and p.lemmas[c] in ("of", "for", "from") and c > head:
                obj = p.child(c, "pobj")
                if p.lemmas[c] == "from" and self._leaves(head):
                    continue
                if obj is not None and self._ready(obj) and self.done[obj].actor and not self.done[obj].pronoun:
                    return self.done[obj]
            if p.deps[c] in ("amod", "acl") and c > head and p.lemmas[c] in ("loyal", "allied", "align", "belong", "faithful"):
                to = next((d for d in p.children(c) if p.lemmas[d] in ("to", "with")), None)
                obj = p.child(to, "pobj") if to is not None else None
                if obj is not None and self._ready(obj):
                    return self._side(self.done[obj])
        return None

    def _leaves(self, head: int) -> bool:
        """Whether a noun stands with a word for leaving: "the withdrawal of troops from X" are not the troops of X."""
        w = self.r.words
        return any(self.p.lemmas[a] in w["leaving"] or self.p.lemmas[a] in w["leaving_verbs"] for a in list(self.p.ancestors(head))[:3])

    def _only_country(self) -> None:
        """Where a story names one country and no other, its unnamed police, courts, rebels and villagers are that country's."""
        named = {m.country for m in self.done.values() if m.country} | set(self.country_at.values())
        if len(named) != 1:
            return
        country = next(iter(named))
        for head, m in self.done.items():
            if m.country is None and m.code is None and m.kind in _HOME and m.actor and not m.pronoun:
                self.done[head] = msgspec.structs.replace(m, country=country, evidence=f"{m.evidence}; {country}, the only country that the story names")

    def _in_place(self, head: int) -> str | None:
        """The country of the place that a noun belongs to or is in ("the Sindh government", "rebels in Darfur")."""
        p = self.p
        for c in p.children(head):
            if p.deps[c] in ("amod", "compound", "poss", "nmod") and c in self.country_at:
                return self.country_at[c]
            if p.deps[c] == "prep" and p.lemmas[c] in ("of", "in", "from", "across", "throughout") and c > head:
                if p.lemmas[c] == "from" and self._leaves(head):
                    continue
                obj = p.child(c, "pobj")
                for o in (obj, p.child(obj, "compound", "nmod", "poss") if obj is not None else None):
                    if o is not None and o in self.country_at:
                        return self.country_at[o]
        return None

    def _whereabouts(self, head: int) -> str | None:
        """The country in which people or a body are ("the largest Christian group in Northern Ireland")."""
        land = self._located(head)
        return land.country if land is not None else self._in_place(head)

    def _located(self, head: int) -> Mention | None:
        """The state, or the region with a government, that people or a body without an owner are in ("opposition groups in Zimbabwe")."""
        p = self.p
        for c in p.children(head):
            if p.deps[c] == "prep" and p.lemmas[c] in ("in", "across", "throughout") and c > head:
                obj = p.child(c, "pobj")
                for o in (obj, p.child(obj, "poss") if obj is not None else None):
                    if o is not None and o in self.done and self.done[o].country and self.done[o].kind in ("state", "government"):
                        return self.done[o]
        return None

    def _owners(self, head: int) -> list[Mention]:
        """All whom people are of ("representatives of A and B")."""
        p = self.p
        of = next((c for c in p.children(head) if p.deps[c] == "prep" and p.lemmas[c] in ("of", "from") and c > head), None)
        obj = p.child(of, "pobj") if of is not None else None
        chain = [obj] if obj is not None else []
        while chain and len(chain) < 6 and (nxt := p.child(chain[-1], "conj")) is not None:
            chain.append(nxt)
        return [self.done[c] for c in chain if self._ready(c) and self.done[c].actor and self.done[c].kind != "person"]

    def _coordinated(self, head: int) -> list[Mention]:
        """The owners before a plural noun, where there are several ("Kenyan and Somali ministers")."""
        p = self.p
        for c in p.children(head):
            if c < head and p.deps[c] in ("amod", "compound", "nmod") and c in self.done:
                chain = [c]
                while (nxt := p.child(chain[-1], "conj")) is not None and nxt < head and len(chain) < 6:
                    chain.append(nxt)
                found = [self.done[t] for t in chain if t in self.done and self.done[t].actor and self.done[t].kind not in ("person", *_PEOPLES)]
                if len(found) > 1:
                    return found
        return []

    def _side(self, m: Mention) -> Mention:
        """The group that a person leads, where forces are named after the person."""
        e = self.r.entry(m.actor)
        if e is not None and e.kind == "person":
            o = self._office(e)
            body = self.r.entry(o.of) if o else None
            if body is not None and o is not None and (body.kind != "state" or o.role in _STATE_ROLES):
                return self._filled(m, body, f"{'state' if body.kind == 'state' else 'forces'} of {e.name}")
        return m

    def _noun(self, m: Mention) -> None:
        found = self.r.agents.at(self.p.words, self.p.lemmas, m.head)
        if not found:
            return
        nouns = [n for _, _, n in found]
        owner = self._owner(m.head, m.first)
        if self.p.lemmas[m.head] in self.r.words["counterpart"]:
            if owner is not None and owner.actor:
                self.done[m.head] = msgspec.structs.replace(
                    m, actor=f"{owner.actor}:counterpart", name=m.text, kind="office", country=owner.country, code=owner.code if not owner.country else None,
                    sector="GOV", role="official", evidence=f"counterpart of {owner.name}",
                )  # fmt: skip
            return
        noun = self._reading(nouns, owner)
        if noun.kind == "role":
            self._role(m, noun, owner)
            return
        if noun.body:
            kind, sector, label = noun.body.kind, noun.body.sector, noun.body.body
        else:
            assert noun.people is not None
            kind, sector, label = noun.people.kind, noun.people.sector, noun.people.group
        definite = any(self.p.lemmas[c] in ("the", "this", "that", "these", "those", "both") for c in self.p.children(m.head))
        if owner is None and (place := self._located(m.head)) is not None:
            self.done[m.head] = msgspec.structs.replace(
                m, actor=f"{place.actor}:{slug(label)}", name=m.text, kind=_noun_kind(noun, kind), country=place.country, sector=sector,
                evidence=f"{label} in {place.name}",
            )  # fmt: skip
            return
        if owner is None and (land := self._in_place(m.head) or self._inside(m)) is not None:
            self.done[m.head] = msgspec.structs.replace(
                m, actor=f"{land}:{slug(label)}", name=m.text, kind=_noun_kind(noun, kind), country=land, sector=sector, evidence=f"{label} of a place in {land}"
            )
            return
        if owner is None:
            many = self.p.tags[m.head] in ("NNS", "NNPS")
            common = label if kind != "civil" or many else self.p.lemmas[m.head]  # "a man" is not "people"
            actor = f"~{slug(common if noun.people or definite else m.text)}"
            self.done[m.head] = msgspec.structs.replace(
                m, actor=actor, name=m.text, kind=_noun_kind(noun, kind), code="NGO" if kind == "ngo" else None, sector=sector, evidence=f"{label} (noun)"
            )
            return
        owners = self._owners(m.head)
        if len(owners) > 1 and noun.people is not None and m.plural:
            members = tuple(o.actor for o in owners if o.actor)
            self.done[m.head] = msgspec.structs.replace(
                m, actor="+".join(sorted(members)), name=m.text, kind=_noun_kind(noun, kind), sector=sector, members=members,
                evidence=f"{label} of {' and '.join(str(o.name) for o in owners)}",
            )  # fmt: skip
            return
        several = self._coordinated(m.head) if self.p.tags[m.head] in ("NNS", "NNPS") else []
        if several:
            members = tuple(str(o.actor) if o.kind == "armed_group" else f"{o.actor}:{slug(label)}" for o in several)
            self.done[m.head] = msgspec.structs.replace(
                m, actor="+".join(sorted(members)), name=m.text, kind=_noun_kind(noun, kind), sector=sector, members=members,
                evidence=f"{label} of {' and '.join(str(o.name) for o in several)}",
            )  # fmt: skip
            return
        if owner.kind in _PEOPLES and kind in ("military", "police"):  # a people has no army: which force it is, the words do not tell
            land = owner.country or self._whereabouts(m.head)
            self.done[m.head] = msgspec.structs.replace(
                m, actor=f"~{slug(re.sub(r'^(the|some|any) ', '', m.text.lower()))}", name=m.text, kind="armed_people", country=land, sector="UAF", evidence=f"{owner.name} {label}"
            )
            return
        if owner.kind == "person" and ((noun.body and noun.body.kind in _ORGANS) or (noun.people and noun.people.kind == "state_armed")):
            owner = self._side(owner)
        e = self.r.entry(owner.actor)
        own = e is not None and e.kind in ("armed_group", "party", "movement", "military", "police", "coalition", "government") and kind not in _OFFICES
        if own and (noun.people is None or noun.people.kind in ("armed", "state_armed", "official")):
            self.done[m.head] = msgspec.structs.replace(
                m, actor=owner.actor, name=owner.name, kind=owner.kind, country=owner.country, code=owner.code, sector=owner.sector,
                evidence=f"{label} of {owner.name}",
            )  # fmt: skip
            return
        if noun.body and noun.body.kind == "government" and noun.body.body == "government" and e is not None and e.kind == "state":
            self.done[m.head] = msgspec.structs.replace(
                m, actor=e.id, name=f"Government of {e.name}", kind="government", country=e.country, sector="GOV", evidence=f"government of {e.name}"
            )
            return
        self.done[m.head] = msgspec.structs.replace(
            m, actor=f"{owner.actor}:{slug(label)}", name=m.text, kind=_noun_kind(noun, kind),
            country=owner.country or (self._whereabouts(m.head) if not owner.code else None),
            code=owner.code if not owner.country else None, sector=sector, evidence=f"{label} of {owner.name}",
        )  # fmt: skip

    def _reading(self, nouns: list[Noun], owner: Mention | None) -> Noun:
        country = owner.country if owner else None
        for n in nouns:
            if n.role and n.role.countries and (country in n.role.countries or (owner and owner.actor in n.role.countries)):
                return n
        plain = [n for n in nouns if not (n.role and n.role.countries)]
        return (plain or nouns)[0]

    def _role(self, m: Mention, noun: Noun, owner: Mention | None) -> None:
        assert noun.role is not None
        role, title = noun.role.role, noun.role.title
        sector = noun.role.sector
        p = self.p
        if owner is None:
            land = self._in_place(m.head)
            self.done[m.head] = msgspec.structs.replace(
                m, actor=f"~{slug(m.text)}", name=m.text, kind="office", country=land, sector=sector, office=title, role=role, evidence=f"{title} (role noun)"
            )
            return
        e = self.r.entry(owner.actor)
        if e is not None and e.kind not in ("state", "person"):
            sector = e.sector or sector
        beside = {p.lemmas[c] for c in p.children(m.head)}
        former = bool(beside & self.r.words["former"])
        if former:
            sector = "ELI"
        former = former or bool(beside & self.r.words["not_holder"])
        single = not m.plural and p.tags[m.head] in ("NN", "NNP")
        definite = any(p.lemmas[c] in ("a", "an", "another", "any", "every", "no") for c in p.children(m.head))
        if single and not definite and not former and role in UNIQUE_ROLES and owner.actor and p.lemmas[m.head - 1:m.head] != ["deputy"]:
            held = self.r.holder(owner.actor, role, self.day)
            if held is not None:
                person, office = held
                self.done[m.head] = msgspec.structs.replace(
                    self._filled(m, person, f"{title} of {owner.name} on {self.day}", office), office=self._title(office)
                )
                return
        many = p.tags[m.head] in ("NNS", "NNPS")
        owners = [owner]
        of = next((c for c in p.children(m.head) if p.deps[c] == "prep" and p.lemmas[c] == "of"), None)
        if many and of is not None:
            obj = p.child(of, "pobj")
            chain = [obj] if obj is not None else []
            while chain and (nxt := p.child(chain[-1], "conj")) is not None and len(chain) < 6:
                chain.append(nxt)
            owners = [self.done[c] for c in chain if c in self.done] or owners
        elif many:
            owners = self._coordinated(m.head) or owners
        members = tuple(f"{o.actor}:{role}" for o in owners if o.actor) if len(owners) > 1 else ()
        self.done[m.head] = msgspec.structs.replace(
            m, actor=f"{owner.actor}:{role}" if len(owners) == 1 else "+".join(members), name=m.text, kind="office",
            country=owner.country if len(owners) == 1 else None, code=owner.code if not owner.country else None, sector=sector,
            office=f"{title} of {owner.name}" if len(owners) == 1 else title, role=role, members=members, evidence=f"{title} of {owner.name} (role noun)",
        )  # fmt: skip

    def _titles(self) -> None:
        """Titles before and beside a person's name: office, and the country of people whom the base does not know."""
        p = self.p
        for head, m in list(self.done.items()):
            if m.kind != "person" or m.pronoun:
                continue
            start = p.left[head]
            title: tuple[int, Noun] | None = None
            for t in range(m.first - 1, start - 1, -1):
                found = self.r.agents.at(p.words, p.lemmas, t)
                if found and found[0][2].kind == "role" and p.deps[t] in ("compound", "nmod", "amod", "appos", "dep"):
                    title = (t, self._reading([n for _, _, n in found], None))
                    break
            if title is None:
                for c in p.children(head):
                    if p.deps[c] == "appos" and c in self.done and self.done[c].role and self.done[c].kind != "person":
                        self._adopt(head, m, self.done[c])
                g = p.heads[head]
                if p.deps[head] == "appos" and g in self.done and self.done[g].role:
                    self._adopt(head, m, self.done[g])
                if p.deps[head] == "appos" and g in self.done:
                    self._is_named(g, head)
                for c in p.children(head):  # "inmate X", "X, a driver": not who else drives
                    if p.deps[c] in ("compound", "nmod", "appos") and c in self.done and self.done[c].kind in _ORDINARY:
                        self._is_named(c, head)
                self._described(head, start)
                continue
            t, noun = title
            assert noun.role is not None
            owner = self._beside(t) or self._owner(t, start) or self._owner(head, start)
            if owner is None:
                owner = next((self.done[x] for x in range(start, t) if x in self.done and self.done[x].kind not in ("person",)), None)
            if owner is not None and (owner.pronoun or owner.kind in ("person", "generic", "office") or not owner.name):
                owner = None
            e = self.r.entry(m.actor)
            if e is not None:
                known = owner is not None and not (owner.actor or "~").startswith("~")
                own = self._held(e, noun.role.role, owner.actor if owner else None) or (None if known or not m.office else self._office(e))
                if own is not None:
                    self.done[head] = msgspec.structs.replace(m, role=own.role, office=self._title(own))
                    continue
            if m.actor and m.actor.startswith("~"):
                body = self.r.entry(owner.actor) if owner else None
                sector = body.sector if body is not None and body.kind not in ("state",) and body.sector else noun.role.sector
                m = msgspec.structs.replace(m, country=owner.country if owner else None, code=owner.code if owner and not owner.country else None, sector=sector)
            office = f"{noun.role.title} of {owner.name}" if owner else (m.office or noun.role.title)
            self.done[head] = msgspec.structs.replace(m, role=noun.role.role, office=office)

    def _is_named(self, noun: int, name: int) -> None:
        """A role noun is the person whose name stands in apposition to it, whoever else held the office that day ("the minister, *X*, said")."""
        n, m = self.done[noun], self.done[name]
        if n.plural or n.members or n.first <= name <= n.last or self.p.tags[noun] not in ("NN", "NNP") or (n.kind == "person" and n.evidence and n.evidence.split(" ")[0] in ("name", "alias")):
            return
        if n.kind in ("office", "person", *_ORDINARY) and m.kind == "person" and not any(self.p.deps[c] == "conj" for c in self.p.children(name)):
            self.done[noun] = msgspec.structs.replace(
                n, actor=m.actor, name=m.name, kind="person", country=m.country or n.country, code=m.code, sector=m.sector or n.sector, gender=m.gender,
                office=m.office or n.office, role=m.role or n.role, evidence=f"named beside it, {m.text!r}",
            )  # fmt: skip
            if m.actor and m.actor[0] == "~":
                self.done[name] = msgspec.structs.replace(m, country=m.country or n.country, code=m.code or n.code, sector=m.sector or n.sector)

    def _held(self, e: ActorEntry, role: str, of: str | None = None) -> Office | None:
        """The office of the role that the text gives: that of the day, else an earlier one, else one of the same body on the day."""
        now = [o for o in e.offices if holds(o.since, o.until, self.day)]
        past = [o for o in e.offices if o.role == role and (role in UNIQUE_ROLES or (not now and role != "commander")) and self.day and (o.since or "9") < self.day.isoformat()]
        fits = [o for o in now if o.role == role] or past or [o for o in now if o.of == of]
        return max(fits, key=lambda o: o.since or "", default=None)

    def _described(self, head: int, start: int) -> None:
        """A person whom the base does not know is of the country and sector of the words before the name ("British militant X")."""
        m = self.done[head]
        if not (m.actor or "").startswith("~") or m.country or m.code:
            return
        for t in range(m.first - 1, start - 1, -1):
            o = self.done.get(t)
            if o is not None and o.country and o.kind != "person" and not o.pronoun:
                sector = m.sector or (o.sector if o.kind != "state" else None)
                self.done[head] = msgspec.structs.replace(m, country=o.country, sector=sector, evidence=f"{m.evidence}; described as {o.text}")
                return

    def _beside(self, t: int) -> Mention | None:
        """The owner just before a title ("LNA commander"), whatever the parser hung it on."""
        p = self.p
        i = t - 1
        while i >= 0 and i >= t - 6 and (p.tags[i] in ("JJ", "NN", "POS", "HYPH", "VBN", "NNP", "NNPS")) and p.sentence_of[i] == p.sentence_of[t]:
            if i in self.done and self.done[i].actor and self.done[i].kind != "person":
                return self.done[i]
            i -= 1
        return None

    def _adopt(self, head: int, m: Mention, role: Mention) -> None:
        if m.actor and m.actor.startswith("~"):
            m = msgspec.structs.replace(m, country=m.country or role.country, code=m.code or role.code, sector=m.sector or role.sector)
        e = self.r.entry(m.actor)
        own = self._held(e, role.role, (role.actor or "").split(":")[0]) if e is not None and role.role else None
        office = self._title(own) if own else role.office or m.office
        self.done[head] = msgspec.structs.replace(m, role=own.role if own else m.role or role.role, office=office)


def _noun_kind(noun: Noun, kind: str) -> str:
    if noun.people is not None:
        return "generic" if kind == "generic" else f"{kind}_people"
    return kind


