"""Doc → Extraction: what one article states, as plain values. spaCy ends here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import tee

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import fault
from kg.extraction.datelines import dateline_places
from kg.extraction.events import events
from kg.extraction.facts import facts
from kg.extraction.participants import Participants
from kg.extraction.times import Timeline
from kg.fingerprint import fingerprint
from kg.limits import LONGEST_TEXT, MAX_SECONDS, OutOfTimeError, time_limit
from kg.model import Article, Extraction, LocalEntity, Mention, Rejected
from kg.nlp.document import PARSED, document, original_span
from kg.nlp.groups import is_nationality
from kg.nlp.pipeline import DEFAULT_MODEL, documents, load, version
from kg.typer import Typer, missing, typer

__all__ = ["DEFAULT_MODEL", "Extractor"]


#: Characters of articles that are parsed together: a second or two, and some MB.
_TOGETHER = 50_000

#: Seconds that they may take together; with a limit below that for one article, all are parsed alone.
_TOGETHER_SECONDS = 30.0


class Extractor:
    """Reads articles with one spaCy pipeline, and with the model that weighs events. Both are loaded at first use.

    :param typer: whether :mod:`kg.typer` is asked; without the packages that it needs, it never is.

    Raises:
        KgError: on first use, if the pipeline is not installed.
    """

    def __init__(self, model: str = DEFAULT_MODEL, *, typer: bool = True) -> None:
        self.model = model
        self.typer = typer

    @cached_property
    def opinions(self) -> Typer | None:
        """The loaded model that weighs events; None without it."""
        return typer() if self.typer else None

    @cached_property
    def pipeline(self) -> Language:
        """The loaded spaCy pipeline."""
        return load(self.model)

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever the same article might give another extraction: model, code, lexicon. 16 hex digits."""
        rooms = ["reading", "nlp", "extraction", "lexicon", "geonames.py", "model.py"]
        if self.typer and not missing():
            rooms.append("typer")
        return fingerprint(f"{self.model} {version(self.model)}", rooms)

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """What each article states, in the order of the articles."""
        return (extraction for _, extraction in self.read(articles))

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Doc, Extraction]]:
        """Each article's annotated parse with what it states, in the order of the articles."""
        kept, parsed = tee(articles)
        for article, doc in zip(kept, documents(self.pipeline, parsed), strict=True):
            yield doc, _extraction(article, doc, self.opinions)

    def attempts(
        self, articles: Sequence[Article], seconds: float = MAX_SECONDS
    ) -> list[Extraction | Rejected]:
        """The same as :meth:`attempt` for each, together if they are short: so the pipeline takes a tenth less time."""
        together = sum(map(_size, articles)) <= _TOGETHER and not 0 < seconds < _TOGETHER_SECONDS
        if together and len(articles) > 1:
            try:
                with time_limit(_TOGETHER_SECONDS):
                    return list(self.extract(articles))
            except (OutOfTimeError, Exception):
                pass  # each by itself shows which of them it was, and why
        return [self.attempt(article, seconds) for article in articles]

    def attempt(self, article: Article, seconds: float = MAX_SECONDS) -> Extraction | Rejected:
        """What an article states; if that cannot be found out, why.

        A fault of the program in one article is told like this as well, so that it does not stop the others; with
        KG_TRACEBACK=1 in the environment it is raised.

        :param seconds: the longest time it may take, see :func:`kg.limits.time_limit`.
        """
        pipeline = self.pipeline
        size = _size(article)
        if size > LONGEST_TEXT:
            return Rejected(
                article.key,
                f"has a text of {size:,} characters, and more than {LONGEST_TEXT:,} are not parsed; "
                "split it into articles",
            )
        try:
            with time_limit(seconds):
                return _extraction(article, pipeline(document(pipeline, article)), self.opinions)
        except OutOfTimeError:
            return Rejected(
                article.key, f"took longer than {seconds:g} seconds to parse; split it or raise --time-limit"
            )
        except Exception as error:
            return Rejected(article.key, fault(error))


def _size(article: Article) -> int:
    """Characters that are parsed."""
    return sum(segment.end - segment.start for segment in article.segments if segment.kind in PARSED)


def _extraction(article: Article, doc: Doc, opinions: Typer | None) -> Extraction:
    participants = Participants(doc)
    timeline = Timeline(doc, article)
    found_events = events(doc, participants, timeline, opinions)
    found_facts, offices = facts(doc, participants, timeline)
    entities = [
        LocalEntity(e.key, e.type, e.name, tuple(sorted(e.names | {e.name})), e.ref, e.country)
        for e in doc._.entities
    ]
    filed, mentions = dateline_places(article, entities)
    entities += filed
    named = {e.key for e in doc._.entities if not e.generic or is_nationality(e)}
    named |= {e.key for e in filed}
    for mention in doc._.mentions:
        if mention.entity is not None and mention.kind != "title":
            span = original_span(doc, mention.start, mention.end)
            text = article.text[span.start : span.end]
            mentions += [
                Mention(span.start, span.end, text, one.type if mention.others else mention.type, one.key)
                for one in (mention.entity, *mention.others)
            ]
    return _pruned(
        Extraction(
            article, (*entities, *offices), tuple(sorted(mentions)), tuple(found_events), tuple(found_facts)
        ),
        named,
    )


def _pruned(extraction: Extraction, named: set[str]) -> Extraction:
    """Without the groups and the like that have no name and that no event and no fact is about: "officials"."""
    used = {
        key
        for event in extraction.events
        for key in (*event.actors, *event.recipients, event.location, event.speaker)
        if key is not None
    }
    used |= {
        key
        for fact in extraction.facts
        for key in (fact.subject, fact.object, fact.speaker)
        if key is not None
    }
    by_key = {e.key: e for e in extraction.entities}
    used |= {of for key in used if key in by_key and (of := by_key[key].of) is not None}
    kept = tuple(e for e in extraction.entities if e.key in used or e.key in named)
    keys = {e.key for e in kept}
    return replace(
        extraction,
        entities=kept,
        mentions=_outermost([m for m in extraction.mentions if m.entity in keys], named),
    )


def _outermost(mentions: list[Mention], named: set[str]) -> tuple[Mention, ...]:
    """Without adjectives of a country inside what is named by them: "Israeli" in "Israeli forces"."""
    ordered = sorted((m for m in mentions if m.entity in named), key=lambda m: m.start)
    starts = [m.start for m in ordered]
    longest = max((m.end - m.start for m in ordered), default=0)

    def inside(m: Mention) -> bool:
        around = ordered[bisect_left(starts, m.end - longest) : bisect_right(starts, m.start)]
        return any(m.end <= o.end and o.end - o.start > m.end - m.start for o in around)

    return tuple(m for m in mentions if m.type != "Country" or not inside(m))
