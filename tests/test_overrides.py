"""What a user knows better about who is who: read strictly, followed by every build, never needing a parse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import building
from kg.consolidation.whole import resolve
from kg.errors import KgError
from kg.model import Entity, Event, Extraction, KnowledgeBase, Span
from kg.resolution import parse_overrides
from kg.vocabulary import DEFAULT_BASE as BASE
from reports import country, entity, holding, report

Corpus = Callable[..., Path]

KENYA, CHAD = country("KEN", "Kenya"), country("TCD", "Chad")
GOLANI = entity("Abu Mohammed al-Golani", country="SYR")
SHARAA = entity("Ahmed al-Sharaa", country="SYR")
ELDER = entity("Suleiman Frangieh", country="LBN")


def act(actor: str, recipient: str) -> Event:
    return Event("Accusation", (actor,), (recipient,), Span(0, 10), Span(2, 5), "active", location=KENYA.key)


def affair() -> list[Extraction]:
    office, held = holding(SHARAA, "President", country("SYR", "Syria"))
    return [
        report(1, SHARAA, country("SYR", "Syria"), KENYA, office, events=[act(SHARAA.key, KENYA.key)], facts=[held]),
        report(2, GOLANI, KENYA, CHAD, events=[act(GOLANI.key, CHAD.key)]),
        report(3, ELDER),
        report(4, ELDER),
        report(5, entity("Wagner", "ArmedGroup")),
    ]  # fmt: skip


def followed(text: str) -> KnowledgeBase:
    return resolve(affair(), base=BASE, overrides=parse_overrides(text, "overrides.toml"))


def named(found: KnowledgeBase, name: str) -> list[Entity]:
    return [e for e in found.entities if e.name == name]


def test_without_overrides_nothing_changes() -> None:
    assert followed("") == resolve(affair(), base=BASE)


def test_join_makes_one_of_two_and_moves_their_statements() -> None:
    found = followed('[[join]]\nentities = ["Ahmed al-Sharaa", "Abu Mohammed al-Golani"]')
    [one] = named(found, "Ahmed al-Sharaa")
    assert {"Ahmed al-Sharaa", "Abu Mohammed al-Golani"} <= set(one.names)
    assert not named(found, "Abu Mohammed al-Golani")
    assert [e.actors for e in found.events] == [(one.iri,), (one.iri,)]
    assert one.iri == named(resolve(affair(), base=BASE), "Ahmed al-Sharaa")[0].iri
    assert found.notes == ()


def test_split_takes_articles_apart() -> None:
    found = followed(
        '[[split]]\nentity = "Suleiman Frangieh"\narticles = ["4.txt"]\nname = "Suleiman Frangieh (1910)"'
    )
    [rest], [other] = named(found, "Suleiman Frangieh"), named(found, "Suleiman Frangieh (1910)")
    at = {article: m.entity for article, m in found.mentions}
    assert (at["0003"], at["0004"]) == (rest.iri, other.iri)
    assert rest.iri == named(resolve(affair(), base=BASE), "Suleiman Frangieh")[0].iri


def test_split_takes_a_name_out_of_a_join() -> None:
    text = (
        '[[join]]\nentities = ["Ahmed al-Sharaa", "Abu Mohammed al-Golani"]\n'
        '[[split]]\nentity = "Ahmed al-Sharaa"\nnames = ["Abu Mohammed al-Golani"]'
    )
    found = followed(text)
    assert len(named(found, "Ahmed al-Sharaa")) == len(named(found, "Abu Mohammed al-Golani")) == 1


def test_rename_retype_keep_the_iri() -> None:
    before = named(followed(""), "Wagner")[0]
    found = followed(
        '[[rename]]\nentity = "Wagner"\nname = "Wagner Group"\n[[retype]]\nentity = "Wagner"\ntype = "Company"'
    )
    [after] = named(found, "Wagner Group")
    assert (after.iri, after.type, after.names) == (before.iri, "Company", ("Wagner", "Wagner Group"))


def test_ban_takes_the_entity_and_all_that_is_said_of_it() -> None:
    found = followed(f'[[ban]]\nentity = "{BASE}country/KEN"\n[[ban]]\nentity = "Syria"')
    assert not named(found, "Kenya")
    assert not [e for e in found.entities if e.type == "Office"]
    assert found.facts == ()
    assert [(len(e.recipients), e.location) for e in found.events] == [(1, None)]
    assert all("KEN" not in m.entity for _, m in found.mentions)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('[[ban]]\nentity = "Nobody"', 'ban 1: "Nobody" is not in the graph'),
        (
            '[[split]]\nentity = "Wagner"\narticles = ["9.txt"]',
            "split 1: no article of Wagner is meant, or all are",
        ),
        (
            '[[split]]\nentity = "Wagner"\narticles = ["5.txt"]',
            "split 1: no article of Wagner is meant, or all are",
        ),
    ],
)
def test_what_cannot_be_followed_is_told_and_changes_nothing(text: str, note: str) -> None:
    found = followed(text)
    assert found.notes[0].startswith(note)
    assert found.entities == followed("").entities


def test_a_name_of_two_is_not_guessed() -> None:
    twice = [report(n, entity("Khan", country="PAK")) for n in (1, 2)]
    overrides = parse_overrides('[[ban]]\nentity = "Khan"', "x")
    found = resolve(twice, base=BASE, overrides=overrides)
    assert len(found.entities) == 2
    assert all(e.iri in found.notes[0] for e in found.entities)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[join]", "not valid TOML"),
        ("[[merge]]\nx = 1", "unknown table 'merge'"),
        ("join = 3", "'join' must be written [[join]]"),
        ('[join]\nentities = ["a", "b"]', "'join' must be written [[join]]"),
        ("[[join]]", "join 1 has no 'entities'"),
        ('[[join]]\nentities = "a"', "'entities' of join 1 must be a list of texts"),
        ('[[join]]\nentities = ["a"]', "join 1 needs two entities or more"),
        ('[[join]]\nentities = ["a", 2]', "must be a list of texts"),
        ('[[split]]\nentity = "a"', "split 1 has neither 'articles' nor 'names'"),
        ('[[retype]]\nentity = "a"\ntype = "Alien"', "retype 1 has the type 'Alien'"),
        ('[[retype]]\nentity = "a"\ntype = "Office"', "retype 1 has the type 'Office'"),
        ('[[ban]]\nentity = ""', "'entity' of ban 1 must be a text"),
        ('[[ban]]\nentity = "a"\nwhy = "b"', "unknown key 'why'"),
    ],
)
def test_what_is_malformed_gets_one_line(text: str, problem: str) -> None:
    with pytest.raises(KgError) as error:
        parse_overrides(text, "mine.toml")
    assert str(error.value).startswith("mine.toml: ")
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_a_reason_may_be_written_down() -> None:
    [override] = parse_overrides('[[ban]]\nentity = "a"\nreason = "a storm"', "x")
    assert override.entities == ("a",)


# The whole way


def test_a_rebuild_follows_overrides_without_parsing(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, mine = tmp_path / "graph", tmp_path / "mine.toml"
    kg.build(corpus(), out)
    before = kg.open(out).export("nquads")
    mine.write_text('[[join]]\nentities = ["Shinzo Abe", "Erna Solberg"]\n[[ban]]\nentity = "Nobody"\n')
    monkeypatch.setattr(building, "outcomes", lambda articles, *_: (_ for _ in list(articles) if 1 / 0))
    report = kg.build((), out, overrides=mine)
    assert (report.read, report.parsed, report.articles) == (0, 0, 3)
    assert report.notes == ('ban 1: "Nobody" is not in the graph',)
    labels = {e.label for e in kg.open(out).entities("Person")}
    assert "Erna Solberg" not in labels
    # The next build follows them too; without the file the graph is as it was.
    assert kg.build(corpus(), out).notes == report.notes
    (out / "overrides.toml").unlink()
    kg.build((), out)
    assert kg.open(out).export("nquads") == before


def test_malformed_overrides_leave_the_graph_as_it_was(corpus: Corpus, tmp_path: Path) -> None:
    out, mine = tmp_path / "graph", tmp_path / "mine.toml"
    kg.build(corpus(), out)
    before = kg.open(out).export("nquads")
    mine.write_text("[[join]\n")
    for wrong in (mine, tmp_path / "missing.toml", tmp_path):
        with pytest.raises(KgError, match=str(wrong)):
            kg.build((), out, overrides=wrong)
    assert not (out / "overrides.toml").exists()
    assert kg.open(out).export("nquads") == before


def test_overrides_may_lie_in_the_folder_before_there_is_a_graph(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    out.mkdir()
    (out / "overrides.toml").write_text('[[rename]]\nentity = "Shinzo Abe"\nname = "ABE Shinzo"\n')
    kg.build(corpus(), out)
    assert "ABE Shinzo" in {e.label for e in kg.open(out).entities("Person")}


def test_nothing_to_build_needs_a_graph(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="not a graph"):
        kg.build((), tmp_path / "nowhere")
