"""Who publishes: names of news agencies, and government bodies whose press releases speak for themselves."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

#: Beginnings and wholes of names of government bodies, as they sign their press releases.
_BODY = (
    r"(?:(?:Federal |Union |Royal |State |National )?Ministry (?:of|for) [A-Z]"
    r"|(?:[A-Z][\w'’-]+ ){0,3}(?:Foreign|Defen[cs]e|Interior|Finance|Justice) Ministry\b"
    r"|(?:U\.?S\.? |United States )?Department of (?:State|Defen[cs]e|Homeland Security|the Treasury|Justice"
    r"|Foreign Affairs)\b"
    r"|(?:U\.?S\.? )?State Department\b|The White House\b|White House\b|Downing Street\b"
    r"|(?:UK )?Foreign,? (?:and )?Commonwealth(?: (?:and|&) Development)? Office\b|Federal Foreign Office\b"
    r"|(?:Press (?:Service|Office) of the |Administration of the |Office of the )"
    r"(?:President|Prime Minister|Government|Spokesperson|Presidency)\b"
    r"|Prime Minister['’]s Office\b|President['’]s Office\b|(?:The )?Kremlin\b"
    r"|Presidential (?:Office|Palace)\b"
    r"|(?:The )?(?:Embassy|Consulate General|Permanent (?:Mission|Delegation)|High Commission) (?:of|in)\b"
    r"|Government of (?:the )?[A-Z]|Council of Ministers\b|State Council\b|European Commission\b"
    r"|European External Action Service\b|Council of the (?:EU|European Union)\b)"
)
_SMALL_WORDS = ("of", "the", "for", "and", "to", "in", "at", "&")
_BODY_RE = re.compile(_BODY)
_STATEMENT_BY = re.compile(
    r"(?i:(?:joint |press |official )?(?:statement|press release|communiqu[eé]|remarks|declaration|comments?"
    r"|commentary|announcement|briefing|press point))\s+(?i:by|of|from|issued by)\s+(?i:the\s+)?"
    rf"(?:(?i:(?:official |deputy )?(?:spokes(?:person|man|woman)|press secretary|information department))"
    rf"\s+(?i:of|for)\s+(?i:the\s+)?)?(?P<body>{_BODY}.*)"
)
_NAME_ENDS = re.compile(
    r"\s+(?:on|regarding|concerning|about|following|in connection|in response|with|after|as|says?|said"
    r"|(?:at|to)(?! (?:the )?(?:United Nations|UN\b|European Union|EU\b|African Union|NATO|OSCE|OAS|WTO)))\b"
    r"|[,;:|(–—]| - "
)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold().strip(" .")


@cache
def _forms() -> dict[str, str]:
    table = tomllib.loads(files(__package__).joinpath("agencies.toml").read_text(encoding="utf-8"))
    return {
        _folded(form): agency["name"]
        for agency in table["agency"]
        for form in (agency["name"], *agency["forms"])
    }


def known_agency(name: str) -> str | None:
    """The full name of a listed agency from any form of its name; ``None`` if it is not in the list."""
    return _forms().get(_folded(name))


def canonical_publisher(name: str) -> str | None:
    """The publisher as the graph names it: in full for listed agencies, else as written.

    ``None`` if nothing is written.
    """
    name = " ".join(name.split())[:200]
    return known_agency(name) or name or None


def government_body(name: str) -> str | None:
    """``name``, if it is as a whole the name of a government body ("Ministry of Foreign Affairs of Peru").

    An article before it is dropped, and capitals become ordinary spelling.
    """
    words = name.strip(" .").split()
    if words and words[0].lower() == "the" and "White" not in words:
        words = words[1:]
    if not 0 < len(words) <= 14:
        return None
    if all(word.isupper() for word in words):
        words = [word.lower() if word.lower() in _SMALL_WORDS else word.capitalize() for word in words]
    name = " ".join(words)
    if not _BODY_RE.match(name) or _NAME_ENDS.search(name):
        return None
    return name if all(word[0].isupper() or word in _SMALL_WORDS for word in words) else None


def speaker_of_statement(title: str) -> str | None:
    """The government body that a title such as "Statement by the Ministry of Defence of X on …" names."""
    match = _STATEMENT_BY.match(" ".join(title.split()))
    if match is None:
        return None
    body = match["body"]
    end = _NAME_ENDS.search(body)
    return body[: end.start()].strip(" .") if end else body.strip(" .")
