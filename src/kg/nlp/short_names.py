"""The shorter forms that news use for a person after the full name, in the ways of many parts of the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.nlp.names import fold, particles

#: What begins a family name of several words ("Abu Qasra", "Al Nahyan").
_BINDING = frozenset({"Abu", "Al", "El", "Bin", "Ben", "Von", "Van", "De", "Du", "Le", "La"})


def short_forms(words: Sequence[str], family_first: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Surname, patronymic, given name, and what stands between: of "Andrés Manuel López Obrador" also "López Obrador".

    ``words`` are the tokens of the name. Which person a form means is for linking to say, which knows all people of
    the article. ``family_first`` are family names that stand first, folded: of "Xi Jinping" it is "Xi".
    """
    names = [i for i, word in enumerate(words) if word[0].isupper() and len(word) > 1]
    if len(names) < 2:
        return
    for i in names[1:]:
        yield (words[i],)
    if len(names) > 2:
        yield tuple(words[names[-2] :])
    for last in names[1:]:
        first = last
        while first > 0 and (words[first - 1].lower() in particles() or words[first - 1] in {"-", *_BINDING}):
            first -= 1
            if words[first] == "-":
                first -= 1 if first > 0 else 0
            yield tuple(words[first:])
            yield (words[first].capitalize(), *words[first + 1 :])
    first_name = words[names[0]]
    if (names[0] == 0 and len(first_name) > 2) or fold(first_name) in family_first:
        yield (first_name,)
