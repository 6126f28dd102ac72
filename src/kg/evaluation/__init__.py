"""How good the extraction is, against gold files that anyone can have: ``kg eval``.

Nothing here takes part in building a graph.
"""

from __future__ import annotations

from kg.evaluation.entities import passages, predict_entities, score_entities
from kg.evaluation.events import predict_events, score_events
from kg.evaluation.facts import fact_rows, predict_facts, score_facts
from kg.evaluation.gold import event_rows
from kg.evaluation.sentences import read_statements, score_statements, statements

__all__ = [
    "event_rows",
    "fact_rows",
    "passages",
    "predict_entities",
    "predict_events",
    "predict_facts",
    "read_statements",
    "score_entities",
    "score_events",
    "score_facts",
    "score_statements",
    "statements",
]
