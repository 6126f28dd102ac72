"""Content negotiation: which of the media types on offer a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: Media types of the answers to SELECT and ASK → Oxigraph's format; the first is the one by default.
ROW_TYPES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}

#: Media types of graphs → Oxigraph's format; the first is the one by default.
GRAPH_TYPES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}


def negotiate(accept: str, offered: Sequence[str]) -> str | None:
    """The media type of ``offered`` that an Accept header likes best, the first where it likes several alike; None if
    it takes none. An empty header takes anything. What cannot be read in it is passed over."""
    ranges = list(_ranges(accept))
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: _quality(media_type, ranges))
    return best if _quality(best, ranges) > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for one in accept.split(","):
        name, *parameters = (part.strip().lower() for part in one.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if name == "*":  # what Java's URLConnection sends
            name = "*/*"
        if "/" in name:
            yield name, quality


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """What the most specific range says that covers ``media_type``; 0 if none does."""
    whole = media_type.partition(";")[0]
    for pattern in (whole, f"{whole.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0
