"""Whether the extractions in a cache are as they were written, and what is left when those that are not have gone."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from kg.cache import Cache, digest
from kg.codec import from_json
from kg.model import Extraction
from kg.reading.article import content_id


def unsound(cache: Cache) -> Iterator[tuple[str, str]]:
    """Id of the article and fingerprint of the pipeline of each extraction that is damaged, in order.

    An extraction is sound if it has its digest, and its article is the one whose content the id is a hash of.
    """
    query = (
        "SELECT article, fingerprint, version, data FROM extraction WHERE (article, fingerprint) > (?, ?)"
        " ORDER BY article, fingerprint LIMIT 1"
    )
    last = ("", "")
    while True:
        with cache.mendable():
            row = cache.database.execute(query, last).fetchone()
        if row is None:
            return
        article, pipeline, version, packed = row
        if not _is_sound(article, version, packed):
            yield article, pipeline
        last = article, pipeline


def _is_sound(id_: str, version: str, packed: bytes) -> bool:
    try:
        data = zlib.decompress(packed)
        article = from_json(Extraction, data).article
    except (ValueError, TypeError, zlib.error):
        return False
    own = content_id(article.text, article.title, article.published, article.publisher, article.url)
    return digest(data) == version and id_ == article.id == own


def without_extraction(cache: Cache, pipeline: str) -> list[str]:
    """The keys of sources whose article has no extraction by a pipeline, in order."""
    query = (
        "SELECT key FROM source s WHERE NOT EXISTS"
        " (SELECT 1 FROM extraction e WHERE e.article = s.article AND e.fingerprint = ?) ORDER BY key"
    )
    with cache.mendable():
        return [key for (key,) in cache.database.execute(query, (pipeline,))]


def drop_unsound(cache: Cache, pipeline: str) -> list[str]:
    """Forget the extractions that are damaged, and the sources that are left without one; return their keys."""
    with cache.mendable():
        cache.database.executemany(
            "DELETE FROM extraction WHERE article = ? AND fingerprint = ?", list(unsound(cache))
        )
    keys = without_extraction(cache, pipeline)
    cache.remove(keys, pipeline)
    return keys
