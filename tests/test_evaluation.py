"""The measures on cases small enough to count by hand, and the way from a gold file to figures and predictions."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from click.testing import CliRunner

from kg.errors import KgError
from kg.eval_command import eval_group
from kg.evaluation import (
    event_rows,
    fact_rows,
    passages,
    predict_entities,
    predict_events,
    predict_facts,
    read_statements,
    score_entities,
    score_events,
    score_facts,
    score_statements,
    statements,
)
from kg.evaluation.entities import HeldOffice, Labelled, Passage
from kg.evaluation.events import EventPrediction, Pair
from kg.evaluation.facts import FactRow, Triple
from kg.evaluation.gold import EventRow
from kg.evaluation.participants import Participant
from kg.evaluation.roots import root
from kg.evaluation.scores import accuracy, b_cubed, class_scores, macro_f1, score
from kg.evaluation.tables import tables
from kg.extractor import Extractor
from kg.model import Article, EventType, Span
from kg.vocabulary import GP


@cache
def extractor() -> Extractor:
    return Extractor(typer=False)


# -------------------------------------------------------------------------------------------------- measures


def test_precision_recall_and_f1() -> None:
    found = score({1, 2, 3, 4}, {3, 4, 5})
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(1 / 2)
    assert found.f1 == pytest.approx(4 / 7)


def test_nothing_scores_nothing() -> None:
    assert score(set(), set()).f1 == 0
    assert accuracy([]) == macro_f1([]) == 0
    assert b_cubed({}, {}).f1 == 0


def test_accuracy_and_macro_f1() -> None:
    pairs = [("AID", "AID"), ("AID", "AGREE"), ("AGREE", "AGREE"), ("PROTEST", None), ("PROTEST", "ASSAULT")]
    assert accuracy(pairs) == pytest.approx(2 / 5)
    # AID: P 1, R 1/2, F 2/3. AGREE: P 1/2, R 1, F 2/3. PROTEST: 0. ASSAULT is no class of the gold.
    assert {name: round(one.f1, 3) for name, one in class_scores(pairs).items()} == {
        "AGREE": 0.667,
        "AID": 0.667,
        "PROTEST": 0.0,
    }
    assert macro_f1(pairs) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_b_cubed() -> None:
    gold = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    found = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}
    result = b_cubed(gold, found)
    # Precision: a, b 1; c 1/3; d, e 2/3. Recall: a, b 2/3; c 1/3; d, e 1.
    assert result.precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert result.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)


def test_b_cubed_counts_mentions_that_one_side_lacks() -> None:
    result = b_cubed({"a": 1, "b": 1}, {"a": "x", "z": "x"})
    # Of the two in the cluster found, only a is in the gold: 1/2 for a, 0 for z. The same for recall.
    assert result.precision == pytest.approx(1 / 4)
    assert result.recall == pytest.approx(1 / 4)
    assert b_cubed({"a": 1}, {"a": 1}).f1 == 1


# ---------------------------------------------------------------------------------------------------- tables


def test_every_event_type_has_a_place_in_the_roots() -> None:
    roots = tables("roots")
    kinds = set(get_args(EventType))
    assert set(roots["types"]) == kinds - {"LeadershipChange"}
    assert set(roots["planned"]) | set(roots["negated"]) <= kinds
    known = set(roots["types"].values())
    assert len(known) == 15
    assert {*roots["planned"].values(), *roots["negated"].values(), *roots["leadership"].values()} <= known


def test_roots() -> None:
    assert root("Concession", "Asserted", "ease") == root("Retreat", "Asserted", "withdraw") == "YIELD"
    assert root("Consultation", "Asserted", "visit") == "CONSULT"
    assert root("Consultation", "Planned", "visit") == "AGREE"
    assert root("Retreat", "Negated", "withdraw") == "REJECT"
    assert root("Assault", "Negated", "attack") == "ASSAULT"
    assert root("LeadershipChange", "Asserted", "elect") is None
    assert root("LeadershipChange", "Asserted", "resign") == "YIELD"


def test_every_mapped_predicate_is_in_the_ontology() -> None:
    for relation in tables("relations")["relation"]:
        for predicate in relation["predicates"]:
            assert GP[predicate]
        for kind in relation.get("types", ()):
            assert GP[kind]


# ---------------------------------------------------------------------------------------------------- events

HEADER = "id\tsentence\tmarked_sentence\tsource\ttarget\troot\tquad"
ROWS = [
    (
        "Chile condemned Peru after the Chilean embassy was searched.",
        "<s>Chile</s> condemned <t>Peru</t> after the Chilean embassy was searched.",
        "Chile", "Peru", "ACCUSE",
    ),
    (
        "Kenyan police arrested three activists of the Greenbelt Union in Nairobi.",
        "<s>Kenyan police</s> arrested <t>three activists of the Greenbelt Union</t> in Nairobi.",
        "Kenyan police", "three activists of the Greenbelt Union", "COERCE",
    ),
    (
        "Norwegian Foreign Minister Jonas Store met his Finnish counterpart Alexander Stubb on Friday.",
        "<s>Norwegian Foreign Minister Jonas Store</s> met <t>his Finnish counterpart Alexander Stubb</t> on Friday.",
        "Norwegian Foreign Minister Jonas Store", "his Finnish counterpart Alexander Stubb", "CONSULT",
    ),
    ("The United Nations urged Eritrea to open the port.", "", "", "", ""),
]  # fmt: skip


@pytest.fixture
def gold_events(tmp_path: Path) -> Path:
    lines = [HEADER, *("\t".join([str(n), *row, ""]) for n, row in enumerate(ROWS))]
    path = tmp_path / "gold.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_spans_come_from_the_marks(gold_events: Path) -> None:
    rows = event_rows(gold_events)
    assert [row.id for row in rows] == ["0", "1", "2", "3"]
    row = rows[1]
    assert row.source_span == Span(0, 13)
    assert row.target_span is not None
    assert row.sentence[row.target_span.start : row.target_span.end] == row.target
    assert rows[3] == EventRow("3", ROWS[3][0], None, None, None, None, None)


def test_spans_without_marks(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text('id\tsentence\tsource\ttarget\n7\tIraq told "Iran" so.\tIran\tKuwait\n', encoding="utf-8")
    (row,) = event_rows(path)
    assert (row.source_span, row.target_span, row.root) == (Span(11, 15), None, None)


def test_events_end_to_end(gold_events: Path) -> None:
    rows = event_rows(gold_events)
    found = list(predict_events(rows, extractor()))
    assert [one.typed for one in found] == ["ACCUSE", "COERCE", "CONSULT", None]
    assert [pair.as_dict() for pair in found[0].extracted] == [
        {
            "actor": "Chile",
            "recipient": "Peru",
            "actor_code": "CHL",
            "recipient_code": "PER",
            "type": "ACCUSE",
            "status": "Asserted",
            "trigger": "condemned",
        }
    ]
    meeting = {(pair.actor.text, pair.recipient.text) for pair in found[2].extracted}
    assert meeting == {("Jonas Store", "Alexander Stubb"), ("Alexander Stubb", "Jonas Store")}
    urged = found[3].extracted[0].as_dict()
    assert (urged["actor_code"], urged["recipient_code"], urged["type"]) == ("IGO", "ERI", "REQUEST")
    scores = score_events(rows, found)
    assert (scores.rows, scores.typed_rows, scores.accuracy, scores.macro_f1) == (3, 3, 1.0, 1.0)
    assert scores.pairs_found >= scores.pairs_right >= 2


def test_who_condemns_a_thing_together_does_not_condemn_each_other(tmp_path: Path) -> None:
    gold = tmp_path / "gold.tsv"
    sentence = "Togo and Benin condemned the attack. Togo and Benin held talks."
    gold.write_text(
        f"id\tsentence\tsource\ttarget\troot\n1\t{sentence}\tTogo\tthe plan\tREJECT\n", encoding="utf-8"
    )
    (found,) = predict_events(event_rows(gold), extractor())
    assert {(pair.root, pair.recipient.text) for pair in found.extracted} == {
        ("ACCUSE", "the attack"),
        ("CONSULT", "Togo"),
        ("CONSULT", "Benin"),
    }


def _pair(actor: Span, recipient: Span, name: str) -> Pair:
    sides = Participant("", actor, None), Participant("", recipient, None)
    return Pair(*sides, name, "Asserted", Span(6, 9), "")


def test_event_figures() -> None:
    gold = [
        EventRow("1", "…", "A", "B", Span(0, 5), Span(10, 15), "AID"),
        EventRow("2", "…", "A", "B", Span(0, 5), Span(10, 15), "CONSULT"),
        EventRow("3", "…", "A", "a recipient", Span(0, 5), None, "PROTEST"),
        EventRow("4", "…", None, None, None, None, None),
    ]
    there, back = (Span(2, 8), Span(14, 20)), (Span(14, 20), Span(2, 8))
    found = [
        # One right, one in the wrong place, one of the wrong type.
        EventPrediction("1", "AID", (_pair(*there, "AID"), _pair(Span(6, 8), there[1], "AID"), _pair(*there, "AGREE"))),
        # The two directions of a meeting are one.
        EventPrediction("2", "AGREE", (_pair(*there, "CONSULT"), _pair(*back, "CONSULT"))),
        EventPrediction("3", None, (_pair(*there, "PROTEST"),)),
        # Rows without a root do not count.
        EventPrediction("4", None, (_pair(*there, "AID"),)),
    ]  # fmt: skip
    scores = score_events(gold, found)
    assert (scores.rows, scores.typed_rows) == (3, 3)
    assert scores.accuracy == pytest.approx(1 / 3)
    assert scores.macro_f1 == pytest.approx(1 / 3)
    assert (scores.pairs_found, scores.pairs_right, scores.predicted) == (2, 2, 5)
    assert scores.extracted.precision == pytest.approx(2 / 5)
    assert scores.extracted.recall == pytest.approx(2 / 3)
    assert scores.extracted_per_root["AID"].precision == pytest.approx(1 / 2)
    assert [one.recall for one in scores.extracted_per_root.values()] == [1, 1, 0]  # AID, CONSULT, PROTEST
    assert scores.right_per_status["Asserted"] == (5, 2)
    assert scores.right_per_status["Negated"] == (0, 0)


# ----------------------------------------------------------------------------------------------------- facts


def test_facts_are_averaged_over_sentences() -> None:
    rows = [
        FactRow("1", "…", (Triple("Ana Vidal", "position held", "President of Andora"),)),
        FactRow("2", "…", (Triple("A", "Member of", "B"), Triple("A", "Member of", "C"))),
        FactRow("3", "…", (Triple("D", "Member of", "E"),)),
    ]
    found = [
        [Triple("ana_vidal", "Position Held", "president of andora")],
        [Triple("A", "Member of", "B"), Triple("A", "elected in", "C")],
        [],
    ]
    scores = score_facts(rows, found)
    assert scores.precision == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert scores.recall == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert scores.f1 == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert scores.predicted == 3
    assert scores.per_relation["Member of"].recall == pytest.approx(1 / 3)
    assert scores.per_relation["Member of"].precision == 1


def test_facts_end_to_end(tmp_path: Path) -> None:
    gold = [
        ("Portuguese President Mario Soares spoke in Lisbon.", "Mario Soares", "position held",
         "President of Portugal"),
        ("Ilham Barik, a member of the Labour Party, welcomed the vote.", "Ilham Barik", "member of political party",
         "Labour Party"),
    ]  # fmt: skip
    path = tmp_path / "gold.jsonl"
    lines = [
        {"id": n, "sent": sent, "triples": [{"sub": sub, "rel": rel, "obj": obj}]}
        for n, (sent, sub, rel, obj) in enumerate(gold)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    rows = fact_rows(path)
    found = list(predict_facts(rows, extractor()))
    # "head of state" is the same once more, and the benchmark has it once.
    assert found == [row.triples for row in rows]
    assert score_facts(rows, found).f1 == 1


# -------------------------------------------------------------------------------------------------- entities


def _passage(name: str, half: Any, mentions: list[Labelled], offices: list[HeldOffice]) -> Passage:
    text = "Hafez Daoud met Bashir Daoud, the minister of Sudan."
    return Passage(Article(name, name, text, ()), half, tuple(mentions), tuple(offices))


def test_entity_figures() -> None:
    hafez, bashir = Labelled(0, 11, "Person", "h"), Labelled(16, 28, "Person", "b")
    sudan = Labelled(46, 51, "Country", "s")
    gold = [
        _passage("1", "tune", [hafez, bashir, sudan], [HeldOffice("b", ("Deputy Minister",), "s", "former")]),
        _passage("2", "test", [hafez], [HeldOffice("h", ("Minister",), "s", "current")]),
    ]
    found = [
        _passage(
            "1", "tune",
            [Labelled(0, 11, "Person", "p"), Labelled(16, 28, "Person", "p"), Labelled(46, 51, "City", "c")],
            [HeldOffice("p", ("Vice Minister", "deputy-minister"), "c", "former")],
        ),
        _passage("2", "test", [Labelled(0, 11, "Person", "p")], [HeldOffice("p", ("Minister",), "c", "former")]),
    ]  # fmt: skip
    scores = score_entities(gold, found)
    assert list(scores) == ["tune", "test", "all"]
    tune, test, both = scores.values()
    assert tune.mentions.f1 == pytest.approx(2 / 3)  # the city is no country
    assert test.mentions.f1 == 1
    assert (both.gold_mentions, both.predicted_mentions, both.passages) == (4, 4, 2)
    # In passage 1 the two persons are one: 1/2 each for precision.
    assert tune.within_articles.precision == pytest.approx((1 / 2 + 1 / 2 + 1) / 3)
    assert tune.within_articles.recall == 1
    # Across: of the three mentions of p two are h (2/3 each) and one is b (1/3).
    assert both.across_articles.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert (tune.office_accuracy, test.office_accuracy, both.office_accuracy) == (1, 0, 0.5)
    assert tune.merged_persons == both.merged_persons == (("Bashir Daoud", "Hafez Daoud"),)
    assert test.merged_persons == ()


def test_descriptions_join_no_persons_and_interim_is_no_part_of_a_title() -> None:
    hafez, bashir = Labelled(0, 11, "Person", "h"), Labelled(16, 28, "Person", "b")
    both, he = Labelled(30, 33, "Person", "b+h", True), Labelled(34, 42, "Person", "b", True)
    gold = [
        _passage("1", "test", [hafez, bashir, both, he], [HeldOffice("h", ("president",), "s", "current")])
    ]
    gold[0] = replace(gold[0], mentions=(*gold[0].mentions, Labelled(46, 51, "Country", "s")))
    keys = {hafez: "p", bashir: "q", both: "p", he: "p", Labelled(46, 51, "Country", "s"): "x"}
    mentions = [Labelled(m.start, m.end, m.type, key) for m, key in keys.items()]
    found = [_passage("1", "test", mentions, [HeldOffice("p", ("Interim President",), "x", "current")])]
    (scores, _) = score_entities(gold, found).values()
    assert scores.mentions.f1 == 1
    assert scores.merged_persons == ()
    # What stands for both is left out: p has h and b, q has b, x has s.
    assert scores.within_articles.precision == pytest.approx((1 / 2 + 1 / 2 + 1 + 1) / 4)
    assert scores.within_articles.recall == pytest.approx((1 + 1 / 2 + 1 / 2 + 1) / 4)
    assert (scores.offices, scores.offices_right) == (1, 1)


PASSAGES = [
    {
        "id": "quito",
        "half": "tune",
        "article": {"title": "Talks in Quito", "published": "1998-10-26"},
        "text": "Ecuadorian President Jamil Mahuad met Alberto Fujimori in Quito. Mahuad thanked Brazil.",
        "mentions": [
            {"start": 21, "end": 33, "type": "Person", "key": "mahuad"},
            {"start": 38, "end": 54, "type": "Person", "key": "fujimori"},
            {"start": 58, "end": 63, "type": "City", "key": "quito"},
            {"start": 65, "end": 71, "type": "Person", "key": "mahuad"},
            {"start": 80, "end": 86, "type": "Country", "key": "brazil"},
            {"start": 0, "end": 10, "type": "Country", "key": "ecuador"},
        ],
        "offices": [{"person": "mahuad", "title": "President", "of": "ecuador", "status": "current"}],
    },
    {
        "id": "lima",
        "half": "test",
        "text": "The deal was signed by Jamil Mahuad, Brazil said.",
        "mentions": [
            {"start": 23, "end": 35, "type": "Person", "key": "mahuad"},
            {"start": 37, "end": 43, "type": "Country", "key": "brazil"},
        ],
    },
]


def test_entities_end_to_end(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in PASSAGES), encoding="utf-8")
    labelled = passages(path)
    found = predict_entities(labelled, extractor())
    scores = score_entities(labelled, found)
    assert scores["all"].mentions.recall == 1
    assert scores["all"].across_articles.recall == 1
    assert scores["all"].office_accuracy == 1
    assert scores["all"].merged_persons == ()
    assert found[0].as_dict()["id"] == "quito"


# ----------------------------------------------------------------------------------------------- command line


def run(*arguments: str | Path) -> str:
    done = CliRunner().invoke(eval_group, [str(a) for a in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_predictions_and_figures(gold_events: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    figures = json.loads(run("events", gold_events, "--predictions", out, "--json"))
    assert figures["typed"]["macro-F1"] == 1.0
    assert figures["extracted"]["root right as well"] >= 2
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["0", "1", "2", "3"]
    assert set(lines[0]) == {"id", "typed", "extracted"}
    first = out.read_bytes()
    text = run("events", gold_events, "--predictions", out)
    assert out.read_bytes() == first
    for words in ("accuracy", "macro-F1", "actor and recipient found", "root right as well", "precision"):
        assert words in text
    assert re.search(r"^ACCUSE|^ +ACCUSE", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("command", "content", "said"),
    [
        ("events", "id\ttext\n1\tx\n", "has no column 'sentence'"),
        ("events", "id\tsentence\n1\n", "line 2 has 1 fields where the first line has 2"),
        ("events", "id\tsentence\n", "has no rows"),
        ("events", b"id\tsentence\n1\t\xff\n", "is not UTF-8"),
        ("events", None, "cannot be read"),
        ("facts", "[1]\n", "line 1 is no JSON object"),
        ("facts", "{\n", "line 1 is not valid JSON"),
        ("facts", '\n{"id": 1}\n', "line 2 has no field 'sent'"),
        ("facts", '{"id": 1, "sent": "x", "triples": [{"sub": "x"}]}\n', "has a triple that is not like"),
        ("facts", "", "is empty"),
        ("entities", '{"id": 1, "half": "dev", "text": "x", "mentions": []}\n', "'dev' where it needs one of tune"),
        ("entities", '{"id": 1, "half": "test", "text": "x", "mentions": [{"start": 0}]}\n', "missing or of the wrong"),
        (
            "entities",
            '{"id": 1, "half": "test", "text": "x", "mentions": [{"start": 0, "end": 2, "type": "City", "key": 1}]}\n',
            "from 0 to 2 in a text of 1",
        ),
        ("entities", '{"id": 1, "half": "test", "text": "x", "mentions": []}\n' * 2, "has the id of an earlier line"),
    ],
)  # fmt: skip
def test_bad_gold_files_get_one_line(
    tmp_path: Path, command: str, content: str | bytes | None, said: str
) -> None:
    path = tmp_path / "gold"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(KgError) as caught:
        run(command, path)
    message = str(caught.value)
    assert said in message
    assert str(path) in message
    assert "\n" not in message


def test_the_group_is_named_eval() -> None:
    assert isinstance(eval_group, click.Group)
    assert eval_group.name == "eval"
    assert set(eval_group.commands) == {"events", "facts", "entities", "sentences"}


# ------------------------------------------------------------------------------------- events of short texts


def stated(
    kind: str,
    actors: str,
    recipients: str = "",
    *,
    status: str = "Asserted",
    optional: bool = False,
    **more: str,
) -> dict[str, Any]:
    return {
        "trigger": "",
        "type": kind,
        "status": status,
        "actors": actors.split("|") if actors else [],
        "recipients": recipients.split("|") if recipients else [],
        "construction": "active",
        "optional": optional,
        **more,
    }


def labelled(tmp_path: Path, text: str, *events: dict[str, Any]) -> Any:
    path = tmp_path / "events.jsonl"
    row = {"id": "s1", "half": "tune", "published": "2024-06-12", "text": text, "events": list(events)}
    path.write_text(json.dumps(row) + "\n")
    gold = statements(path)
    return score_statements(gold, read_statements(gold, extractor()))["tune"]


ACCUSED = "Kenya accused Somalia of shelling a village on Tuesday."


@pytest.mark.parametrize(
    ("events", "precision", "recall", "mistakes"),
    [
        ([stated("Accusation", "Kenya", "Somalia")], 0.5, 1.0, {"type": 1}),
        ([stated("Accusation", "Somalia", "Kenya")], 0.0, 0.0, {"actor": 1, "missed": 1, "type": 1}),
        ([stated("Accusation", "Kenya", "Ethiopia")], 0.0, 0.0, {"invented": 1, "missed": 1, "recipient": 1}),
        ([stated("Accusation", "Kenya", "Somalia", status="Planned")], 0.0, 0.0, {"missed": 1, "status": 1, "type": 1}),
        ([], 0.0, 0.0, {"invented": 2}),
    ],
)  # fmt: skip
def test_an_event_is_right_if_type_status_and_sides_are(
    tmp_path: Path, events: list[dict[str, Any]], precision: float, recall: float, mistakes: dict[str, int]
) -> None:
    found = labelled(tmp_path, ACCUSED, *events)
    assert found.found == 2  # the accusation, and the shelling that is alleged
    assert (found.all.precision, found.all.recall, found.mistakes) == (precision, recall, mistakes)


def test_what_is_optional_is_right_when_found_and_no_miss_when_not(tmp_path: Path) -> None:
    shelling = stated("Assault", "Somalia", status="Alleged", optional=True)
    found = labelled(tmp_path, ACCUSED, stated("Accusation", "Kenya", "Somalia"), shelling)
    assert (found.stated, found.all.precision, found.all.recall) == (1, 1.0, 1.0)
    assert labelled(tmp_path, "It rained.", shelling).mistakes == {}


def test_details_and_confidence_are_counted_over_right_events(tmp_path: Path) -> None:
    event = stated("Accusation", "Kenya", "Somalia", time="2024-06-11", place="Nairobi")
    found = labelled(tmp_path, "Kenya accused Somalia of bad faith in Kampala on Tuesday.", event)
    assert found.details == {"place": (1, 0.0), "time": (1, 1.0)}
    assert [n for n, _ in found.calibration.values()] == [1]
    assert [right for _, right in found.calibration.values()] == [1.0]
    assert found.per_construction == {"active": (1, 1, 1.0)}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"half": "both"}, "needs one of tune, test"),
        ({"events": [{"type": "Accusation"}]}, "missing"),
        ({"events": [stated("Quarrel", "Kenya")]}, "'Quarrel'"),
        ({"published": "yesterday"}, "wrong kind"),
    ],
)
def test_a_malformed_text_gets_one_line(tmp_path: Path, change: dict[str, Any], problem: str) -> None:
    row = {"id": "s1", "half": "tune", "published": None, "text": ACCUSED, "events": []} | change
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(row) + "\n")
    with pytest.raises(KgError, match=problem) as error:
        statements(path)
    assert str(error.value).startswith(f"{path}: line 1 ")
