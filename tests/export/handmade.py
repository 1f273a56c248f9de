"""Two coded stories written by hand: what is real, dated and placed in them, and what is not, is known exactly."""

import datetime as dt
from typing import Any

from dateline.model.coded import (
    CodedAcled,
    CodedAct,
    CodedContent,
    CodedCount,
    CodedCue,
    CodedEvent,
    CodedInterval,
    CodedMention,
    CodedPlace,
    CodedRelation,
    CodedSource,
    CodedStatement,
    CodedStep,
    CodedStory,
    CodedStoryHead,
    CodedTime,
)

TEXT = (
    "TRIPOLI, June 10, 2020 (Example Wire) -- Northern Front rebels shelled Sirte on Tuesday, killing five to seven soldiers, the army said. "
    "The United Nations called for a truce. The rebels fought the army somewhere in Libya on Tuesday. The rebels will attack Jufra on Friday. "
    "The army and the rebels agreed a seven-day truce on June 9."
)
SAID = "=cmd|' /C calc'!A0 leads a group. <script>alert(1)</script> & Co said nothing."
DAY = dt.date(2020, 6, 9)
ON_DAY = CodedInterval(earliest=DAY, latest=DAY, basis="expression", time="t1")
OPEN = CodedInterval(earliest=None, latest=dt.date(2020, 6, 10), basis="told as past or present at publication")


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def mention(id_: str, words: str, actor: str | None, *, text: str = TEXT, **fields: Any) -> CodedMention:
    blank = dict.fromkeys(("name", "kind", "country", "code", "sector", "office", "evidence"))
    return CodedMention(id=id_, span=at(words, text), text=words, actor=actor, **{**blank, **fields})


def event(id_: str, type_: str, trigger: str, **fields: Any) -> CodedEvent:
    blank: dict[str, Any] = {
        "mode": None, "contexts": (), "cameo": None, "goldstein": None, "quad": None, "acled": None, "actors": (), "recipients": (), "when": None, "where": None, "status": "happened", "background": False,
        "holders": ("outlet",), "statement": None, "casualties": {}, "rule": "made.by-hand", "score": 0.6, "sentence": at(trigger),
    }  # fmt: skip
    return CodedEvent(id=id_, type=type_, trigger=at(trigger), **{**blank, **fields})


def first() -> CodedStory:
    m = {"rebels": "m1", "soldiers": "m2", "army": "m3", "un": "m4"}
    clash = CodedAcled(event_type="Battles", sub_event_type="Armed clash")
    return CodedStory(
        story=CodedStoryHead(
            id="a", title="Rebels shell Sirte", text=TEXT, url="https://news.example/a", published=dt.date(2020, 6, 10), outlet="Example Wire", agencies=("Example Wire", "Other|Wire"),
            conflicts=("conflict.libya",), coder="dateline 1, data 1",
        ),
        mentions=(
            mention(m["rebels"], "Northern Front rebels", "LBY.northern-front", name="Northern Front", kind="armed_group", country="LBY", sector="REB"),
            mention(m["soldiers"], "soldiers", "LBY.army", name="Libyan army", kind="military", country="LBY", sector="MIL"),
            mention(m["army"], "the army", "LBY.army", name="Libyan army", kind="military", country="LBY", sector="MIL"),
            mention(m["un"], "The United Nations", "UN", name="United Nations", kind="igo", code="UNO"),
        ),
        times=(CodedTime(id="t1", span=at("Tuesday"), text="Tuesday", type="DATE", value="2020-06-09", earliest=DAY, latest=DAY),),
        places=(
            CodedPlace(id="p1", span=at("Sirte"), text="Sirte", name="Sirte", kind="city", country="LBY", admin1="Surt", lat=31.2, lon=16.6, geonames_id=2210554, precision="city"),
            CodedPlace(id="p2", span=at("Libya"), text="Libya", name="Libya", kind="country", country="LBY", lat=28.0, lon=17.0, geonames_id=2215636, precision="country"),
            CodedPlace(id="p3", span=at("Jufra"), text="Jufra", name="Al Jufrah", kind="province", country="LBY", lat=29.1, lon=16.0, precision="province"),
        ),
        statements=(
            CodedStatement(
                id="s1", source=CodedSource(span=at("the army"), mentions=("m3",)), cue=CodedCue(span=at("said"), cue_class="assert"),
                content=CodedContent(spans=(at("Northern Front rebels shelled Sirte on Tuesday"), at("killing five to seven soldiers"))), form="indirect", illocution="assert",
            ),
        ),
        events=(
            event(
                "e1", "ASSAULT", "shelled", mode="heavy-weapons", contexts=("military", "territory"), cameo="194", goldstein=-9.5, quad=4,
                acled=CodedAcled(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"), actors=("m1",), recipients=("m2",), when=ON_DAY, where="p1",
                holders=("outlet", "m3"), statement="s1", casualties={"killed": CodedCount(low=5, high=7, span=at("five to seven soldiers"))},
            ),
            event("e2", "REQUEST", "called for", mode="yield", cameo="1056", goldstein=-1.0, quad=3, actors=("m4",), when=OPEN, content=CodedAct(type="RETREAT", mode="ceasefire")),
            event("e3", "ASSAULT", "fought", cameo="190", goldstein=-9.0, quad=4, acled=clash, actors=("m1", "m3"), when=ON_DAY, where="p2"),
            event("e4", "ASSAULT", "will attack", cameo="190", goldstein=-9.0, quad=4, acled=clash, actors=("m1",), when=ON_DAY, where="p3", status="planned"),
            event("e5", "AGREE", "agreed", cameo="0356", goldstein=2.5, quad=1, acled=CodedAcled(event_type="Strategic developments", sub_event_type="Agreement"), actors=("m3", "m1"), when=ON_DAY),
        ),
        relations=(CodedRelation(id="r1", predicate="at_war_with", subject="m1", object="m3", span=at("fought the army"), holders=("outlet",)),),
        process=(
            CodedStep(id="c1", kind="ceasefire", step="called_for", realised=False, span=at("called for a truce"), by=("m4",), conflict="conflict.libya", when=OPEN, event="e2"),
            CodedStep(
                id="c2", kind="ceasefire", step="agreed", realised=True, span=at("agreed a seven-day truce"), by=("m3", "m1"), conflict="conflict.libya", when=ON_DAY,
                according_to="m3", terms={"duration": "seven-day", "area": "Sirte"}, event="e5",
            ),
        ),
    )  # fmt: skip


def second() -> CodedStory:
    """A story with hostile words and nothing known: every other field is empty."""
    return CodedStory(
        story=CodedStoryHead(id="b", text=SAID),
        mentions=(
            mention("m1", "=cmd|' /C calc'!A0", "~cmd", text=SAID, name="=cmd|' /C calc'!A0", kind="person"),
            mention("m2", "<script>alert(1)</script> & Co", None, text=SAID),
        ),
        events=(event("e1", "ACCUSE", "said", sentence=at("said"), actors=("m1",)),),
    )


def both() -> list[CodedStory]:
    return [first(), second()]
