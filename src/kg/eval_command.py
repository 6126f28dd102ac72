"""``kg eval``: what is found in the sentences of a gold file, and how much of it is right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.terminal import printable, table

if TYPE_CHECKING:
    from kg.evaluation.entities import EntityScores
    from kg.evaluation.events import EventScores
    from kg.evaluation.sentences import SentenceScores
    from kg.extractor import Extractor


def _command(name: str, gold: str) -> Callable[[Callable[..., None]], click.Command]:
    """The arguments that all of them take."""

    def decorate(function: Callable[..., None]) -> click.Command:
        for option in (
            click.option("--json", "as_json", is_flag=True, help="For machines."),
            click.option("--model", metavar="NAME", help="spaCy model. [default: that of kg build]"),
            click.option(
                "--predictions",
                metavar="OUT.jsonl",
                type=click.Path(path_type=Path),
                help="File to write what is found to, a line per row.",
            ),
            click.argument("gold", metavar=gold, type=click.Path(path_type=Path)),
        ):
            function = option(function)
        return eval_group.command(name)(function)

    return decorate


@click.group("eval")
def eval_group() -> None:
    """Measure the extraction against a gold file.

    Every figure is a share from 0 to 1, or a count. docs/quality.md explains them.
    """


@_command("events", "GOLD.tsv")
def events(gold: Path, predictions: Path | None, model: str | None, as_json: bool) -> None:
    """Events of single sentences.

    GOLD.tsv has the columns id, sentence, marked_sentence, source, target and root. "typed" is the root when
    source and target are given; "extracted" is what is found in the sentence alone. "said to be nothing" is of how many
    pairs: those of the rows ("given", where it is wrong), the same reversed, and others of the sentence. Where the
    model that types events is installed, the figures of the lexicon without it follow.
    """
    from kg.evaluation import event_rows, predict_events, score_events

    rows = event_rows(gold)
    extractor = _extractor(model)
    found = list(predict_events(rows, extractor))
    _write(predictions, (one.as_dict() for one in found))
    figures = _event_figures(score_events(rows, found))
    if extractor.opinions is not None:
        alone = score_events(rows, list(predict_events(rows, _extractor(model, typer=False))))
        figures["lexicon alone"] = _event_figures(alone)
    _print(figures, as_json)


def _event_figures(scores: EventScores) -> dict[str, Any]:
    return {
        "rows": scores.rows,
        "typed": {
            "rows": scores.typed_rows,
            "accuracy": scores.accuracy,
            "macro-F1": scores.macro_f1,
            "roots": {name: one.as_dict() for name, one in scores.per_root.items()},
        },
        "said to be nothing": {
            kind: {"pairs": number, "share": part} for kind, (number, part) in scores.nothing.items()
        },
        "extracted": {
            "actor and recipient found": scores.pairs_found,
            "root right as well": scores.pairs_right,
            "pairs": scores.predicted,
            **scores.extracted.as_dict(),
            "roots": {name: one.as_dict() for name, one in scores.extracted_per_root.items()},
            "status": {
                status: {"pairs": there, "right": right}
                for status, (there, right) in scores.right_per_status.items()
            },
        },
    }


@_command("facts", "GOLD.jsonl")
def facts(gold: Path, predictions: Path | None, model: str | None, as_json: bool) -> None:
    """Facts of single sentences, as Text2KGBench counts them.

    Each line of GOLD.jsonl has id, sent and triples with sub, rel and obj. Precision, recall and F1 are means over
    the sentences of exact matches.
    """
    from kg.evaluation import fact_rows, predict_facts, score_facts

    rows = fact_rows(gold)
    found = list(predict_facts(rows, _extractor(model)))
    lines = zip(rows, found, strict=True)
    _write(predictions, ({"id": row.id, "triples": [t.as_dict() for t in its]} for row, its in lines))
    scores = score_facts(rows, found)
    figures = {
        "rows": scores.rows,
        "triples": scores.predicted,
        "precision": scores.precision,
        "recall": scores.recall,
        "f1": scores.f1,
        "relations": {name: one.as_dict() for name, one in scores.per_relation.items()},
    }
    _print(figures, as_json)


@_command("entities", "GOLD.jsonl")
def entities(gold: Path, predictions: Path | None, model: str | None, as_json: bool) -> None:
    """Mentions and entities of labelled passages.

    data/gold/README.md explains the format of GOLD.jsonl. A graph is built of all passages; figures are given for
    the half that is for tuning, the one that is for testing, and both.
    """
    from kg.evaluation import passages, predict_entities, score_entities

    labelled = passages(gold)
    found = predict_entities(labelled, _extractor(model))
    _write(predictions, (one.as_dict() for one in found))
    scores = score_entities(labelled, found)
    _print({name: _entity_figures(one) for name, one in scores.items()}, as_json)


def _entity_figures(scores: EntityScores) -> dict[str, Any]:
    return {
        "passages": scores.passages,
        "mentions labelled": scores.gold_mentions,
        "mentions found": scores.predicted_mentions,
        "scores": {
            "mentions": scores.mentions.as_dict(),
            "B³ within articles": scores.within_articles.as_dict(),
            "B³ across articles": scores.across_articles.as_dict(),
        },
        "offices": scores.offices,
        "offices right": scores.offices_right,
        "office accuracy": scores.office_accuracy,
        "persons wrongly joined": len(scores.merged_persons),
        "joined": [list(pair) for pair in scores.merged_persons],
    }


@_command("sentences", "GOLD.jsonl")
def sentences(gold: Path, predictions: Path | None, model: str | None, as_json: bool) -> None:
    """All events of labelled texts of one to three sentences.

    data/gold/README.md explains the format of GOLD.jsonl. An event is right if its type, its status and its sides
    are. Figures per type, status and construction, and per range of confidence the share that is right.
    """
    from kg.codec import to_json
    from kg.evaluation import read_statements, score_statements, statements

    labelled = statements(gold)
    found = read_statements(labelled, _extractor(model))
    rows = zip(labelled, found, strict=True)
    _write(predictions, ({"id": one.id, **json.loads(to_json(its))} for one, its in rows))
    scores = score_statements(labelled, found)
    _print({name: _sentence_figures(one) for name, one in scores.items()}, as_json)


def _sentence_figures(scores: SentenceScores) -> dict[str, Any]:
    return {
        "texts": scores.texts,
        "events stated": scores.stated,
        "events found": scores.found,
        **scores.all.as_dict(),
        "types": {name: one.as_dict() for name, one in scores.per_type.items()},
        "status": {name: one.as_dict() for name, one in scores.per_status.items()},
        "constructions": {
            name: {"stated": stated, "found": found, "share": part}
            for name, (stated, found, part) in scores.per_construction.items()
        },
        "details": {name: {"stated": n, "right": part} for name, (n, part) in scores.details.items()},
        "confidence": {name: {"events": n, "right": part} for name, (n, part) in scores.calibration.items()},
        "mistakes": scores.mistakes,
    }


def _extractor(model: str | None, *, typer: bool = True) -> Extractor:
    from kg.extractor import Extractor
    from kg.models import DEFAULT_MODEL

    return Extractor(model or DEFAULT_MODEL, typer=typer)


def _write(out: Path | None, lines: Iterable[Mapping[str, object]]) -> None:
    if out is None:
        return
    from kg.folder import written

    with written(out) as stream:
        for line in lines:
            stream.write((json.dumps(line) + "\n").encode())


def _print(figures: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(figures, indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(figures)))


def _lines(figures: Mapping[str, Any], indent: str = "") -> Iterable[str]:
    """Nested figures with the words of the JSON form; a table where all that is below has the same words."""
    for name, value in figures.items():
        if isinstance(value, Mapping) and value and all(isinstance(row, Mapping) for row in value.values()):
            columns = list(next(iter(value.values())))
            rows = [[printable(key), *(_figure(row[c]) for c in columns)] for key, row in value.items()]
            yield from (indent + line for line in table([name, *columns], rows).splitlines())
        elif isinstance(value, Mapping):
            yield f"{indent}{name}"
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list):
            yield from (f"{indent}  {' = '.join(printable(word) for word in pair)}" for pair in value)
        else:
            yield f"{indent}{name:<28}{_figure(value)}"


def _figure(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"
