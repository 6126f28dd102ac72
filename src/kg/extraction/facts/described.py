"""A leader whom an article names first and describes in the next sentence: "X was in the hall. The prime minister …".

A sentence that goes on with "the Russian president" need not go on with who was named last. So the person must be one
of those who led the country by the reference data, must have been named alone and done something, and nobody else may
have the post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kg.extraction.facts.held import Held
from kg.extraction.facts.origins import leads, led
from kg.extraction.facts.post import Post
from kg.extraction.facts.statement import Statements
from kg.nlp.document import DocEntity, segment_kind
from kg.nlp.offices import roles
from kg.nlp.title import Title

_CONFIDENCE = 0.6
#: How many sentences without a name may stand between.
_BACK = 2


def described(statements: Statements, known: Sequence[Held]) -> Iterator[Held]:
    """The offices of such leaders that nothing else tells; ``known`` are those that something does."""
    for title in statements.doc._.titles:
        noun = statements.head_noun(title)
        country = _country(title)
        if not _stands_alone(title, noun) or (title.of is not None and country is None):
            continue
        person = _named_before(statements, noun.sent)
        if person is None or any(h.person is person for h in known):
            continue
        code = led(statements, person)
        if code is None or country not in {None, code} or code not in leads(person):
            continue
        role = title.role or ""
        if not Post(role, person, words=title.words.lower()).could_have(code) or any(
            h.role == role and h.of.country == code and not h.former for h in known
        ):
            continue
        yield Held(
            person, role, title.words, title.prefix, statements.country(f"country:{code}", code), noun,
            title.start, title.end, "holds", "office:description", _CONFIDENCE,
        )  # fmt: skip


def _country(title: Title) -> str | None:
    return title.of.country if title.of is not None and title.of.type == "Country" else None


def _stands_alone(title: Title, noun: Token) -> bool:
    """Whether the title of who leads a state or its government is a subject, and stands there for its holder."""
    return (
        not title.held
        and "head_of" in roles().get(title.role or "", {})
        and (title.definite or title.of is not None)
        and title.owner_at is None
        and not (title.former or title.designate or title.indefinite or title.outgoing or title.local)
        and noun.dep_ in {"nsubj", "nsubjpass"}
        and noun.i - noun.sent.start < 4
        and not any(c.dep_ in {"appos", "conj"} for c in noun.children)
    )


def _named_before(statements: Statements, sentence: Span) -> DocEntity | None:
    """The one person whom the sentence before names, at work and with no word of who that is; holders do not count."""
    for _ in range(_BACK):
        if sentence.start == 0:
            return None
        sentence = statements.doc[sentence.start - 1].sent
        if segment_kind(statements.doc, sentence.start_char) != "body":
            return None
        named = [m for m in statements.names_in(sentence.start_char, sentence.end_char) if m.type == "Person"]
        if not named:
            continue
        people = {id(m.entity) for m in named}
        token = statements.doc[named[0].token]
        bare = not any(
            c.dep_ in {"appos", "acl", "relcl", "amod", "compound", "conj"} for c in token.children
        )
        holders = {id(h.person.entity) for h in statements.doc._.holdings}
        people |= {id(m.entity) for m in statements.names_in(0, sentence.start_char) if m.type == "Person"}
        alone = people - holders == {id(named[0].entity)} and bare and token.dep_ == "nsubj"
        return named[0].entity if alone else None
    return None
