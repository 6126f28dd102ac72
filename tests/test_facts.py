"""Facts other than offices: membership, leadership, citizenship, affiliation, seats, ideology."""

from __future__ import annotations

import pytest

from extracted import extraction as read
from fact_notation import facts_of, stated
from kg.lexicon import load
from kg.rdf import RELATIONS

# Parties, armed groups, alliances: who is in them, who leads them, who left.
MEMBERSHIP = [
    (
        "Hamas leader Ismail Haniyeh was buried in Doha.",
        "Ismail Haniyeh | formerlyHeldOffice | Leader of Hamas",
        "Ismail Haniyeh | leads | Hamas | Negated",
        "Ismail Haniyeh | memberOf | Hamas",
    ),
    ("Likud minister Miri Regev walked out.", "Miri Regev | memberOf | Likud"),
    (
        "Rached Ghannouchi, the leader of Ennahda, was jailed.",
        "Rached Ghannouchi | leads | Ennahda",
        "Rached Ghannouchi | memberOf | Ennahda",
    ),
    ("A senior Hamas leader, Saleh al-Arouri, was killed in Beirut.", "Saleh al-Arouri | memberOf | Hamas"),
    (
        "Denis Pushilin, the self-proclaimed head of the Donetsk People's Republic, thanked Moscow.",
        "Denis Pushilin | leads | Donetsk People's Republic | Alleged",
        "Denis Pushilin | memberOf | Donetsk People's Republic | Alleged",
    ),
    ("Senator Ted Cruz (R-TX) criticised the bill.", "Ted Cruz | memberOf | Republican Party"),
    ("Sherrod Brown (D-Ohio) voted against it.", "Sherrod Brown | memberOf | Democratic Party"),
    ("Republican Senator Lindsey Graham flew to Kyiv.", "Lindsey Graham | memberOf | Republican Party"),
    ("Labour MP Diane Abbott joined the march.", "Diane Abbott | memberOf | Labour Party"),
    # Each country has its own, and a labour leader may lead a union.
    ("Canadian Conservative leader Pierre Poilievre lost his seat.",),
    ("Nigerian labour leader Joe Ajaero was arrested.",),
    ("German conservative leader Friedrich Merz spoke.",),
    (
        "Marine Le Pen of the National Rally condemned the ruling.",
        "Marine Le Pen | memberOf | National Rally",
    ),
    (
        "The National League for Democracy, led by Aung San Suu Kyi, won the vote.",
        "Aung San Suu Kyi | leads | National League for Democracy",
        "Aung San Suu Kyi | memberOf | National League for Democracy",
    ),
    (
        "Sahra Wagenknecht left the Left Party in October 2023.",
        "Sahra Wagenknecht | memberOf | Left Party | Negated | until 2023-10",
    ),
    (
        "Mohammed Dahlan, a former member of Fatah, lives in Abu Dhabi.",
        "Mohammed Dahlan | memberOf | Fatah | Negated",
    ),
    (
        "Gudrun Ensslin (born 1940) was a founding member of the Red Army Faction.",
        "Gudrun Ensslin | memberOf | Red Army Faction",
    ),
    ("Finland joined NATO in April 2023.", "Finland | memberOf | NATO | from 2023-04"),
    ("Hungary, a member of the European Union, vetoed the aid.", "Hungary | memberOf | European Union"),
    ("Turkey, a NATO member since 1952, hosts the base.", "Türkiye | memberOf | NATO | from 1952"),
    ("NATO member Albania hosts the base.", "Albania | memberOf | NATO"),
    (
        "Britain left the European Union in January 2020.",
        "United Kingdom | memberOf | European Union | Negated | until 2020-01",
    ),
    ("Kosovo wants to join the United Nations.", "Kosovo | memberOf | United Nations | Hypothetical"),
    (
        "Tawakkol Karman was expelled from the Islah Party.",
        "Tawakkol Karman | memberOf | Islah Party | Negated",
    ),
    (
        "Boris Nemtsov is expected to join the Union of Right Forces.",
        "Boris Nemtsov | memberOf | Union of Right Forces | Planned",
    ),
    (
        "Yevgeny Prigozhin, founder of the Wagner Group, marched on Moscow.",
        "Yevgeny Prigozhin | memberOf | Wagner Group",
    ),
    (
        "Raila Odinga has led the Orange Democratic Movement since 2005.",
        "Raila Odinga | leads | Orange Democratic Movement | from 2005",
        "Raila Odinga | memberOf | Orange Democratic Movement",
    ),
    (
        "Rahul Gandhi led the Indian National Congress from 2017 to 2019.",
        "Rahul Gandhi | leads | Indian National Congress | Negated | from 2017 | until 2019",
        "Rahul Gandhi | memberOf | Indian National Congress",
    ),
    (
        "Hadi al-Amiri, who leads the Badr Organization, met officials.",
        "Hadi al-Amiri | leads | Badr Organization",
        "Hadi al-Amiri | memberOf | Badr Organization",
    ),
    (
        "A member of the Democratic Alliance, Helen Zille has called for a boycott.",
        "Helen Zille | memberOf | Democratic Alliance",
    ),
    (
        "Helen Zille was a member of the Democratic Alliance.",
        "Helen Zille | memberOf | Democratic Alliance",
    ),
    (
        "Vladimir Putin denied that he was a member of United Russia.",
        "Vladimir Putin | memberOf | United Russia | Negated",
    ),
    ("European Union member Hungary vetoed the plan.", "Hungary | memberOf | European Union"),
]

# Nationality, of people whose office does not already say it.
CITIZENSHIP = [
    ("Syrian national Anas Haddad was arrested in Vienna.", "Anas Haddad | citizenOf | Syria"),
    (
        "The Kenyan activist Boniface Mwangi was detained in Dar es Salaam.",
        "Boniface Mwangi | citizenOf | Kenya",
    ),
    ("Lydia Cacho is a Mexican journalist.", "Lydia Cacho | citizenOf | Mexico"),
    (
        "Iranian-American journalist Masih Alinejad was the target of the plot.",
        "Masih Alinejad | citizenOf | Iran",
        "Masih Alinejad | citizenOf | United States",
    ),
    (
        "Nazanin Zaghari, a British citizen, was freed in Tehran.",
        "Nazanin Zaghari | citizenOf | United Kingdom",
    ),
    ("Gerard Depardieu acquired Russian citizenship in 2013.", "Gerard Depardieu | citizenOf | Russia"),
    ("Carlos Ghosn, a citizen of Lebanon, fled Japan.", "Carlos Ghosn | citizenOf | Lebanon"),
    ("South Korean lawyer Park Won-soon won the case.", "Park Won-soon | citizenOf | South Korea"),
]

# Whose a body is, who backs it, who works for it.
AFFILIATION = [
    ("The Iranian-backed Houthi movement fired missiles.", "Houthi movement | affiliatedWith | Iran"),
    ("Iran-backed Hezbollah fired rockets at the town.", "Hezbollah | affiliatedWith | Iran"),
    (
        "The Turkish-backed Syrian National Army seized the road.",
        "Syrian National Army | affiliatedWith | Türkiye",
    ),
    ("Hezbollah, which is backed by Iran, denied the report.", "Hezbollah | affiliatedWith | Iran"),
    ("The Lebanese group Hezbollah denied the report.", "Hezbollah | affiliatedWith | Lebanon"),
    ("Syria's official news agency SANA reported the strike.", "SANA | affiliatedWith | Syria"),
    (
        "Kenneth Roth, a lawyer at Human Rights Watch, wrote the report.",
        "Kenneth Roth | affiliatedWith | Human Rights Watch",
    ),
]

# Seats and capitals.
SEATS = [
    ("Doha-based Al Jazeera said its office was raided.", "Al Jazeera | basedIn | Doha"),
    ("OPEC has its headquarters in Vienna.", "OPEC | basedIn | Vienna"),
    (
        "The African Union, which is headquartered in Addis Ababa, sent observers.",
        "African Union | basedIn | Addis Ababa",
    ),
    (
        "Human Rights Watch, based in New York, published the list.",
        "Human Rights Watch | basedIn | New York",
    ),
    ("Fighting reached Khartoum, the capital of Sudan.", "Khartoum | capitalOf | Sudan"),
    ("The Kazakh capital Astana hosted the talks.", "Astana | capitalOf | Kazakhstan"),
    ("The capital of Kazakhstan, Astana, hosted the talks.", "Astana | capitalOf | Kazakhstan"),
    ("Mogadishu, the capital of Somalia, was calm.", "Mogadishu | capitalOf | Somalia"),
    ("Gitega is the political capital of Burundi.", "Gitega | capitalOf | Burundi"),
    (
        "Naypyidaw has been the capital of Myanmar since 2006.",
        "Naypyidaw | capitalOf | Myanmar | from 2006",
    ),
    (
        "Bonn was the capital of Germany from 1949 to 1990.",
        "Bonn | capitalOf | Germany | Negated | from 1949 | until 1990",
    ),
    ("Lagos, the former capital of Nigeria, was flooded.", "Lagos | capitalOf | Nigeria | Negated"),
    ("Interpol, whose headquarters are in Lyon, issued a notice.", "Interpol | basedIn | Lyon"),
    (
        "The International Criminal Court, based in The Hague, issued a warrant.",
        "International Criminal Court | basedIn | The Hague",
    ),
    ("Police found Jakarta's former capital building in ruins.",),
]

# What parties stand for.
IDEOLOGY = [
    (
        "The far-right Alternative for Germany came second in Thuringia.",
        'Alternative for Germany | ideology | "far-right"',
    ),
    (
        "The centre-right People's Party won most seats in Spain.",
        'People\'s Party | ideology | "centre-right"',
    ),
    ("The Islamist group Boko Haram attacked a village.", 'Boko Haram | ideology | "Islamism"'),
    (
        "Podemos is a left-wing populist party.",
        'Podemos | ideology | "left-wing populism"',
    ),
    (
        "The Muslim Brotherhood advocates political Islam.",
        'Muslim Brotherhood | ideology | "political Islam"',
    ),
    (
        "In 1991 the Italian Communist Party abandoned communism.",
        'Italian Communist Party | ideology | "communism" | Negated',
    ),
    (
        "The Democratic Alliance is committed to the principles of classical liberalism.",
        'Democratic Alliance | ideology | "classical liberalism"',
    ),
    (
        "The Justice and Development Party's ideology is conservatism.",
        'Justice and Development Party | ideology | "conservatism"',
    ),
    ("Golden Dawn is a far-right party.", 'Golden Dawn | ideology | "far-right"'),
]

# Nothing may be found here.
NONE = [
    ("Ethiopian-born runner Lamecha Girma moved to Spain.",),
    ("A Russian soldier shot a Ukrainian farmer.",),
    ("Lagos, Nigeria's commercial capital, was flooded.",),
    ("The Green Party criticised tourism and terrorism.",),
]

CASES = [*MEMBERSHIP, *CITIZENSHIP, *AFFILIATION, *SEATS, *IDEOLOGY, *NONE]


@pytest.mark.parametrize(
    ("text", "expected"), [(row[0], row[1:]) for row in CASES], ids=lambda v: str(v)[:48]
)
def test_facts_and_nothing_else(text: str, expected: tuple[str, ...]) -> None:
    assert stated(text) == sorted(expected)


def test_a_pronoun_leads_to_the_person_before() -> None:
    text = "Peter Mutharika lost the vote in Malawi. He had joined the Democratic Progressive Party in 2005."
    assert any("memberOf | Democratic Progressive Party" in line for line in stated(text))


def test_what_somebody_claims_names_the_speaker() -> None:
    said = stated("Vladimir Putin said Dmitry Medvedev was a member of United Russia.")
    assert said == ["Dmitry Medvedev | memberOf | United Russia | by Vladimir Putin"]


def test_a_party_named_by_its_adjective_is_the_party_of_the_article() -> None:
    extraction = read("The Republican Party lost. Republican Senator Mitt Romney said so.")
    parties = [entity.name for entity in extraction.entities if entity.type == "PoliticalParty"]
    assert parties == ["Republican Party"]


def test_contradictions_stand_side_by_side() -> None:
    text = "Yulia Latynina is a member of Yabloko. Yulia Latynina is not a member of Yabloko."
    assert stated(text) == [
        "Yulia Latynina | memberOf | Yabloko",
        "Yulia Latynina | memberOf | Yabloko | Negated",
    ]


def test_every_fact_has_a_predicate_of_the_ontology_a_rule_and_a_confidence() -> None:
    for row in CASES:
        for fact in facts_of(row[0]):
            assert fact.predicate in RELATIONS
            assert fact.rule
            assert 0 < fact.confidence <= 1


def test_an_occupation_is_no_office() -> None:
    titles = {form for role in load("offices")["roles"].values() for form in role["forms"]}
    # A diplomat or a prosecutor may be either, and the office wins where a country stands before it.
    assert titles & set(load("occupations")["occupations"]) <= {"diplomat", "director"}


def test_ideologies_are_named_once() -> None:
    lexicon = load("ideologies")
    assert not set(lexicon["nouns"]["phrases"]) & set(lexicon["nouns"]["not"])
    assert all(adjective == adjective.lower() for adjective in lexicon["adjectives"])
