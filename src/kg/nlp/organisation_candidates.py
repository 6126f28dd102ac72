"""Names of organisations by the nouns in them: "… Party", "Ministry of …", "House of Representatives"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.lexicon import load
from kg.model import EntityType
from kg.nlp.aliases import first_letters
from kg.nlp.candidates import Candidate, org_heads
from kg.nlp.names import CALENDAR, is_capitalised, particles
from kg.nlp.spelling import spelling
from kg.nlp.words import EnglishWords

#: "Economy and Energy Minister": what stands before is a field of government and no body.
_MINISTERS = frozenset({"Minister", "Ministers", "Secretary", "Commissioner", "Adviser", "Advisor"})
_AREAS = frozenset(
    {
        "Island",
        "Islands",
        "Province",
        "County",
        "Territory",
        "Territories",
        "Coast",
        "Valley",
        "Region",
        "State",
        "City",
    }
)
#: Nouns behind which several names are told one by one.
_SEVERAL = frozenset(
    {"parties", "movements", "unions", "organisations", "organizations", "companies", "ministries"}
)
_REVOLT = frozenset(
    {"Liberation", "Revolutionary", "Resistance", "Independence", "Republican", "Rebel", "Insurgent"}
)


def organisations(
    doc: Doc, known: list[Candidate], title_case: set[int], titles: set[int], english: EnglishWords
) -> Iterator[Candidate]:
    """Capitalised words that end in an organisation's head noun, with "of …" and "for …" behind it.

    ``title_case`` are tokens of headlines, where capitals say nothing; ``titles`` those of offices.
    """
    heads = org_heads()
    inside = {i: c for c in known for i in range(c.start, c.end)}
    first = load("organisation_heads")["first"]
    for i, text in enumerate(spelling(doc).texts):
        if i in title_case or (text not in heads and text not in first):
            continue
        token = doc[i]
        kind = heads.get(text)
        if kind is not None:
            start = _start(doc, token.i, inside, english)
            end = _complement_end(doc, token.i + 1, kind, inside, english, titles)
            if start > 0 and doc[start - 1].lower_ in _SEVERAL:
                # "the parties X and Y"
                end = next((n for n in range(token.i, end) if doc[n].lower_ == "and"), end)
            portfolio = end < len(doc) and doc[end].text in _MINISTERS
            if end - start > 1 and not portfolio:
                kind = _kind(doc, start, end, token.i, kind, inside)
                yield Candidate(start, end, kind, 3, None, _country(start, end, inside))
        kind = first.get(text)
        if kind is not None and token.i not in inside:
            end = _foreign_end(doc, token.i + 1, inside)
            if end - token.i > 1:
                yield Candidate(token.i, end, kind, 3)


def _kind(
    doc: Doc, start: int, end: int, head: int, kind: EntityType, inside: dict[int, Candidate]
) -> EntityType:
    """The type of a body, by the words around its head: a "Liberation Army" is no country's."""
    words = {t.text for t in doc[start:end]}
    owner = inside.get(start)
    if kind == "Company" and doc[head].text == "Bank":
        named = {"Central", "Reserve", "National"} & words
        of = inside.get(head + 2)
        if named or (head == start and of is not None and of.type == "Country" and of.end == end):
            return "GovernmentBody"  # "Bank of Zambia"
    if doc[head].text in {"Army", "Front", "Forces", "Movement"} and _REVOLT & words:
        return "ArmedGroup"
    if (
        kind == "GovernmentBody"
        and owner is not None
        and owner.type == "InternationalOrganization"
        and owner.end <= head
    ):
        return "InternationalOrganization"  # "African Union Commission"
    return kind


#: What goes by no initials.
_NO_LETTERS = frozenset({"Person", "Country", "City", "Region", "Place", "Group"})


def acronyms(doc: Doc, found: list[Candidate]) -> Iterator[Candidate]:
    """ "Pakistan People's Party (PPP)", and the letters alone in the rest of the article, in brackets before or not."""
    taken = {i for c in found for i in range(c.start, c.end)}
    letters: dict[str, Candidate] = {}
    for long in found:
        i = long.end
        if i + 2 >= len(doc):
            continue
        word = doc[i + 1].text
        if (
            long.length > 1
            and long.type not in _NO_LETTERS
            and doc[i].text == "("
            and doc[i + 2].text == ")"
            and 2 <= len(word) <= 8
            and word.isupper()
            and i + 1 not in taken
        ):
            letters[word] = long
    for long in found:
        if long.length > 2 and long.type not in _NO_LETTERS:
            letters.setdefault(first_letters(doc[long.start : long.end].text), long)
    weak = {c.start for c in found if c.length == 1 and c.priority < 2 and c.ref is None}
    for i, text in enumerate(spelling(doc).texts):
        if text in letters and (i not in taken or i in weak):
            yield Candidate(i, i + 1, letters[text].type, 2, None, letters[text].country)


def _country(start: int, end: int, inside: dict[int, Candidate]) -> str | None:
    return next(
        (inside[i].country for i in range(start, end) if i in inside and inside[i].type == "Country"), None
    )


def _start(doc: Doc, head: int, inside: dict[int, Candidate], english: EnglishWords) -> int:
    """Where the words before the head begin: "Justice and Development Party", "Lord's Resistance Army"."""
    owners = load("organisation_heads")["possessives"]["words"]
    start = head
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        if _belongs(doc, start - 1, inside):
            start -= 1
        elif before.text in {"'s", "'"} and start > 1 and doc[start - 2].text in owners:
            start -= 2
        elif (
            before.text in {"and", "&"}
            and start > 1
            and all(
                is_capitalised(doc[i]) and i not in inside and doc[i].text in english
                for i in (start - 2, start)
            )
            and doc[start - 2].text not in org_heads()
        ):
            # "Ministry of Trade and Industry" is one; "France and Labour Party" is two.
            start -= 2
        else:
            break
    while start < head and doc[start].text in {"-", "&", "and", "The", "A", "An", "'s", "'"}:
        start += 1
    return start


#: Stop words of the model that stand in names: "Move Forward Party", "Top Policy Group".
_CONTENT = frozenset(
    {
        "Move",
        "Front",
        "First",
        "Top",
        "Full",
        "Back",
        "Together",
        "Next",
        "Three",
        "Five",
        "Six",
        "Ten",
        "Us",
        "Go",
    }
)


def _belongs(doc: Doc, i: int, inside: dict[int, Candidate]) -> bool:
    token = doc[i]
    if token.text in {"-", "&"}:
        return i > 0 and is_capitalised(doc[i - 1])
    if i in inside and inside[i].type == "Person":
        return False
    return (
        is_capitalised(token) and (not token.is_stop or token.text in _CONTENT) and token.text not in CALENDAR
    )


def _complement_end(
    doc: Doc,
    end: int,
    kind: EntityType,
    inside: dict[int, Candidate],
    english: EnglishWords,
    titles: set[int],
) -> int:
    """The end after "of/for (the) Capitalised (and Capitalised)*", and after "-N" of a party that split."""
    if (
        kind == "PoliticalParty"
        and end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
        and is_capitalised(doc[end + 1])
    ):
        return end + 2
    position = first = end
    while (
        position < len(doc)
        and doc[position].lower_ in {"of", "for", "on"}
        and not doc[position].is_sent_start
    ):
        after = position + 1
        if after < len(doc) and doc[after].lower_ == "the":
            after += 1
        if after >= len(doc) or not is_capitalised(doc[after]) or doc[after].text in CALENDAR:
            break
        if kind == "GovernmentBody" and position > first and after > position + 1 and after in inside:
            break  # "Ministry of Trade and Industry of the Kingdom of Cambodia"
        if _full_name(doc, after, inside, english, sure=kind != "PoliticalParty") and not _area(doc, after):
            break  # "the Move Forward Party of Pita Limjaroenrat"
        while after < len(doc) and not doc[after].is_sent_start:
            token = doc[after]
            if after in titles and not _area(doc, after):
                break
            if after in inside and inside[after].start == after and inside[after].end > after:
                after = end = inside[after].end  # "Bosnia and Herzegovina"
            elif is_capitalised(token) and token.text not in CALENDAR:
                after += 1
                end = after
            elif token.lower_ in {"and", "&"} and after + 1 < len(doc) and is_capitalised(doc[after + 1]):
                # "Ministry of Defence and France", "Party of Action and Viktor Orban"
                if after + 1 in inside or _full_name(doc, after + 1, inside, english):
                    break
                after += 1
            else:
                break
        if end == position:
            break
        position = end
    return end


def _area(doc: Doc, i: int) -> bool:
    """Whether the capitalised words from here end in a noun for a place: "Prince Edward Island"."""
    end = i
    while end < len(doc) and is_capitalised(doc[end]):
        end += 1
    return end > i and doc[end - 1].text in _AREAS


def _full_name(
    doc: Doc, i: int, inside: dict[int, Candidate], english: EnglishWords, sure: bool = True
) -> bool:
    """Whether two words stand here that nobody knows, both of them no English ones (or, if not ``sure``, one)."""
    if i + 1 >= len(doc) or any(not is_capitalised(doc[j]) or j in inside for j in (i, i + 1)):
        return False
    foreign = [doc[j].text not in english for j in (i, i + 1)]
    return all(foreign) if sure else any(foreign)


def _foreign_end(doc: Doc, i: int, inside: dict[int, Candidate]) -> int:
    """The end of a name whose head stands first: "Partido Revolucionario Institucional", "Palais de Marbre"."""
    end = i
    while i < len(doc) and not doc[i].is_sent_start:
        if is_capitalised(doc[i]) and doc[i].text not in CALENDAR:
            i += 1
            end = i
        elif doc[i].lower_ in particles() or doc[i].lower_ in {"pour", "per", "para", "et"}:
            i += 1
        else:
            break
    return end
