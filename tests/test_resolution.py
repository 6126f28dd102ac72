"""Who is who across articles, and which reports tell of one event: decided alike in any order of the articles."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extracted import extractor
from kg.consolidation.whole import resolve
from kg.model import (
    Event,
    Extraction,
    Fact,
    KnowledgeBase,
    LocalEntity,
    Span,
    TimeValue,
)
from kg.reading import article_from_text
from kg.vocabulary import DEFAULT_BASE as BASE
from namesakes import ONE_PERSON, TWO_PERSONS
from reports import SYRIA, country, entity, holding, report


def resolved(*reports: Extraction) -> KnowledgeBase:
    return resolve(reports, base=BASE)


def iris(*reports: Extraction) -> list[str]:
    """The IRIs that the mentions of the reports lead to, in the order of the reports."""
    return [mention.entity for _, mention in resolved(*reports).mentions]


def are_one(first: LocalEntity, second: LocalEntity) -> bool:
    return len(set(iris(report(1, first), report(2, second)))) == 1


# --- Who is who ---


@pytest.mark.parametrize(("first", "second"), ONE_PERSON)
@pytest.mark.parametrize("of", ["SYR", None], ids=["same country", "a country in both articles"])
def test_spellings_of_one_person_join(first: str, second: str, of: str | None) -> None:
    people = [entity(name, country=of) for name in (first, second)]
    for one, other in (people, people[::-1]):
        found = resolved(report(1, one, SYRIA), report(2, other, SYRIA)).entities
        assert len([e for e in found if e.type == "Person"]) == 1


@pytest.mark.parametrize(("first", "second"), TWO_PERSONS)
@pytest.mark.parametrize("of", ["SYR", None], ids=["same country", "no country"])
def test_two_persons_stay_two(first: str, second: str, of: str | None) -> None:
    assert not are_one(entity(first, country=of), entity(second, country=of))
    assert not are_one(entity(second, country=of), entity(first, country=of))


@pytest.mark.parametrize(("first", "second"), [p for p in ONE_PERSON if p[0] != p[1]][:20])
def test_another_spelling_in_another_country_is_another_person(first: str, second: str) -> None:
    assert not are_one(entity(first, country="EGY"), entity(second, country="SDN"))


def test_names_of_a_person_are_all_spellings_that_were_seen() -> None:
    found = resolved(
        report(1, entity("Volodymyr Zelensky", country="UKR")),
        report(2, entity("Volodymyr Zelenskyy", country="UKR")),
        report(3, entity("Volodymyr Zelenskyy", country="UKR")),
    ).entities
    assert [e.name for e in found] == ["Volodymyr Zelenskyy"]
    assert found[0].names == ("Volodymyr Zelensky", "Volodymyr Zelenskyy")
    assert found[0].country == "UKR"


def test_bare_surname_joins_the_only_one_who_has_it_in_the_country() -> None:
    first, second = iris(
        report(1, entity("William Ruto", country="KEN")), report(2, entity("Ruto", country="KEN"))
    )
    assert first == second


@pytest.mark.parametrize(
    ("known", "bare"),
    [
        ([("Bashar al-Assad", "SYR"), ("Hafez al-Assad", "SYR")], ("Assad", "SYR")),
        ([("Jose Santos", "PRT")], ("Santos", "COL")),
        ([("William Ruto", "KEN")], ("Ruto", None)),
        ([("Jose Santos", "PRT"), ("Juan Manuel Santos", "COL")], ("Santos", None)),
        ([("Nawaz Sharif", "PAK"), ("Shehbaz Sharif", "PAK")], ("Sharif", "PAK")),
    ],
)
def test_bare_surname_joins_nobody_in_doubt(
    known: list[tuple[str, str]], bare: tuple[str, str | None]
) -> None:
    reports = [report(n, entity(name, country=of)) for n, (name, of) in enumerate(known)]
    found = iris(*reports, report(9, entity(bare[0], country=bare[1])))
    assert len(set(found)) == len(known) + 1


LATER, YEARS_LATER = date(2021, 3, 1), date(2031, 3, 1)
CHINA, ETHIOPIA, SAUDI, AFGHANISTAN = (
    country(*c)
    for c in [("CHN", "China"), ("ETH", "Ethiopia"), ("SAU", "Saudi Arabia"), ("AFG", "Afghanistan")]
)


@pytest.mark.parametrize(
    ("full", "bare", "joined"),
    [
        (entity("Xi Jinping", country="CHN"), entity("Xi", country="CHN"), True),
        (entity("Xi Jinping", country="CHN"), entity("Jinping", country="CHN"), False),
        (entity("Abiy Ahmed", country="ETH"), entity("Abiy", country="ETH"), True),
        (entity("Nicolas Sarkozy", country="FRA"), entity("Nicolas", country="FRA"), False),
        (entity("Mohammed bin Salman", country="SAU"), entity("Bin Salman", country="SAU"), True),
        (entity("Mohammed bin Salman", country="SAU"), entity("Salman", country="SAU"), False),
        (entity("Thaksin Shinawatra", country="THA"), entity("Thaksin", country="THA"), True),
        (entity("Thaksin Shinawatra", country="THA"), entity("Shinawatra", country="THA"), True),
    ],
)
def test_a_bare_name_is_the_one_that_people_of_the_country_go_by(
    full: LocalEntity, bare: LocalEntity, joined: bool
) -> None:
    assert are_one(full, bare) is joined


def test_a_bare_surname_of_another_time_is_another_person() -> None:
    full, bare = entity("Lee Myung-bak", country="KOR"), entity("Lee", country="KOR")
    near = iris(report(1, full, day=LATER), report(2, bare, day=LATER))
    far = iris(report(1, full, day=LATER), report(2, bare, day=YEARS_LATER))
    assert near[0] == near[1]
    assert far[0] != far[1]


def test_a_bare_surname_joins_the_one_who_holds_its_office() -> None:
    people = [entity("Shehbaz Sharif", country="PAK"), entity("Nawaz Sharif", country="PAK")]
    pakistan, bare = country("PAK", "Pakistan"), entity("Sharif", country="PAK")
    posts = ["Prime Minister", "Foreign Minister"]
    told = []
    for number, (who, role) in enumerate(zip(people, posts, strict=True)):
        office, held = holding(who, role, pakistan)
        told.append(report(number, who, pakistan, office, facts=[held]))
    office, held = holding(bare, "Prime Minister", pakistan)
    found = iris(*told, report(5, bare, pakistan, office, facts=[held]))
    assert found[0] == found[4]
    office, held = holding(bare, "Defence Minister", pakistan)
    found = iris(*told, report(5, bare, pakistan, office, facts=[held]))
    assert found[4] not in found[:4]


def test_a_bare_surname_without_a_country_joins_who_is_in_the_news_of_that_country() -> None:
    netanyahu, israel = entity("Benjamin Netanyahu", country="ISR"), country("ISR", "Israel")
    bare = entity("Netanyahu")
    known = [report(n, netanyahu, israel) for n in (1, 2)]
    assert iris(*known, report(3, bare, israel))[-2] == iris(*known)[0]
    assert iris(*known, report(3, bare))[-1] != iris(*known)[0]
    assert iris(known[0], report(3, bare, israel))[-2] != iris(*known)[0]


def test_unknown_bearers_of_a_surname_are_persons_of_their_articles() -> None:
    assert not are_one(entity("Khan"), entity("Khan"))
    assert not are_one(entity("Khan", country="PAK"), entity("Khan", country="PAK"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entity("Ahmad Massoud", country="AFG"), entity("Ahmad Shah Massoud", country="AFG")),
        (entity("Ahmad Massoud", country="AFG"), entity("Ahmad Zia Massoud", country="AFG")),
        (entity("Nicolas Maduro", country="VEN"), entity("Nicolas Maduro Guerra", country="VEN")),
        (entity("Mohamed Ali", country="SOM"), entity("Mohamed Ali Hassan", country="SOM")),
        (entity("Maria Moran"), entity("Maria Moren")),
        (entity("J. Silva"), entity("Jose Silva")),
    ],
)
def test_names_that_agree_in_part_join_only_on_further_evidence(one: LocalEntity, other: LocalEntity) -> None:
    assert not are_one(one, other)


def test_a_further_family_name_joins_where_the_office_is_the_same() -> None:
    venezuela = country("VEN", "Venezuela")
    told = []
    for number, name in enumerate(["Nicolas Maduro", "Nicolas Maduro Moros"]):
        who = entity(name, country="VEN")
        office, held = holding(who, "President", venezuela)
        told.append(report(number, who, venezuela, office, facts=[held]))
    found = iris(*told)
    assert found[0] == found[2]


def test_two_persons_of_one_name_in_an_article_stay_two_everywhere() -> None:
    elder = replace(entity("Suleiman Frangieh", country="LBN"), key="elder")
    younger = replace(entity("Suleiman Frangieh", country="LBN"), key="younger")
    found = iris(report(1, elder, younger), report(2, entity("Suleiman Frangieh", country="LBN")))
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    "names",
    [
        ("George W. Bush", "George H. W. Bush", "George Bush"),
        ("Jose Maria Silva", "Jose Carlos Silva", "Jose Silva"),
        ("Ahmed Hassan Mahmoud", "Ahmed Hassan Saleh", "Ahmed Hassan"),
    ],
)
def test_a_short_form_that_fits_two_joins_neither(names: tuple[str, str, str]) -> None:
    found = iris(*(report(n, entity(name)) for n, name in enumerate(names)))
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entity("Resolution 242", "Organization"), entity("Resolution 338", "Organization")),
        (entity("7th Brigade", "MilitaryForce", "SYR"), entity("9th Brigade", "MilitaryForce", "SYR")),
        (entity("March 8 Alliance", "PoliticalParty", "LBN"), entity("March 14 Alliance", "PoliticalParty", "LBN")),
        (entity("Labour Party", "PoliticalParty", "GBR"), entity("Labour Party", "PoliticalParty", "NOR")),
        (entity("Defence Ministry", "GovernmentBody", "UKR"), entity("Defence Ministry", "GovernmentBody", "GBR")),
        (entity("Ministry of Defence", "GovernmentBody", "UKR"), entity("Ministry of Defence", "GovernmentBody")),
        (country("GEO", "Georgia"), entity("Georgia", "Region", "USA")),
        (country("GEO", "Georgia"), entity("Georgia")),
        (country("JOR", "Jordan"), entity("Jordan")),
        (country("COG", "Congo"), country("COD", "Congo")),
        (country("PRK", "Korea"), country("KOR", "Korea")),
        (entity("Wagner", "ArmedGroup"), entity("Wagner", "Company")),
        (entity("Luxembourg", "City", "LUX", "city:2960316"), country("LUX", "Luxembourg")),
        (entity("protesters", "Group"), entity("protesters", "Group")),
        (entity("senior officials", "Group"), entity("senior officials", "Group")),
        (entity("army", "MilitaryForce"), entity("army", "MilitaryForce")),
        (entity("rebels", "ArmedGroup"), entity("rebels", "ArmedGroup")),
    ],
)  # fmt: skip
def test_what_only_shares_a_name_stays_apart(first: LocalEntity, second: LocalEntity) -> None:
    assert not are_one(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entity("Kiev", "City", "UKR", "city:703448"), entity("Kyiv", "City", "UKR", "city:703448")),
        (country("MMR", "Burma"), country("MMR", "Myanmar")),
        (country("TUR", "Turkey"), country("TUR", "Türkiye")),
        (entity("ECOWAS", "InternationalOrganization", None, "org:ecowas"),
         entity("Economic Community of West African States", "InternationalOrganization", None, "org:ecowas")),
        (entity("The Labour Party", "PoliticalParty", "GBR"), entity("Labour Party", "PoliticalParty", "GBR")),
        (entity("Ukrainian military", "MilitaryForce", "UKR"), entity("Ukraine's military", "MilitaryForce", "UKR")),
        (entity("Ukrainian military", "MilitaryForce", "UKR"), entity("military of Ukraine", "MilitaryForce", "UKR")),
        (entity("Ba'ath Party", "PoliticalParty", "SYR"), entity("Baath Party", "PoliticalParty", "SYR")),
    ],
)  # fmt: skip
def test_one_entity_by_several_names(first: LocalEntity, second: LocalEntity) -> None:
    assert are_one(first, second)


SUDAN, FRANCE = country("SDN", "Sudan"), country("FRA", "France")
RSF = replace(entity("Rapid Support Forces", "ArmedGroup"), names=("RSF", "Rapid Support Forces"))


@pytest.mark.parametrize(
    ("known", "alone", "joined"),
    [
        ([report(1, RSF)], report(2, entity("RSF", "ArmedGroup")), True),
        ([report(1, RSF)], report(2, entity("RSF", "Organization")), True),
        ([report(1, RSF)], report(2, entity("RSF", "MediaOrganization")), False),
        ([report(1, RSF)], report(2, entity("RSF", "ArmedGroup", "FRA")), True),
        ([report(1, replace(RSF, country="SDN"))], report(2, entity("RSF", "ArmedGroup", "FRA")), False),
        ([report(1, entity("Rapid Support Forces", "ArmedGroup"), SUDAN)],
         report(2, entity("RSF", "ArmedGroup"), SUDAN), True),
        ([report(1, entity("Rapid Support Forces", "ArmedGroup"), SUDAN)],
         report(2, entity("RSF", "ArmedGroup"), FRANCE), False),
        ([report(1, entity("Rapid Support Forces", "ArmedGroup"), entity("Rural Security Force", "ArmedGroup"), SUDAN)],
         report(2, entity("RSF", "ArmedGroup"), SUDAN), False),
        ([report(1, entity("Movement for the Liberation of the Congo", "PoliticalParty"), SUDAN)],
         report(2, entity("MLC", "PoliticalParty"), SUDAN), True),
    ],
)  # fmt: skip
def test_an_acronym_joins_the_only_one_it_can_stand_for(
    known: list[Extraction], alone: Extraction, joined: bool
) -> None:
    found = resolved(*known, alone)
    [acronym] = {m.entity for article, m in found.mentions if article == "0002" and m.text.isupper()}
    assert (acronym in {m.entity for article, m in found.mentions if article != "0002"}) is joined


def test_offices_are_one_where_role_and_owner_are() -> None:
    def office(of: LocalEntity, role: str = "President") -> LocalEntity:
        return LocalEntity("office", "Office", f"{role} of {of.name}", (), None, of.country, role, of.key)

    kenya, chad = country("KEN", "Kenya"), country("TCD", "Chad")
    found = resolved(
        report(1, kenya, office(kenya)),
        report(2, kenya, office(kenya)),
        report(3, chad, office(chad)),
        report(4, kenya, office(kenya, "Foreign Minister")),
    ).entities
    posts = [(e.role, e.of) for e in found if e.type == "Office"]
    assert sorted(posts) == [
        ("Foreign Minister", f"{BASE}country/KEN"),
        ("President", f"{BASE}country/KEN"),
        ("President", f"{BASE}country/TCD"),
    ]


# --- IRIs ---


@pytest.mark.parametrize(
    "name",
    [
        '"><script>alert(1)</script>',
        "Kenya> . <urn:x",
        "a\nb\tc",
        "\u202eevil\u202c",
        "أحمد الشرع",
        "习近平",
        "🙂",
        "x" * 5000,
        "%2e%2e/../../etc",
        "{}|\\^`",
    ],
)
def test_every_name_gets_a_valid_iri(name: str) -> None:
    iri = iris(report(1, entity(name, "Organization")))[0]
    assert ox.NamedNode(iri).value == iri
    assert iri.startswith(f"{BASE}organization/")
    assert len(iri) < 200
    assert iri.count("/") == BASE.count("/") + 1


def test_names_in_other_scripts_have_iris_of_their_own() -> None:
    assert not are_one(entity("أحمد الشرع", "Organization"), entity("بشار الأسد", "Organization"))


def test_iris_do_not_depend_on_where_articles_lie_or_what_else_was_read() -> None:
    kept = report(5, entity("William Ruto", country="KEN"), country("KEN", "Kenya"))
    moved = replace(kept, article=replace(kept.article, key="elsewhere/other.txt"))
    others = [
        report(n, entity(f"Person Number{n}", country="UGA"), country("UGA", "Uganda")) for n in (1, 2, 8, 9)
    ]
    alone = set(iris(kept))
    assert set(iris(moved)) == alone
    assert alone <= set(iris(*others, kept))


def test_every_iri_belongs_to_one_entity_and_none_is_missing() -> None:
    found = resolved(
        report(
            1, entity("William Ruto", country="KEN"), country("KEN", "Kenya"), entity("protesters", "Group")
        ),
        report(
            2, entity("Ruto", country="KEN"), entity("protesters", "Group"), entity("army", "MilitaryForce")
        ),
    )
    minted = [e.iri for e in found.entities]
    assert len(minted) == len(set(minted))
    assert {m.entity for _, m in found.mentions} == set(minted)


# --- Events ---

KENYA, UGANDA, CHAD = country("KEN", "Kenya"), country("UGA", "Uganda"), country("TCD", "Chad")
NAIROBI = entity("Nairobi", "City", "KEN", "city:184745")
KAMPALA = entity("Kampala", "City", "UGA", "city:232422")
ALL = (KENYA, UGANDA, CHAD, NAIROBI, KAMPALA)


def on(day: str) -> TimeValue:
    return TimeValue(day, day, day, "explicit", day)


def act(
    actor: LocalEntity = KENYA,
    recipient: LocalEntity | None = UGANDA,
    *,
    kind: str = "Accusation",
    when: str | None = "2024-06-03",
    where: LocalEntity | None = None,
    at: int = 0,
    **more: object,
) -> Event:
    return Event(
        kind,  # type: ignore[arg-type]
        (actor.key,),
        (recipient.key,) if recipient else (),
        Span(at, at + 10),
        Span(at + 2, at + 5),
        "active",
        time=on(when) if when else None,
        location=where.key if where else None,
        **more,  # type: ignore[arg-type]
    )


def told(*events: Event) -> KnowledgeBase:
    """Each event told by an article of its own."""
    return resolved(*(report(n, *ALL, events=[event]) for n, event in enumerate(events)))


def test_an_affair_in_three_articles_is_one_event_with_three_reports() -> None:
    found = told(act(), act(where=NAIROBI), act()).events
    assert len(found) == 1
    assert [r.article for r in found[0].reports] == ["0000", "0001", "0002"]
    assert found[0].location is not None
    assert found[0].location.startswith(f"{BASE}city/nairobi")


def test_more_articles_make_an_event_surer_and_never_certain() -> None:
    confidences = [told(*[act()] * n).events[0].confidence for n in (1, 2, 3, 30)]
    assert confidences == sorted(confidences)
    assert confidences[0] < confidences[1] < confidences[2]
    assert confidences[-1] < 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (act(), act(when="2024-06-04")),
        (act(where=NAIROBI), act(where=KAMPALA)),
        (act(), act(recipient=CHAD)),
        (act(), act(actor=CHAD)),
        (act(KENYA, UGANDA), act(UGANDA, KENYA)),
        (act(), act(recipient=None)),
        (act(), act(kind="Rejection")),
        (act(), act(status="Negated")),
        (act(), act(status="Planned")),
        (act(when=None), act(when=None)),
        (act(), act(when=None)),
        (act(when="2024"), act(when="2024")),
        (act(when="2024-06"), act(when="2024-06-03")),
    ],
    ids=["date", "place", "recipient", "actor", "roles turned", "no recipient", "type", "negated", "planned",
         "undated twice", "undated once", "year alone", "month and day"],
)  # fmt: skip
def test_other_events_stay_apart(first: Event, second: Event) -> None:
    assert len(told(first, second).events) == 2


def test_two_acts_of_one_article_stay_two() -> None:
    found = resolved(report(1, *ALL, events=[act(when="2024-06-03"), act(when="2024-06-05", at=12)])).events
    assert len(found) == 2
    assert len({e.iri for e in found}) == 2


def test_two_acts_about_different_things_stay_two() -> None:
    events = [
        act(recipient=None, about=Span(0, 5)),
        act(recipient=None, about=Span(7, 13), at=12),
    ]
    found = resolved(report(1, *ALL, events=events)).events
    assert sorted(e.about for e in found) == [("Kenya",), ("Uganda",)]


def test_one_sentence_told_again_in_the_same_article_is_one_event() -> None:
    found = resolved(report(1, *ALL, events=[act(), act(at=12)])).events
    assert len(found) == 1
    assert len(found[0].reports) == 2


def test_who_met_whom_is_one_meeting_from_both_sides() -> None:
    found = told(act(KENYA, UGANDA, kind="Consultation"), act(UGANDA, KENYA, kind="Consultation")).events
    assert len(found) == 1


def test_events_go_with_the_spelling_of_their_sides() -> None:
    def accused(number: int, name: str) -> Extraction:
        person = entity(name, country="LBY")
        return report(number, person, *ALL, events=[act(person, CHAD)])

    found = resolved(
        accused(1, "Muammar Gaddafi"), accused(2, "Moammar Gadhafi"), accused(3, "Muammar Qaddafi")
    )
    assert len(found.events) == 1
    assert len(found.events[0].reports) == 3


def test_a_fact_of_two_articles_is_one_fact_with_two_reports() -> None:
    fact = Fact("Nairobi", "capitalOf", "Kenya", Span(0, 10), "of", confidence=0.7)
    found = resolved(*(report(n, *ALL, facts=[fact]) for n in (1, 2))).facts
    assert len(found) == 1
    assert [r.article for r in found[0].reports] == ["0001", "0002"]
    assert found[0].confidence > 0.7


def test_a_denied_fact_is_not_the_stated_one() -> None:
    fact = Fact("Nairobi", "capitalOf", "Kenya", Span(0, 10), "of")
    found = resolved(
        report(1, *ALL, facts=[fact]), report(2, *ALL, facts=[replace(fact, status="Negated")])
    ).facts
    assert sorted(f.status for f in found) == ["Asserted", "Negated"]


# --- Order ---

PEOPLE = st.sampled_from(
    [name for pair in ONE_PERSON[:12] + TWO_PERSONS[:12] for name in pair]
    + ["Assad", "Bush", "Kim", "Gaddafi", "Zelensky", "George Bush", "Ahmed Hassan", "Ahmad Hassan"]
)
BODIES = st.sampled_from(
    ["Ministry of Defence", "Labour Party", "army", "Ukraine's military", "Ukrainian military"]
)
COUNTRIES = st.sampled_from([None, "SYR", "UKR", "LBY"])


@st.composite
def corpora(draw: st.DrawFn) -> list[Extraction]:
    reports = []
    for number in range(draw(st.integers(1, 7))):
        people = draw(st.lists(st.builds(lambda n, c: entity(n, country=c), PEOPLE, COUNTRIES), max_size=4))
        bodies = draw(
            st.lists(st.builds(lambda n, c: entity(n, "MilitaryForce", c), BODIES, COUNTRIES), max_size=2)
        )
        named = list({one.key: one for one in (*people, *bodies, *ALL)}.values())
        sides = st.sampled_from(named[:5])
        events = draw(
            st.lists(
                st.builds(
                    lambda a, r, w, k, p: act(a, r if r != a else None, when=w, kind=k, at=p),
                    sides,
                    sides,
                    st.sampled_from([None, "2024", "2024-06", "2024-06-03", "2024-06-04"]),
                    st.sampled_from(["Accusation", "Consultation", "LeadershipChange"]),
                    st.sampled_from([0, 12]),
                ),
                max_size=4,
            )
        )
        reports.append(report(number, *named, events=events))
    return reports


@settings(max_examples=60, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_order_of_the_articles_does_not_matter(reports: list[Extraction], random: object) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(shuffled, base=BASE) == resolve(reports, base=BASE)


@settings(max_examples=25, deadline=None)
@given(corpora(), st.integers(1, 8))
def test_shards_of_workers_give_the_same(reports: list[Extraction], workers: int) -> None:
    shards = [pickle.loads(pickle.dumps(reports[n::workers])) for n in range(workers)]
    assert resolve((one for shard in shards for one in shard), base=BASE) == resolve(reports, base=BASE)


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_nothing_is_lost_and_everything_points_to_something(reports: list[Extraction]) -> None:
    found = resolve(reports, base=BASE)
    minted = {e.iri for e in found.entities}
    assert len(found.mentions) == sum(len(r.mentions) for r in reports)
    assert {m.entity for _, m in found.mentions} <= minted
    assert {x for e in found.events for x in (*e.actors, *e.recipients)} <= minted
    assert len({e.iri for e in found.events}) == len(found.events)
    told_in = {(r.article.id, e.evidence, e.trigger) for r in reports for e in r.events}
    assert {(r.article, r.evidence, r.trigger) for e in found.events for r in e.reports} == told_in


# --- The whole way ---

AFFAIR = [
    "Ukrainian President Volodymyr Zelensky accused Belarusian President Alexander Lukashenko of complicity on Monday.",
    "Ukrainian President Volodymyr Zelenskyy accused Belarusian President Alexander Lukashenko on Monday, aides said.",
    "Belarusian President Alexander Lukashenko was accused by Ukrainian President Volodymyr Zelenskiy on Monday.",
]


def test_one_affair_in_three_spellings_from_the_text_on() -> None:
    articles = [
        article_from_text(t + "\n", key=f"{n}.txt", published=date(2024, 6, 12)) for n, t in enumerate(AFFAIR)
    ]
    found = resolve(extractor().extract(articles), base=BASE)
    people = {e.name: e for e in found.entities if e.type == "Person"}
    assert len(people) == 2
    zelensky = next(e for name, e in people.items() if name.startswith("Volodymyr"))
    assert set(zelensky.names) == {"Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy"}
    accusations = [e for e in found.events if e.type == "Accusation"]
    assert len(accusations) == 1
    assert len(accusations[0].reports) == 3
    assert accusations[0].time is not None
    assert accusations[0].time.value == "2024-06-10"


def test_father_and_son_stay_two_from_the_text_on() -> None:
    texts = [
        "Syrian President Hafez al-Assad met Jordanian King Hussein in Damascus in 1990.",
        "Syrian President Bashar al-Assad met Jordanian King Abdullah in Amman on Monday.",
        "Syrian President Assad rejected the plan on Monday.",
    ]
    articles = [
        article_from_text(t + "\n", key=f"{n}.txt", published=date(2004, 6, 16)) for n, t in enumerate(texts)
    ]
    found = resolve(extractor().extract(articles), base=BASE)
    assads = [e for e in found.entities if e.type == "Person" and "Assad" in e.name]
    assert sorted(e.name for e in assads) == ["Assad", "Bashar al-Assad", "Hafez al-Assad"]
