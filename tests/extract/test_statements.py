"""Who said what: every form of attribution, in sentences of many conflicts written for these tests."""

import msgspec
import pytest

from conftest import Code
from dateline.export import jsonl
from dateline.model.claim import Statement
from dateline.model.coded import CodedStory
from dateline.model.reading import Reading


def only(r: Reading, cue: str) -> Statement:
    found = [s for s in r.statements if s.cue and cue in r.story.text[slice(*s.cue)]]
    assert len(found) == 1, [r.story.text[slice(*s.cue)] for s in r.statements if s.cue]
    return found[0]


def said(r: Reading, s: Statement) -> list[str]:
    return [r.story.text[slice(*c)] for c in s.content]


def source(r: Reading, s: Statement) -> str:
    return r.story.text[slice(*s.source)] if s.source else ""


def speakers(r: Reading, s: Statement) -> list[str | None]:
    by_id = {m.id: m for m in r.mentions}
    return [by_id[x].text for x in s.speakers]


INDIRECT = [
    ("The Colombian president said that both sides would stop shooting at midnight.", "said", "that both sides would stop shooting at midnight", "The Colombian president"),
    ("Both sides would stop shooting at midnight, the Colombian president said on Monday.", "said", "Both sides would stop shooting at midnight", "the Colombian president"),
    ("The road to the port, the governor said, was closed by the army.", "said", "The road to the port", "the governor"),
    ("According to the mediator, the rebels have accepted the plan.", "According to", "the rebels have accepted the plan", "the mediator"),
    ("The rebels have accepted the plan, according to the mediator.", "according to", "The rebels have accepted the plan", "the mediator"),
    ("The army denied that its planes had bombed the market.", "denied", "that its planes had bombed the market", "The army"),
    ("Kenya urged the warring parties to return to the talks.", "urged", "the warring parties to return to the talks", "Kenya"),
    ("The minister told parliament that the border would stay closed.", "told", "that the border would stay closed", "The minister"),
    ("The envoy asked whether the rebels would come to Geneva.", "asked", "whether the rebels would come to Geneva", "The envoy"),
    ("The junta vowed to hold elections within a year.", "vowed", "to hold elections within a year", "The junta"),
    ("The United Nations called for an immediate ceasefire in Sudan.", "called for", "an immediate ceasefire in Sudan", "The United Nations"),
    ("Ethiopia accused Eritrea of arming the militia.", "accused", "Eritrea of arming the militia", "Ethiopia"),
    ("The mayor was quoted as saying that the bridge had been mined.", "was quoted as saying", "that the bridge had been mined", "The mayor"),
    ("As the general said, the town cannot be held.", "said", "the town cannot be held", "the general"),
    ("The bishop is confident that the truce will hold.", "is confident", "that the truce will hold", "The bishop"),
]


@pytest.mark.parametrize(("text", "cue", "content", "who"), INDIRECT)
def test_indirect_speech(code: Code, text: str, cue: str, content: str, who: str) -> None:
    r = code(text)
    s = only(r, cue)
    assert said(r, s)[0] == content
    assert source(r, s) == who


def test_the_clause_that_a_saying_breaks_into_is_one_content(code: Code) -> None:
    r = code("The road to the port, the governor said, was closed by the army.")
    assert said(r, only(r, "said")) == ["The road to the port", "was closed by the army"]


def test_a_quotation_broken_by_its_cue_is_one_statement(code: Code) -> None:
    r = code('"We hold the airport," General Musa Diallo said on Monday, "and we will not leave it."')
    s = only(r, "said")
    assert s.form == "direct"
    assert said(r, s) == ["We hold the airport,", "and we will not leave it."]


def test_a_quotation_goes_on_in_the_next_sentence_and_paragraph(code: Code) -> None:
    r = code('"We hold the airport," General Musa Diallo said. "We will not leave it."\n\n"Nobody will make us leave it before the talks begin."')
    s = only(r, "said")
    assert len(said(r, s)) == 3
    assert len(r.statements) == 1


def test_a_quotation_opened_again_at_each_paragraph(code: Code) -> None:
    r = code("The abbot said: \u201cThe soldiers came at dawn.\n\n\u201cThey took the bell and the grain.\u201d")
    s = only(r, "said")
    assert said(r, s) == ["The soldiers came at dawn.", "They took the bell and the grain."]


def test_a_quoted_fragment_makes_it_mixed(code: Code) -> None:
    r = code('The foreign minister called the raid "an act of piracy" and asked for an inquiry.')
    s = only(r, "called")
    assert s.form == "mixed"
    assert said(r, s) == ['the raid "an act of piracy"']
    assert [r.story.text[slice(*q)] for q in s.quoted] == ["an act of piracy"]


def test_names_and_distance_are_no_statements(code: Code) -> None:
    r = code('The so-called "People\'s Republic" fell in a week. Its "army" ran.')
    assert not r.statements


def test_one_who_says_two_things_has_two_statements(code: Code) -> None:
    r = code("The governor said the dam was safe, adding that engineers had seen it.")
    assert said(r, only(r, "said")) == ["the dam was safe"]
    second = only(r, "adding")
    assert said(r, second) == ["that engineers had seen it"]
    assert speakers(r, second) == ["The governor"]


def test_a_relative_pronoun_is_the_source_and_its_noun_the_speaker(code: Code) -> None:
    r = code("The governor, who said the dam was safe, flew home.")
    s = only(r, "said")
    assert (source(r, s), speakers(r, s)) == ("who", ["The governor"])


def test_a_source_is_the_whole_phrase_with_its_apposition(code: Code) -> None:
    r = code("Ana Ruiz, a nurse at the city hospital, said the wards were full.")
    assert source(r, only(r, "said")) == "Ana Ruiz, a nurse at the city hospital"


def test_several_speakers(code: Code) -> None:
    r = code("The two foreign ministers and the UN envoy said in a joint statement that talks would resume.")
    s = only(r, "said")
    assert len(s.speakers) == 2
    assert s.occasion == "statement"


def test_the_medium_is_no_addressee(code: Code) -> None:
    r = code("The rebel commander told Reuters that his men had left the town. The envoy told the president that the plan was ready.")
    first, second = r.statements
    assert first.medium
    assert r.story.text[slice(*first.medium)] == "Reuters"
    assert not first.addressees
    assert speakers(r, msgspec.structs.replace(second, speakers=second.addressees)) == ["the president"]


def test_unnamed_sources_and_those_who_speak_for_others(code: Code) -> None:
    r = code(
        "The talks have failed, said a diplomat who spoke on condition of anonymity.\n\nA spokesman for the Houthi movement said the port would open."
    )
    first, second = r.statements
    assert first.anonymity == "asked not to be named"
    by_id = {m.id: m for m in r.mentions}
    assert second.on_behalf_of
    assert "Houthi" in by_id[second.on_behalf_of].text


def test_what_the_outlet_puts_into_a_quotation_is_marked(code: Code) -> None:
    r = code('"They [the rebels] must give up their arms before the talks," the minister said.')
    s = only(r, "said")
    assert [r.story.text[slice(*x)] for x in s.editorial] == ["[the rebels]"]


def test_illocutions(code: Code) -> None:
    for text, act in (
        ("The council demanded that the militia leave the camp.", "demand"),
        ("The governor threatened to cut the water.", "threaten"),
        ("Peru condemned the bombing of the school.", "condemn"),
        ("Norway welcomed the release of the prisoners.", "welcome"),
        ("The rebels refused to hand over their weapons.", "refuse"),
        ("The minister apologised for the raid.", "apologise"),
        ("The mediator proposed a pause of ten days.", "offer"),
        ("The bishop hopes that the truce will hold.", "hope"),
        ("The general pledged to protect the harvest.", "promise"),
    ):
        r = code(text)
        assert [s.illocution for s in r.statements] == [act], text


def test_what_is_asked_of_others_has_not_been_said(code: Code) -> None:
    r = code("The envoy urged Serbia to condemn the attack.")
    assert [s.cue_class for s in r.statements] == ["call"]


def test_deeds_are_no_statements(code: Code) -> None:
    for text in ("Turkish jets attacked two villages.", "Iran backed the militia with rockets.", "The rebels targeted a convoy of the army."):
        assert not code(text).statements, text


def test_negated(code: Code) -> None:
    r = code("The army did not say who had fired the shells.")
    assert only(r, "did not say").negated


def test_nesting_keeps_a_further_holder_and_drops_the_speakers_own_thoughts(code: Code) -> None:
    r = code('"I think the Syrian government has said that it will open the crossing," the Jordanian minister said.')
    outer = next(s for s in r.statements if s.parent is None)
    inner = [s for s in r.statements if s.parent == outer.id]
    assert [source(r, s) for s in inner] == ["the Syrian government"]


def test_a_demand_in_ones_own_name_is_kept(code: Code) -> None:
    r = code('"We demand that the militia leave the camp," the Chadian minister said.')
    assert [source(r, s) for s in r.statements if s.parent] == ["We"]


def test_turns_of_a_transcript(code: Code) -> None:
    r = code("Nairobi, at noon.\n\nMR. OKELLO: Good morning. The convoy has left.\n\nWe have spoken with both sides.\n\nQ Will it reach the town today?\n\nMR. OKELLO: I think it will.")
    turns = [s for s in r.statements if s.parent is None]
    assert [source(r, s) for s in turns] == ["MR. OKELLO", "Q", "MR. OKELLO"]
    assert [s.illocution for s in turns] == ["assert", "question", "assert"]
    assert len(turns[0].content) == 2


def test_a_headline_names_its_source_before_a_colon(code: Code) -> None:
    r = code("Egyptian minister: Gaza crossing to open on Sunday\n\nThe crossing has been closed since May.")
    s = r.statements[0]
    assert (source(r, s), said(r, s)) == ("Egyptian minister", ["Gaza crossing to open on Sunday"])


def test_documents_speak(code: Code) -> None:
    r = code("The report said that both sides had shelled the hospital.")
    assert only(r, "said").form == "document"


def test_evidentials_have_class_and_span(code: Code) -> None:
    r = code("The rebels reportedly left the town. The claim could not be independently verified.")
    assert [(r.story.text[slice(*e.span)], e.kind) for e in r.evidentials] == [("reportedly", "hearsay"), ("could not be independently verified", "unverifiable")]


def test_the_contract_carries_the_new_fields(code: Code) -> None:
    r = code("The rebel commander told Reuters that his men had reportedly left.")
    back = msgspec.json.decode(jsonl.line(r), type=CodedStory)
    assert back.statements[0].medium
    assert back.evidentials[0].kind == "hearsay"


def test_every_span_is_a_slice_of_the_story(code: Code) -> None:
    r = code('"Peace, (he said) \u201cnow\u201d," [he] told us: \'no\'. "Then', )  # fmt: skip
    for s in r.statements:
        for c in (*s.content, *s.quoted, *s.excluded, *s.editorial, *((s.cue,) if s.cue else ()), *((s.source,) if s.source else ())):
            assert 0 <= c[0] < c[1] <= len(r.story.text)
