"""Whose deputy somebody is: "Chan's deputy, X", "his deputy, Y", "Attorney General X and his deputy, Z"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.facts.held import Held
from kg.extraction.facts.statement import Statements
from kg.nlp.document import DocEntity, Holding
from kg.nlp.offices import GENERIC, roles
from kg.nlp.title import Title

#: Deputies who have a post of their own: role, words and prefix.
_DEPUTIES = {
    "president": ("vice-president", "vice president", ""),
    "prime-minister": ("deputy-prime-minister", "deputy prime minister", ""),
}


def deputy(
    statements: Statements, holding: Holding, title: Title | None, known: list[Held]
) -> Iterator[Held]:
    """ "Chan's deputy, X", "his deputy, Y": of the one office that the article gives to Chan, or to him."""
    person = holding.person.entity
    if person is None or person.type != "Person" or title is None or title.owner_at is None:
        return
    at = statements.token_at(holding.start)
    principal = _right_before(statements, title.owner_at) or statements.entity(
        statements.token_at(title.owner_at)
    )
    offices = {
        (h.role, id(h.of)): h for h in known
        if h.person is principal and h.role not in GENERIC and not h.prefix and roles()[h.role].get("unique", True)
    }  # fmt: skip
    if principal is None or principal is person or len(offices) != 1:
        return
    held = next(iter(offices.values()))
    role, words, prefix = _DEPUTIES.get(held.role, (held.role, held.words, "Deputy"))
    yield Held(
        person, role, words, prefix, held.of, at, holding.start, holding.end, "holds", f"{holding.rule}+other-title",
        0.75, former=holding.former, also="deputy",
    )  # fmt: skip


def _right_before(statements: Statements, his: int) -> DocEntity | None:
    """ "X and his deputy": of X, whoever else the pronoun at character ``his`` might be."""
    if not statements.doc._.plain.startswith(("his ", "her "), his):
        return None
    return statements.person_before(his, {"and", ", and"})
