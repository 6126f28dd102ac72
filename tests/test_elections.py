"""Who ran in which election and who won it, and which election a phrase means."""

from __future__ import annotations

import pytest

from extracted import extraction as read
from extracted import extractions
from fact_notation import stated
from kg.consolidation.whole import resolve
from kg.lexicon import load
from kg.vocabulary import DEFAULT_BASE

#: A sentence, the election, who was elected, who ran besides; "" where nobody was.
RAN = [
    ("Barack Obama defeated John McCain in the 2008 United States presidential election.",
     "2008 United States presidential election", "Barack Obama", "John McCain"),
    ("In the 2019 Ukrainian presidential election, Volodymyr Zelensky defeated incumbent Petro Poroshenko.",
     "2019 Ukrainian presidential election", "Volodymyr Zelensky", "Petro Poroshenko"),
    ("William Ruto won the general election in Kenya in 2022.", "2022 Kenyan general election", "William Ruto"),
    ("Keiko Fujimori lost the 2016 Peruvian presidential election to Pedro Pablo Kuczynski.",
     "2016 Peruvian presidential election", "Pedro Pablo Kuczynski", "Keiko Fujimori"),
    ("Raila Odinga ran for president of Kenya in 2007 and lost to Mwai Kibaki.",
     "2007 Kenyan presidential election", "", "Raila Odinga"),
    ("Evo Morales was elected president of Bolivia in 2005.", "2005 Bolivian presidential election", "Evo Morales"),
    ("Sadiq Khan was elected mayor of London in 2016.", "2016 London mayoral election", "Sadiq Khan"),
    ("Alexei Navalny ran for mayor of Moscow in 2013.", "2013 Moscow mayoral election", "", "Alexei Navalny"),
    ("Park Geun-hye won the presidency of South Korea in 2012.", "2012 South Korean presidential election",
     "Park Geun-hye"),
    ("Ann Richards was elected governor of Texas in 1990.", "1990 Texas gubernatorial election", "Ann Richards"),
    ("Joko Widodo was re-elected president of Indonesia in the 2019 election.",
     "2019 Indonesian presidential election", "Joko Widodo"),
    ("Abdullah Abdullah came second in the 2009 Afghan presidential election.", "2009 Afghan presidential election",
     "", "Abdullah Abdullah"),
    ("Jill Stein received 1 percent of the vote in the 2016 United States presidential election.",
     "2016 United States presidential election", "", "Jill Stein"),
    ("Tim Kaine was Hillary Clinton's running mate in the 2016 United States presidential election.",
     "2016 United States presidential election", "", "Hillary Clinton", "Tim Kaine"),
    ("Mir-Hossein Mousavi, a candidate in the 2009 Iranian presidential election, was placed under house arrest.",
     "2009 Iranian presidential election", "", "Mir-Hossein Mousavi"),
    ("George Weah was a candidate in the 2005 Liberian presidential election, which Ellen Johnson Sirleaf won.",
     "2005 Liberian presidential election", "Ellen Johnson Sirleaf", "George Weah"),
    ("The 2010 Ukrainian presidential election was won by Viktor Yanukovych.",
     "2010 Ukrainian presidential election", "Viktor Yanukovych"),
    ("Mikheil Saakashvili, who won the 2004 Georgian presidential election, resigned.",
     "2004 Georgian presidential election", "Mikheil Saakashvili"),
    ("Adama Barrow's victory in the 2016 Gambian presidential election surprised Yahya Jammeh.",
     "2016 Gambian presidential election", "Adama Barrow"),
    ("Following Pablo Casado's defeat in the April 2019 Spanish general election, allies turned away.",
     "2019 Spanish general election", "", "Pablo Casado"),
    ("Mauricio Macri became president of Argentina after winning the 2015 presidential election.",
     "2015 Argentine presidential election", "Mauricio Macri"),
    ("Dilma Rousseff narrowly beat Aécio Neves in the second round of the 2014 Brazilian presidential election.",
     "2014 Brazilian presidential election", "Dilma Rousseff", "Aécio Neves"),
    ("Evaristo Carvalho won the 2016 presidential election in São Tomé and Príncipe.",
     "2016 Santomean presidential election", "Evaristo Carvalho"),
    ("Kenyan President William Ruto, who won last month's election, met Turkish President Recep Tayyip Erdogan.",
     "2024 Kenyan election", "William Ruto"),
    ("Luis Arce won the October 18, 2020 general election in Bolivia.", "2020 Bolivian general election", "Luis Arce"),
    ("Sergio Fajardo stood as a candidate in the 2018 Colombian presidential election.",
     "2018 Colombian presidential election", "", "Sergio Fajardo"),
    ("Gary Johnson was the Libertarian Party's nominee for president in the 2012 United States presidential election.",
     "2012 United States presidential election", "", "Gary Johnson"),
    ("Bongbong Marcos won the 2022 Philippine presidential election by a landslide.",
     "2022 Philippine presidential election", "Bongbong Marcos"),
    ("Félix Tshisekedi was declared the winner of the December 2018 presidential election in the Democratic Republic "
     "of the Congo.", "2018 Democratic Republic of the Congo presidential election", "Félix Tshisekedi"),
    ("Kamala Harris conceded the 2024 United States presidential election to Donald Trump.",
     "2024 United States presidential election", "Donald Trump", "Kamala Harris"),
    ("The 2019 Malawian general election won by Peter Mutharika was marred by irregularities.",
     "2019 Malawian general election", "Peter Mutharika"),
    ("Patrice Talon won a second term in Benin's presidential election in April 2021.",
     "2021 Beninese presidential election", "Patrice Talon"),
    ("Maia Sandu beat Igor Dodon in the November 2020 presidential runoff in Moldova.",
     "2020 Moldovan presidential election", "Maia Sandu", "Igor Dodon"),
    ("Mahinda Rajapaksa was defeated by Maithripala Sirisena in the 2015 Sri Lankan presidential election.",
     "2015 Sri Lankan presidential election", "Maithripala Sirisena", "Mahinda Rajapaksa"),
    ("Ruth Ellen Brosseau was the NDP candidate for Berthier in the 2011 Canadian federal election.",
     "2011 Canadian federal election", "", "Ruth Ellen Brosseau"),
    ("George Washington was elected president of the United States in 1789.",
     "1789 United States presidential election", "George Washington"),
    ("Lee Jae-myung lost to Yoon Suk Yeol by less than one percent in the 2022 South Korean presidential election.",
     "2022 South Korean presidential election", "Yoon Suk Yeol", "Lee Jae-myung"),
]  # fmt: skip

#: Several elections or rounds in one text.
SEVERAL = [
    ("Henrique Capriles stood in the 2012 and 2013 Venezuelan presidential elections.",
     "Henrique Capriles | candidateIn | 2012 Venezuelan presidential election",
     "Henrique Capriles | candidateIn | 2013 Venezuelan presidential election"),
    ("Andrés Arauz won the first round of the 2021 Ecuadorian general election, but Guillermo Lasso won the runoff.",
     "Andrés Arauz | candidateIn | 2021 Ecuadorian general election",
     "Guillermo Lasso | candidateIn | 2021 Ecuadorian general election",
     "Guillermo Lasso | electedIn | 2021 Ecuadorian general election"),
    ("Observers left after the 2021 Zambian general election. Edgar Lungu lost the election to Hakainde Hichilema.",
     "Edgar Lungu | candidateIn | 2021 Zambian general election",
     "Hakainde Hichilema | candidateIn | 2021 Zambian general election",
     "Hakainde Hichilema | electedIn | 2021 Zambian general election"),
]  # fmt: skip

#: What is planned, supposed, claimed or denied.
HEDGED = [
    ("Moon Jae-in will run in the 2017 South Korean presidential election.",
     "Moon Jae-in | candidateIn | 2017 South Korean presidential election | Planned"),
    ("Viktor Medvedchuk was barred from running in the 2019 Ukrainian presidential election.",
     "Viktor Medvedchuk | candidateIn | 2019 Ukrainian presidential election | Negated"),
    ("Analysts expect Bola Tinubu to run in the 2027 Nigerian presidential election.",
     "Bola Tinubu | candidateIn | 2027 Nigerian presidential election | Planned"),
    ("If Marine Le Pen wins the 2027 French presidential election, the pact could collapse.",
     "Marine Le Pen | candidateIn | 2027 French presidential election | Hypothetical"),
]  # fmt: skip

NONE = [
    "The opposition rejected the results of the 2010 Ivorian presidential election.",
    "The European Union sent observers to the 2013 Kenyan general election.",
    "His party won the 2015 Turkish general election.",
    "Parliament elected Sergio Mattarella president of Italy in 2015.",
    "Isaac Herzog was elected president of Israel by the Knesset in 2021.",
    "Horst Köhler was elected chairman of the bank in 2004.",
    "Ursula von der Leyen was elected President of the European Commission in 2019.",
    "Muhammadu Buhari lost his phone during the 2011 Nigerian general election.",
    "Bobi Wine said the 2021 Ugandan general election was stolen.",
    "Bernie Sanders lost the 2016 Democratic primary election to Hillary Clinton.",
    "Jeremy Corbyn won the 2015 Labour Party leadership election.",
    "Russia denied that it had helped Donald Trump win the 2016 US presidential election.",
    "Donald Trump has accused China of interfering in the 2018 midterm elections.",
    "Anders Chydenius criticised the 2015 Finnish parliamentary election.",
    "Juan Guaidó refused to recognise the 2020 Venezuelan parliamentary election.",
    "Emmanuel Macron won the election.",
    "The 2019 Ukrainian presidential election was fair, observers said. Joe Biden won the election a year later.",
    "Boris Johnson became prime minister of the United Kingdom after the 2019 general election.",
    "Sanna Marin led the Social Democrats into the 2023 Finnish parliamentary election.",
    "Anwar Ibrahim's coalition won the most seats in the 2022 Malaysian general election.",
    "Viktor Orban spoke after the 2022 Hungarian parliamentary election.",
    "Nikol Pashinyan met Ilham Aliyev before the 2024 Azerbaijani presidential election.",
]


def _votes(text: str) -> list[str]:
    return [line for line in stated(text) if "| candidateIn |" in line or "| electedIn |" in line]


@pytest.mark.parametrize("row", RAN, ids=lambda row: row[0][:48])
def test_who_ran_and_who_won(row: tuple[str, ...]) -> None:
    text, election, winner, *others = row
    expected = [f"{name} | candidateIn | {election}" for name in (winner, *others) if name]
    if winner:
        expected.append(f"{winner} | electedIn | {election}")
    assert _votes(text) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), HEDGED, ids=lambda v: v[:48])
def test_what_is_not_certain_has_a_status(text: str, expected: str) -> None:
    assert expected in _votes(text)
    assert all(line.endswith(expected.rsplit("|", 1)[1]) for line in _votes(text))


@pytest.mark.parametrize("text", NONE, ids=lambda text: text[:48])
def test_what_says_nothing_of_a_candidate(text: str) -> None:
    assert not _votes(text)
    assert not [entity for entity in read(text).entities if entity.type == "Election"]


@pytest.mark.parametrize("row", SEVERAL, ids=lambda row: row[0][:48])
def test_years_in_a_row_and_rounds(row: tuple[str, ...]) -> None:
    assert _votes(row[0]) == sorted(row[1:])


def test_an_election_is_one_in_all_articles_and_all_its_wordings() -> None:
    found = resolve(
        extractions(
            [
                "William Ruto won the general election in Kenya in 2022.",
                "Raila Odinga contested the 2022 Kenyan general election.",
                "George Wajackoyah ran in Kenya's general election of August 2022.",
            ]
        ),
        base=DEFAULT_BASE,
    )
    elections = [entity for entity in found.entities if entity.type == "Election"]
    assert [(entity.name, entity.country) for entity in elections] == [
        ("2022 Kenyan general election", "KEN")
    ]
    assert {fact.object for fact in found.facts if fact.predicate == "candidateIn"} == {elections[0].iri}


def test_every_office_that_people_are_elected_to_has_its_kind_of_election() -> None:
    lexicon = load("facts")["elections"]
    kinds = set(lexicon["kinds"].values())
    assert set(lexicon["offices"].values()) <= kinds
    assert set(lexicon["local"]) <= kinds
    assert set(lexicon["posts"].values()) == set(lexicon["offices"])
    assert set(lexicon["by_name"]) <= set(load("countries")["countries"])
