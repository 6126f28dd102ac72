"""Finding what a user means by a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process, utils

from kg.errors import KgError


def match_name(name: str, names: Mapping[str, Iterable[str]], what: str = "actor") -> list[str]:
    """The IRIs that are, or bear, ``name``, sorted; ``names`` gives all names of each IRI.

    ``what`` is looked for, in the words of the message. Case, accents and punctuation do not matter: "ahmet
    davutoglu" is "Ahmet Davutoğlu".

    :raises KgError: if there is none; the message lists the closest names.
    """
    if name in names:
        return [name]
    wanted = _folded(name)
    found = sorted(iri for iri, its in names.items() if wanted and any(_folded(one) == wanted for one in its))
    if found:
        return found
    choices = sorted({one for its in names.values() for one in its})
    close = process.extract(wanted, choices, scorer=fuzz.WRatio, processor=_folded, limit=4, score_cutoff=60)
    hint = f"the closest names are {'; '.join(one for one, _, _ in close)}" if close else "no name is like it"
    # Names come from articles and from users: a line break in one must not break the message in two.
    raise KgError(" ".join(f'no {what} "{name}" in this graph: {hint}'.split()))


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # Unicode does not decompose the Turkish dotless i.
    return utils.default_process(plain.replace("ı", "i"))
