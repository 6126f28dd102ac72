"""Write what the documents show of the program anew: answers, options and figures.

    python docs/refresh.py

Run it after a change that alters what the graph holds, what ``kg`` accepts or how good the extraction is; tests compare
the documents with the program. What is written stands between ``<!-- refresh: NAME -->`` and ``<!-- end -->``.
It needs the ``dev`` extra, and for the figures the data that ``docs/quality.md`` names, by
default in ``shared/`` beside the repository. What cannot be made anew stays as it is, and a line says so.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

import kg
from kg.cli import commands
from kg.eval_command import eval_group
from kg.extractor import Extractor
from kg.model import Article
from kg.query import named_queries
from kg.reading import read

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = Path("data") / "articles"
README, CLI, QUALITY = ROOT / "README.md", ROOT / "docs" / "cli.md", ROOT / "docs" / "quality.md"
ENTITIES = ROOT / "data" / "gold" / "entities.jsonl"
STATEMENTS = ROOT / "data" / "gold" / "events.jsonl"
EVENTS_READ = ROOT / "docs" / "events-read.tsv"
SHARED = ROOT.parent / "shared"

REGION = re.compile(r"(<!-- refresh: ([^\n]*?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
SPARQL = re.compile(r"```sparql\n(.*?)```", re.DOTALL)

#: Makes the text of a region from the words after its name and the document before it; None leaves it as it is.
Fill = Callable[[str, str], str | None]


def refreshed(document: str, fills: Mapping[str, Fill]) -> str:
    """``document`` with those of its regions made anew that ``fills`` names."""

    def fill(region: re.Match[str]) -> str:
        name, _, words = region[2].partition(" ")
        text = fills[name](words, document[: region.start()]) if name in fills else None
        return region[0] if text is None else f"{region[1]}\n{text}\n\n{region[4]}"

    return REGION.sub(fill, document)


@dataclass(frozen=True)
class Sample:
    """The sample articles, and the graph of them that ``kg build`` wrote into ``folder``."""

    folder: Path

    @property
    def graph(self) -> kg.KnowledgeGraph:
        return kg.open(self.folder)

    def answer(self, _: str, before: str) -> str:
        """The answer to the SPARQL query that stands last in the text before the region."""
        return answer(self.graph, SPARQL.findall(before)[-1])

    def counts(self, *_: str) -> str:
        """What the graph holds, in one sentence."""
        found = self.graph.stats()
        numbers = [
            (found.articles, "articles"),
            (sum(found.entities.values()), "entities"),
            (sum(found.events.values()), "events"),
            (sum(found.facts.values()), "facts"),
        ]
        *most, last = [f"{number} {name}" for number, name in numbers]
        return f"The graph of the sample articles holds {', '.join(most)} and {last}."

    def explain(self, name: str, _: str) -> str:
        """What kg explain prints."""
        return "\n".join(["```text", *(str(one).rstrip("\n") for one in self.graph.explain(name)), "```"])

    def sentence(self, start: str, _: str) -> str:
        """How the one sentence that starts so is read.

        :raises ValueError: if not exactly one article has such a sentence.
        """
        articles = [article for article in read(ROOT / ARTICLES) if isinstance(article, Article)]
        (found,) = Extractor().extract(article for article in articles if start in article.text)
        text = found.article.text
        names = {entity.key: entity.name for entity in found.entities}
        at = text.index(start)
        events = [event for event in found.events if event.evidence.start <= at < event.evidence.end]
        facts = [fact for fact in found.facts if fact.evidence.start <= at < fact.evidence.end]
        end = max(span.end for span in {*(e.evidence for e in events), *(f.evidence for f in facts)})
        rows = [
            ["mention", mention.text, f"{mention.type}: {names[mention.entity]}"]
            for mention in sorted(found.mentions)
            if at <= mention.start < end
        ]
        for event in events:
            mode = f", mode {event.mode}" if event.mode else ""
            trigger = text[event.trigger.start : event.trigger.end]
            rows.append(["trigger", trigger, f"{event.type}{mode}, {event.status}"])
            slots = {
                "actor": event.actors,
                "recipient": event.recipients,
                "place": (event.location,),
                "speaker": (event.speaker,),
            }
            for slot, keys in slots.items():
                rows += [[slot, "", names[key]] for key in keys if key is not None]
            if event.time is not None and event.time.value is not None:
                rows.append(["date", event.time.text, event.time.value])
        for fact in facts:
            value = fact.object if fact.literal else names[fact.object]
            rows.append(["fact", "", f"{names[fact.subject]} gp:{fact.predicate} {value}, {fact.status}"])
        return table(["", "words", "read as"], rows)

    def events_read(self, *_: str) -> str:
        """How many of the events that somebody has read against their sentence are right, by type."""
        with EVENTS_READ.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        verdicts = {
            tuple(row[name] for name in ("type", "status", "actors", "recipients", "sentence")): row[
                "verdict"
            ]
            for row in rows
        }
        events = self.graph.events()
        right, read, mistakes = Counter[str](), Counter[str](), Counter[str]()
        for event in events:
            sides = (", ".join(sorted(map(str, side))) for side in (event.actors, event.recipients))
            claim = (event.type, event.status, *sides)
            sentences = (" ".join(sentence.text.split()) for sentence in event.sentences)
            verdict = next((verdicts[(*claim, s)] for s in sentences if (*claim, s) in verdicts), None)
            if verdict is not None:
                read[event.type] += 1
                right[event.type] += verdict == "right"
                mistakes[verdict] += verdict != "right"
        all_read, all_right = read.total(), right.total()
        said = (
            f"Of the {len(events)} events of the sample graph, {all_read} have been read: {all_right} are right "
            f"({_percent(str(all_right / all_read))})."
        )
        types = [[name, str(read[name]), str(right[name])] for name in sorted(read)]
        kinds = [[name, str(number)] for name, number in sorted((+mistakes).items())]
        return f"{said}\n\n{table(['type', 'read', 'right'], types)}\n\n{table(['what is wrong', 'events'], kinds)}"


def answer(graph: kg.KnowledgeGraph, query: str) -> str:
    """The answer to a query in Markdown: a table, or Turtle."""
    results = graph.query(query)
    if results.graph is not None:
        stream = io.BytesIO()
        results.write(stream, "turtle")
        base = graph.settings.base_iri
        text = re.sub(r"^@prefix .*\n", "", stream.getvalue().decode(), flags=re.MULTILINE)
        text = text.replace(f"<{base}", "<").replace("^^xsd:string", "")  # says the same, and fits the page
        return f"```turtle\n@base <{base}> .\n\n{text.strip()}\n```"
    return table(results.columns, [["" if value is None else str(value) for value in row] for row in results])


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)  # a sentence out of a Markdown article
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def command(path: str) -> click.Command:
    """The command named so: "build", "eval events"."""
    found: click.Command = commands
    for name in path.split():
        assert isinstance(found, click.Group)
        found = found.commands[name]
    return found


def options(path: str, *_: str) -> str:
    """The usage and the options of a command, from the command itself."""
    found = command(path)
    context = click.Context(found, info_name=f"kg {path}")
    usage = " ".join(found.collect_usage_pieces(context)).replace("[OPTIONS] ", "")
    rows = []
    for parameter in found.params:
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            rows.append([f"`{record[0]}`", record[1]])
    return f"    kg {path} {usage}\n\n" + table(["option", "what it does"], rows)


def queries(*_: str) -> str:
    """The queries that ship."""
    return table(["name", "what it shows"], [[f"`{q.name}`", q.title] for q in named_queries().values()])


@dataclass(frozen=True)
class Measures:
    """Where the data for the figures are; see ``docs/quality.md``."""

    events: Path
    facts: Path
    entities: Path
    statements: Path
    seed: Path
    scorer: Path

    def gold(self, *_: str) -> str | None:
        """The figures of ``benchmarks/score_gold.py``."""
        if _missing(self.scorer):
            return None
        script = [sys.executable, str(ROOT / "benchmarks" / "score_gold.py")]
        places = ["--scorer", str(self.scorer), "--seed", str(self.seed), "--json"]
        environment = os.environ | {"PYTHONPATH": str(Path(kg.__file__).parent.parent)}
        done = subprocess.run([*script, *places], capture_output=True, text=True, env=environment)
        if done.returncode:
            sys.exit(done.stderr.strip())
        articles = json.loads(done.stdout)["articles"]
        shares = {
            "entity recall": "entity_recall",
            "fact recall": "fact_recall",
            "event recall": "event_recall",
            "event precision": "event_precision",
            "details": "event_details",
        }
        own = [article for article in articles if article["name"] != "seed"]

        def line(name: str, group: Sequence[Mapping[str, Any]]) -> list[str]:
            means = [sum(one[field] for one in group) / len(group) for field in shares.values()]
            totals = [sum(one[field] for one in group) for field in ("events", "forbidden_facts")]
            return [name, *(f"{mean:.2f}" for mean in means), *map(str, totals)]

        rows = [line(article["name"], [article]) for article in articles]
        return table(
            ["article", *shares, "events", "forbidden facts"], [*rows, line("mean of data/gold", own)]
        )

    def sentences(self, *_: str) -> str | None:
        """``kg eval events`` in a table."""
        found = _evaluated("events", self.events)
        if found is None:
            return None
        typed, extracted = found["typed"], found["extracted"]
        rows = [["sentences", str(found["rows"])]]
        rows += [[f"both sides given: {name}", _figure(typed[name])] for name in ("accuracy", "macro-F1")]
        rows += [
            [f"from the sentence alone: {name}", _figure(value)]
            for name, value in extracted.items()
            if not isinstance(value, dict)
        ]
        each = [
            [name, *map(_figure, (*one.values(), *extracted["roots"][name].values()))]
            for name, one in typed["roots"].items()
        ]
        shares = ("precision", "recall", "F1")
        columns = [
            "type",
            *(f"{share}, {way}" for way in ("sides given", "sentence alone") for share in shares),
        ]
        return f"{table(['figure', 'value'], rows)}\n\n{table(columns, each)}"

    def texts(self, *_: str) -> str | None:
        """``kg eval sentences`` in tables: both halves side by side, then the half that is not tuned on."""
        found = _evaluated("sentences", self.statements)
        if found is None:
            return None
        plain = [name for name, value in found["all"].items() if not isinstance(value, dict)]
        whole = [[name, *(_figure(half[name]) for half in found.values())] for name in plain]
        tables = [table(["figure", *found], whole)]
        kinds = {
            "types": "type",
            "status": "status",
            "constructions": "construction",
            "details": "detail",
            "confidence": "confidence",
        }
        for name, column in kinds.items():
            rows = found["test"][name]
            columns = list(next(iter(rows.values())))
            each = [[key, *map(_figure, row.values())] for key, row in rows.items()]
            tables.append(table([f"{column} (test)", *columns], each))
        mistakes = [[name, str(number)] for name, number in found["test"]["mistakes"].items()]
        return "\n\n".join([*tables, table(["what is wrong (test)", "events"], mistakes)])

    def relations(self, *_: str) -> str | None:
        """``kg eval facts`` in a table."""
        found = _evaluated("facts", self.facts)
        if found is None:
            return None
        relations = found.pop("relations")
        columns = list(next(iter(relations.values())))
        each = [[name, *(_figure(value) for value in relations[name].values())] for name in relations]
        whole = [[name, _figure(value)] for name, value in found.items()]
        return f"{table(['figure', 'value'], whole)}\n\n{table(['relation', *columns], each)}"

    def names(self, *_: str) -> str | None:
        """``kg eval entities`` in a table."""
        found = _evaluated("entities", self.entities)
        if found is None:
            return None
        rows: list[list[str]] = []
        first = next(iter(found.values()))
        for name, value in first.items():
            if name == "scores":
                for measure, figures in value.items():
                    rows += [
                        [
                            f"{measure}: {share}",
                            *(_figure(h["scores"][measure][share]) for h in found.values()),
                        ]
                        for share in figures
                    ]
            elif not isinstance(value, list):
                rows.append([name, *(_figure(half[name]) for half in found.values())])
        return table(["figure", *found], rows)


def _evaluated(name: str, gold: Path) -> dict[str, Any] | None:
    """What ``kg eval NAME GOLD --json`` prints; None if there is no such file."""
    if _missing(gold):
        return None
    done = CliRunner().invoke(eval_group, [name, str(gold), "--json"], catch_exceptions=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _missing(path: Path) -> bool:
    if not path.is_file():
        print(f"{path} is not there: the figures that need it stay as they are", file=sys.stderr)
    return not path.is_file()


def _figure(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def figures(quality: str) -> Fill:
    """The sentence about quality, out of the tables in ``docs/quality.md``."""

    def fill(*_: str) -> str:
        def value(name: str, column: int = 0) -> str:
            row = re.search(rf"^\| {re.escape(name)} \|(.*)\|$", quality, re.MULTILINE)
            assert row is not None, f"docs/quality.md has no row for {name}"
            return row[1].split("|")[column].strip()

        recall, precision = (value("mean of data/gold", column) for column in (2, 3))
        return (
            f"On five of the sample articles, read by hand, {_percent(recall)} of the events that they state are "
            f"found, and {_percent(precision)} of the events found are right; on {value('sentences')} real news "
            f"sentences, the type is right for {_percent(value('both sides given: accuracy'))} when both sides are "
            "given."
        )

    return fill


def _percent(share: str) -> str:
    return f"{100 * float(share):.0f} %"


def documents(sample: Sample) -> dict[Path, dict[str, Fill]]:
    """What can be made anew from the sample articles alone, by document."""
    return {
        README: {
            "answer": sample.answer,
            "counts": sample.counts,
            "explain": sample.explain,
            "sentence": sample.sentence,
            "figures": figures(QUALITY.read_text(encoding="utf-8")),
        },
        CLI: {"options": options, "queries": queries},
        QUALITY: {"events-read": sample.events_read},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Write what the documents show of the program anew.")
    parser.add_argument(
        "--data", type=Path, default=SHARED / "eval", help="folder of the data that are measured on"
    )
    parser.add_argument(
        "--seed", type=Path, default=SHARED / "seed", help="folder with article.txt and gold.json"
    )
    parser.add_argument("--without-figures", action="store_true", help="leave docs/quality.md as it is")
    chosen = parser.parse_args()
    if not chosen.without_figures:
        measures = Measures(
            events=chosen.data / "plv_train.tsv",
            facts=chosen.data / "text2kg_politics_train.jsonl",
            entities=ENTITIES,
            statements=STATEMENTS,
            seed=chosen.seed,
            scorer=chosen.data / "score_article.py",
        )
        fills: dict[str, Fill] = {
            "gold": measures.gold,
            "sentences": measures.sentences,
            "relations": measures.relations,
            "names": measures.names,
            "texts": measures.texts,
        }
        _write(QUALITY, fills)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "graph"
        kg.build(ROOT / ARTICLES, folder)
        for document, fills in documents(Sample(folder)).items():
            _write(document, fills)


def _write(path: Path, fills: Mapping[str, Fill]) -> None:
    before = path.read_text(encoding="utf-8")
    after = refreshed(before, fills)
    path.write_text(after, encoding="utf-8", newline="\n")
    print(f"{path.relative_to(ROOT)}: {'as it was' if after == before else 'changed'}")


if __name__ == "__main__":
    main()
