"""The model that types events: what it says of sentences, what comes of it, and the sentences that it learned from."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import kg.typer
from kg.extractor import Extractor
from kg.info import info, info_text
from kg.lexicon import load
from kg.model import EventType, Extraction, Status
from kg.reading import article_from_text
from kg.typer import Opinion, Pair, Typer
from kg.vocabulary import EVENT_TYPES, MODES

ROOT = Path(__file__).parent.parent


@cache
def model() -> Typer:
    found = kg.typer.typer()
    assert found is not None
    return found


def pair(marked: str) -> Pair:
    """ "[A:Chad] warned [R:Sudan]" as a pair."""
    spans, text = {}, ""
    for piece in marked.replace("[", "]").split("]"):
        if piece[:2] in {"A:", "R:"}:
            spans[piece[0]] = (len(text), len(text) + len(piece) - 2)
            piece = piece[2:]
        text += piece
    return Pair(text, spans["A"], spans["R"])


# ------------------------------------------------------------------------------------------------- the model

CLEAR: dict[str, EventType | None] = {
    "[A:Ecuador] broke off diplomatic relations with [R:Mexico] on Saturday.": "Sanction",
    "Fighter jets of [A:Morocco] bombed a camp of [R:the Polisario Front] near Tifariti.": "Assault",
    "[R:Peru] received forty tonnes of food from [A:Canada] after the flood.": "Aid",
    "[A:The Croatian president] accused [R:Serbia] of sheltering war criminals.": "Accusation",
    "[R:Two journalists] were arrested by [A:police] in Minsk on Friday.": "Coercion",
    "[A:Thousands of students] marched through Dhaka against [R:the government].": "Protest",
    "[R:Ghana] was urged by [A:the World Bank] to cut its deficit.": "Request",
    "[R:Ecuador] broke off diplomatic relations with [A:Mexico] on Saturday.": None,
    "[A:Peru] received forty tonnes of food from [R:Canada] after the flood.": None,
    "Ecuador accused Mexico of meddling, [A:an analyst] in [R:Bogota] said.": None,
}


def test_clear_sentences() -> None:
    found = model().opinions([pair(marked) for marked in CLEAR])
    wrong = {
        marked: str(opinion)
        for (marked, wanted), opinion in zip(CLEAR.items(), found, strict=True)
        if opinion.type != wanted
    }
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("[A:Kenya] expelled the ambassador of [R:Rwanda].", "Asserted"),
        ("[A:Kenya] has never expelled an ambassador of [R:Rwanda].", "Negated"),
        ("If the talks fail, [A:Kenya] could expel the ambassador of [R:Rwanda].", "Hypothetical"),
    ],
)
def test_status(marked: str, status: Status) -> None:
    assert model().opinions([pair(marked)])[0].status == status


def test_an_opinion_does_not_depend_on_what_else_is_read() -> None:
    pairs = [pair(marked) for marked in CLEAR]
    together = model().opinions(pairs * 3)
    assert together == [model().opinions([one])[0] for one in pairs] * 3


def test_probabilities() -> None:
    for opinion in model().opinions([pair(marked) for marked in CLEAR]):
        assert set(opinion.types) == {None, *EVENT_TYPES} - {"LeadershipChange"}
        for shares in (opinion.types, opinion.statuses, opinion.directions):
            assert sum(shares.values()) == pytest.approx(1, abs=0.05)
            assert all(share == round(share, 2) for share in shares.values())
    assert str(Opinion({None: 0.6, "Aid": 0.4}, {}, {})) == "none 0.60"


def test_long_sentences_are_cut_around_the_spans() -> None:
    filler = "and then, as was said before by many, nothing much came of it " * 20
    (opinion,) = model().opinions([pair(f"{filler}[A:Mali] attacked [R:the rebels] {filler}")])
    assert opinion.event == "Assault"
    assert model().opinions([pair(f"[A:Mali] {filler}attacked [R:the rebels]")])
    assert model().opinions([]) == []


def test_spans_that_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="nothing of the sentence"):
        model().opinions([Pair("Mali  attacked.", (4, 6), (6, 14))])


def test_the_model_is_small_and_packaged() -> None:
    room = Path(kg.typer.__file__).parent
    assert (room / "model.onnx").stat().st_size <= 30 * 2**20
    assert {"model.toml", "tokenizer.json", "MODEL_CARD.md"} <= {path.name for path in room.iterdir()}


# ---------------------------------------------------------------------------------------- what comes of it


class Stub:
    """Says the same of every pair, or something else of some: (words of the actor, words of the recipient)."""

    def __init__(self, others: Opinion, known: dict[tuple[str, str], Opinion] | None = None) -> None:
        self.others, self.known = others, known or {}

    def opinions(self, pairs: Sequence[Pair]) -> list[Opinion]:
        return [
            self.known.get(
                (one.sentence[slice(*one.actor)], one.sentence[slice(*one.recipient)]), self.others
            )
            for one in pairs
        ]


def opinion(
    kind: EventType | None, sure: float, status: Status = "Asserted", mutual: bool = False
) -> Opinion:
    types: dict[EventType | None, float] = {None: 0.0, **dict.fromkeys(get_args(EventType)[:16], 0.0)}
    types[None if kind is not None else "Aid"] = round(1 - sure, 2)
    types[kind] = sure
    statuses: dict[Status, float] = dict.fromkeys(get_args(Status), 0.0)
    statuses[status] = 1.0
    direction = "none" if kind is None else "mutual" if mutual else "forward"
    return Opinion(
        types, statuses, {**dict.fromkeys(("none", "forward", "backward", "mutual"), 0.0), direction: 1.0}
    )


NOTHING = opinion(None, 0.5)


def read(text: str, stub: Stub | None) -> list[tuple[str, ...]]:
    return [
        (
            event.type,
            event.status,
            " ".join(_names(found, event.actors)),
            " ".join(_names(found, event.recipients)),
            event.rule,
        )
        for found in [extraction(text, stub)]
        for event in found.events
    ]


def extraction(text: str, stub: Stub | None) -> Extraction:
    extractor = _extractor()
    extractor.__dict__["opinions"] = stub
    return next(iter(extractor.extract([article_from_text(text + "\n", key="article")])))


@cache
def _extractor() -> Extractor:
    return Extractor()


def _names(found: Extraction, keys: Sequence[str]) -> Iterator[str]:
    names = {entity.key: entity.name for entity in found.entities}
    return (names[key] for key in keys)


BOMBED = "Morocco bombed Algeria on Monday."


def test_confirmed() -> None:
    attacked = "Morocco attacked Algeria on Monday."
    (event,) = extraction(attacked, Stub(opinion("Assault", 0.97))).events
    (alone,) = extraction(attacked, None).events
    (doubted,) = extraction(attacked, Stub(opinion("Aid", 0.6))).events
    assert (event.opinion, alone.opinion, doubted.opinion) == ("Assault 0.97", None, "Aid 0.60")
    assert event.rule == alone.rule == "assault:attack"
    assert event.confidence > doubted.confidence


def test_dropped_where_nothing_passes() -> None:
    assert read(BOMBED, Stub(opinion(None, 1.0))) == []
    assert len(read(BOMBED, Stub(NOTHING))) == 1


def test_another_type_where_it_outweighs_the_entry() -> None:
    bombed = Stub(opinion("Mobilization", 1.0))
    assert [event[0] for event in read(BOMBED, bombed)] == ["Mobilization"]
    assert [event[0] for event in read(BOMBED, Stub(opinion("Mobilization", 0.4)))] == ["Assault"]
    # All slots are filled, and the entry has a noun beside its verb: nothing outweighs it.
    imposed = "Canada imposed sanctions on Belarus."
    assert [event[0] for event in read(imposed, Stub(opinion("Coercion", 1.0)))] == ["Sanction"]


def test_the_type_of_an_act_that_was_not_done_is_kept() -> None:
    text = "Egypt and Libya failed to reach an agreement."
    (alone,) = read(text, None)
    assert (
        read(text, Stub(opinion("Agreement", 1.0, "Negated", mutual=True)))[0][0] == alone[0] == "Rejection"
    )


def test_of_two_who_act_side_by_side_nothing_is_asked() -> None:
    text = "Egypt and Libya condemned the attack."
    assert read(text, Stub(opinion(None, 1.0))) == read(text, None)


def test_the_status_is_weakened_but_never_strengthened() -> None:
    assert read(BOMBED, Stub(opinion("Assault", 0.9, "Alleged")))[0][1] == "Alleged"
    for text in (
        "Morocco did not bomb Algeria on Monday.",
        "Morocco may bomb Algeria.",
        "Morocco reportedly bombed Algeria.",
    ):
        for event in read(text, Stub(opinion("Assault", 1.0))):
            assert event[1] != "Asserted", text


def test_an_event_without_a_trigger() -> None:
    text = "Morocco bamboozled Algeria on Monday."
    assert read(text, Stub(NOTHING)) == []
    assert read(text, Stub(NOTHING, {("Morocco", "Algeria"): opinion("Coercion", 1.0)})) == [
        ("Coercion", "Asserted", "Morocco", "Algeria", "model")
    ]
    assert read(text, Stub(NOTHING, {("Morocco", "Algeria"): opinion("Coercion", 0.5)})) == []
    assert read(text, Stub(NOTHING, {("Morocco", "Algeria"): opinion("Cooperation", 1.0, mutual=True)})) == [
        ("Cooperation", "Asserted", "Morocco Algeria", "", "model")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Morocco would bamboozle Algeria if it could.",
        "Morocco never bamboozled Algeria.",
        "Morocco may have bamboozled Algeria.",
        "Morocco reportedly bamboozled Algeria.",
    ],
)
def test_an_event_without_a_trigger_is_no_surer_than_its_clause(text: str) -> None:
    for event in read(text, Stub(opinion("Coercion", 1.0))):
        assert event[1] != "Asserted"


@pytest.mark.parametrize(
    "text",
    [
        "Morocco said that it had bamboozled everybody before Algeria gained its independence.",
        "The president bamboozled everybody in Algeria when Morocco was away.",
        "Morocco's envoy frowned. Algeria bamboozled everybody.",
        "Nasser Bourita for Morocco bamboozled everybody.",
        "The text was bamboozled by Ana Díaz for the Andean Community.",
    ],
)
def test_pairs_that_no_word_connects_are_not_asked_about(text: str) -> None:
    assert [event for event in read(text, Stub(opinion("Coercion", 1.0))) if event[4] == "model"] == []


def test_the_other_side_of_an_act() -> None:
    text = "Morocco attacked from the sea with the help of Spain."
    (alone,) = read(text, None)
    assert alone[2:4] == ("Morocco", "")
    helped = Stub(NOTHING, {("Morocco", "Spain"): opinion("Assault", 1.0)})
    assert [event[2:4] for event in read(text, helped)] == [("Morocco", "Spain")]
    assert read(text, Stub(NOTHING, {("Morocco", "Spain"): opinion("Aid", 0.9)})) == [alone]


def test_what_is_sent_receives_nothing() -> None:
    ((_, _, actor, recipient, _),) = read("Cuba sent doctors on Monday.", Stub(opinion("Aid", 1.0)))
    assert (actor, recipient) == ("Cuba", "")


def test_going_somewhere_is_no_retreat() -> None:
    assert read("Tundu Lissu returned to Tanzania on Monday.", Stub(opinion("Retreat", 1.0))) == []
    (event,) = read("Tundu Lissu returned to Tanzania on Monday.", Stub(opinion("Consultation", 1.0)))
    assert event[0] == "Consultation"


# --------------------------------------------------------------------------------------- with and without it


def test_without_its_packages_the_lexicon_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    kg.typer.typer.cache_clear()
    monkeypatch.setattr(kg.typer, "find_spec", lambda name: None)
    assert kg.typer.missing() == ("onnxruntime", "tokenizers")
    extractor = Extractor()
    assert extractor.opinions is None
    assert extractor.fingerprint == Extractor(typer=False).fingerprint
    assert "by the lexicon alone, for lack of onnxruntime and tokenizers: pip install" in info_text(
        info(None, extractor.model)
    )
    monkeypatch.undo()
    kg.typer.typer.cache_clear()


def test_the_pipeline_is_another_with_it() -> None:
    assert Extractor().fingerprint != Extractor(typer=False).fingerprint
    assert "weighed by the model" in info_text(info(None, Extractor().model))


# ------------------------------------------------------------------------------------------- what it learned


@cache
def training() -> ModuleType:
    spec = importlib.util.spec_from_file_location("examples", ROOT / "training" / "examples.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["examples"] = module
    spec.loader.exec_module(module)
    return module


def test_the_training_sentences() -> None:
    found = training().examples()
    sentences = {one.text for one in found}
    assert len(sentences) >= 6000
    counts = Counter(one.type for one in found)
    assert min(counts.values()) >= 250
    assert {one.status for one in found} == {
        None,
        "asserted",
        "negated",
        "planned",
        "hypothetical",
        "alleged",
    }
    assert len({(one.text, one.actor, one.recipient) for one in found}) == len(found)
    held = sum(training().held_out(text) for text in sentences)
    assert 0.08 < held / len(sentences) < 0.12


def test_the_types_of_the_training_sentences_are_those_of_the_graph() -> None:
    names = {
        "AGREE": "Agreement", "CONSULT": "Consultation", "SUPPORT": "Support", "CONCEDE": "Concession",
        "COOPERATE": "Cooperation", "AID": "Aid", "RETREAT": "Retreat", "REQUEST": "Request", "ACCUSE": "Accusation",
        "REJECT": "Rejection", "THREATEN": "Threat", "PROTEST": "Protest", "SANCTION": "Sanction",
        "MOBILIZE": "Mobilization", "COERCE": "Coercion", "ASSAULT": "Assault",
    }  # fmt: skip
    assert [names[kind] for kind in training().TYPES[1:]] == list(get_args(EventType)[:16])
    assert [status.capitalize() for status in training().STATUSES] == list(get_args(Status))
    for kind, modes in training().MODES.items():
        if kind != "NONE":
            known = {mode for owner, mode in MODES if owner == names[kind]}
            assert set(modes.split()) == known, kind


def test_no_training_sentence_is_a_sample_or_a_test() -> None:
    sentences = {" ".join(one.text.casefold().split()) for one in training().examples()}
    texts = [*(ROOT / "data" / "gold").glob("*.jsonl"), *(ROOT / "data" / "articles").iterdir()]
    known = " ".join(" ".join(path.read_text(encoding="utf-8").casefold().split()) for path in texts)
    assert not [sentence for sentence in sentences if sentence in known]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 1"),
        ('{"text": "A b", "actor": [0, 1], "recipient": [2, 9], "type": "NONE"}', "outside"),
        ('{"text": "A b", "actor": [0, 2], "recipient": [1, 3], "type": "NONE"}', "overlap"),
        ('{"text": "A b", "actor": [0, 1], "recipient": [2, 3], "type": "HUG"}', "unknown type"),
        ('{"text": "A b", "actor": [0, 1], "recipient": [2, 3], "type": "AID"}', "status"),
        (
            '{"text": "A b", "actor": [0, 1], "recipient": [2, 3], "type": "AID", "status": "negated", "mode": "beat"}',
            "mode",
        ),
        ('{"text": "A b", "actor": [0, 1], "recipient": [2, 3], "type": "NONE", "who": "x"}', "unknown fields"),
    ],
)  # fmt: skip
def test_wrong_training_sentences(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        training().examples(path)


def test_reversed_pairs() -> None:
    one = training().Example("A hit B", (0, 1), (6, 7), "ASSAULT", "asserted", "beat", "forward")
    both = training().with_reversed([one])
    assert [(e.actor, e.type, e.direction) for e in both] == [
        ((0, 1), "ASSAULT", "forward"),
        ((6, 7), "NONE", "backward"),
    ]
    assert training().with_reversed(both) == both


def test_thresholds() -> None:
    assert all(
        0 < load("typer")[name] <= 1 for name in ("veto", "retype", "demote", "complete", "unprompted")
    )
