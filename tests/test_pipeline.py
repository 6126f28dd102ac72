"""From an article to an annotated parse: components, names as single tokens, and offsets into the original text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

import kg.extraction
from extracted import extraction, extractor
from kg.errors import KgError
from kg.model import Article, Extraction, Rejected
from kg.models import DEFAULT_MODEL, version
from kg.nlp.document import document, original_span
from kg.nlp.pipeline import load
from kg.reading import article_from_text


def article(text: str, **metadata: str) -> Article:
    return article_from_text(text, key="one.txt", published=date(2024, 6, 12), **metadata)  # type: ignore[arg-type]


def test_names_are_found_before_the_parser_and_linked_after_it() -> None:
    order = extractor().pipeline.pipe_names
    ours = ["kg_segments", "ner", "kg_mentions", "tagger", "parser", "lemmatizer", "kg_entities"]
    assert [name for name in order if name in ours] == ours
    assert order[-1] == "kg_entities"


def test_components_find_what_they_require() -> None:
    problems = extractor().pipeline.analyze_pipes()["problems"]
    assert {name: missing for name, missing in problems.items() if missing} == {}


@pytest.mark.parametrize("model", ["no_such_model", "xx_missing_lg"])
def test_missing_model_is_one_clear_line(model: str) -> None:
    with pytest.raises(KgError) as caught:
        load(model)
    message = str(caught.value)
    assert model in message
    assert "\n" not in message
    assert "install" in message


def test_each_name_with_its_title_is_one_token() -> None:
    text = "Foreign Minister Luiz Inácio Lula da Silva met the Rapid Support Forces in Deir ez-Zor on Monday."
    nlp = extractor().pipeline
    doc = nlp(document(nlp, article(text)))
    assert [t.text for t in doc] == [
        "Foreign Minister Luiz Inácio Lula da Silva", "met", "the", "Rapid Support Forces", "in", "Deir ez-Zor",
        "on", "Monday", ".",
    ]  # fmt: skip
    assert doc.text == text
    assert [text[m.start : m.end] for m in doc._.mentions] == [m.text for m in doc._.mentions]
    assert doc[1].dep_ == "ROOT"
    assert doc[0].dep_ == "nsubj"


def test_headline_is_a_sentence_of_its_own() -> None:
    nlp = extractor().pipeline
    doc = nlp(
        document(nlp, article("Kenya reopens border\n\nSomalia and Kenya reopened the crossing on Monday.\n"))
    )
    assert [s.text.strip() for s in doc.sents] == [
        "Kenya reopens border",
        "Somalia and Kenya reopened the crossing on Monday.",
    ]


@pytest.mark.parametrize("together", [1, 150, 50_000])
def test_articles_give_the_same_alone_and_together(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Country number {n} is not Kenya. {'President Ruto met Tinubu. ' * n}\n" for n in range(7)]
    articles = [article(text) for text in texts]
    monkeypatch.setattr("kg.extractor._TOGETHER", together)
    found = extractor().attempts(articles)
    assert found == [extractor().attempt(one) for one in articles]
    assert [one.article for one in found if isinstance(one, Extraction)] == articles
    assert len(list(extractor().extract(articles))) == len(articles)


def test_one_that_fails_does_not_spoil_those_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [
        article(f"President Ruto met Tinubu in {place}.\n") for place in ("Lagos", "Nairobi", "Abuja")
    ]
    real = kg.extraction.extraction

    def failing(one: Article, doc: Doc, opinions: None) -> Extraction:
        if "Nairobi" in one.text:
            raise ValueError("no such town")
        return real(one, doc, opinions)

    monkeypatch.setattr("kg.extraction.extraction", failing)
    found = extractor().attempts(articles)
    assert [type(one) for one in found] == [Extraction, Rejected, Extraction]


def test_reading_one_article_does_not_change_what_the_next_one_gives() -> None:
    text = "Ouagadougou expelled the envoy of the Economic Community of West African States on Monday."
    alone = extraction(text)
    others = [
        "Traoré met Tinubu.",
        "ECOWAS lifted sanctions on Niger.",
        "Monday Okafor met Mali Traoré in Paris.",
    ]
    batch = [article(t + "\n") for t in (*others, text, *others)]
    together = list(extractor().extract(batch))[3]
    assert together.mentions == alone.mentions
    assert together.entities == alone.entities
    assert together.events == alone.events


def test_first_person_of_a_press_release_is_the_ministry() -> None:
    release = article(
        "Statement by the Ministry of Foreign Affairs of Kazakhstan\n\n"
        "We condemn the attack on the embassy of Azerbaijan in Tehran. We will provide aid to Azerbaijan.\n"
    )
    assert release.speaker == "Ministry of Foreign Affairs of Kazakhstan"
    found = next(iter(extractor().extract([release])))
    spoken = {m.entity for m in found.mentions if m.text == "We"}
    assert len(spoken) == 1
    entity = next(e for e in found.entities if e.key in spoken)
    assert entity.type == "GovernmentBody"
    assert [e.actors for e in found.events if e.type == "Accusation"] == [(entity.key,)]


def test_first_person_of_an_agency_report_is_nobody() -> None:
    found = extraction("We visited the camp near Goma. Rwanda denied the report.")
    assert [m.text for m in found.mentions if m.text in {"We", "we", "our"}] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "See [Human Rights Watch](https://news.example/a_b) and [Kenya](https://news.example/k): Kenya agreed.",
            ["Human Rights Watch", "Kenya", "Kenya"],
        ),
        ("Ba’ath Party members met in Aleppo.", ["Ba’ath Party", "Aleppo"]),
        ("Sean O’Callaghan met Jean‐Yves Le Drian in Rome.", ["Sean O’Callaghan", "Jean‐Yves Le Drian", "Rome"]),
        ("Côte d’Ivoire and Timor‑Leste signed.", ["Côte d’Ivoire", "Timor‑Leste"]),
        ("Ken\u00adya rejected the proposal of Ugan\u200bda.", ["Ken\u00adya", "Ugan\u200bda"]),
        ("\u202bKenya\u202c and \u2066Uganda\u2069 agreed.", ["Kenya", "Uganda"]),
        ("South\u00a0Africa and South   Sudan agreed.", ["South\u00a0Africa", "South   Sudan"]),
        ("“Kenya” and «Uganda» agreed.", ["Kenya", "Uganda"]),
    ],
)  # fmt: skip
def test_unclean_text_keeps_names_and_offsets(text: str, names: list[str]) -> None:
    found = extraction(text)
    assert [m.text for m in found.mentions if m.type != "Group"] == names
    assert all(found.article.text[m.start : m.end] == m.text for m in found.mentions)


PIECES = [
    "Kenya", "rejected", "the", "plan", "of", "President", "Salva Kiir", "Côte d’Ivoire", "and", "Ba’ath Party",
    ".", ",", "on Monday", "He", "said", "that", "it", "condemned", "“we agree”", "Moscow", "MOSCOW", "U.S.", "1963",
    "[Uganda](https://a.example/u)", "[Mali](", "](", "Jean‐Yves Le‑Drian", "Rapid Support Forces (RSF)",
    "\u00ad", "\u200b", "\u202e", "\u2066", "\u2069", "\ufeff", "\u0301", "\t", "\n", "\n\n", "\u00a0",
    "🙂", "أحمد", "习近平", "ẞ", "ﬁ", "İstanbul", "-", "–", "(", ")", "\U0001f1f0\U0001f1ea",
]  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", ""])), min_size=1, max_size=25))
@example([("Kenya", "\u00ad"), ("rejected", " "), ("the", " "), ("plan", ".")])
def test_every_mention_and_every_sentence_of_evidence_is_where_it_says(parts: list[tuple[str, str]]) -> None:
    text = "Kenya " + "".join(piece + gap for piece, gap in parts)
    one = article(text)
    nlp = extractor().pipeline
    doc = nlp(document(nlp, one))
    for token in doc:
        span = original_span(doc, token.idx, token.idx + len(token))
        assert 0 <= span.start < span.end <= len(one.text)
    found = next(iter(extractor().extract([one])))
    assert found.article.text == one.text
    for mention in found.mentions:
        assert one.text[mention.start : mention.end] == mention.text
        assert mention.text.strip()
    for statement in (*found.events, *found.facts):
        assert 0 <= statement.evidence.start < statement.evidence.end <= len(one.text)
        sentence = one.text[statement.evidence.start : statement.evidence.end]
        assert sentence == sentence.strip()
        if statement.trigger is not None:
            assert statement.evidence.start <= statement.trigger.start
            assert statement.trigger.end <= statement.evidence.end
    keys = {e.key for e in found.entities}
    assert {m.entity for m in found.mentions} <= keys
    assert {k for e in found.events for k in (*e.actors, *e.recipients)} <= keys


def test_a_pipeline_says_its_version_without_being_loaded(tmp_path: Path) -> None:
    assert version(DEFAULT_MODEL) == load().meta["version"]
    nlp = spacy.blank("en")
    nlp.meta["version"] = "9.1"
    nlp.add_pipe("ner").add_label("PERSON")  # type: ignore[attr-defined]
    nlp.add_pipe("parser").add_label("dep")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "whole")
    assert version(str(tmp_path / "whole")) == "9.1"
    nlp.disable_pipe("ner")
    nlp.to_disk(tmp_path / "without")
    for unfit, lacks in ((tmp_path / "without", "no ner"), ("numpy", "not installed")):
        for ask in (version, load):
            with pytest.raises(KgError, match=lacks):
                ask(str(unfit))
