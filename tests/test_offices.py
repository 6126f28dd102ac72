"""Offices: who holds which post of whom, since when, and how surely, in sentences of many outlets and regions."""

from __future__ import annotations

import pytest

from extracted import extraction as read
from fact_notation import facts_of, stated
from kg.nlp.titles import office_title, role_forms, roles

# A title right before a name.
TITLES = [
    (
        "Zambian Finance Minister Situmbeko Musokotwane welcomed the loan.",
        "Situmbeko Musokotwane | holdsOffice | Finance Minister of Zambia",
    ),
    (
        "Philippine Foreign Secretary Enrique Manalo summoned the envoy.",
        "Enrique Manalo | holdsOffice | Foreign Secretary of the Philippines",
    ),
    (
        "Former Georgian President Mikheil Saakashvili remains in custody.",
        "Mikheil Saakashvili | formerlyHeldOffice | President of Georgia",
    ),
    (
        "Ex-President Alvaro Uribe of Colombia rejected the charges.",
        "Alvaro Uribe | formerlyHeldOffice | President of Colombia",
    ),
    (
        "Ousted Ukrainian president Viktor Yanukovych surfaced in Rostov.",
        "Viktor Yanukovych | formerlyHeldOffice | President of Ukraine",
    ),
    (
        "The late Chadian president Idriss Deby was buried in Amdjarass.",
        "Idriss Deby | formerlyHeldOffice | President of Chad",
    ),
    (
        "Acting Bulgarian Prime Minister Dimitar Glavchev opened the session.",
        "Bulgaria | headOfGovernment | Dimitar Glavchev",
        "Dimitar Glavchev | holdsOffice | Acting Prime Minister of Bulgaria",
    ),
    (
        "Deputy Belarusian Foreign Minister Yuri Ambrazevich flew to Geneva.",
        "Yuri Ambrazevich | holdsOffice | Deputy Foreign Minister of Belarus",
    ),
    (
        "UN Secretary-General Kofi Annan urged both sides to stop.",
        "Kofi Annan | holdsOffice | Secretary-General of the UN",
    ),
    (
        "Kremlin spokesman Dmitry Peskov declined to comment on the report.",
        "Dmitry Peskov | holdsOffice | Spokesman of Russia",
    ),
    (
        "Polish Foreign Ministry spokesman Pawel Wronski confirmed the talks.",
        "Pawel Wronski | holdsOffice | Spokesman of the Polish Foreign Ministry",
    ),
    (
        "European Central Bank President Christine Lagarde raised rates.",
        "Christine Lagarde | holdsOffice | President of the European Central Bank",
    ),
    (
        "US Treasury Secretary Janet Yellen toured a factory in Guangzhou.",
        "Janet Yellen | holdsOffice | Treasury Secretary of the United States",
    ),
    (
        "Iran's Supreme Leader Ali Khamenei received the guests.",
        "Iran | headOfState | Ali Khamenei",
        "Ali Khamenei | holdsOffice | Supreme Leader of Iran",
    ),
    (
        "Thai King Maha Vajiralongkorn endorsed the cabinet.",
        "Thailand | headOfState | Maha Vajiralongkorn",
        "Maha Vajiralongkorn | holdsOffice | King of Thailand",
    ),
    (
        "BJP spokesman Sambit Patra dismissed the survey.",
        "Sambit Patra | holdsOffice | Spokesman of BJP",
        "Sambit Patra | memberOf | BJP",
    ),
    (
        "Saudi Crown Prince Mohammed bin Salman visited Cairo.",
        "Mohammed bin Salman | holdsOffice | Crown Prince of Saudi Arabia",
    ),
    (
        "South Sudan's Vice President Riek Machar was detained.",
        "Riek Machar | holdsOffice | Vice President of South Sudan",
    ),
    (
        "Taiwanese President Tsai Ing-wen received the delegation.",
        "Taiwan | headOfState | Tsai Ing-wen",
        "Tsai Ing-wen | holdsOffice | President of Taiwan",
    ),
    (
        "Hong Kong Chief Executive John Lee defended the law.",
        "Hong Kong | headOfGovernment | John Lee",
        "John Lee | holdsOffice | Chief Executive of Hong Kong",
    ),
]

# A title behind the name, or before it with a comma.
APPOSITIONS = [
    (
        "Abiy Ahmed, the prime minister of Ethiopia, toured the dam.",
        "Ethiopia | headOfGovernment | Abiy Ahmed",
        "Abiy Ahmed | holdsOffice | Prime Minister of Ethiopia",
    ),
    (
        "Sheikh Hasina, 76, Bangladesh's prime minister, cut short her trip.",
        "Bangladesh | headOfGovernment | Sheikh Hasina",
        "Sheikh Hasina | holdsOffice | Prime Minister of Bangladesh",
    ),
    (
        "Sergey Lavrov, Russia's top diplomat, arrived in Pyongyang.",
        "Sergey Lavrov | holdsOffice | Foreign Minister of Russia",
    ),
    (
        "The Indonesian president, Joko Widodo, opened the summit.",
        "Indonesia | headOfState | Joko Widodo",
        "Joko Widodo | holdsOffice | President of Indonesia",
    ),
    (
        "The emir of Qatar, Sheikh Tamim bin Hamad Al Thani, hosted the talks.",
        "Qatar | headOfState | Tamim bin Hamad Al Thani",
        "Tamim bin Hamad Al Thani | holdsOffice | Emir of Qatar",
    ),
    (
        "Jens Stoltenberg, NATO's secretary general, landed in Kyiv.",
        "Jens Stoltenberg | holdsOffice | Secretary General of NATO",
    ),
    (
        "Kristalina Georgieva, managing director of the International Monetary Fund, warned of risks.",
        "Kristalina Georgieva | holdsOffice | Managing Director of the International Monetary Fund",
    ),
    (
        "Amina Mohammed, a former environment minister of Nigeria, opened the forum.",
        "Amina Mohammed | formerlyHeldOffice | Environment Minister of Nigeria",
    ),
    (
        "Ekrem Imamoglu, the mayor of Istanbul, was arrested.",
        "Ekrem Imamoglu | holdsOffice | Mayor of Istanbul",
    ),
    (
        "Wang Yi, China's foreign minister and a member of the Politburo, flew to Hanoi.",
        "Wang Yi | holdsOffice | Foreign Minister of China",
        "Wang Yi | memberOf | Politburo",
    ),
    (
        "Gotabaya Rajapaksa, Sri Lanka's former president, returned to Colombo.",
        "Gotabaya Rajapaksa | formerlyHeldOffice | President of Sri Lanka",
    ),
    (
        "The minister of defence of Chad, Daoud Yaya Brahim, resigned on Friday.",
        "Daoud Yaya Brahim | formerlyHeldOffice | Minister of Defence of Chad | until 2024-06-07",
    ),
    (
        "Ursula von der Leyen, the president of the European Commission, praised Moldova.",
        "Ursula von der Leyen | holdsOffice | President of the European Commission",
    ),
]

# What a title leaves out, its neighbours tell: the country, the post, the holder.
SHARED = [
    (
        "Pakistani Deputy Prime Minister and Foreign Minister Ishaq Dar spoke in Islamabad.",
        "Ishaq Dar | holdsOffice | Deputy Prime Minister of Pakistan",
        "Ishaq Dar | holdsOffice | Foreign Minister of Pakistan",
    ),
    (
        "Chilean Finance Minister Mario Marcel and Interior Minister Carolina Toha gave a joint briefing.",
        "Mario Marcel | holdsOffice | Finance Minister of Chile",
        "Carolina Toha | holdsOffice | Interior Minister of Chile",
    ),
    (
        "Ecuador's Foreign Minister Gabriela Sommerfeld met her Peruvian counterpart Javier Gonzalez-Olaechea.",
        "Gabriela Sommerfeld | holdsOffice | Foreign Minister of Ecuador",
        "Javier Gonzalez-Olaechea | holdsOffice | Foreign Minister of Peru",
    ),
    (
        "Turkish Defence Minister Yasar Guler phoned his Greek counterpart, Nikos Dendias.",
        "Yasar Guler | holdsOffice | Defence Minister of Türkiye",
        "Nikos Dendias | holdsOffice | Defence Minister of Greece",
    ),
    (
        "Slovakia is in shock. Prime Minister Robert Fico was shot in Handlova.",
        "Slovakia | headOfGovernment | Robert Fico",
        "Robert Fico | holdsOffice | Prime Minister of Slovakia",
    ),
    (
        "Mali's transitional president, Assimi Goita, dismissed Prime Minister Choguel Maiga.",
        "Mali | headOfState | Assimi Goita",
        "Assimi Goita | holdsOffice | Transitional President of Mali",
        "Choguel Maiga | formerlyHeldOffice | Prime Minister of Mali",
    ),
    (
        "Chinese President Xi Jinping and his Russian counterpart Vladimir Putin signed the pact.",
        "China | headOfState | Xi Jinping",
        "Russia | headOfState | Vladimir Putin",
        "Xi Jinping | holdsOffice | President of China",
        "Vladimir Putin | holdsOffice | President of Russia",
    ),
]

# Only the grammar of the sentence links the holder and the post.
CLAUSES = [
    (
        "Bernardo Arevalo was elected president of Guatemala in August 2023.",
        "Guatemala | headOfState | Bernardo Arevalo",
        "Bernardo Arevalo | candidateIn | 2023 Guatemalan presidential election",
        "Bernardo Arevalo | electedIn | 2023 Guatemalan presidential election",
        "Bernardo Arevalo | holdsOffice | President of Guatemala",
    ),
    (
        "Parliament elected Salome Zurabishvili president of Georgia.",
        "Georgia | headOfState | Salome Zurabishvili",
        "Salome Zurabishvili | holdsOffice | President of Georgia",
    ),
    (
        "The king appointed Bisher Khasawneh as prime minister of Jordan.",
        "Jordan | headOfGovernment | Bisher Khasawneh",
        "Bisher Khasawneh | holdsOffice | Prime Minister of Jordan",
    ),
    (
        "Evo Morales resigned as Bolivia's president and fled to Mexico.",
        "Evo Morales | formerlyHeldOffice | President of Bolivia",
    ),
    (
        "Sadyr Japarov served briefly as acting president of Kyrgyzstan.",
        "Sadyr Japarov | formerlyHeldOffice | Acting President of Kyrgyzstan",
    ),
    (
        "Dalia Grybauskaite was the first woman to hold the office of president of Lithuania.",
        "Dalia Grybauskaite | formerlyHeldOffice | President of Lithuania",
    ),
    (
        "Dina Boluarte succeeded Pedro Castillo as president of Peru.",
        "Pedro Castillo | formerlyHeldOffice | President of Peru",
        "Peru | headOfState | Dina Boluarte",
        "Dina Boluarte | holdsOffice | President of Peru",
    ),
]

# Since when and until when.
TIMES = [
    (
        "Tony Abbott, who served as prime minister of Australia from 2013 to 2015, gave a speech.",
        "Tony Abbott | formerlyHeldOffice | Prime Minister of Australia | from 2013 | until 2015",
    ),
    (
        "Thaksin Shinawatra, prime minister of Thailand from 2001 until 2006, returned from exile.",
        "Thaksin Shinawatra | formerlyHeldOffice | Prime Minister of Thailand | from 2001 | until 2006",
    ),
    (
        "Joyce Banda became Malawi's first female president in 2012.",
        "Malawi | headOfState | Joyce Banda | from 2012",
        "Joyce Banda | holdsOffice | President of Malawi | from 2012",
    ),
    (
        "Paul Kagame has been president of Rwanda since 2000.",
        "Rwanda | headOfState | Paul Kagame | from 2000",
        "Paul Kagame | holdsOffice | President of Rwanda | from 2000",
    ),
    (
        "Robert Mugabe, Zimbabwe's president since 1987, was placed under house arrest.",
        "Zimbabwe | headOfState | Robert Mugabe | from 1987",
        "Robert Mugabe | holdsOffice | President of Zimbabwe | from 1987",
    ),
    (
        "Alberto Fujimori (1938-2024) was president of Peru from 1990 to 2000.",
        "Alberto Fujimori | formerlyHeldOffice | President of Peru | from 1990 | until 2000",
    ),
    (
        "Almazbek Atambayev (born 1956) is a Kyrgyz engineer who served as president of Kyrgyzstan (2011-17).",
        "Almazbek Atambayev | citizenOf | Kyrgyzstan",
        "Almazbek Atambayev | formerlyHeldOffice | President of Kyrgyzstan | from 2011 | until 2017",
    ),
    (
        "Cyril Ramaphosa was sworn in as president of South Africa on Wednesday.",
        "South Africa | headOfState | Cyril Ramaphosa | from 2024-06-12",
        "Cyril Ramaphosa | holdsOffice | President of South Africa | from 2024-06-12",
    ),
    (
        "Emmerson Mnangagwa replaced Robert Mugabe as president of Zimbabwe in November 2017.",
        "Robert Mugabe | formerlyHeldOffice | President of Zimbabwe | until 2017-11",
        "Zimbabwe | headOfState | Emmerson Mnangagwa | from 2017-11",
        "Emmerson Mnangagwa | holdsOffice | President of Zimbabwe | from 2017-11",
    ),
    (
        "Yoshihide Suga resigned as prime minister of Japan in 2021.",
        "Yoshihide Suga | formerlyHeldOffice | Prime Minister of Japan | until 2021",
    ),
    (
        "David Malpass was president of the World Bank from 2019 to 2023.",
        "David Malpass | formerlyHeldOffice | President of the World Bank | from 2019 | until 2023",
    ),
    (
        "Gustavo Petro, a former senator, became Colombia's first leftist president in 2022.",
        "Colombia | headOfState | Gustavo Petro | from 2022",
        "Gustavo Petro | formerlyHeldOffice | Senator of Colombia",
        "Gustavo Petro | holdsOffice | President of Colombia | from 2022",
    ),
]

# Not yet, no longer, not at all, or only hoped for.
STATUSES = [
    (
        "Lebanese Prime Minister-designate Mustapha Adib stepped aside.",
        "Lebanon | headOfGovernment | Mustapha Adib | Planned",
        "Mustapha Adib | holdsOffice | Prime Minister of Lebanon | Planned",
    ),
    (
        "President-elect Lazarus Chakwera of Malawi thanked voters.",
        "Malawi | headOfState | Lazarus Chakwera | Planned",
        "Lazarus Chakwera | holdsOffice | President of Malawi | Planned",
    ),
    (
        "Jacob Zuma is no longer president of South Africa.",
        "Jacob Zuma | formerlyHeldOffice | President of South Africa",
    ),
    (
        "Edmundo Gonzalez is not the president of Venezuela.",
        "Venezuela | headOfState | Edmundo Gonzalez | Negated",
        "Edmundo Gonzalez | holdsOffice | President of Venezuela | Negated",
    ),
    (
        "Anwar Ibrahim will become prime minister of Malaysia next week.",
        "Malaysia | headOfGovernment | Anwar Ibrahim | Planned",
        "Anwar Ibrahim | holdsOffice | Prime Minister of Malaysia | Planned",
    ),
    (
        "Sviatlana Tsikhanouskaya wants to become president of Belarus.",
        "Belarus | headOfState | Sviatlana Tsikhanouskaya | Hypothetical",
        "Sviatlana Tsikhanouskaya | holdsOffice | President of Belarus | Hypothetical",
    ),
    (
        "Argentina's president-elect, Javier Milei, flew to New York.",
        "Argentina | headOfState | Javier Milei | Planned",
        "Javier Milei | holdsOffice | President of Argentina | Planned",
    ),
]

# Nothing may be found here: no country, no holder, or a list of people.
NONE = [
    ("Talks were held with Angela Merkel, the French president and the Dutch prime minister.",),
    ("Prime Minister Robert Fico was shot on Wednesday.",),
    ("President Xi Jinping met President Vladimir Putin.",),
    ("He became president of Ghana in 2001.",),
    ("The opposition ran for president in 1996.",),
    ("Viktor Orban's government rejected the plan.",),
    ("The president said the prime minister would resign.",),
]

CASES = [*TITLES, *APPOSITIONS, *SHARED, *CLAUSES, *TIMES, *STATUSES, *NONE]


@pytest.mark.parametrize(
    ("text", "expected"), [(row[0], row[1:]) for row in CASES], ids=lambda v: str(v)[:48]
)
def test_offices_and_nothing_else(text: str, expected: tuple[str, ...]) -> None:
    assert stated(text) == sorted(expected)


def test_a_country_is_inferred_only_where_nobody_else_has_the_post_there() -> None:
    report = "Armenia mourned the victims. Prime Minister Nikol Pashinyan promised an inquiry."
    inferred = "Nikol Pashinyan | holdsOffice | Prime Minister of Armenia"
    assert inferred in stated(report)
    assert inferred not in stated(f"{report} Armenian Prime Minister Karen Karapetyan had resigned.")


def test_an_inferred_country_makes_the_fact_less_sure() -> None:
    (said,) = [
        f for f in facts_of("Chadian Prime Minister Succes Masra spoke.") if f.predicate == "holdsOffice"
    ]
    article = "Chad closed its border. Prime Minister Succes Masra spoke."
    (inferred,) = [f for f in facts_of(article) if f.predicate == "holdsOffice"]
    assert inferred.confidence < 0.7 < said.confidence
    assert "scene" in inferred.rule


def test_several_offices_of_one_person_stand_side_by_side() -> None:
    text = (
        "Former Malian Prime Minister Ibrahim Boubacar Keita became president of Mali in 2013. "
        "President Keita of Mali was ousted."
    )
    assert {line for line in stated(text) if "Office" in line} == {
        "Ibrahim Boubacar Keita | formerlyHeldOffice | Prime Minister of Mali",
        "Ibrahim Boubacar Keita | formerlyHeldOffice | President of Mali",
        "Ibrahim Boubacar Keita | holdsOffice | President of Mali | from 2013",
    }


def test_the_evidence_is_the_sentence_and_the_trigger_lies_in_it() -> None:
    text = "Rain fell in Accra. Ghanaian President Nana Akufo-Addo opened the port."
    extraction = read(text)
    for fact in extraction.facts:
        assert extraction.article.text[fact.evidence.start : fact.evidence.end].startswith(
            "Ghanaian President"
        )
        assert fact.trigger is not None
        assert fact.evidence.start <= fact.trigger.start < fact.trigger.end <= fact.evidence.end


def test_an_office_is_named_as_worded_and_keyed_by_its_role() -> None:
    extraction = read("British Foreign Secretary David Lammy met US Secretary of State Antony Blinken.")
    offices = {entity.name: entity.role for entity in extraction.entities if entity.type == "Office"}
    assert offices == {
        "Foreign Secretary of the United Kingdom": "Foreign Secretary",
        "Secretary of State of the United States": "Secretary of State",
    }


def test_titles_mean_what_their_country_means_by_them() -> None:
    assert office_title("foreign-minister", "USA") == "Secretary of State"
    assert office_title("foreign-minister", "TUR", "Deputy") == "Deputy Foreign Minister"
    assert role_forms()["chancellor"].by_country["GBR"] == "finance-minister"
    assert role_forms()["chancellor"].role == "chancellor"
    assert role_forms()["pope"].only_country == "VAT"
    assert role_forms()["foreign minister"].only_country is None


def test_abbreviations_count_in_their_own_spelling_only() -> None:
    assert role_forms()["pm"].exact == "PM"
    assert stated("Indian PM Narendra Modi opened a bridge.") == [
        "India | headOfGovernment | Narendra Modi",
        "Narendra Modi | holdsOffice | PM of India",
    ]


def test_every_role_says_what_it_leads_and_whose_it_is() -> None:
    for row in roles().values():
        assert row.get("of", "country") in {"country", "organisation", "any", "city"}
        assert row.get("head_of") in {None, "state", "government"}


@pytest.mark.parametrize("doers", ["Soldiers", "The army", "Rebels"])
@pytest.mark.parametrize("deed", ["ousted", "toppled", "deposed"])
def test_a_participle_behind_who_did_it_is_a_verb(doers: str, deed: str) -> None:
    found = read(f"{doers} {deed} President Mohamed Bazoum in Niamey.")
    assert "LeadershipChange" in {event.type for event in found.events}
