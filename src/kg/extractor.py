"""Articles → extractions with one pipeline.

Nothing of spaCy is loaded before there is an article to parse: a build in which nothing is new needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kg.errors import fault
from kg.fingerprint import fingerprint
from kg.limits import LONGEST_TEXT, MAX_SECONDS, OutOfTimeError, time_limit
from kg.model import PARSED, Article, Extraction, Rejected
from kg.models import DEFAULT_MODEL, version
from kg.typer import Typer, missing, typer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Extractor", "extractor"]

#: Characters of articles that are parsed together, if they are several: some seconds, and some MB.
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
        from kg.nlp.pipeline import load

        return load(self.model)

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever the same article might give another extraction: model, code, lexicon. 16 hex digits."""
        rooms = ["reading", "nlp", "extraction", "lexicon", "extractor.py", "geonames.py", "model.py"]
        if self.typer and not missing():
            rooms.append("typer")
        return fingerprint(f"{self.model} {version(self.model)}", rooms)

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """What each article states, in the order of the articles."""
        return (extraction for _, extraction in self.read(articles))

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Doc, Extraction]]:
        """Each article's annotated parse with what it states, in the order of the articles."""
        from kg.extraction import extraction
        from kg.nlp.pipeline import documents

        for together in _groups(articles):
            for article, doc in zip(together, documents(self.pipeline, together), strict=True):
                yield doc, extraction(article, doc, self.opinions)

    def attempts(
        self, articles: Sequence[Article], seconds: float = MAX_SECONDS
    ) -> list[Extraction | Rejected]:
        """The same as :meth:`attempt` for each, many together: so the pipeline takes a tenth less time."""
        if 0 < seconds < _TOGETHER_SECONDS:
            return [self.attempt(article, seconds) for article in articles]
        found: list[Extraction | Rejected] = []
        for together in _groups(articles):
            try:
                with time_limit(_TOGETHER_SECONDS):
                    extractions = list(self.extract(together)) if len(together) > 1 else []
            except (OutOfTimeError, Exception):
                extractions = []  # each by itself shows which of them it was, and why
            found += extractions or [self.attempt(article, seconds) for article in together]
        return found

    def attempt(self, article: Article, seconds: float = MAX_SECONDS) -> Extraction | Rejected:
        """What an article states; if that cannot be found out, why.

        A fault of the program in one article is told like this as well, so that it does not stop the others; with
        KG_TRACEBACK=1 in the environment it is raised.

        :param seconds: the longest time it may take, see :func:`kg.limits.time_limit`.
        """
        from kg.extraction import extraction
        from kg.nlp.document import document

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
                return extraction(article, pipeline(document(pipeline, article)), self.opinions)
        except OutOfTimeError:
            return Rejected(
                article.key, f"took longer than {seconds:g} seconds to parse; split it or raise --time-limit"
            )
        except Exception as error:
            return Rejected(article.key, fault(error))


@cache
def extractor(model: str, typer: bool) -> Extractor:
    """One extractor per model and process: loading it takes longer than parsing a few articles."""
    return Extractor(model, typer=typer)


def _groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in lists of those that are parsed together."""
    group: list[Article] = []
    total = 0
    for article in articles:
        size = _size(article)
        if group and total + size > _TOGETHER:
            yield group
            group, total = [], 0
        group.append(article)
        total += size
    if group:
        yield group


def _size(article: Article) -> int:
    """Characters that are parsed."""
    return sum(segment.end - segment.start for segment in article.segments if segment.kind in PARSED)
