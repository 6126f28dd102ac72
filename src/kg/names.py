"""Finding what a user means by a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from rapidfuzz import fuzz, process, utils

from kg.errors import KgError


def match_name(
    name: str,
    names: Mapping[str, Iterable[str]],
    what: str = "actor",
    *,
    codes: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """The IRIs that are, or bear, ``name``, sorted; ``names`` gives all names of each IRI.

    ``what`` is looked for, in the words of the message. Case, accents and punctuation do not matter: "ahmet
    davutoglu" is "Ahmet Davutoğlu".

    :param codes: IRIs of countries by ISO 3166-1 alpha-3 code. ``name`` may then be such a code, or the alpha-2 one,
        in capitals, where nobody bears it as a name.

    :raises KgError: if there is none; the message lists the closest names.
    """
    if name in names:
        return [name]
    wanted = _folded(name)
    found = sorted(iri for iri, its in names.items() if wanted and any(_folded(one) == wanted for one in its))
    if found:
        return found
    if (code := _alpha_3(name)) in codes:
        return [codes[code]]
    choices = sorted({one for its in names.values() for one in its})
    close = process.extract(wanted, choices, scorer=fuzz.WRatio, processor=_folded, limit=4, score_cutoff=60)
    hint = f"the closest names are {'; '.join(one for one, _, _ in close)}" if close else "no name is like it"
    # Names come from articles and from users: a line break in one must not break the message in two.
    raise KgError(" ".join(f'no {what} "{name}" in this graph: {hint}'.split()))


def same_name(one: str, other: str) -> bool:
    """Whether two names differ in case, accents and punctuation at most."""
    return _folded(one) == _folded(other)


def _alpha_3(code: str) -> str:
    if len(code) == 2 and code.isupper():
        import pycountry  # takes a moment to load, and is seldom needed

        country = pycountry.countries.get(alpha_2=code)
        return str(country.alpha_3) if country is not None else ""
    return code


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # Unicode does not decompose the Turkish dotless i.
    return utils.default_process(plain.replace("ı", "i"))
