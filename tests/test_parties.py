"""Parties: who is in them by whatever wording, and what they stand for. Sentences about parties of all the world."""

from __future__ import annotations

import pytest

from fact_notation import stated

#: A sentence, who is in it, and what they are a member of.
MEMBERS = [
    ("Jorma Keto has been a vice-chairman in the party council of the Green League and a teacher in Oulu.",
     "Jorma Keto", "Green League"),
    ("Rosa Weiss, chair of the national executive of the Labour Party, resigned.", "Rosa Weiss", "Labour Party"),
    ("Peter Stone (born 3 June 1962) is a Canadian politician, currently the leader of the Green Party of Prince "
     "Edward Island.", "Peter Stone", "Green Party of Prince Edward Island"),
    ("Abel Reed ran for the Senate in 2010 as the nominee of the Constitution Party.",
     "Abel Reed", "Constitution Party"),
    ("Tabaré Ruiz, the candidate of the Broad Front, conceded.", "Tabaré Ruiz", "Broad Front"),
    ("From 1993 until 1995 Bernd Kohl was the leader of the ÖDP, or Ecological Democratic Party.",
     "Bernd Kohl", "Ecological Democratic Party"),
    ("Vera Berg rose to fame as one of the founding members of the pop band Blue Angels.",
     "Vera Berg", "Blue Angels"),
    ("Victoria Adams rose to prominence in the 1990s as a member of the girl group the Harbour Girls.",
     "Victoria Adams", "Harbour Girls"),
    ("Ines Moor (born 12 April 1961) is an Australian singer who rose to prominence as part of the music group Dead "
     "Can Talk.", "Ines Moor", "Dead Can Talk"),
    ("Erik Holm is the lead singer of the German band Eisvogel.", "Erik Holm", "Eisvogel"),
    ("Adolf Beyer joined the Deutscher Künstlerbund and left Vienna.", "Adolf Beyer", "Deutscher Künstlerbund"),
    ("Hans Weber was a co-founder of the Berlin Pleiades.", "Hans Weber", "Berlin Pleiades"),
    ("Karl Brandl (6 November 1919 - 22 February 1943) was a German student of medicine and member of the Red "
     "Orchestra resistance group.", "Karl Brandl", "Red Orchestra"),
    ("Jimmy Hill serves on the Wikimedia Foundation Board of Trustees.",
     "Jimmy Hill", "Wikimedia Foundation Board of Trustees"),
    ("Gerrit Zalm sat in the House of Representatives for the People's Party for Freedom and Democracy.",
     "Gerrit Zalm", "People's Party for Freedom and Democracy"),
    ("Agnes Kant served as a member of the municipal council of Doesburg for the Socialist Party.",
     "Agnes Kant", "Socialist Party"),
    ("Zwelinzima Vavi has held several posts within the African National Congress.",
     "Zwelinzima Vavi", "African National Congress"),
    ("Morgan Tsvangirai ran for president for the Movement for Democratic Change.",
     "Morgan Tsvangirai", "Movement for Democratic Change"),
    ("Ralph Nader ran on the Green Party ticket in 2000.", "Ralph Nader", "Green Party"),
    ("Jesse Jackson was a candidate for the Democratic Party nomination in 1988.",
     "Jesse Jackson", "Democratic Party"),
    ("Anna Hazare's party is the Aam Aadmi Party.", "Anna Hazare", "Aam Aadmi Party"),
    ("Aung San Suu Kyi's party, the National League for Democracy, was dissolved.",
     "Aung San Suu Kyi", "National League for Democracy"),
    ("Geert Wilders's Party for Freedom won the most seats.", "Geert Wilders", "Party for Freedom"),
    ("Viktor Orban and his Fidesz party won.", "Viktor Orban", "Fidesz"),
    ("Imran Khan's Pakistan Tehreek-e-Insaf (PTI) party won.", "Imran Khan", "Pakistan Tehreek-e-Insaf"),
    ("Khaleda Zia returned to Dhaka. Her Bangladesh Nationalist Party boycotted the vote.",
     "Khaleda Zia", "Bangladesh Nationalist Party"),
    ("Emmanuel Macron appointed a minister from Marine Le Pen's National Rally.", "Marine Le Pen", "National Rally"),
    ("Hans Blix belongs to the Liberal People's Party.", "Hans Blix", "Liberal People's Party"),
    ("Ricardo Lagos is one of the founders of the Party for Democracy.", "Ricardo Lagos", "Party for Democracy"),
    ("Nguyen Phu Trong was a senior Communist Party of Vietnam official.",
     "Nguyen Phu Trong", "Communist Party of Vietnam"),
    ("Mohamed Atta was a Hamas recruit.", "Mohamed Atta", "Hamas"),
    ("Yasser Arafat cofounded Fatah with Khalil al-Wazir.", "Yasser Arafat", "Fatah"),
    ("Wole Soyinka belonged to the founding members of the Pyrates Confraternity.",
     "Wole Soyinka", "Pyrates Confraternity"),
    ("Mao Zedong was the founder of the New People's Study Society, a student group.",
     "Mao Zedong", "New People's Study Society"),
    ("Grace Hopper was the first woman named as a Fellow of the British Computer Society.",
     "Grace Hopper", "British Computer Society"),
    ("Miriam Makeba rose to fame as a member of the band Manhattan Brothers.", "Miriam Makeba", "Manhattan Brothers"),
    ("Caroline Lucas is a member of the Green Party of England and Wales.",
     "Caroline Lucas", "Green Party of England and Wales"),
]  # fmt: skip

#: Two memberships in one sentence.
BOTH = [
    ("Ulrike Meinhof was a founder of both the Red Army Faction and the Konkret Society.",
     "Ulrike Meinhof | memberOf | Konkret Society", "Ulrike Meinhof | memberOf | Red Army Faction"),
    ("Leila Khaled is a member of the Popular Front for the Liberation of Palestine and later the Palestinian "
     "National Council.",
     "Leila Khaled | memberOf | Palestinian National Council",
     "Leila Khaled | memberOf | Popular Front for the Liberation of Palestine"),
    ("Julius Malema was expelled from the African National Congress and founded the Economic Freedom Fighters.",
     "Julius Malema | memberOf | African National Congress | Negated",
     "Julius Malema | memberOf | Economic Freedom Fighters"),
    ("Brazil was a non-permanent member of the UN Security Council from 2022 to 2023.",
     "Brazil | memberOf | UN Security Council | Negated | from 2022 | until 2023"),
    ("Kari Virta was the party secretary of the Green League 1990-1991.",
     "Kari Virta | memberOf | Green League | from 1990 | until 1991"),
    ("Li Andersson is a former member of the Left Alliance.", "Li Andersson | memberOf | Left Alliance | Negated"),
]  # fmt: skip

NO_MEMBERS = [
    "Anna Silva served on the frontline in Ukraine.",
    "Marta Silva, secretary of the council of ministers, met the Labour Party.",
    "Otto Kern, a member of the Rothschild family, gave an interview.",
    "Ivan Petrov spoke as part of the ceremony of the Labour Party.",
    "Mahmoud Abbas's rival party, Hamas, won.",
    "Joe Biden's Democratic Party rivals walked out.",
    "Sergei Lavrov received a delegation of the Communist Party of Vietnam.",
    "Alexis Tsipras, a supporter of the Communist Party of Greece, marched.",
    "Juan Perón voted for the Radical Civic Union.",
    "Narendra Modi criticised members of the Indian National Congress.",
    "Lula da Silva campaigned against the Liberal Party in Recife.",
    "Kemi Badenoch worked for the Labour Party's rivals.",
    "Angela Merkel was endorsed by the Free Democratic Party.",
    "Kwame Nkrumah founded the National Guard.",
]

#: A sentence, the party, and what it stands for.
STAND_FOR = [
    ("The Liberal Union's ideology was Eurocommunism.", "Liberal Union", "Eurocommunism"),
    ("Sarekat Islam was a political party espousing Islamic nationalism.", "Sarekat Islam", "Islamic nationalism"),
    ("The Citizens' Party combines social liberalism with environmentalism.",
     "Citizens' Party", "social liberalism", "environmentalism"),
    ("The Green Party of Malta emphasises green politics and feminism.",
     "Green Party of Malta", "green politics", "feminism"),
    ("The Movement of Popular Participation is a Uruguayan political party of the radical left.",
     "Movement of Popular Participation", "radical left"),
    ("The Christian Democratic Party of Uruguay (Spanish: Partido Demócrata Cristiano) is a political party of the "
     "Christian left.", "Christian Democratic Party of Uruguay", "Christian left"),
    ("The Bharatiya Janata Party's official ideology is Hindutva.", "Bharatiya Janata Party", "Hindutva"),
    ("The Nasserist Unionist Party is the largest component of Nasserism in Lebanon.",
     "Nasserist Unionist Party", "Nasserism"),
    ("Likud is the major centre-right to right-wing political party in Israel.", "Likud", "centre-right", "right-wing"),
    ("The Basque Nationalist Party is a Basque nationalist and regionalist party.",
     "Basque Nationalist Party", "Basque nationalism", "regionalism"),
    ("Sinn Féin, an Irish republican and democratic socialist party, said so.",
     "Sinn Féin", "Irish republicanism", "democratic socialism"),
    ("The Swiss People's Party, which combines national conservatism and right-wing populism, won.",
     "Swiss People's Party", "national conservatism", "right-wing populism"),
    ("The Danish Social Liberal Party is centrist and pro-European.",
     "Danish Social Liberal Party", "centrism", "pro-Europeanism"),
    ("Law and Justice describes itself as conservative.", "Law and Justice", "conservatism"),
    ("The Radical Civic Union has described itself as social democratic.", "Radical Civic Union", "social democracy"),
    ("The Polisario Front fights for Sahrawi nationalism.", "Polisario Front", "Sahrawi nationalism"),
    ("The Progressive Labour Party stood for trade unionism and socialism.",
     "Progressive Labour Party", "socialism", "trade unionism"),
    ("UKIP's main focus is Euroscepticism.", "UKIP", "Euroscepticism"),
    ("The Pan-Africanist Congress advocates pan-Africanism.", "Pan-Africanist Congress", "pan-Africanism"),
    ("The Pheu Thai party is a populist political party in Thailand.", "Pheu Thai", "populism"),
    ("Podemos is a left-wing populist party of the radical left.", "Podemos", "left-wing populism", "radical left"),
    ("The Bloc Québécois is a Quebec nationalist and social democratic party.",
     "Bloc Québécois", "Quebec nationalism", "social democracy"),
    ("Syriza, then a radical left coalition, won the 2015 election.", "Syriza", "radical left"),
    ("The Civic Platform is a party that supports Christian democracy and liberal conservatism.",
     "Civic Platform", "Christian democracy", "liberal conservatism"),
    ("MPLA's founding ideology was Marxism-Leninism.", "MPLA", "Marxism-Leninism"),
    ("The Awami League, a secular, centre-left party, lost power in 2024.",
     "Awami League", "centre-left", "secularism"),
    ("The Tamil National Alliance supports Tamil nationalism.", "Tamil National Alliance", "Tamil nationalism"),
    ("The Communist Refoundation Party espouses communism, environmentalism and anti-capitalism.",
     "Communist Refoundation Party", "anti-capitalism", "communism", "environmentalism"),
    ("The Christian Social Union has a Christian democratic ideology.", "Christian Social Union",
     "Christian democracy"),
    ("The Islamist al-Shabab group bombed a hotel.", "al-Shabab", "Islamism"),
]  # fmt: skip

#: What was once so, what others say, and what is denied.
HEDGED = [
    ("Frelimo officially abandoned Marxism-Leninism in 1989.", 'Frelimo | ideology | "Marxism-Leninism" | Negated'),
    ("The Communist Party of Nepal is no longer communist.", 'Communist Party of Nepal | ideology | "communism" | '
     "Negated"),
    ("The African National Congress was originally African nationalist.",
     'African National Congress | ideology | "African nationalism" | Negated'),
    ("Jobbik, formerly a far-right party, moved to the centre.", 'Jobbik | ideology | "far-right" | Negated'),
    ("The Freedom Party of Austria has been described as far-right.",
     'Freedom Party of Austria | ideology | "far-right" | Alleged'),
    ("The Green Party is not a socialist party.", 'Green Party | ideology | "socialism" | Negated'),
    ("If Vox were a fascist party, it would be banned.", 'Vox | ideology | "fascism" | Hypothetical'),
]  # fmt: skip

NO_STAND = [
    "Vox opposes feminism and immigration.",
    "The Democratic Party criticised communism.",
    "The Democratic Party is liberal with its money.",
    "The National Rally is close to the far right in Germany.",
    "Radio NZ called the Green Party left-wing.",
    "The Liberal Democratic Party of Japan met farmers.",
    "Al-Wefaq, the main Shiite opposition movement, was dissolved.",
    "The Labour Party, which the conservative Daily Telegraph criticised, won.",
    "The African Union condemned terrorism and racism.",
]

#: Who rules a country: a sentence and the fact about the office of its leader.
RULERS = [
    ("Paul Biya, who has ruled Cameroon since 1982, turned 91.",
     "Paul Biya | holdsOffice | Leader of Cameroon | from 1982"),
    ("Robert Mugabe ruled Zimbabwe from 1980 to 2017.",
     "Robert Mugabe | formerlyHeldOffice | Leader of Zimbabwe | from 1980 | until 2017"),
    ("Mwai Kibaki (1931-2022), who led Kenya from 2002 until 2013, was buried.",
     "Mwai Kibaki | formerlyHeldOffice | Leader of Kenya | from 2002 | until 2013"),
    ("Muammar Gaddafi, who ruled Libya for 42 years, was killed in 2011.",
     "Muammar Gaddafi | formerlyHeldOffice | Leader of Libya"),
    ("King Abdullah II has reigned in Jordan since 1999.",
     "Abdullah II | holdsOffice | Leader of Jordan | from 1999"),
    ("Ibrahim Traoré has ruled Burkina Faso since a coup in September 2022.",
     "Ibrahim Traoré | holdsOffice | Leader of Burkina Faso | from 2022-09"),
    ("Hun Sen, who had ruled Cambodia for 38 years, handed power to his son.",
     "Hun Sen | formerlyHeldOffice | Leader of Cambodia"),
    ("Kim Jong Un rules North Korea.", "Kim Jong Un | holdsOffice | Leader of North Korea"),
    ("Cuba, ruled by Fidel Castro until 2008, was under embargo.",
     "Fidel Castro | formerlyHeldOffice | Leader of Cuba | until 2008"),
    ("Laurent Gbagbo governed Ivory Coast from 2000 to 2011.",
     "Laurent Gbagbo | formerlyHeldOffice | Leader of Ivory Coast | from 2000 | until 2011"),
]  # fmt: skip

NO_RULERS = [
    "Lionel Messi led Argentina to victory in 2022.",
    "The court ruled Ukraine must pay.",
    "Judge Aileen Cannon ruled in Kenya on Monday.",
    "Hamas has ruled Gaza since 2007.",
    "Sergei Shoigu led Russia's delegation from Monday to Friday.",
]


def _of(text: str, *predicates: str) -> list[str]:
    return [line for line in stated(text) if line.split(" | ")[1] in predicates]


@pytest.mark.parametrize(("text", "person", "party"), MEMBERS, ids=lambda v: v[:48])
def test_members(text: str, person: str, party: str) -> None:
    assert _of(text, "memberOf") == [f"{person} | memberOf | {party}"]


@pytest.mark.parametrize("row", BOTH, ids=lambda row: row[0][:48])
def test_members_of_several_and_of_what_is_past(row: tuple[str, ...]) -> None:
    assert _of(row[0], "memberOf") == sorted(row[1:])


@pytest.mark.parametrize("text", NO_MEMBERS, ids=lambda text: text[:48])
def test_no_members(text: str) -> None:
    assert not _of(text, "memberOf")


@pytest.mark.parametrize("row", STAND_FOR, ids=lambda row: row[0][:48])
def test_what_parties_stand_for(row: tuple[str, ...]) -> None:
    text, party, *ideologies = row
    assert _of(text, "ideology") == sorted(f'{party} | ideology | "{name}"' for name in ideologies)


@pytest.mark.parametrize(("text", "expected"), HEDGED, ids=lambda v: v[:48])
def test_what_parties_stood_for_or_are_said_to(text: str, expected: str) -> None:
    assert _of(text, "ideology") == [expected]


@pytest.mark.parametrize("text", NO_STAND, ids=lambda text: text[:48])
def test_no_ideology(text: str) -> None:
    assert not _of(text, "ideology")


@pytest.mark.parametrize(("text", "expected"), RULERS, ids=lambda v: v[:48])
def test_rulers(text: str, expected: str) -> None:
    assert expected in _of(text, "holdsOffice", "formerlyHeldOffice")


@pytest.mark.parametrize("text", NO_RULERS, ids=lambda text: text[:48])
def test_no_rulers(text: str) -> None:
    assert not [line for line in stated(text) if "Leader of" in line]
