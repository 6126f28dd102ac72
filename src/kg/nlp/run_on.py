"""Component ``kg_run_on``: sentences longer than any that people write are not read.

A table without lines, a list of ten thousand names, a page of quotation marks: what the parser makes of them says
nothing about who did what, and rules that look at every pair of words of a sentence would take hours. Their words
become sentences of one word each, and what they name is forgotten; the rest of the article is read as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.document import register_extensions

#: Tokens, names being one each. The longest sentences of laws and resolutions of the United Nations, which are one
#: sentence each, have about as many; those of news rarely have a hundred.
LONGEST_SENTENCE = 300


@Language.factory(
    "kg_run_on",
    requires=["token.dep", "doc._.mentions"],
    assigns=["token.dep", "token.head", "doc._.mentions"],
)
def make_run_on(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    register_extensions()
    return without_run_on


def without_run_on(doc: Doc) -> Doc:
    """The Doc with every sentence over the limit taken apart."""
    long = [(s.start, s.end) for s in doc.sents if s.end - s.start > LONGEST_SENTENCE]
    if not long:
        return doc
    values: Any = doc.to_array(["HEAD", "DEP"])
    unread = np.zeros(len(doc), dtype=bool)
    for start, end in long:
        unread[start:end] = True
    values[unread, 0] = 0
    values[unread, 1] = doc.vocab.strings["dep"]
    # All at once: setting Token.head looks through the whole Doc each time.
    doc.from_array(["HEAD", "DEP"], values)
    doc._.mentions = [m for m in doc._.mentions if m.token < 0 or not unread[m.token]]
    doc._.holdings = [h for h in doc._.holdings if h.person.token < 0 or not unread[h.person.token]]
    return doc
