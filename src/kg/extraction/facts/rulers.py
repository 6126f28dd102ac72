"""Who rules a country where no title says so: "X, who has governed Y since 1986", "X ruled Y from 1980 to 2017"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.held import Offices
from kg.extraction.facts.statement import Statements
from kg.extraction.facts.validity import bounds, over
from kg.lexicon import load
from kg.model import Fact
from kg.nlp.document import DocEntity


def rulers(statements: Statements, found: Offices) -> Iterator[Fact]:
    """``holdsOffice`` and ``formerlyHeldOffice`` of a country's leader."""
    verbs = load("facts")["rule"]
    for verb in statements.with_lemma({*verbs["rule"], *verbs["lead"]}):
        if verb.pos_ == "VERB":
            yield from _ruled(statements, found, verb, timed=verb.lemma_.lower() in verbs["lead"])


def _ruled(statements: Statements, found: Offices, verb: Token, *, timed: bool) -> Iterator[Fact]:
    """``timed`` verbs say it only with since when or until when: a captain leads a country to victory."""
    lexicon, lemma = load("facts")["rule"], verb.lemma_.lower()
    people = [f for f in statements.actors(syntax.slot(verb, "subj")) if f.entity.type == "Person"]
    tokens = syntax.slot(verb, "obj") or [
        o for word in lexicon["prepositions"].get(lemma, ()) for o in syntax.prepositional(verb, word)
    ]
    named = [m for t in tokens if (m := statements.mention(t)) is not None and m.kind == "name"]
    if len(people) != 1 or len(named) != 1 or named[0].type != "Country" or named[0].entity is None:
        return
    person, country = people[0].mention, named[0]
    status, speaker = statements.judge(verb)
    end = max(person.end, country.end, verb.idx + len(verb))
    since, until = bounds(statements, end, verb, verb, "holds")
    if timed and since is None and until is None:
        return
    # "Has ruled for 30 years" goes on; "ruled for 30 years" is over, and so is whatever ended before now.
    auxiliaries = {c.lower_ for c in syntax.children(verb, "aux", "auxpass")}
    past = auxiliaries & {"had", "was", "were"} or (verb.tag_ == "VBD" and not auxiliaries)
    former = status == "Asserted" and (over(statements, until) or bool(past))
    office = found.office("leader", "leader", "", named[0].entity)
    span = sorted((person.start, person.end, country.start, country.end))
    yield statements.fact(
        people[0].entity, "formerlyHeldOffice" if former else "holdsOffice",
        DocEntity("Office", office.name, key=office.key), verb, f"office:{lemma}",
        0.85 * people[0].certainty, (span[0], span[-1]), status=status, speaker=speaker, since=since, until=until,
    )  # fmt: skip
