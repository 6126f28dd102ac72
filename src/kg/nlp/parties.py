"""Organisations that the words beside them show to be political parties: "politician of the Green League"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Doc

from kg.nlp.document import DocMention

#: What stands before a party: a politician is "of" nothing else.
_BEFORE = re.compile(
    r"\b(?:politician|lawmaker|MP|MEP|senator|parliamentarian)s? "
    r"(?:of|from|for|with|representing|affiliated with|belonging to) (?:the )?(?:[a-z-]+ ){0,2}$"
    r"|\b(?:parliament|senate|assembly|council|congress)(?: of [A-Z]\w+)?(?: from \d{4} to \d{4})?, "
    r"representing (?:the )?$"
    r"|\bparty (?:secretary|chairman|chairwoman|leader|chief|president|spokesman|spokeswoman|council) of (?:the )?$",
    re.IGNORECASE,
)
#: What stands behind one: "X is a small opposition party", "the X political party".
_AFTER = re.compile(
    r"(?:\s*\([^()]*\))*"
    r"(?:(?:,? (?:is|was|are),?| ,|,)(?: \w+)?(?: a| an| the)(?! member| part | supporter| leader)"
    r"(?: (?!of |in |by |for |to |that |which |who )[\w'-]+,?){0,7}? party\b"
    r"| (?:municipal |regional )?political party\b)"
)
_WEAK = frozenset({"Organization", "InternationalOrganization", "Place", "Region"})


def retype_parties(doc: Doc, mentions: Mapping[int, DocMention]) -> None:
    """Make parties of the organisations that politicians belong to or that the text calls a party."""
    text = doc._.plain
    shown = {
        mention.text
        for mention in mentions.values()
        if _may_be_party(mention)
        and (
            _BEFORE.search(text, max(0, mention.start - 90), mention.start) or _AFTER.match(text, mention.end)
        )
    }
    for mention in mentions.values():
        if mention.text in shown and _may_be_party(mention):
            mention.type = "PoliticalParty"


def _may_be_party(mention: DocMention) -> bool:
    return mention.type in _WEAK and mention.ref is None and mention.kind == "name"
