"""The places of a dateline ("AQABA, Jordan, Oct 26 -"): names in the article's frame, which is not parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon.gazetteer import lookup
from kg.model import PARSED, Article, LocalEntity, Mention


def dateline_places(
    article: Article, entities: Iterable[LocalEntity]
) -> tuple[list[LocalEntity], list[Mention]]:
    """Mentions of the dateline's places, and the entities of those that ``entities`` lack.

    A place that no reference data know is a town: that is where reports are filed.
    """
    if article.dateline_place is None:
        return [], []
    known = {e.ref or e.name: e for e in entities if e.type in {"City", "Country", "Region", "Place"}}
    frame = [s for s in article.segments if s.kind not in PARSED]
    new: list[LocalEntity] = []
    mentions: list[Mention] = []
    for name in article.dateline_place.split(", "):
        words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        spot = next((m for s in reversed(frame) if (m := words.search(article.text, s.start, s.end))), None)
        if spot is None:
            continue
        entry = lookup(name)
        if entry is not None and entry.type not in {"City", "Country", "Region", "Place"}:
            continue
        key = entry.ref if entry is not None else name
        if key not in known:
            known[key] = LocalEntity(
                f"d{len(new)}",
                entry.type if entry is not None else "City",
                entry.name if entry is not None else name,
                (name,),
                entry.ref if entry is not None else None,
                entry.country if entry is not None else None,
            )
            new.append(known[key])
        entity = known[key]
        mentions.append(Mention(spot.start(), spot.end(), spot.group(), entity.type, entity.key))
    return new, mentions
