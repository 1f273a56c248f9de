"""Refer back: pronouns, "the minister", "the group", "the country", "both sides", "the warring parties".

Rules over the order of mentions, newest first, for newswire: short distances, few rivals. What cannot be told stays unresolved.
"""

import pathlib
from collections.abc import Iterator

import msgspec

from dateline.lexicon import load
from dateline.model.claim import Mention
from dateline.model.parse import Parse
from dateline.model.reading import Reading

_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})
_ORGANISED = frozenset(
    {"state", "government", "legislature", "court", "ministry", "military", "police", "intelligence", "agency", "armed_group", "party",
     "movement", "igo", "igo_organ", "mission", "format", "coalition", "ngo", "company", "media", "organisation", "group"}
)  # fmt: skip
_FIGHTING = frozenset({"armed_group", "military", "coalition"})
_FORCES = frozenset({"military", "armed_people", "state_armed_people"})
_ORDINARY = frozenset({"civil_people", "armed_people", "state_armed_people", "official_people"})
_BODIES = frozenset({"company", "court", "party", "agency", "movement", "armed_group", "ngo", "media", "legislature", "ministry"})
_LOOK_BACK = 4
"""How many sentences back an antecedent may stand."""


def _copy(m: Mention, o: Mention, why: str) -> Mention:
    return msgspec.structs.replace(
        m, actor=o.actor, name=o.name, kind=o.kind, country=o.country, code=o.code, sector=o.sector, office=o.office or m.office,
        role=o.role or m.role, gender=o.gender or m.gender, members=o.members, evidence=f"{why} {o.text!r}",
    )  # fmt: skip


def refer_back(reading: Reading, *, folders: tuple[pathlib.Path, ...] = ()) -> Reading:
    """Resolve mentions that refer to an actor named earlier in the story; `evidence` names the antecedent. `folders` hold the user's own conflicts."""
    p = reading.tokens
    words = load.words("coreference")
    state_nouns, group_nouns, person_nouns = (frozenset(words[k]) for k in ("state", "group", "person"))
    warring, pair = frozenset(words["warring"]), frozenset(words["pair"])
    by_head = {m.head: m for m in reading.mentions}
    for i in range(len(p)):
        if i in by_head or p.tags[i] not in ("NN", "NNS") or any(by_head[h].first <= i <= by_head[h].last for h in range(i - 7, i + 8) if h in by_head):
            continue
        lemma = p.lemmas[i]
        phrase = f"{p.lemmas[i - 1]} {p.words[i].lower()}" if i else lemma
        definite = any(p.lemmas[c] in ("the", "this", "that", "both", "these") for c in p.children(i))
        if phrase in warring or phrase in pair or lemma in warring:
            first = i - 1 if phrase in warring or phrase in pair else i
            by_head[i] = _noun(p, reading, i, min(first, _left(p, i)))
        elif definite and (lemma in state_nouns or lemma in group_nouns or lemma in person_nouns) and p.deps[i] != "compound" and not _of_its_own(p, i):
            by_head[i] = _noun(p, reading, i, _left(p, i))
    done: dict[int, Mention] = {}
    genders: dict[str, str] = {}
    """The gender of actors whose names do not tell it, by the first pronoun that meant them."""
    for head in sorted(by_head):
        m = by_head[head]
        back = [msgspec.structs.replace(o, gender=genders[o.actor]) if o.gender is None and o.actor in genders else o for o in _back(p, done, head)]
        done[head] = _one(p, m, back, state_nouns, group_nouns, person_nouns) or _possessed(p, m, done) or m
        new = done[head]
        if m.pronoun and m.gender and new.actor and new.kind == "person":
            genders.setdefault(new.actor, m.gender)
    kept = [m for m in (done[h] for h in sorted(done)) if m.actor or m.pronoun or m.evidence in ("warring parties", "pair")]
    kept = _parties(p, kept, warring, pair, folders)
    kept = [m for m in kept if m.actor or (m.pronoun and m.quoted)]
    return msgspec.structs.replace(reading, mentions=tuple(msgspec.structs.replace(m, id=f"m{k}") for k, m in enumerate(kept, start=1)))


def _back(p: Parse, done: dict[int, Mention], head: int) -> Iterator[Mention]:
    """What a mention may refer to, newest first; `done` is in the order of the text."""
    for h in reversed(done):
        if p.sentence_of[head] - p.sentence_of[h] > _LOOK_BACK:
            return
        if done[h].actor:
            yield done[h]


def _of_its_own(p: Parse, i: int) -> bool:
    """Whether a name before the noun says which one is meant ("the Benghazi mission")."""
    return any(p.deps[c] in ("compound", "nmod", "poss") and p.tags[c][:3] == "NNP" for c in p.children(i))


def _left(p: Parse, i: int) -> int:
    core = [p.left[c] for c in p.children(i) if c < i and p.deps[c] in ("det", "amod", "compound", "poss", "nmod", "nummod", "predet")]
    return min([i, *core])


def _noun(p: Parse, reading: Reading, i: int, first: int) -> Mention:
    span = p.span(first, i)
    return Mention(
        id="", span=span, text=reading.story.text[slice(*span)], head=i, first=first, last=i, plural=p.tags[i] == "NNS", evidence="back reference"
    )


def _one(
    p: Parse, m: Mention, back: list[Mention], state_nouns: frozenset[str], group_nouns: frozenset[str], person_nouns: frozenset[str]
) -> Mention | None:
    lemma, word = p.lemmas[m.head], p.words[m.head].lower()
    if m.pronoun:
        return _pronoun(p, m, word, back)
    definite = any(p.lemmas[c] in ("the", "this", "that") for c in p.children(m.head))
    singular = p.tags[m.head] in ("NN", "NNP")
    if m.role and m.kind == "office" and definite and singular and (m.actor or "").startswith("~"):
        for o in back:
            if o.kind == "person" and o.role and (o.role == m.role or _same_title(m.role, o.role, lemma)):
                return _copy(m, o, "back to")
        persons = [o for o in back if o.kind == "person" and not o.pronoun]
        if lemma in person_nouns and persons:
            return _copy(m, persons[0], "back to")
        return None
    if definite and singular and m.kind in _ORDINARY and (m.actor or "").startswith("~"):  # "the driver, X, … The driver"
        described = next((o for o in back if o.kind == "person" and not o.pronoun and not o.plural and p.lemmas[o.head] == lemma), None)
        if described is not None:
            return _copy(m, described, "back to")
    if definite and singular and (m.evidence or "").split(";")[0].endswith("(noun)") and m.kind in _BODIES and lemma in group_nouns:
        like = [o for o in back if not o.pronoun and o.actor and o.actor != m.actor and (o.kind == m.kind or (m.kind == "company" and o.kind == "organisation"))]
        if like and (m.country is None or like[0].country in (None, m.country)):
            return _copy(m, like[0], "back to")
        return None
    bare = m.kind == "generic" and definite and (m.actor or "").startswith("~") and not _of_its_own(p, m.head)  # "the group"
    if (m.evidence == "back reference" or bare) and singular:
        if lemma in state_nouns:
            state = next((o for o in back if o.kind == "state"), None)
            return _copy(m, state, "back to") if state else None
        if lemma in group_nouns:
            group = next((o for o in back if o.kind in _ORGANISED and o.kind != "state" and not o.plural), None)
            return _copy(m, group, "back to") if group else None
        if lemma in person_nouns:
            person = next((o for o in back if o.kind == "person"), None)
            return _copy(m, person, "back to") if person else None
    return None


def _possessed(p: Parse, m: Mention, done: dict[int, Mention]) -> Mention | None:
    """Whose people or body a noun with a possessive pronoun names ("its troops", "their commander")."""
    if m.pronoun or not m.actor or m.actor[0] != "~" or not (m.evidence or "").split(";")[0].endswith("noun)"):
        return None
    o = next((done[c] for c in p.children(m.head) if p.deps[c] == "poss" and c in done and done[c].pronoun and done[c].actor), None)
    if o is None or o.kind == "generic":
        return None
    if o.kind in _FIGHTING and m.kind in _FORCES:
        return _copy(m, o, "the forces of")
    country = o.country or m.country
    return msgspec.structs.replace(
        m, actor=f"{o.actor}:{m.actor[1:]}", country=country, code=None if country else o.code, evidence=f"{m.evidence}, of {o.name}"
    )


def _same_title(mine: str | None, theirs: str, lemma: str) -> bool:
    if lemma in ("minister", "secretary"):
        return theirs.endswith("minister") or theirs == "minister"
    if lemma in ("leader", "ruler", "chief", "head"):
        return theirs in ("leader", "head_of_state", "head_of_government", "commander", "supreme_leader", "chair", "speaker")
    if lemma in ("president", "premier"):
        return theirs in ("head_of_state", "head_of_government")
    if lemma in ("official", "diplomat"):
        return True
    return lemma in ("general", "commander") and theirs in ("commander", "chief_of_staff", "leader")


def _pronoun(p: Parse, m: Mention, word: str, back: list[Mention]) -> Mention | None:
    if m.quoted and word in ("i", "we", "me", "us", "our", "my", "you"):
        return None  # the speaker, known only when statements are
    near = [o for o in back if p.sentence_of[m.head] - p.sentence_of[o.head] <= 3 and not (o.quoted and not m.quoted)]
    subjects = [o for o in near if p.deps[o.head] in _SUBJECT]
    if word in ("he", "him", "his", "she", "her"):
        want = "m" if word in ("he", "him", "his") else "f"
        fit = [o for o in near if o.kind in ("person", "office") and not o.plural and o.gender in (None, want)]
        fit = [o for o in fit if o.kind == "person"] or fit
        same = [o for o in fit if p.sentence_of[o.head] == p.sentence_of[m.head] and p.deps[o.head] in _SUBJECT]
        telling = load.words("coreference")["telling"]
        if p.deps[m.head] == "nsubj" and p.lemmas[p.heads[m.head]] in telling and not m.quoted:  # "…, he added": who spoke last
            spoke = [o for o in fit if o.kind == "person" and p.deps[o.head] == "nsubj" and p.lemmas[p.heads[o.head]] in telling and p.sentence_of[o.head] < p.sentence_of[m.head]]
            same = spoke or same
        order = same or [o for o in fit if p.deps[o.head] in _SUBJECT and o.kind == "person"] or [o for o in fit if o.kind == "person"] or fit
        return _copy(m, order[0], "pronoun for") if order else None
    if word in ("they", "them", "their"):
        fit = [o for o in subjects if o.plural or o.kind in _ORGANISED] or [o for o in near if o.plural or o.kind in _ORGANISED]
        return _copy(m, fit[0], "pronoun for") if fit else None
    if word in ("it", "its"):
        fit = [o for o in subjects if o.kind in _ORGANISED and not o.plural] or [o for o in near if o.kind in _ORGANISED and not o.plural]
        return _copy(m, fit[0], "pronoun for") if fit else None
    return None


def _is_warring(m: Mention) -> bool:
    return (m.actor or "").split(":")[-1].lstrip("~") == "warring-parties"


def _parties(p: Parse, mentions: list[Mention], warring: frozenset[str], pair: frozenset[str], folders: tuple[pathlib.Path, ...]) -> list[Mention]:
    """"The warring parties" are the armed sides of the conflict that the story names; "both sides" the last two."""
    armed: dict[str, Mention] = {}
    for m in mentions:
        if m.actor and m.kind in ("armed_group", "government", "coalition", "military") and ":" not in m.actor and not m.actor.startswith("~"):
            armed.setdefault(m.actor, m)
    conflicts = [c for c in load.conflicts(folders) if sum(a in armed for a in c.parties) >= 2]
    out = []
    for m in mentions:
        if m.head < 0 or m.evidence != "back reference":
            if not _is_warring(m):
                out.append(m)
                continue
        phrase = f"{p.lemmas[m.head - 1]} {p.words[m.head].lower()}" if m.head else ""
        if phrase in warring or p.lemmas[m.head] in warring or _is_warring(m):
            best = max(conflicts, key=lambda c: (sum(a in armed for a in c.parties), c.id), default=None)
            members = tuple(a for a in best.parties if a in armed) if best else ()
            members = members or tuple(a for a, o in armed.items() if o.kind == "armed_group" or o.kind == "government")[:2]
            out.append(
                msgspec.structs.replace(
                    m, actor="+".join(sorted(members)) or "~warring-parties", name=m.text, kind="generic", plural=True, members=members,
                    evidence="the armed parties that the story names" if members else "warring parties",
                )
            )  # fmt: skip
        elif phrase in pair:
            sides = list(dict.fromkeys(o.actor for o in reversed(out) if o.actor and o.head < m.head and o.kind in _ORGANISED | {"person"} and "+" not in o.actor))[:2]
            if len(sides) == 2:
                out.append(msgspec.structs.replace(m, actor="+".join(sorted(sides)), name=m.text, kind="generic", plural=True, members=tuple(sorted(sides)), evidence="the two last named"))
        elif m.actor:
            out.append(m)
    return out
