"""Rules of who is who across articles, and of which reports tell of the same event.

They look at a few candidates at a time, which :mod:`kg.consolidation` looks up; no result depends on the order of the
articles.
"""

from kg.resolution.identities import why_apart
from kg.resolution.overrides import Override, parse_overrides

__all__ = ["Override", "parse_overrides", "why_apart"]
