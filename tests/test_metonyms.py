"""Capitals, seats and buildings: the government where they act, a place where something happens there."""

from __future__ import annotations

import pytest

from extracted import extraction

ACTS = [
    ("Moscow rejected the plan.", "Moscow", "country:RUS"),
    ("The Kremlin denied the report.", "Kremlin", "country:RUS"),
    ("The White House condemned the attack.", "White House", "country:USA"),
    ("Tehran threatened Israel with retaliation.", "Tehran", "country:IRN"),
    ("Beijing summoned the Japanese ambassador.", "Beijing", "country:CHN"),
    ("Ankara and Baghdad signed an agreement.", "Ankara", "country:TUR"),
    ("Ankara and Baghdad signed an agreement.", "Baghdad", "country:IRQ"),
    ("Washington imposed sanctions on the shipping firm.", "Washington", "country:USA"),
    ("Downing Street said the offer stood.", "Downing Street", "country:GBR"),
    ("The Élysée confirmed the visit.", "Élysée", "country:FRA"),
    ("Brussels fined Warsaw.", "Brussels", "org:european-union"),
    ("Brussels fined Warsaw.", "Warsaw", "country:POL"),
    ("Seoul's decision angered Pyongyang.", "Seoul", "country:KOR"),
    ("Paris recalled its ambassador from Canberra.", "Paris", "country:FRA"),
    ("Havana held talks with Washington.", "Washington", "country:USA"),
    ("Relations between Riyadh and Tehran improved.", "Riyadh", "country:SAU"),
    ("Relations between Riyadh and Tehran improved.", "Tehran", "country:IRN"),
    ("Foggy Bottom criticised the vote.", "Foggy Bottom", "country:USA"),
    ("New Delhi expelled the diplomat.", "New Delhi", "country:IND"),
    ("London, Canberra and Washington condemned the arrest.", "Canberra", "country:AUS"),
    ("Belgrade accused Pristina of provocation.", "Pristina", "country:XKX"),
    ("The accord was condemned by Tehran.", "Tehran", "country:IRN"),
    ("Malacañang rejected the claim.", "Malacañang", "country:PHL"),
    ("Planalto Palace denied the report.", "Planalto Palace", "country:BRA"),
    ("Pretoria recalled its envoy.", "Pretoria", "country:ZAF"),
    # verbs that look like nouns, and what governments are to each other
    ("Ulaanbaatar balances between Moscow and Beijing.", "Ulaanbaatar", "country:MNG"),
    ("Addis Ababa and Asmara reopen border.", "Asmara", "country:ERI"),
    ("Colombo turned to Beijing for loans.", "Beijing", "country:CHN"),
    ("Dushanbe is close to Moscow.", "Moscow", "country:RUS"),
    ("The deal leaves London outside the single market.", "London", "country:GBR"),
    ("Its future would not depend on Washington.", "Washington", "country:USA"),
    ("Monitors could leave once Baku and Yerevan agreed on the terms.", "Yerevan", "country:ARM"),
    ("According to Nicosia, Ankara breached the accord.", "Nicosia", "country:CYP"),
    ("Rangoon freed the dissident.", "Rangoon", "country:MMR"),
    ("Beijing is the main creditor of Laos.", "Beijing", "country:CHN"),
    ("Two aides said the Kremlin chief would travel to Minsk.", "Kremlin", "country:RUS"),
]

#: Headlines, which the parser reads badly.
HEADLINES = [
    ("Beijing summons ambassador over arms sale", {"Beijing": "country:CHN"}),
    ("PARIS WARNS ALGIERS OVER EXPELLED DIPLOMATS", {"PARIS": "country:FRA", "ALGIERS": "country:DZA"}),
    (
        "Prague Expels Russian Envoys, Moscow Vows Response",
        {"Prague": "country:CZE", "Moscow": "country:RUS"},
    ),
    ("Tehran, Riyadh to restore ties", {"Tehran": "country:IRN", "Riyadh": "country:SAU"}),
    ("London and Paris at odds over fishing rights", {"London": "country:GBR", "Paris": "country:FRA"}),
]

PLACE = [
    ("Talks were held in Moscow.", "Moscow"),
    ("The minister flew to Tehran.", "Tehran"),
    ("Protesters gathered in Kyiv.", "Kyiv"),
    ("Russian missiles struck Kyiv.", "Kyiv"),
    ("The mayor of Moscow resigned.", "Moscow"),
    ("Kabul fell to the Taliban.", "Kabul"),
    ("Fighting broke out in Khartoum.", "Khartoum"),
    ("The train from Warsaw arrived at noon.", "Warsaw"),
    ("Rebels captured Damascus.", "Damascus"),
    ("The president left Paris for Rome.", "Paris"),
    ("The president left Paris for Rome.", "Rome"),
    ("Islamabad is the capital of Pakistan.", "Islamabad"),
    ("Hanoi's airport was closed.", "Hanoi"),
    ("The convoy reached Bamako.", "Bamako"),
    ("Addis Ababa hosted the summit.", "Addis Ababa"),
    # cities that are no seat of a government
    ("The army shelled Idlib.", "Idlib"),
    ("Istanbul hosted the conference.", "Istanbul"),
    ("Kyiv's team proposed Warsaw instead.", "Warsaw"),
    ("The opposition kept Harare.", "Harare"),
    ("Trucks left Kampala for Juba at dawn.", "Juba"),
    ("Police in Nairobi fired tear gas.", "Nairobi"),
    ("Missiles hit Sanaa overnight.", "Sanaa"),
    ("The earthquake was felt in Islamabad.", "Islamabad"),
]


@pytest.mark.parametrize(("sentence", "name", "ref"), ACTS, ids=[f"{s} {n}" for s, n, _ in ACTS])
def test_government_acts(sentence: str, name: str, ref: str) -> None:
    found = extraction(sentence)
    mention = next(m for m in found.mentions if m.text == name)
    assert next(e.ref for e in found.entities if e.key == mention.entity) == ref
    assert mention.type in {"Country", "InternationalOrganization"}


@pytest.mark.parametrize(("sentence", "name"), PLACE, ids=[f"{s} {n}" for s, n in PLACE])
def test_place_of_what_happens(sentence: str, name: str) -> None:
    found = extraction(sentence)
    mention = next(m for m in found.mentions if m.text == name)
    assert mention.type == "City"
    assert next(e.ref or "" for e in found.entities if e.key == mention.entity).startswith("city:")


@pytest.mark.parametrize(("title", "refs"), HEADLINES, ids=[title for title, _ in HEADLINES])
def test_governments_act_in_headlines(title: str, refs: dict[str, str]) -> None:
    found = extraction(f"{title}\n\nNothing else was known on the day.")
    known = {e.key: e.ref for e in found.entities}
    assert {m.text: known[m.entity] for m in found.mentions if m.text in refs} == refs


@pytest.mark.parametrize(
    "sentence",
    ["He spoke at the Kremlin.", "Protesters stood outside the White House.", "Crowds stormed the Planalto."],
)
def test_a_seat_of_power_may_be_a_building(sentence: str) -> None:
    found = extraction(sentence)
    assert all(m.type == "Place" for m in found.mentions if m.text in {"Kremlin", "White House", "Planalto"})


def test_one_capital_may_act_and_be_a_place_in_one_article() -> None:
    found = extraction("Tehran rejected the offer on Monday. The envoy had arrived in Tehran a day before.")
    refs = {e.key: e.ref or "" for e in found.entities}
    assert [refs[m.entity].split(":")[0] for m in found.mentions if m.text == "Tehran"] == ["country", "city"]


def test_country_and_its_seat_are_one_entity() -> None:
    found = extraction(
        "Russia closed the strait. The Kremlin rejected the protest, and Moscow recalled its envoy."
    )
    entities = {m.entity for m in found.mentions if m.text in {"Russia", "Kremlin", "Moscow", "its"}}
    assert len(entities) == 1


def test_acting_seat_is_the_actor_of_the_event() -> None:
    found = extraction("Beijing condemned Washington on Friday.")
    refs = {e.key: e.ref for e in found.entities}
    event = next(e for e in found.events if e.type == "Accusation")
    assert [refs[a] for a in event.actors] == ["country:CHN"]
    assert [refs[r] for r in event.recipients] == ["country:USA"]


def test_capital_where_an_event_happens_is_its_location() -> None:
    found = extraction(
        "Kenyan President William Ruto met Somali President Hassan Sheikh Mohamud in Kampala on Friday."
    )
    refs = {e.key: e.ref or "" for e in found.entities}
    event = next(e for e in found.events if e.type == "Consultation")
    assert event.location is not None
    assert refs[event.location].startswith("city:")
