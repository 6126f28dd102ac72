"""Within an article: pronouns, short names, acronyms and descriptions lead to whom they mean, or to nobody."""

from __future__ import annotations

import pytest

from extracted import extraction, links

LINKED = [
    # pronouns, by gender and number
    ("Chancellor Angela Merkel arrived in Ankara on Monday. She met Turkish Foreign Minister Hakan Fidan.",
     "She", "Angela Merkel"),
    ("Erna Solberg flew to Reykjavik. Her delegation included three ministers.", "Her", "Erna Solberg"),
    ("President Salva Kiir dismissed the governor. He also replaced the army chief.", "He", "Salva Kiir"),
    ("Kenyan President William Ruto landed in Kampala. He thanked the crowd.", "He", "William Ruto"),
    ("Iran rejected the report. It called on the inspectors to apologise.", "It", "Iran"),
    ("Ecuador closed its embassy in Caracas.", "its", "Ecuador"),
    ("Officials met in Geneva. They issued a statement.", "They", "officials"),
    ("Turkish Foreign Minister Hakan Fidan met his Iraqi counterpart Fuad Hussein.", "his", "Hakan Fidan"),
    # one part of a name
    ("Kenyan President William Ruto landed in Kampala. Ruto thanked the crowd.", "Ruto", "William Ruto"),
    ("Foreign Minister Asaad al-Shaibani visited Doha. Shaibani met Qatari officials.", "Shaibani",
     "Asaad al-Shaibani"),
    ("Kim Jong Un inspected a shipyard. Kim ordered new drills.", "Kim", "Kim Jong Un"),
    ("Nguyen Phu Trong received the guests. Trong praised the ties.", "Trong", "Nguyen Phu Trong"),
    ("Ursula von der Leyen visited Chisinau. Von der Leyen promised a loan.", "Von der Leyen",
     "Ursula von der Leyen"),
    ("Brazilian President Luiz Inácio Lula da Silva visited Accra. Lula praised the hosts.", "Lula",
     "Luiz Inácio Lula da Silva"),
    # acronyms after their long form
    ("The Rapid Support Forces (RSF) took the airport. The RSF denied looting.", "RSF", "Rapid Support Forces"),
    ("The Tigray People's Liberation Front (TPLF) rejected the deadline. Ethiopia bombed TPLF positions.", "TPLF",
     "Tigray People's Liberation Front"),
    ("The Syrian Arab News Agency (SANA) reported a raid. SANA said two bridges were hit.", "SANA",
     "Syrian Arab News Agency"),
    ("The Organization of American States (OAS) sent observers to Haiti. Later the OAS criticised the vote.", "OAS",
     "Organization of American States"),
    # descriptions
    ("Russian President Vladimir Putin met Uzbek President Shavkat Mirziyoyev. The Russian president praised it.",
     "The Russian president", "Vladimir Putin"),
    ("Russian President Vladimir Putin met Uzbek President Shavkat Mirziyoyev. The Uzbek president praised it.",
     "The Uzbek president", "Shavkat Mirziyoyev"),
    ("French President Emmanuel Macron condemned the coup. The president called for calm.", "The president",
     "Emmanuel Macron"),
    ("The Syrian Arab News Agency reported a raid. The agency blamed Israel.", "The agency",
     "Syrian Arab News Agency"),
    ("Hezbollah fired rockets at Haifa. The group threatened further attacks.", "The group", "Hezbollah"),
    ("The African Union suspended Gabon. The bloc demanded elections.", "The bloc", "African Union"),
    ("The Ministry of Foreign Affairs summoned the envoy. The ministry rejected the charges.", "The ministry",
     "Ministry of Foreign Affairs"),
    # who goes on speaking
    ("The Xinhua News Agency reported the signing. Eleven ministers were present, it added.", "it",
     "Xinhua News Agency"),
    ('Peru\'s Dina Boluarte rejected the request. "I will not resign," she said.', "she", "Dina Boluarte"),
    ('Prime Minister Fumio Kishida said: "We will defend the islands."', "We", "Fumio Kishida"),
]  # fmt: skip

NOT_LINKED = [
    # "it" that stands for nothing
    ("It is important that Kenya signs the treaty.", "It"),
    ("It was raining in Nairobi when Uganda signed.", "It"),
    # nobody, or nobody of that kind, was named
    ("The minister arrived in Cairo. He met Egyptian officials.", "He"),
    ("Lebanon accused Israel of violating the truce. They were killed in the strike.", "They"),
    ("Chad closed the crossing. She had warned of it.", "She"),
    # two as likely
    ("Foreign Minister Sergei Lavrov met Defence Minister Sergei Shoigu. Sergei left early.", "Sergei"),
    ("Bashar al-Assad succeeded Hafez al-Assad. Assad fled to Moscow.", "Assad"),
    ("George W. Bush visited Kyiv. George H. W. Bush had visited in 1991. Bush praised the talks.", "Bush"),
]


@pytest.mark.parametrize(("text", "words", "entity"), LINKED, ids=[f"{w}: {e}" for _, w, e in LINKED])
def test_is_linked(text: str, words: str, entity: str) -> None:
    assert [name for mention, name in links(text) if mention == words][-1:] == [entity]


@pytest.mark.parametrize(("text", "words"), NOT_LINKED, ids=[w + ": " + t[:40] for t, w in NOT_LINKED])
def test_in_doubt_there_is_no_link(text: str, words: str) -> None:
    assert [name for mention, name in links(text) if mention == words] == []


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Bashar al-Assad succeeded Hafez al-Assad.", "Bashar al-Assad", "Hafez al-Assad"),
        (
            "George W. Bush visited Kyiv. George H. W. Bush had visited in 1991.",
            "George W. Bush",
            "George H. W. Bush",
        ),
        ("Kim Jong Un praised Kim Jong Il at the parade.", "Kim Jong Un", "Kim Jong Il"),
        ("Raul Castro took over from Fidel Castro in Havana.", "Raul Castro", "Fidel Castro"),
    ],
)
def test_namesakes_in_one_article_are_two_persons(text: str, first: str, second: str) -> None:
    found = extraction(text)
    entities = {m.text: m.entity for m in found.mentions}
    assert entities[first] != entities[second]


def test_a_fathers_name_alone_is_not_his_son() -> None:
    found = dict(links("Saudi Crown Prince Mohammed bin Salman visited Amman. Salman stayed home."))
    assert found["Salman"] != found["Mohammed bin Salman"]


def test_surname_introduced_late_is_linked_back() -> None:
    text = "Sogavare Signs Security Pact\n\nPrime Minister Manasseh Sogavare of Solomon Islands signed a security pact."
    assert ("Sogavare", "Manasseh Sogavare") in links(text)


def test_they_are_both_countries_of_the_sentence_before() -> None:
    found = extraction("Mali and Burkina Faso left the bloc. They accused France of interference.")
    names = {e.key: e.name for e in found.entities}
    accusation = next(e for e in found.events if e.type == "Accusation")
    assert sorted(names[a] for a in accusation.actors) == ["Burkina Faso", "Mali"]
    assert [names[r] for r in accusation.recipients] == ["France"]


def test_the_holder_of_an_office_goes_by_the_office() -> None:
    found = extraction(
        "French President Emmanuel Macron arrived in Yerevan on Tuesday. The French president condemned Azerbaijan."
    )
    names = {e.key: e.name for e in found.entities}
    condemned = next(e for e in found.events if e.type == "Accusation")
    assert [names[a] for a in condemned.actors] == ["Emmanuel Macron"]


def test_names_of_an_entity_are_all_its_surface_forms() -> None:
    found = extraction(
        "The Rapid Support Forces (RSF) took the airport. Kenyan President William Ruto met the RSF. Ruto left."
    )
    by_name = {e.name: set(e.names) for e in found.entities}
    assert {"Rapid Support Forces", "RSF"} <= by_name["Rapid Support Forces"]
    assert {"William Ruto", "Ruto"} <= by_name["William Ruto"]
