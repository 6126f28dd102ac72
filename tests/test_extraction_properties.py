"""What holds of every sentence of a kind, whoever is in it: names do not decide on what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extracted import extraction, extractor
from kg.lexicon import gazetteer
from kg.model import Article, Event, Extraction
from kg.reading import article_from_text

few = settings(max_examples=60, deadline=None, derandomize=True)

#: Names that are also words, given names or other places, and those that the parser's model has hardly seen.
_AMBIGUOUS = {
    "Chad",
    "Georgia",
    "Jordan",
    "Niger",
    "Nauru",
    "Vanuatu",
    "Dominica",
    "St. Martin",
    "Mali",
    "Cuba",
}


@dataclass(frozen=True)
class Party:
    """Somebody who acts: as a sentence calls them, and the name that the graph must hold."""

    words: str
    name: str


PEOPLE = [
    Party("Kenyan President William Ruto", "William Ruto"),
    Party("Polish Foreign Minister Radoslaw Sikorski", "Radoslaw Sikorski"),
    Party("Iraqi Prime Minister Mohammed Shia al-Sudani", "Mohammed Shia al-Sudani"),
    Party("Philippine President Ferdinand Marcos", "Ferdinand Marcos"),
    Party("Brazilian President Luiz Inacio Lula da Silva", "Luiz Inacio Lula da Silva"),
    Party("Kazakh President Kassym-Jomart Tokayev", "Kassym-Jomart Tokayev"),
    Party("Bolivian President Evo Morales", "Evo Morales"),
    Party("New Zealand Prime Minister Jacinda Ardern", "Jacinda Ardern"),
    Party("South Korean President Moon Jae-in", "Moon Jae-in"),
    Party("Senegalese Prime Minister Ousmane Sonko", "Ousmane Sonko"),
    Party("Ukrainian President Volodymyr Zelenskyy", "Volodymyr Zelenskyy"),
    Party("Indian Prime Minister Narendra Modi", "Narendra Modi"),
]

VERBS = {
    "condemned": ("condemn", "Accusation"),
    "criticised": ("criticise", "Accusation"),
    "praised": ("praise", "Support"),
    "thanked": ("thank", "Support"),
    "threatened": ("threaten", "Threat"),
    "attacked": ("attack", "Assault"),
    "bombed": ("bomb", "Assault"),
    "invaded": ("invade", "Assault"),
    "sanctioned": ("sanction", "Sanction"),
}

#: Those that the parser takes for no adjective ("Armenia bombed Cambodia").
VERBAL = ["condemned", "criticised", "praised", "thanked", "threatened"]

WEAKENED = [
    "{actor} did not {base} {recipient}.",
    "{actor} has never {past} {recipient}.",
    "{actor} may {base} {recipient}.",
    "{actor} could {base} {recipient} within weeks.",
    "{actor} will {base} {recipient} on Friday.",
    "{actor} plans to {base} {recipient}.",
    "{actor} is expected to {base} {recipient}.",
    "{actor} wants to {base} {recipient}.",
    "{actor} refused to {base} {recipient}.",
    "{actor} denied that it had {past} {recipient}.",
    "{actor} allegedly {past} {recipient}.",
    "If {actor} {past} {recipient}, the markets would fall.",
    "It is unclear whether {actor} {past} {recipient}.",
    "{recipient} was not {past} by {actor}.",
    "{recipient} will be {past} by {actor}.",
]


@cache
def countries() -> list[Party]:
    """Today's states whose names stand without an article and name nothing else."""
    return [
        Party(entry.name, entry.name)
        for entry in gazetteer.countries()
        if entry.kind is None
        and entry.name.replace("-", "").isalpha()
        and entry.name.isascii()
        and entry.name not in _AMBIGUOUS
        and not entry.name.endswith("s")
    ]


def pairs() -> st.SearchStrategy[tuple[Party, Party]]:
    """An actor of any kind and a country as its recipient, which is not the actor's own."""
    return st.tuples(st.sampled_from([*countries(), *PEOPLE]), st.sampled_from(countries())).filter(
        lambda pair: pair[0].name != pair[1].name and pair[1].name[:4] not in pair[0].words
    )


def roles(event: Event, found: Extraction) -> tuple[str, list[str], list[str], str]:
    names = {entity.key: entity.name for entity in found.entities}
    actors = sorted(names[key] for key in event.actors)
    return event.type, actors, sorted(names[key] for key in event.recipients), event.status


@few
@given(pairs(), st.sampled_from(sorted(VERBS)))
def test_the_names_never_change_what_happened(pair: tuple[Party, Party], past: str) -> None:
    """Of "Armenia bombed Cambodia" the parser may make a noun phrase: then there is less, but nothing else."""
    actor, recipient = pair
    found = extraction(f"{actor.words} {past} {recipient.words}.")
    for event in found.events:
        kind, actors, recipients, status = roles(event, found)
        assert (kind, actors, status) == (VERBS[past][1], [actor.name], "Asserted")
        assert recipients in ([recipient.name], [])


@pytest.mark.parametrize("frame", ["{actor} {past} {recipient}.", "{recipient} was {past} by {actor}."])
def test_nearly_every_country_is_found_with_every_verb(frame: str) -> None:
    missed = []
    verbs = sorted(VERBS)
    for i, actor in enumerate(countries()):
        past, recipient = verbs[i % len(verbs)], countries()[i - 5]
        text = frame.format(actor=actor.words, past=past, recipient=recipient.words)
        expected = (VERBS[past][1], [actor.name], [recipient.name], "Asserted")
        if [roles(event, extraction(text)) for event in extraction(text).events] != [expected]:
            missed.append(text)
    assert len(countries()) > 120
    assert len(missed) <= 0.03 * len(countries()), missed


@few
@given(pairs(), st.sampled_from(sorted(VERBS)))
def test_the_passive_has_the_roles_of_the_active(pair: tuple[Party, Party], past: str) -> None:
    actor, recipient = pair
    passive = extraction(f"{recipient.words} was {past} by {actor.words}.")
    expected = (VERBS[past][1], [actor.name], [recipient.name], "Asserted")
    assert [roles(event, passive) for event in passive.events] == [expected]
    active = extraction(f"{actor.words} {past} {recipient.words}.")
    if len(active.events) == 1 and active.events[0].recipients:
        assert roles(active.events[0], active) == expected


@few
@given(pairs(), st.sampled_from(["attacked", *VERBAL[:-1]]), st.sampled_from(WEAKENED))
def test_what_is_weakened_is_never_asserted(pair: tuple[Party, Party], past: str, frame: str) -> None:
    actor, recipient = pair
    base, kind = VERBS[past]
    found = extraction(frame.format(actor=actor.words, recipient=recipient.words, base=base, past=past))
    stated = [roles(event, found) for event in found.events]
    assert not [one for one in stated if one[0] == kind and one[3] == "Asserted"], stated


@few
@given(pairs(), st.sampled_from(VERBAL), st.sampled_from(PEOPLE), st.booleans())
def test_the_speaker_takes_no_part(pair: tuple[Party, Party], past: str, who: Party, first: bool) -> None:
    actor, recipient = pair
    assume(who not in pair)
    clause = f"{actor.words} {past} {recipient.words}"
    found = extraction(f"According to {who.words}, {clause}." if first else f"{clause}, {who.words} said.")
    names = {entity.key: entity.name for entity in found.entities}
    for event in found.events:
        assert {*event.actors, *event.recipients} <= {k for k, n in names.items() if n != who.name}
        assert event.speaker is not None and names[event.speaker] == who.name


@few
@given(st.permutations(PEOPLE), st.sampled_from(["met", "held talks with", "spoke with", "negotiated with"]))
def test_who_met_whom_does_not_depend_on_the_order(people: list[Party], met: str) -> None:
    one, other = people[:2]
    there = extraction(f"{one.words} {met} {other.words}.")
    back = extraction(f"{other.words} {met} {one.words}.")
    both = sorted([one.name, other.name])
    assert [roles(e, there)[1:3] for e in there.events] == [(both, [])]
    assert [roles(e, there) for e in there.events] == [roles(e, back) for e in back.events]


@cache
def articles() -> tuple[Article, ...]:
    """Articles of a title, a dateline and four sentences, with all that stands around a text."""
    sentences = [
        f"{one.words} {past} {two.words} on Tuesday."
        for one, two, past in zip(countries()[::3], countries()[1::3], sorted(VERBS) * 9, strict=False)
    ]
    found = []
    for i in range(0, len(sentences) - 3, 3):
        who = PEOPLE[i % len(PEOPLE)]
        text = (
            f"Dispute number {i} deepens\n\nNAIROBI, March {i % 28 + 1}, 2019 (Reuters) – {sentences[i]} "
            f"“It is so,” {who.words} said.\n\n\t{sentences[i + 1]}  {sentences[i + 2]}\n"
        )
        found.append(article_from_text(text, key=f"{i}.txt", published=date(2019, 3, 29)))
    return tuple(found)


@cache
def in_order() -> tuple[Extraction, ...]:
    return tuple(extractor().extract(articles()))


@settings(max_examples=4, deadline=None, derandomize=True)
@given(st.permutations(range(12)), st.integers(min_value=1, max_value=7))
def test_neither_order_nor_company_changes_an_extraction(order: list[int], size: int) -> None:
    chosen = [articles()[i % len(articles())] for i in order]
    batches = [chosen[i : i + size] for i in range(0, len(chosen), size)]
    found = [one for batch in batches for one in extractor().extract(batch)]
    assert found == [in_order()[i % len(articles())] for i in order]


def test_evidence_trigger_and_mentions_are_the_text_at_their_offsets() -> None:
    events = 0
    for found in in_order():
        text = found.article.text
        for event in found.events:
            sentence = text[event.evidence.start : event.evidence.end]
            assert sentence == sentence.strip() and sentence[0].isupper() and sentence[-1] in ".”"
            assert event.evidence.start <= event.trigger.start < event.trigger.end <= event.evidence.end
            assert text[event.trigger.start : event.trigger.end] in sentence
            assert any(past in sentence for past in VERBS)
            events += 1
        for mention in found.mentions:
            assert text[mention.start : mention.end] == mention.text
    assert events >= 2 * len(articles())


def test_every_key_is_that_of_an_entity_and_nobody_stands_on_both_sides() -> None:
    for found in in_order():
        keys = {entity.key for entity in found.entities}
        for event in found.events:
            parties = [*event.actors, *event.recipients]
            assert set(parties) <= keys and len(set(parties)) == len(parties)
            assert {k for k in (event.location, event.speaker) if k is not None} <= keys
            assert 0 < event.confidence < 1
