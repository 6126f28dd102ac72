"""Names are found with their exact extent and type, whatever part of the world they come from."""

from __future__ import annotations

import pytest

from extracted import extraction, extractions
from kg.model import EntityType, Extraction

NAMES: list[tuple[str, str, EntityType]] = [
    # Arabic
    ("Defence Minister Murhaf Abu Qasra inspected the barracks at dawn.", "Murhaf Abu Qasra", "Person"),
    (
        "Crown Prince Mohammed bin Salman Al Saud received the envoy in Jeddah.",
        "Mohammed bin Salman Al Saud",
        "Person",
    ),
    ("Foreign Minister Asaad al-Shaibani flew to Doha on Sunday.", "Asaad al-Shaibani", "Person"),
    ("Abdel Fattah al-Burhan rejected the offer of talks.", "Abdel Fattah al-Burhan", "Person"),
    ("Libya's prime minister, Abdul Hamid Dbeibah, opened the session.", "Abdul Hamid Dbeibah", "Person"),
    ("Sheikh Tamim bin Hamad Al Thani hosted the mediators.", "Tamim bin Hamad Al Thani", "Person"),
    ("Iraqi Prime Minister Mohammed Shia al-Sudani spoke in Basra.", "Mohammed Shia al-Sudani", "Person"),
    ("Nouri al-Maliki formed a cabinet after months of haggling.", "Nouri al-Maliki", "Person"),
    ("Khalifa Haftar ordered his troops to halt outside Tripoli.", "Khalifa Haftar", "Person"),
    ("Tunisian President Kais Saied dissolved parliament.", "Kais Saied", "Person"),
    ("President Abd-Rabbu Mansour Hadi fled to Aden.", "Abd-Rabbu Mansour Hadi", "Person"),
    ("The speaker of the Lebanese parliament, Nabih Berri, adjourned the sitting.", "Nabih Berri", "Person"),
    # Slavic
    ("Volodymyr Zelenskyy addressed lawmakers in Ottawa.", "Volodymyr Zelenskyy", "Person"),
    ("Polish Foreign Minister Radosław Sikorski criticised the plan.", "Radosław Sikorski", "Person"),
    ("Aleksandar Vučić met miners in Bor.", "Aleksandar Vučić", "Person"),
    ("Russian Deputy Foreign Minister Sergei Ryabkov denied the claim.", "Sergei Ryabkov", "Person"),
    ("Sviatlana Tsikhanouskaya called for new sanctions.", "Sviatlana Tsikhanouskaya", "Person"),
    ("Bulgaria's president, Rumen Radev, vetoed the bill.", "Rumen Radev", "Person"),
    ("Prime Minister Robert Fico visited Hanoi.", "Robert Fico", "Person"),
    # Chinese, Korean and Japanese
    ("Chinese Foreign Minister Wang Yi arrived in Islamabad.", "Wang Yi", "Person"),
    ("President Lai Ching-te rejected the proposal.", "Lai Ching-te", "Person"),
    ("North Korean leader Kim Jong Un inspected a shipyard.", "Kim Jong Un", "Person"),
    ("South Korean President Yoon Suk-yeol declared martial law.", "Yoon Suk-yeol", "Person"),
    ("Ban Ki-moon urged restraint on both sides.", "Ban Ki-moon", "Person"),
    ("Japanese Foreign Minister Yoshimasa Hayashi summoned the ambassador.", "Yoshimasa Hayashi", "Person"),
    ("Prime Minister Shigeru Ishiba resigned on Friday.", "Shigeru Ishiba", "Person"),
    # South-East Asian
    ("Nguyen Phu Trong greeted the guests in Hanoi.", "Nguyen Phu Trong", "Person"),
    ("Vietnamese Prime Minister Pham Minh Chinh visited Vientiane.", "Pham Minh Chinh", "Person"),
    ("Senior General Min Aung Hlaing extended the state of emergency.", "Min Aung Hlaing", "Person"),
    ("Aung San Suu Kyi was moved to house arrest.", "Aung San Suu Kyi", "Person"),
    ("Ferdinand Marcos Jr. rejected the claim over the shoal.", "Ferdinand Marcos Jr.", "Person"),
    (
        "Indonesian President Susilo Bambang Yudhoyono opened the summit.",
        "Susilo Bambang Yudhoyono",
        "Person",
    ),
    (
        "Thai Prime Minister Paetongtarn Shinawatra was suspended by the court.",
        "Paetongtarn Shinawatra",
        "Person",
    ),
    ("Malaysia's Anwar Ibrahim hosted the ministers.", "Anwar Ibrahim", "Person"),
    ("Xanana Gusmao signed the treaty in New York.", "Xanana Gusmao", "Person"),
    # Spanish and Portuguese
    ("President Luiz Inácio Lula da Silva flew to Accra.", "Luiz Inácio Lula da Silva", "Person"),
    ("Andrés Manuel López Obrador rejected the tariff threat.", "Andrés Manuel López Obrador", "Person"),
    (
        "Cristina Fernández de Kirchner was convicted by the court.",
        "Cristina Fernández de Kirchner",
        "Person",
    ),
    ("Chilean President Gabriel Boric addressed the congress.", "Gabriel Boric", "Person"),
    ("Juan Manuel Santos signed the peace accord in Cartagena.", "Juan Manuel Santos", "Person"),
    ("José Eduardo dos Santos ruled Angola for 38 years.", "José Eduardo dos Santos", "Person"),
    ("Portuguese Prime Minister Luís Montenegro lost a vote of confidence.", "Luís Montenegro", "Person"),
    ("Pedro Pablo Kuczynski resigned as president of Peru.", "Pedro Pablo Kuczynski", "Person"),
    # African
    ("Ethiopian Prime Minister Abiy Ahmed received the mediators.", "Abiy Ahmed", "Person"),
    ("Uhuru Kenyatta brokered the truce in Pretoria.", "Uhuru Kenyatta", "Person"),
    ("Captain Ibrahim Traoré took power in Ouagadougou.", "Ibrahim Traoré", "Person"),
    ("Emmerson Mnangagwa was sworn in at a stadium in Harare.", "Emmerson Mnangagwa", "Person"),
    ("President Bola Ahmed Tinubu closed the border with Niger.", "Bola Ahmed Tinubu", "Person"),
    ("Rwandan President Paul Kagame rejected the report.", "Paul Kagame", "Person"),
    ("Ellen Johnson Sirleaf won the run-off in Liberia.", "Ellen Johnson Sirleaf", "Person"),
    ("Mahamat Idriss Déby Itno dissolved the junta in N'Djamena.", "Mahamat Idriss Déby Itno", "Person"),
    ("Congolese President Félix Tshisekedi accused Rwanda of aggression.", "Félix Tshisekedi", "Person"),
    ("Salva Kiir dismissed his deputy.", "Salva Kiir", "Person"),
    (
        "Teodoro Obiang Nguema Mbasogo was re-elected in Equatorial Guinea.",
        "Teodoro Obiang Nguema Mbasogo",
        "Person",
    ),
    # Indian and Pakistani
    (
        "Indian External Affairs Minister Subrahmanyam Jaishankar visited Male.",
        "Subrahmanyam Jaishankar",
        "Person",
    ),
    ("Narendra Modi inaugurated the bridge in Assam.", "Narendra Modi", "Person"),
    ("Sri Lankan President Gotabaya Rajapaksa fled to the Maldives.", "Gotabaya Rajapaksa", "Person"),
    ("Bangladesh's Sheikh Hasina resigned and left Dhaka.", "Sheikh Hasina", "Person"),
    ("Nepal's prime minister, Pushpa Kamal Dahal, lost the vote.", "Pushpa Kamal Dahal", "Person"),
    ("Pakistani Prime Minister Shehbaz Sharif thanked Beijing.", "Shehbaz Sharif", "Person"),
    ("Asif Ali Zardari was elected president of Pakistan.", "Asif Ali Zardari", "Person"),
    ("Taliban spokesman Zabihullah Mujahid denied the report.", "Zabihullah Mujahid", "Person"),
    # Pacific, Central Asian, Caucasian, Turkish and Iranian
    ("Solomon Islands Prime Minister Manasseh Sogavare signed the pact.", "Manasseh Sogavare", "Person"),
    ("Fiji's Sitiveni Rabuka hosted the forum.", "Sitiveni Rabuka", "Person"),
    ("James Marape welcomed the Australian delegation.", "James Marape", "Person"),
    ("Samoan Prime Minister Fiame Naomi Mata'afa spoke at the summit.", "Fiame Naomi Mata'afa", "Person"),
    ("Gurbanguly Berdymukhamedov handed power to his son.", "Gurbanguly Berdymukhamedov", "Person"),
    ("Armenian Prime Minister Nikol Pashinyan flew to Brussels.", "Nikol Pashinyan", "Person"),
    ("Turkish Foreign Minister Mevlüt Çavuşoğlu rejected the criticism.", "Mevlüt Çavuşoğlu", "Person"),
    (
        "Iranian Foreign Minister Hossein Amir-Abdollahian met mediators in Muscat.",
        "Hossein Amir-Abdollahian",
        "Person",
    ),
    ("Israeli Prime Minister Benjamin Netanyahu rejected the terms.", "Benjamin Netanyahu", "Person"),
    # European
    ("European Commission President Ursula von der Leyen visited Kyiv.", "Ursula von der Leyen", "Person"),
    ("Dutch Prime Minister Mark Rutte met lawmakers.", "Mark Rutte", "Person"),
    ("French Foreign Minister Jean-Yves Le Drian flew to Bamako.", "Jean-Yves Le Drian", "Person"),
    ("Jean-Luc Mélenchon criticised the budget.", "Jean-Luc Mélenchon", "Person"),
    ("Irish leader Micheál Martin welcomed the accord.", "Micheál Martin", "Person"),
    ("Hungarian Prime Minister Viktor Orbán vetoed the loan.", "Viktor Orbán", "Person"),
    ("Iceland's Katrín Jakobsdóttir resigned as prime minister.", "Katrín Jakobsdóttir", "Person"),
    ("Boutros Boutros-Ghali appealed for a ceasefire.", "Boutros Boutros-Ghali", "Person"),
    ("Sean O'Callaghan testified before the tribunal.", "Sean O'Callaghan", "Person"),
    # Parties
    (
        "The Justice and Development Party lost its majority in Ankara.",
        "Justice and Development Party",
        "PoliticalParty",
    ),
    ("The Bharatiya Janata Party won the election in Gujarat.", "Bharatiya Janata Party", "PoliticalParty"),
    ("The African National Congress expelled the minister.", "African National Congress", "PoliticalParty"),
    # Armed groups
    ("Boko Haram abducted the teachers in Borno.", "Boko Haram", "ArmedGroup"),
    ("Al-Shabaab attacked a hotel in Mogadishu.", "Al-Shabaab", "ArmedGroup"),
    ("Hezbollah fired rockets across the border.", "Hezbollah", "ArmedGroup"),
    ("The Rapid Support Forces seized the airport.", "Rapid Support Forces", "ArmedGroup"),
    ("The Lord's Resistance Army raided villages in Garamba.", "Lord's Resistance Army", "ArmedGroup"),
    (
        "The Tigray People's Liberation Front rejected the deadline.",
        "Tigray People's Liberation Front",
        "ArmedGroup",
    ),
    (
        "The Moro Islamic Liberation Front signed the agreement.",
        "Moro Islamic Liberation Front",
        "ArmedGroup",
    ),
    ("The Sendero Luminoso attacked a convoy in Ayacucho.", "Sendero Luminoso", "ArmedGroup"),
    ("The Kurdistan Workers' Party announced a truce.", "Kurdistan Workers' Party", "ArmedGroup"),
    # Ministries and services
    ("The Ministry of Foreign Affairs summoned the envoy.", "Ministry of Foreign Affairs", "GovernmentBody"),
    (
        "The Ministry of Defence and Armed Forces Logistics denied the report.",
        "Ministry of Defence and Armed Forces Logistics",
        "GovernmentBody",
    ),
    ("The Federal Security Service arrested a journalist.", "Federal Security Service", "GovernmentBody"),
    ("The Constitutional Court annulled the election.", "Constitutional Court", "GovernmentBody"),
    (
        "The People's Liberation Army held drills near the island.",
        "People's Liberation Army",
        "MilitaryForce",
    ),
    (
        "The Islamic Revolutionary Guard Corps seized the tanker.",
        "Islamic Revolutionary Guard Corps",
        "MilitaryForce",
    ),
    # News agencies
    ("The Syrian Arab News Agency reported the visit.", "Syrian Arab News Agency", "MediaOrganization"),
    ("The strike hit a depot, the Anadolu Agency reported.", "Anadolu Agency", "MediaOrganization"),
    ("The accord was signed on Monday, Xinhua reported.", "Xinhua", "MediaOrganization"),
    ("Prensa Latina reported the arrival of the delegation.", "Prensa Latina", "MediaOrganization"),
    # International organisations
    (
        "The Economic Community of West African States imposed sanctions on Mali.",
        "Economic Community of West African States",
        "InternationalOrganization",
    ),
    (
        "The Shanghai Cooperation Organisation admitted Iran.",
        "Shanghai Cooperation Organisation",
        "InternationalOrganization",
    ),
    ("The African Union suspended Gabon.", "African Union", "InternationalOrganization"),
    ("The Pacific Islands Forum condemned the test.", "Pacific Islands Forum", "InternationalOrganization"),
    (
        "The Association of Southeast Asian Nations postponed the summit.",
        "Association of Southeast Asian Nations",
        "InternationalOrganization",
    ),
    (
        "The International Committee of the Red Cross delivered medicine to Aleppo.",
        "International Committee of the Red Cross",
        "InternationalOrganization",
    ),
    # Countries and places
    ("Côte d'Ivoire closed its border.", "Côte d'Ivoire", "Country"),
    ("The Democratic Republic of the Congo accused Rwanda.", "Democratic Republic of the Congo", "Country"),
    ("Bosnia and Herzegovina signed the accord.", "Bosnia and Herzegovina", "Country"),
    ("Timor-Leste joined the bloc.", "Timor-Leste", "Country"),
    ("The charity fed 300,000 people in northeast Nigeria.", "Nigeria", "Country"),
    ("Papua New Guinea rejected the request.", "Papua New Guinea", "Country"),
    ("São Tomé and Príncipe held elections.", "São Tomé and Príncipe", "Country"),
    ("The ministers met in Ulaanbaatar.", "Ulaanbaatar", "City"),
    ("The envoys met in Ho Chi Minh City.", "Ho Chi Minh City", "City"),
    ("Shells fell on Deir ez-Zor.", "Deir ez-Zor", "City"),
    ("Protesters marched in Port-au-Prince.", "Port-au-Prince", "City"),
    ("Rebels advanced in North Kivu.", "North Kivu", "Region"),
    ("Fighting spread across Darfur.", "Darfur", "Region"),
    # titles, months, initials and nicknames in and around names
    ("U Than Swe, the foreign minister, flew to Bagan.", "Than Swe", "Person"),
    ("Daw Zin Mar Aung told reporters in Mae Sot about it.", "Zin Mar Aung", "Person"),
    ("Field Marshal Birhanu Jula met the delegation in Nairobi.", "Birhanu Jula", "Person"),
    ("Datin Seri Wan Azizah Wan Ismail will be sworn in.", "Wan Azizah Wan Ismail", "Person"),
    ("Guðni Th. Jóhannesson left office in July.", "Guðni Th. Jóhannesson", "Person"),
    ('Senator Ronald "Bato" dela Rosa flew home.', 'Ronald "Bato" dela Rosa', "Person"),
    ('Jimmy "Barbecue" Chérizier vowed to march.', 'Jimmy "Barbecue" Chérizier', "Person"),
    ("He thanked Uhuru Kenyatta and Phumzile Mlambo-Ngcuka.", "Uhuru Kenyatta", "Person"),
    ("The post went to Khuon Sudary after a vote.", "Khuon Sudary", "Person"),
    ("He was received by Siteny Randrianasoloniaiko on Monday.", "Siteny Randrianasoloniaiko", "Person"),
    # names that countries share
    ("Haiti protested after Luis Abinader closed the Dominican border.", "Dominican", "Country"),
    ("Troops left Goma after the Congolese president spoke.", "Congolese", "Country"),
    ("Dhaka said the BNP had called a strike.", "BNP", "PoliticalParty"),
    ("Jamaica's PNP and JLP condemned it.", "PNP", "PoliticalParty"),
]

HEADLINES: list[tuple[str, str, list[tuple[str, EntityType]]]] = [
    (
        "XI JINPING MEETS PUTIN IN SAMARKAND",
        "Chinese President Xi Jinping met Russian President Vladimir Putin in Samarkand on Thursday.",
        [("XI JINPING", "Person"), ("PUTIN", "Person"), ("SAMARKAND", "City")],
    ),
    (
        "Sogavare Signs Security Pact With China",
        "Solomon Islands Prime Minister Manasseh Sogavare signed a security pact with China on Tuesday.",
        [("Sogavare", "Person"), ("China", "Country")],
    ),
    (
        "NATO CONDEMNS MISSILE TEST BY NORTH KOREA",
        "NATO condemned a missile test by North Korea on Monday.",
        [("NATO", "InternationalOrganization"), ("NORTH KOREA", "Country")],
    ),
    (
        "Kenya And Somalia Sign Trade Deal",
        "Kenya and Somalia signed a trade deal in Nairobi on Friday.",
        [("Kenya", "Country"), ("Somalia", "Country")],
    ),
    (
        "PASHINYAN REJECTS ALIYEV'S OFFER",
        "Armenian Prime Minister Nikol Pashinyan rejected an offer by Azerbaijani President Ilham Aliyev.",
        [("PASHINYAN", "Person"), ("ALIYEV", "Person")],
    ),
]


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    """Every sentence's extraction, read in one batch."""
    sentences = [sentence for sentence, _, _ in NAMES]
    return dict(zip(sentences, extractions(sentences), strict=True))


@pytest.mark.parametrize(("sentence", "name", "kind"), NAMES, ids=[name for _, name, _ in NAMES])
def test_name_is_found_whole(
    sentence: str, name: str, kind: EntityType, found: dict[str, Extraction]
) -> None:
    mentions = found[sentence].mentions
    assert (name, kind) in [(mention.text, mention.type) for mention in mentions]
    start = sentence.index(name)
    overlapping = [m.text for m in mentions if m.start < start + len(name) and start < m.end]
    assert overlapping == [name], "a second mention overlaps the name"


@pytest.mark.parametrize(("title", "body", "named"), HEADLINES, ids=[title for title, _, _ in HEADLINES])
def test_names_in_headlines(title: str, body: str, named: list[tuple[str, EntityType]]) -> None:
    mentions = extraction(f"{title}\n\n{body}").mentions
    assert [(m.text, m.type) for m in mentions if m.end <= len(title)] == named


@pytest.mark.parametrize(("title", "body", "named"), HEADLINES, ids=[title for title, _, _ in HEADLINES])
def test_names_in_headlines_are_those_of_the_body(
    title: str, body: str, named: list[tuple[str, EntityType]]
) -> None:
    mentions = extraction(f"{title}\n\n{body}").mentions
    above = {m.entity for m in mentions if m.end <= len(title)}
    below = {m.entity for m in mentions if m.start > len(title)}
    assert len(above) == len(named)
    assert above <= below


@pytest.mark.parametrize(
    "sentence",
    [
        "The committee will meet again on Tuesday.",
        "Some farmers sold their wheat early because prices fell.",
        "In March the river rose by two metres.",
        "Neither side has commented on the report.",
        "On Friday, prices rose again.",
    ],
)
def test_what_names_nobody_has_no_named_mention(sentence: str) -> None:
    assert [m.text for m in extraction(sentence).mentions if m.type not in {"Group", "ArmedGroup"}] == []


@pytest.mark.parametrize(
    ("sentence", "kind", "text", "country"),
    [
        ("Israeli forces raided Jenin.", "MilitaryForce", "Israeli forces", "ISR"),
        ("Palestinian youths threw stones in Nablus.", "Group", "Palestinian youths", "PSE"),
        ("Ukraine's military shelled the bridge.", "MilitaryForce", "Ukraine's military", "UKR"),
        ("The Sudanese army retook the palace.", "MilitaryForce", "Sudanese army", "SDN"),
        ("Senior Hungarian officials visited Beijing.", "Group", "Senior Hungarian officials", "HUN"),
    ],
)
def test_groups_and_forces_are_named_by_their_country(
    sentence: str, kind: EntityType, text: str, country: str
) -> None:
    found = extraction(sentence)
    mention = next(m for m in found.mentions if m.text == text)
    assert mention.type == kind
    assert next(e.country for e in found.entities if e.key == mention.entity) == country


def _entities(text: str) -> dict[str, str | None]:
    """Words of each mention → reference, or else the name, of its entity."""
    found = extraction(text)
    known = {e.key: e.ref or e.name for e in found.entities}
    return {m.text: known[m.entity] for m in found.mentions}


def test_shared_names_are_those_of_the_countries_that_the_article_names() -> None:
    congo = _entities("Congo closed the bridge, officials in Kinshasa said.")
    other = _entities("Congo closed the bridge, officials in Brazzaville said.")
    assert (congo["Congo"], other["Congo"]) == ("country:COD", "country:COG")
    assert (
        _entities("Dominica held a vote. The Dominican premier, Roosevelt Skerrit, won.")["Dominican"]
        == "country:DMA"
    )
    assert _entities("Bangladesh held a vote. The BNP stayed away.")["BNP"] == "org:bnp"
    assert _entities("Britain held a vote. The BNP stayed away.")["BNP"] == "org:british-national-party"
    assert "BNP" not in _entities("Bangladesh and Britain held votes. The BNP stayed away.") or _entities(
        "Bangladesh and Britain held votes. The BNP stayed away."
    )["BNP"] not in {"org:bnp", "org:british-national-party"}


def test_letters_of_a_long_name_are_its_own() -> None:
    found = _entities(
        "Goa's United Harvest Alliance won in Goa. The UHA will govern alone, leaders of the UHA said."
    )
    assert found["UHA"] == found["United Harvest Alliance"]


def test_names_without_accents_are_those_with_them() -> None:
    found = _entities(
        "Haiti's Jovenel Moise killed\n\nHaitian President Jovenel Moïse was shot dead on Wednesday."
    )
    assert found["Jovenel Moise"] == found["Jovenel Moïse"]


def test_bodies_of_two_countries_are_two() -> None:
    found = extraction(
        "Kyrgyzstan's State Committee for National Security and Tajikistan's State Committee for National Security met."
    )
    bodies = {m.entity for m in found.mentions if m.text == "State Committee for National Security"}
    assert len(bodies) == 2


def test_a_ministry_is_one_under_its_names() -> None:
    found = _entities(
        "Finance Ministry sells bonds\n\nZambia's Ministry of Finance and National Planning sold bonds on Monday."
    )
    assert found["Finance Ministry"] == found["Ministry of Finance and National Planning"]


def test_titles_in_the_plural_are_their_holders() -> None:
    found = extraction(
        "Putin meets Syrian foreign, defence ministers\n\nRussian President Vladimir Putin met Syrian Foreign Minister "
        "Asaad al Shaibani and Defence Minister Murhaf Abu Qasra in Moscow."
    )
    names = {e.key: e.name for e in found.entities}
    assert not any("ministers" in name for name in names.values())
    headline = min(found.events, key=lambda event: event.evidence.start)
    sides = {names[key] for key in (*headline.actors, *headline.recipients)}
    assert sides == {"Vladimir Putin", "Asaad al Shaibani", "Murhaf Abu Qasra"}


def test_no_two_mentions_of_one_article_overlap_partly(found: dict[str, Extraction]) -> None:
    for one in found.values():
        for a in one.mentions:
            for b in one.mentions:
                crossing = a.start < b.start < a.end < b.end
                assert not crossing, (a.text, b.text)


def test_every_mention_has_an_entity_of_the_same_article(found: dict[str, Extraction]) -> None:
    for one in found.values():
        assert {m.entity for m in one.mentions} <= {e.key for e in one.entities}
        assert len({e.key for e in one.entities}) == len(one.entities)


@pytest.mark.parametrize(
    "text",
    [
        "Joe Biden promised Patriot missiles to Ukraine. The Patriots will not stop Russia.",
        "Sweden offered Hungary four Gripen fighter jets.",
        "Germany sent a Patriot air defence system to Kyiv.",
        "Poland received Abrams tanks and Himars rocket launchers.",
    ],
)
def test_names_of_arms_are_nobody(text: str) -> None:
    named = {mention.text for mention in extraction(text).mentions}
    assert not named & {"Patriot", "Patriots", "Gripen", "Abrams", "Himars"}


def test_the_arms_of_a_known_group_are_the_groups() -> None:
    assert "Hezbollah" in {mention.text for mention in extraction("Hezbollah rockets struck Haifa.").mentions}
