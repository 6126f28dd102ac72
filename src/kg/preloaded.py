"""What the processes that parse begin with: importing this loads the pipeline, and copies of the process have it.

:mod:`kg.parsing` lets Python's fork server import it, a process without threads and without open files. The trained
typer is not loaded: its library has threads, which copies would lack.
"""

from __future__ import annotations

import gc
import json
import os
import signal
from contextlib import suppress

#: Variable of the environment that says which extractor: JSON, arguments of :func:`kg.extractor.extractor`.
WANTED = "KG_PRELOADED"


def _load(model: str, typer: bool) -> None:
    from kg import making  # noqa: F401  (its imports are what takes time)
    from kg.extraction import extraction
    from kg.extractor import extractor
    from kg.nlp.pipeline import documents
    from kg.reading import article_from_text

    # The first article lets the rules load their lexicons.
    article = article_from_text("Kenya's president met Peru's foreign minister in Lima on Monday.\n", key="-")
    (doc,) = documents(extractor(model, typer).pipeline, [article])
    extraction(article, doc, None)
    # The collector would write on every page that the copies share.
    gc.collect()
    gc.freeze()


if WANTED in os.environ:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for the results
    # Whatever is wrong, the process that parses says so.
    with suppress(Exception):
        _load(*json.loads(os.environ[WANTED]))
