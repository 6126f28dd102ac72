"""What the counterpart of an office-holder is: "his Turkish counterpart X" is what he is, of Türkiye."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from kg.nlp.document import Holding
from kg.nlp.names import is_capitalised
from kg.nlp.title import Title
from kg.nlp.titles import COUNTERPART, roles


def name_post(doc: Doc, titles: list[Title], n: int, found: Mapping[int, Holding]) -> bool:
    """Give the counterpart whom title ``n`` stands beside the office of the one named before; False if there is none.

    ``found`` are the holdings by the number of their title.
    """
    holding = found[n]
    before = [(i, titles[i]) for i in range(n) if titles[i].role not in {None, COUNTERPART}]
    if not before or holding.of is None:
        return False
    # The counterpart of a Greek is no Greek.
    code = holding.of.country
    before = [
        (i, t) for i, t in before if t.of is None or t.of.country is None or t.of.country != code
    ] or before
    names = _possessors(doc, titles[n])
    own = [(i, t) for i, t in before if i in found and names.intersection(found[i].person.text.split())]
    if len({found[i].person.text.split()[-1] for i, _ in own}) > 1:
        own = []  # "X, who met Y, and his Pakistani counterpart"
    model = next((t for i, t in reversed(own or before) if t.held or i in found), before[-1][1])
    if titles[n].words.lower() == "colleague" and ". " in doc._.plain[model.end : holding.start]:
        return False  # a reporter has colleagues as well
    if holding.of.type == "Country" and roles()[model.role or ""].get("of") == "organisation":
        return False  # whose the post of a party's or a committee's chairman is over there nobody tells
    holding.role = model.role or ""
    holding.prefix = holding.prefix or model.prefix
    # A region's premier is none of its prime ministers; of countries the title is what it is called there.
    holding.title = model.words if holding.of.type == "Region" else ""
    holding.also = model.words
    holding.rule = "office:counterpart"
    return True


def _possessors(doc: Doc, title: Title) -> frozenset[str]:
    """The words of a name in "X and his Pakistani counterpart", "X met his Pakistani counterpart"."""
    i = title.first
    while i > 0 and title.first - i < 4 and doc[i - 1].lower_ not in {"his", "her"}:
        i -= 1
    if i < 3 or doc[i - 1].lower_ not in {"his", "her"}:
        return frozenset()
    if doc[i - 2].lower_ == "and":
        return frozenset({doc[i - 3].text.split()[-1]})
    first = i - 1
    while first > 0 and not doc[first].is_sent_start and doc[first - 1].text not in {".", "!", "?"}:
        first -= 1
    return frozenset(token.text for token in doc[first : i - 1] if is_capitalised(token))
