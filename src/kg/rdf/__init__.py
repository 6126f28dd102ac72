"""Between the knowledge base and quads: one conversion, both ways.

==============================  =====================================================================
graph                           what is in it
==============================  =====================================================================
``{base}article/{id}``          the article (the graph and the article share one IRI), its sentences
                                of evidence, and the events and facts that it alone reports
``{base}graph/merged``          events and facts that several articles report
``{base}graph/entities``        entities: class, names, offices
``{base}graph/reference``       what reference data say of them: codes, GeoNames, capitals
the ontology's IRI              the ontology
==============================  =====================================================================

An entity has its own class and, for short queries, ``gp:Actor`` and ``gp:Place`` where they apply; an event
has its type and ``gp:Event``. Wider classes (``gp:Organization``) are reached by ``a/rdfs:subClassOf*``: the
ontology is in the store. A fact is a node; only an asserted one is a direct triple too, beside its node.

Text comes from outside: it becomes literals only. Characters that XML 1.0 cannot hold (control characters,
lone surrogates) become U+FFFD, one for one, so that offsets stay right. Literals are in the canonical form
that Oxigraph gives back.

RDF does not carry an article's full text, segments, key, dateline and speaker; where in the text mentions
stand; the words of a date; the order of actors; the inner ends of a fact's validity. Where triggers stand is
written (``gp:triggerAt``) and not read back.
"""

from kg.rdf.reading import to_knowledge_base
from kg.rdf.writing import RELATIONS, article_iri, evidence_iri, graphs

__all__ = ["RELATIONS", "article_iri", "evidence_iri", "graphs", "to_knowledge_base"]
