"""A small graph in the project's vocabulary, and the means to query it, for tests of what reads the graph."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from rdflib import Dataset
from rdflib.term import Node

from kg.projection import Select
from kg.vocabulary import EVENT_TYPES

PREFIXES = """
@prefix gp: <https://w3id.org/geopolitics-kg/ontology#> .
@prefix id: <https://w3id.org/geopolitics-kg/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

ID = "https://w3id.org/geopolitics-kg/id/"

#: Two articles: a meeting of three, a planned visit, an accusation, an alleged raid, a fall from power.
TRIG = (
    PREFIXES
    + """
id:entities {
  id:davutoglu a gp:Person, gp:Actor ; skos:prefLabel "Ahmet Davutoğlu" ;
    skos:altLabel "Davutoğlu", "Davutoglu" .
  id:kerry a gp:Person ; skos:prefLabel "John Kerry" ; skos:altLabel "Kerry" .
  id:lavrov a gp:Person ; skos:prefLabel "Sergey Lavrov" ; skos:altLabel "Lavrov", "Sergei Lavrov" .
  id:mali a gp:Country, gp:Place, gp:Actor ; skos:prefLabel "Mali" ; gp:iso3 "MLI" ;
    skos:altLabel "Bamako" .
  id:france a gp:Country, gp:Place, gp:Actor ; skos:prefLabel "France" ; gp:iso3 "FRA" ;
    skos:altLabel "Paris" .
  id:keita a gp:Person ; skos:prefLabel "Ibrahim Boubacar Keïta" ; skos:altLabel "Keïta" .
  id:geneva a gp:City, gp:Place ; skos:prefLabel "Geneva" .
  id:afp a gp:MediaOrganization, gp:Organization ; skos:prefLabel "AFP" .
  id:office a gp:Office ; skos:prefLabel "President of Mali" .
}
id:events {
  id:e-meeting a gp:Event, gp:Consultation ; gp:actor id:lavrov, id:kerry, id:davutoglu ;
    gp:location id:geneva ;
    gp:date "2013-09-12"^^xsd:date ; gp:earliest "2013-09-12"^^xsd:date ; gp:latest "2013-09-12"^^xsd:date ;
    gp:dateBasis "relative" ; gp:status gp:Asserted ; gp:quad gp:VerbalCooperation ; gp:intensity 2.5 ;
    gp:mode gp:mode-consultation-multilateral ; gp:mutual true ; gp:trigger "met" ; gp:confidence 0.9 ;
    gp:evidence id:s1, id:s2 .
  id:e-visit a gp:Consultation ; gp:actor id:kerry ; gp:recipient id:france ;
    gp:date "2013-09"^^xsd:gYearMonth ;
    gp:earliest "2013-09-01"^^xsd:date ; gp:latest "2013-09-30"^^xsd:date ; gp:dateBasis "explicit" ;
    gp:status gp:Planned ; gp:quad gp:VerbalCooperation ; gp:intensity 4.0 ; gp:confidence 0.8 ;
    gp:trigger "visit" ; gp:evidence id:s2 .
  id:e-accuse a gp:Accusation ; gp:actor id:mali ; gp:recipient id:france ; gp:status gp:Asserted ;
    gp:date "2022-08-15"^^xsd:date ; gp:earliest "2022-08-15"^^xsd:date ; gp:latest "2022-08-15"^^xsd:date ;
    gp:quad gp:VerbalConflict ; gp:intensity -3.0 ; gp:claimedBy id:afp ; gp:confidence 0.7 ;
    gp:trigger "accused" ; gp:evidence id:s3 .
  id:e-aid a gp:Aid ; gp:actor id:france ; gp:recipient id:mali ; gp:status gp:Asserted ;
    gp:quad gp:MaterialCooperation ; gp:intensity 10.0 ; gp:confidence 0.6 ; gp:evidence id:s4 .
  id:e-strike a gp:Assault ; gp:actor id:france ; gp:recipient id:mali ; gp:status gp:Alleged ;
    gp:date "2022"^^xsd:gYear ; gp:earliest "2022-01-01"^^xsd:date ; gp:latest "2022-12-31"^^xsd:date ;
    gp:quad gp:MaterialConflict ; gp:intensity -9.5 ; gp:confidence 0.4 ; gp:evidence id:s3 .
  id:e-fall a gp:LeadershipChange ; gp:actor id:keita ; gp:status gp:Asserted ; gp:confidence 0.9 ;
    gp:date "2020-08-18"^^xsd:date ; gp:earliest "2020-08-18"^^xsd:date ; gp:latest "2020-08-18"^^xsd:date ;
    gp:trigger "ousted" ; gp:evidence id:s5 .
  id:f-office a gp:Fact ; rdf:subject id:keita ; rdf:predicate gp:formerlyHeldOffice ; rdf:object id:office ;
    gp:status gp:Asserted ; gp:confidence 0.9 ; gp:validUntil "2020-08-18"^^xsd:date ; gp:evidence id:s5 .
  id:f-of a gp:Fact ; rdf:subject id:office ; rdf:predicate gp:officeOf ; rdf:object id:mali ;
    gp:status gp:Asserted ; gp:confidence 0.9 ; gp:evidence id:s5 .
  id:f-ideology a gp:Fact ; rdf:subject id:keita ; rdf:predicate gp:ideology ; rdf:object "social democracy" ;
    gp:status gp:Asserted ; gp:confidence 0.5 ; gp:evidence id:s5 .
}
id:a1 {
  id:a1 a gp:Article ; gp:title "Three ministers confer in Geneva" ; gp:publisher id:afp ;
    gp:published "2013-09-13"^^xsd:date ; gp:url "https://example.org/geneva" .
  id:s1 a gp:Evidence ; gp:article id:a1 ; gp:start 0 ;
    gp:text "Lavrov met Kerry and Davutoglu in Geneva\\non Thursday." .
  id:s2 a gp:Evidence ; gp:article id:a1 ; gp:start 60 ;
    gp:text "Kerry, who met both men, is to visit Paris later this month." .
}
id:a2 {
  id:a2 a gp:Article ; gp:title "Bamako turns on its old ally" ; gp:publisher "Studio Tamani" ;
    gp:published "2022-08-17"^^xsd:date ; gp:url "javascript:alert(1)" .
  id:s3 a gp:Evidence ; gp:article id:a2 ; gp:start 0 ;
    gp:text "Mali accused France of arming insurgents and of an air raid this year, AFP reported." .
  id:s4 a gp:Evidence ; gp:article id:a2 ; gp:start 90 ; gp:text "Paris had sent Bamako food aid for years." .
  id:s5 a gp:Evidence ; gp:article id:a2 ; gp:start 140 ;
    gp:text "Keïta, the former president of Mali and a social democrat, was ousted on August 18, 2020." .
}
"""
)


def select_from(trig: str) -> Select:
    """SPARQL over the union of the graphs of a TriG text, answered by Oxigraph as in the real store."""
    dataset = Dataset(store="Oxigraph", default_union=True)
    dataset.parse(data=trig, format="trig")

    def select(query: str) -> list[Mapping[str, Node]]:
        return [row.asdict() for row in dataset.query(query)]

    return select


def invented(n_actors: int) -> str:
    """A TriG of ``n_actors`` invented actors with their events, shaped like news: a few have most of them."""
    random = Random(n_actors)
    lands = [front + end for end in ("avia", "oria", "estan", "land") for front in _FRONTS]
    names = []
    lines = [PREFIXES, "id:g {"]
    for number in range(n_actors):
        land = lands[number % len(lands)]
        if number < len(lands) and number % 2 == 0:
            kind, name = "Country", land
        elif number % 3 == 0:
            kind = random.choice(sorted(_BODIES))
            name = _BODIES[kind].format(land)
        else:
            kind, name = "Person", f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}"
        names.append(name)
        lines.append(f'id:n{number} a gp:{kind} ; skos:prefLabel "{name}" .')
    for number in range(1, 9):
        lines.append(
            f'id:a{number} gp:title "Report {number} from the region" ; gp:publisher "Wire {number}" .'
        )
        lines.append(f'id:a{number} gp:url "https://example.org/{number}" .')
    kinds = [(name, kind) for name, kind in sorted(EVENT_TYPES.items()) if kind.quad]
    for number in range(int(n_actors * 1.9)):
        # Everyone has an event with one of the first few; the rest is mostly among them.
        one = number if number < n_actors else int(n_actors * random.random() ** 2.5)
        other = int(n_actors * random.random() ** 3)
        if one == other:
            continue
        name, kind = random.choice(kinds)
        role = "actor" if name == "Consultation" else "recipient"
        status = random.choice(["Asserted", "Asserted", "Asserted", "Alleged", "Planned", "Negated"])
        day = f"2021-{random.randint(1, 9):02}-{random.randint(1, 28):02}"
        lines.append(
            f"id:e{number} a gp:{name} ; gp:actor id:n{one} ; gp:{role} id:n{other} ; "
            f'gp:date "{day}" ; gp:earliest "{day}" ; gp:latest "{day}" ; gp:dateBasis "relative" ; '
            f"gp:status gp:{status} ; gp:quad gp:{kind.quad} ; gp:intensity {kind.intensity} ; "
            f'gp:trigger "dealt with" ; gp:confidence {random.randint(4, 9) / 10} .'
        )
        for report in range(min(6, int(random.paretovariate(1.4)))):
            text = f"{names[one]} dealt with {names[other]} on {day}, official {report + 1} said."
            iri = f"id:s{number}-{report}"
            lines.append(f'id:e{number} gp:evidence {iri} . {iri} gp:text "{text}" ; gp:start {number} .')
            lines.append(f"{iri} gp:article id:a{random.randint(1, 8)} .")
    return "\n".join([*lines, "}"])


_FRONTS = ["Ar", "Bel", "Cor", "Dal", "Es", "Fer", "Gal", "Hel", "Ist", "Jar", "Kal", "Lor"]
_GIVEN = [
    "Amina",
    "Boris",
    "Chen",
    "Daniela",
    "Emeka",
    "Farid",
    "Grete",
    "Hana",
    "Kofi",
    "Lucía",
    "Minh",
    "Omar",
]
_FAMILY = ["Abara", "Brandt", "Castellanos", "Dlamini", "Eriksen", "Georgiou", "Haddad", "Jansen", "Kovač"]
_BODIES = {
    "ArmedGroup": "{} Liberation Front",
    "City": "Port {}",
    "Company": "{} Gas",
    "GovernmentBody": "Foreign Ministry of {}",
    "Group": "protesters in {}",
    "InternationalOrganization": "Association of {} States",
    "MediaOrganization": "{} Press Agency",
    "MilitaryForce": "Armed Forces of {}",
    "PoliticalParty": "{} People's Party",
}

#: What an article may hold in order to become markup, to end a script, or to turn what is read around.
HOSTILE = "</script><img src=x onerror=alert(1)> \"q\" 'q' & \u202eright to left\u202c <!-- \u2028 {{ 7*7 }}"


def hostile() -> str:
    """A graph whose names, sentence, title, publisher, trigger and link are all hostile."""
    quoted = HOSTILE.replace('"', '\\"')
    return PREFIXES + (
        f'id:g {{ id:x a gp:Person ; skos:prefLabel "{quoted}" ; skos:altLabel "{quoted} | alias" . '
        'id:y a gp:Country ; skos:prefLabel "Peru" . '
        "id:e a gp:Support ; gp:actor id:x ; gp:recipient id:y ; gp:quad gp:VerbalCooperation ; "
        f'gp:status gp:Asserted ; gp:trigger "backed (.*" ; gp:evidence id:s . '
        f'id:s gp:text "{quoted} backed (.* Peru." ; gp:article id:a . '
        f'id:a gp:title "{quoted}" ; gp:publisher "{quoted}" ; gp:url "javascript:alert(1)" . }}'
    )
