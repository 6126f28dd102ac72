"""Titles in apposition to their holders: "X, 61, the foreign minister of Y," and "the Russian president, X,"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.document import DocMention, Holding
from kg.nlp.names import honorific_at
from kg.nlp.title import Places, Title
from kg.nlp.titles import COUNTERPART

#: What may follow a title that stands in apposition without saying whose it is.
_CLOSES = frozenset(
    {",", ".", ";", ")", "and", "who", "-", "--", "–", "—", "since", "from", "until", "in", "at", "(", "between",
     "during", "throughout", "under", "when", "whose", "whom", "that", "which", "he", "she", "they", "on", "by", "with",
     "after", "before", "as", "because", "while", "but", "then", "responsible", "charged", "accused", "blamed", "known",
     "now", "or", "himself", "herself", "turned"}
)  # fmt: skip
#: What may stand between a comma and a title.
_BEFORE = frozenset({"the", "a", "an", "his", "her", "its", "their", "himself", "herself", "also"})
#: What somebody may be beside an office: "X, a member of the politburo and minister of war".
_MEMBERS = frozenset(
    {"member", "founder", "co-founder", "native", "veteran", "ally", "confidant", "relative"}
)
_PREPOSITIONS = frozenset({"to", "in", "at", "for", "on", "of", "from", "under", "with"})
#: Words of a clause: what they stand in is no noun phrase.
_CLAUSE = frozenset(
    {"is", "was", "are", "were", "has", "had", "have", "who", "whom", "which", "that", "said", "told", "says",
     "when", "while", "after", "before", "by", "as", "if", "because", "his", "her", "their", "a", "an", "will", "would",
     "not", "but", "or"}
)  # fmt: skip
#: Tokens.
_REACH, _LONGEST_PHRASE = 18, 8


def holding_of(title: Title, person: DocMention, rule: str, end: int, over: bool = False) -> Holding:
    """``over`` says that the clause, not the title, puts it into the past."""
    return Holding(
        person=person,
        role=title.role or COUNTERPART,
        role_at=title.role_at,
        title=title.words,
        start=title.start,
        end=max(end, title.end),
        rule=rule,
        of=title.of,
        former=title.former or over,
        designate=title.designate,
        prefix=title.prefix,
    )


def skip_honorifics(doc: Doc, i: int, starting: Places) -> int:
    """Behind the styles before a name that has none in it: "Sheikh Hasina" begins with hers."""
    while i < len(doc) and i not in starting and not doc[i].is_sent_start and (size := honorific_at(doc, i)):
        i += size
    return i


def in_apposition(doc: Doc, title: Title, starting: Places, ending: Places) -> Holding | None:
    """ "X, 61, the foreign minister of Y," and "the Russian president, X,"."""
    return _behind_name(doc, title, ending) or before_name(doc, title, starting)


def _behind_name(doc: Doc, title: Title, ending: Places) -> Holding | None:
    before = title.first
    while before > 0 and (
        doc[before - 1].lower_ in _BEFORE or (before in ending and ending[before][1] is title.of)
    ):
        before = ending[before][0] if before in ending else before - 1
    comma = 0
    if before > 0 and doc[before - 1].text == ",":
        comma = skip_left(doc, before - 1)
    elif before > 0 and doc[before - 1].lower_ == "and":
        comma = skip_left(doc, _first_noun(doc, before - 1, ending))
    if doc[comma - 1].lower_ in {"himself", "herself"}:
        comma -= 1  # "Grundberg himself, the envoy for Yemen,"
    # "X, 61, the minister".
    if comma > 1 and doc[comma - 1].like_num and doc[comma - 2].text == ",":
        comma = skip_left(doc, comma - 2)
    if comma in ending and ending[comma][1].type == "Country":
        # "X of Dominica, the chair of the Caribbean Community"
        origin = ending[comma][0]
        origin -= doc[origin - 1].lower_ == "the"
        comma = origin - 1 if doc[origin - 1].lower_ == "of" else comma
    if not (comma and comma in ending and ending[comma][1].type == "Person"):
        return None
    last = title.last
    closed = (
        last >= len(doc)
        or doc[last].text in _CLOSES
        or doc[last].is_sent_start
        or (doc[last].lower_ == "for" and doc[last + 1 : last + 2].text.isdigit())
        or (doc[last].lower_ == "of" and _names_noun(doc, last + 1))
    )
    first, person = ending[comma]
    if title.role == COUNTERPART and title.of is None and doc[first - 1].text == "'s" and first - 1 in ending:
        title.of = ending[first - 1][1]  # "Niger's X, his counterpart"
    if closed or title.of is not None or title.owner_at is not None:
        return holding_of(title, person, "office:apposition", title.end)
    return None


def _first_noun(doc: Doc, end: int, ending: Places) -> int:
    """Where "X, a member of the politburo and …" has its comma; 0 where no such noun stands before the "and"."""
    comma = end
    while comma > 0 and end - comma <= _REACH and doc[comma].text != "," and not doc[comma].is_sent_start:
        comma -= 1
    nouns = [token.lower_ for token in doc[comma + 1 : end]]
    noun = nouns[1] if nouns[:1] in (["a"], ["an"], ["the"]) and len(nouns) > 1 else nouns[0] if nouns else ""
    if doc[comma].text != "," or (noun not in load("occupations")["occupations"] and noun not in _MEMBERS):
        return 0
    return 0 if _CLAUSE.intersection(nouns[1:]) or comma not in ending else comma


def _names_noun(doc: Doc, i: int) -> bool:
    """Whether "the Council" stands at ``i``, a body that the article names elsewhere in full."""
    return (
        i + 2 < len(doc)
        and doc[i].lower_ == "the"
        and doc[i + 1].lower_ in load("offices")["owner_nouns"]
        and doc[i + 2].text in {",", ".", ")"}
    )


def before_name(doc: Doc, title: Title, starting: Places) -> Holding | None:
    """ "The Russian president, X,", "Prime Minister, the Most Hon. X"."""
    styled = doc[title.last + 1 : title.last + 2].text == "the" and honorific_at(doc, title.last + 1) > 1
    if not (title.of is not None or title.definite or title.owner_at is not None or styled):
        return None
    end, then = _behind_phrase(doc, title.last, starting)
    at = skip_honorifics(doc, end + 1, starting)
    if end + 1 >= len(doc) or doc[end].text != "," or at not in starting:
        return None
    name_end, mention = starting[at]
    opens = title.span.start == 0 or doc[title.first - 1].is_sent_start or doc[title.first - 1].text == "."
    # "the king, Sultan X of Y,"
    behind = name_end + 2 if doc[name_end : name_end + 1].text == "of" else name_end
    closed = behind < len(doc) and doc[behind].text in {",", ".", ";", ")", ":"}
    alone = opens and end == title.last and doc[behind : behind + 1].text != "and"
    if mention.type == "Person" and (closed or alone):
        return holding_of(title, mention, "office:apposition", mention.end, then)
    return None


def _behind_phrase(doc: Doc, i: int, starting: Places) -> tuple[int, bool]:
    """Where "to Sudan", "at the talks" behind a title ends, before a comma, and whether it is "at the time"."""
    if i >= len(doc) or doc[i].lower_ not in _PREPOSITIONS or doc[i].is_sent_start:
        return i, False
    end = i + 1
    while end < len(doc) and end - i <= _LONGEST_PHRASE and doc[end].text != ",":
        named = starting.get(end)
        if (named is not None and named[1].type == "Person") or doc[end].is_sent_start:
            return i, False
        if named is None and (doc[end].lower_ in _CLAUSE or not (doc[end].is_alpha or doc[end].text == "-")):
            return i, False
        end = named[0] if named is not None else end + 1
    if end >= len(doc) or doc[end].text != ",":
        return i, False
    return end, doc[i:end].text.lower() == "at the time"


def skip_left(doc: Doc, end: int) -> int:
    """``end``, or where the brackets before it open: "X (Freedom Party), the deputy speaker"."""
    while end > 0 and doc[end - 1].text in {")", "]"}:
        opening = end - 1
        while opening > 0 and doc[opening].text not in {"(", "["} and not doc[opening].is_sent_start:
            opening -= 1
        if doc[opening].text not in {"(", "["}:
            return end
        end = opening
    return end
