"""Words before a title that belong to it, or say what it means: "the outspoken", "UN human rights", "the army's"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.title import OWNERS, Places, Title
from kg.nlp.titles import prefixes, role_forms, roles

#: Words of what a chief is in charge of: "UN human rights chief".
_LONGEST_FIELD = 4


#: Endings of adjectives that say what sort of man a minister is, and no noun ends in.
_ADJECTIVES = ("ous", "ful", "less", "ish", "able", "ible", "ed", "oned", "ing")


def describes(doc: Doc, i: int) -> bool:
    """Whether an adjective between an article and a title says nothing of the office: "the outspoken minister"."""
    if i < 1 or doc[i - 1].lower_ not in {"the", "a", "an", "its", "their"} or not doc[i].is_lower:
        return False
    word, adjectives = doc[i].lower_, load("offices")["adjectives"]
    own = len(word) > 5 and word.endswith(_ADJECTIVES) and word not in adjectives["belonging"]
    return own or word in adjectives["describing"]


def is_next(doc: Doc, i: int) -> bool:
    """ "Uruguay's next minister", "named as the next premier", but not "the next president to visit"."""
    if doc[i].lower_ != "next" or i < 2:
        return False
    return doc[i - 1].lower_ != "the" or doc[i - 2].lower_ in {"as", "be", "become"}


def field_start(doc: Doc, title: Title, ending: Places) -> int:
    """Where "UN humanitarian chief" begins behind the owner: what the chief is in charge of is part of the title."""
    i = title.span.start
    if title.role != "head" or i < 2 or title.span.end - i > 1 or doc[i].is_sent_start:
        return i
    first = i - 1
    while (
        i - first < _LONGEST_FIELD
        and first > 0
        and first not in ending
        and (doc[first - 1].is_lower or doc[first - 1].text == "-")
    ):
        first -= 1
    owned = first in ending and ending[first][1].type in OWNERS and ending[first][1].kind == "name"
    known = (
        prefixes("former")
        | prefixes("plain")
        | prefixes("deputy")
        | prefixes("acting")
        | prefixes("outgoing")
    )
    if (
        not owned
        or doc[first].text == "-"
        or any(
            not (word.text == "-" or (word.is_lower and word.is_alpha and not word.is_stop))
            or word.lower_ in known | {"party", "rebel", "union", "then"}
            for word in doc[first:i]
        )
    ):
        return i
    title.role, title.fixed = "body-head", True
    title.words = doc[first : title.span.end].text
    return first


def of_common_body(doc: Doc, title: Title, end: int, ending: Places) -> int | None:
    """Where "coast guard" of "the coast guard's commandant" begins: with the title the name of a post.

    ``end`` is the possessive. The army of the sentence's country may be named before it.
    """
    if end in ending or title.of is not None or end + 1 != title.span.start:
        return None
    for size in (3, 2, 1):
        start = end - size
        if start < 0 or any(t.is_sent_start for t in doc[start + 1 : end]):
            continue
        words = f"{doc[start:end].text.lower()} {title.words.lower()}"
        form = role_forms().get(words)
        if form is not None and form.role is not None:
            title.role, title.words, title.fixed = form.role, words, True
            return start
    return None


def principal(doc: Doc, end: int, ending: Places) -> int | None:
    """Where the owner of the title ends whose holder has somebody: "the UN secretary-general's envoy"."""
    for size in range(1, 6):
        at = end - size
        if at in ending and ending[at][1].type in OWNERS and doc[at:end].text.lower() in role_forms():
            return at
    return None


def another_church(doc: Doc, role: str | None, at: int) -> bool:
    """Whether a pope is that of the Copts or of Alexandria, by the words beside the title."""
    others = roles()[role].get("others", ()) if role is not None else ()
    return bool(others) and any(t.lower_ in others for t in doc[max(0, at - 1) : at + 3])
