"""Shorter names, aliases and acronyms join the one that they belong to; two people of one name stay two."""

from __future__ import annotations

import pytest

from extracted import extraction, meant

LINKED = [
    ('Emanuel "Manny" Soto was elected mayor. Soto thanked the voters.', "Soto", "Emanuel Soto"),
    ('Police arrested Ismael "El Mayo" Lozano. Ismael Lozano denied it.', "Ismael Lozano", "Ismael Lozano"),
    ('Rodrigo "Rody" Abad spoke in Davao. Rody Abad left early.', "Rody Abad", "Rodrigo Abad"),
    (
        "Mohamed Hamdan Dagalo (born 1974), better known as Hemedti, leads the force. Hemedti left Khartoum.",
        "Hemedti",
        "Mohamed Hamdan Dagalo",
    ),
    (
        "Maria Josefa Cruz (born Maria Josefa Lim; 1933 - 2009), popularly known as Josie Cruz, was a writer.",
        "Josie Cruz",
        "Maria Josefa Cruz",
    ),
    (
        "Alexei Petrenko (Russian: Aleksei Petrenko) or Aliaksei Piatrenka (Belarusian: Aliaksei; born 1954) is"
        " a minister.",
        "Aliaksei Piatrenka",
        "Alexei Petrenko",
    ),
    (
        "Ethiopian Prime Minister Abiy Ahmed met Eritrean President Isaias Afwerki. Abiy praised Isaias.",
        "Abiy",
        "Abiy Ahmed",
    ),
    (
        "Ethiopian Prime Minister Abiy Ahmed met Eritrean President Isaias Afwerki. Abiy praised Isaias.",
        "Isaias",
        "Isaias Afwerki",
    ),
    (
        "Somali President Hassan Sheikh Mohamud spoke in Mogadishu. Mohamud thanked Turkey.",
        "Mohamud",
        "Hassan Sheikh Mohamud",
    ),
    (
        "Chinese President Xi Jinping arrived in Astana. Xi praised Kazakhstan.",
        "Xi",
        "Xi Jinping",
    ),
    (
        "South Korean President Moon Jae-in called Tokyo. Moon offered talks.",
        "Moon",
        "Moon Jae-in",
    ),
    (
        "South Korean President Yoon Suk Yeol declared martial law. Yoon later apologised.",
        "Yoon",
        "Yoon Suk Yeol",
    ),
    (
        "Kim Jong Un inspected a shipyard. Kim ordered new drills.",
        "Kim",
        "Kim Jong Un",
    ),
    (
        "Nguyen Phu Trong received the guests. Trong praised the ties.",
        "Trong",
        "Nguyen Phu Trong",
    ),
    (
        "Icelandic Prime Minister Katrín Jakobsdóttir visited Nuuk. Katrín met students.",
        "Katrín",
        "Katrín Jakobsdóttir",
    ),
    (
        "Icelandic Prime Minister Bjarni Benediktsson resigned. Bjarni will stay on.",
        "Bjarni",
        "Bjarni Benediktsson",
    ),
    (
        "Malaysian Prime Minister Anwar Ibrahim flew to Jakarta. Anwar met businessmen.",
        "Anwar",
        "Anwar Ibrahim",
    ),
    (
        "Former Prime Minister Najib Razak was jailed. Najib denies the charges.",
        "Najib",
        "Najib Razak",
    ),
    (
        "Saudi Crown Prince Mohammed bin Salman landed in Athens. Bin Salman signed a deal.",
        "Bin Salman",
        "Mohammed bin Salman",
    ),
    (
        "Saudi Crown Prince Mohammed bin Salman, known as MBS, landed in Athens. MBS signed a deal.",
        "MBS",
        "Mohammed bin Salman",
    ),
    (
        "Foreign Minister Asaad al-Shaibani visited Doha. Shaibani met Qatari officials.",
        "Shaibani",
        "Asaad al-Shaibani",
    ),
    (
        "Ursula von der Leyen visited Chisinau. Von der Leyen promised a loan.",
        "Von der Leyen",
        "Ursula von der Leyen",
    ),
    (
        "Brazilian President Luiz Inácio Lula da Silva visited Accra. Lula praised the hosts.",
        "Lula",
        "Luiz Inácio Lula da Silva",
    ),
    (
        "Mexican President Andrés Manuel López Obrador spoke in Puebla. López Obrador criticised Spain.",
        "López Obrador",
        "Andrés Manuel López Obrador",
    ),
    (
        "Mexican President Andrés Manuel López Obrador, known as AMLO, spoke in Puebla. AMLO "
        "criticised Spain.",
        "AMLO",
        "Andrés Manuel López Obrador",
    ),
    (
        "Sudanese General Mohamed Hamdan Dagalo, known as Hemedti, left Khartoum. Hemedti met "
        "Ethiopian officials.",
        "Hemedti",
        "Mohamed Hamdan Dagalo",
    ),
    (
        "Sudanese General Mohamed Hamdan Dagalo, better known as Hemedti, left Khartoum. Hemedti "
        "met Ethiopian officials.",
        "Hemedti",
        "Mohamed Hamdan Dagalo",
    ),
    (
        "The rebel commander Iván Márquez, whose real name is Luciano Marín Arango, left Havana. "
        "Marín Arango denied it.",
        "Marín Arango",
        "Iván Márquez",
    ),
    (
        "Venezuelan leader Ilich Ramírez Sánchez, nicknamed Carlos the Jackal, was jailed in Paris.",
        "Carlos the Jackal",
        "Ilich Ramírez Sánchez",
    ),
    (
        "FARC commander Rodrigo Londoño, whose nom de guerre is Timochenko, signed the deal. "
        "Timochenko shook hands with Juan Manuel Santos.",
        "Timochenko",
        "Rodrigo Londoño",
    ),
    (
        "FARC commander Rodrigo Londoño (alias Timochenko) signed the deal. Timochenko shook hands "
        "with Juan Manuel Santos.",
        "Timochenko",
        "Rodrigo Londoño",
    ),
    (
        "Ahmed al-Sharaa, also known as Abu Mohammed al-Golani, entered Damascus. Golani called for calm.",
        "Golani",
        "Ahmed al-Sharaa",
    ),
    (
        "Indonesian President Joko Widodo, popularly known as Jokowi, opened the summit. Jokowi "
        "welcomed the guests.",
        "Jokowi",
        "Joko Widodo",
    ),
    (
        "Uganda's Yoweri Museveni faced Robert Kyagulanyi, a singer known as Bobi Wine, in the "
        "vote. Bobi Wine rejected the result.",
        "Bobi Wine",
        "Robert Kyagulanyi",
    ),
    (
        "Fijian leader Frank Bainimarama resigned. Bainimarama had ruled since 2006.",
        "Bainimarama",
        "Frank Bainimarama",
    ),
    (
        "President Nana Akufo-Addo of Ghana received the envoy. Akufo-Addo promised support.",
        "Akufo-Addo",
        "Nana Akufo-Addo",
    ),
    (
        "Ivory Coast President Alassane Ouattara won. Ouattara called for unity.",
        "Ouattara",
        "Alassane Ouattara",
    ),
    (
        "Thai Prime Minister Thaksin Shinawatra fled to Dubai. Thaksin denied corruption.",
        "Thaksin",
        "Thaksin Shinawatra",
    ),
    (
        "Sheikh Hasina fled to India. Hasina had ruled Bangladesh for 15 years.",
        "Hasina",
        "Sheikh Hasina",
    ),
    (
        "Myanmar's army chief Min Aung Hlaing flew to Moscow. Min Aung Hlaing met Sergei Shoigu.",
        "Min Aung Hlaing",
        "Min Aung Hlaing",
    ),
    (
        "Spanish Prime Minister Pedro Sánchez Pérez-Castejón spoke. Sánchez criticised Israel.",
        "Sánchez",
        "Pedro Sánchez Pérez-Castejón",
    ),
    (
        "Turkish President Recep Tayyip Erdogan met Aliyev in Baku. Erdogan praised him.",
        "Erdogan",
        "Recep Tayyip Erdogan",
    ),
    (
        "Kazakh President Kassym-Jomart Tokayev flew to Beijing. Tokayev met Xi Jinping.",
        "Tokayev",
        "Kassym-Jomart Tokayev",
    ),
    (
        "Sogavare Signs Security Pact\n\n"
        "Prime Minister Manasseh Sogavare of Solomon Islands signed a security pact.",
        "Sogavare",
        "Manasseh Sogavare",
    ),
    (
        "Samoan Prime Minister Fiamē Naomi Mataʻafa spoke in Apia. Fiamē thanked Australia.",
        "Fiamē",
        "Fiamē Naomi Mata'afa",
    ),
    (
        "Ferdinand Marcos Jr. took office in Manila. Marcos promised unity.",
        "Marcos",
        "Ferdinand Marcos Jr.",
    ),
    (
        "Palestinian President Mahmoud Abbas, also known as Abu Mazen, spoke in Ramallah. Abu Mazen"
        " accused Israel.",
        "Abu Mazen",
        "Mahmoud Abbas",
    ),
    (
        "TRUMP AND KIM MEET IN HANOI\n\n"
        "US President Donald Trump and North Korean leader Kim Jong Un met in Hanoi on Wednesday.",
        "KIM",
        "Kim Jong Un",
    ),
    (
        "Syrian President Bashar al-Assad received the envoy. His brother Maher al-Assad was "
        "absent. Assad thanked Iran.",
        "Assad",
        "Bashar al-Assad",
    ),
    (
        "Congolese President Joseph Kabila spoke in Kinshasa. His father Laurent Kabila was killed "
        "in 2001. Kabila promised elections.",
        "Kabila",
        "Joseph Kabila",
    ),
    (
        "Canadian Prime Minister Justin Trudeau spoke in Havana. Pierre Trudeau, his father, "
        "visited in 1976. Trudeau recalled the trip.",
        "Trudeau",
        "Justin Trudeau",
    ),
    (
        "George W. Bush spoke at the funeral of his father, George H. W. Bush. The elder Bush "
        "forced Iraq out of Kuwait.",
        "Bush",
        "George H. W. Bush",
    ),
    (
        "US President George W. Bush praised his father, George H. W. Bush. The younger Bush "
        "overthrew Saddam Hussein.",
        "Bush",
        "George W. Bush",
    ),
    (
        "Joseph Kabila buried his father, Laurent-Désiré Kabila. The younger Kabila was sworn in.",
        "Kabila",
        "Joseph Kabila",
    ),
    (
        "Bilawal Bhutto Zardari is the son of Asif Ali Zardari. The elder Zardari was president of Pakistan.",
        "Zardari",
        "Asif Ali Zardari",
    ),
    (
        "The Rapid Support Forces (RSF) took the airport. The RSF denied looting.",
        "RSF",
        "Rapid Support Forces",
    ),
    (
        "The RSF (Rapid Support Forces) took the airport. The RSF denied looting.",
        "RSF",
        "Rapid Support Forces",
    ),
    (
        "The Tigray People's Liberation Front (TPLF) rejected the deadline. Ethiopia bombed TPLF positions.",
        "TPLF",
        "Tigray People's Liberation Front",
    ),
    (
        "The Syrian Arab News Agency (SANA) reported a raid. SANA said two bridges were hit.",
        "SANA",
        "Syrian Arab News Agency",
    ),
    (
        "The Organization of American States (OAS) sent observers to Haiti. Later the OAS "
        "criticised the vote.",
        "OAS",
        "Organization of American States",
    ),
    (
        "The Movement for Democratic Change (MDC) won in Harare. The MDC accused ZANU-PF of fraud.",
        "MDC",
        "Movement for Democratic Change",
    ),
    (
        "The Union of Free Workers, or UFW, called a strike in Tunis. The UFW demanded talks.",
        "UFW",
        "Union of Free Workers",
    ),
    (
        "The Free Papua Movement, known by its initials OPM, attacked a post. The OPM freed a pilot.",
        "OPM",
        "Free Papua Movement",
    ),
    (
        "The National Council of Fishermen, known as NCF, rejected the plan. NCF accused the government.",
        "NCF",
        "National Council of Fishermen",
    ),
    (
        "Gambian President Adama Barrow met Senegal's Macky Sall. Barrow thanked Sall.",
        "Sall",
        "Macky Sall",
    ),
    (
        "Burkinabe leader Ibrahim Traoré spoke on Friday. Traoré blamed France.",
        "Traoré",
        "Ibrahim Traoré",
    ),
    (
        "Iraqi Prime Minister Mohammed Shia al-Sudani flew to Tehran. Al-Sudani met Ebrahim Raisi.",
        "Al-Sudani",
        "Mohammed Shia al-Sudani",
    ),
    (
        "Dutch Prime Minister Mark Rutte resigned. Mr Rutte had led four cabinets.",
        "Rutte",
        "Mark Rutte",
    ),
    (
        "US Secretary of State Hillary Clinton spoke in Geneva. Former President Bill Clinton spoke"
        " in New York. Mrs Clinton warned Russia.",
        "Clinton",
        "Hillary Clinton",
    ),
    (
        "Indian Prime Minister Narendra Modi flew to Kyiv. Modi met Volodymyr Zelenskyy.",
        "Modi",
        "Narendra Modi",
    ),
    (
        "South Africa's Cyril Ramaphosa sacked Lindiwe Zulu. Zulu said she was surprised.",
        "Zulu",
        "Lindiwe Zulu",
    ),
    (
        "Afghan President Hamid Karzai met his brother Ahmed Wali Karzai in Kandahar. Karzai denied"
        " the reports.",
        "Karzai",
        "Hamid Karzai",
    ),
    (
        "Ahmed Wali Karzai was shot in Kandahar. His brother, President Hamid Karzai, flew there. "
        "Karzai wept.",
        "Karzai",
        "Hamid Karzai",
    ),
    (
        "Azerbaijani President Ilham Aliyev succeeded his father Heydar Aliyev. Aliyev won again in 2018.",
        "Aliyev",
        "Ilham Aliyev",
    ),
    (
        "Joaquín Guzmán, alias El Chapo, was extradited. El Chapo escaped twice.",
        "El Chapo",
        "Joaquín Guzmán",
    ),
    (
        "Pol Pot, born Saloth Sar, died in 1998.",
        "Saloth Sar",
        "Pol Pot",
    ),
    (
        "Park Geun-hye is the daughter of Park Chung-hee. Park was impeached in 2016.",
        "Park",
        "Park Geun-hye",
    ),
    (
        "Indonesian President Sukarno was toppled by Suharto. Sukarno died in 1970.",
        "Sukarno",
        "Sukarno",
    ),
    (
        "Sheikh Mohammed bin Rashid Al Maktoum received Sheikh Mohamed bin Zayed Al Nahyan. "
        "Mohammed bin Rashid praised him.",
        "Mohammed bin Rashid",
        "Mohammed bin Rashid Al Maktoum",
    ),
    (
        "Iván Duque met Mike Pence in Bogotá. Pence praised Duque.",
        "Duque",
        "Iván Duque",
    ),
    (
        "Juan Carlos abdicated in 2014. His son Felipe became king. Felipe swore the oath.",
        "Felipe",
        "Felipe",
    ),
]

#: They may be somebody of their own, but nobody else.
NOT_LINKED = [
    (
        "Bashar al-Assad succeeded Hafez al-Assad. Assad fled to Moscow.",
        "Assad",
    ),
    (
        "George W. Bush visited Kyiv. George H. W. Bush had visited in 1991. Bush praised the talks.",
        "Bush",
    ),
    (
        "Foreign Minister Sergei Lavrov met Defence Minister Sergei Shoigu. Sergei left early.",
        "Sergei",
    ),
    (
        "Cuban President Raúl Castro received the pope. Fidel Castro, the former president, met him"
        " later. Castro praised the visit.",
        "Castro",
    ),
    (
        "Gotabaya Rajapaksa fled to the Maldives. Mahinda Rajapaksa stayed in Colombo. Rajapaksa "
        "condemned the protests.",
        "Rajapaksa",
    ),
    (
        "Jaroslaw Kaczynski met Lech Kaczynski in Warsaw. Kaczynski rejected the treaty.",
        "Kaczynski",
    ),
    (
        "Singapore's Lee Hsien Loong met Lee Kuan Yew's old friends. Lee praised them.",
        "Lee",
    ),
    (
        "Turkmen leader Saparmurat Niyazov, who called himself Turkmenbashi, died in 2006.",
        "Niyazov",
    ),
    (
        "Will Smith met Tony Blair in London. Will he return?",
        "Will",
    ),
]

NAMESAKES = [
    (
        "Bashar al-Assad succeeded Hafez al-Assad.",
        "Bashar al-Assad",
        "Hafez al-Assad",
    ),
    (
        "George W. Bush visited Kyiv. George H. W. Bush had visited in 1991.",
        "George W. Bush",
        "George H. W. Bush",
    ),
    (
        "Kim Jong Un praised Kim Jong Il at the parade.",
        "Kim Jong Un",
        "Kim Jong Il",
    ),
    (
        "Raul Castro took over from Fidel Castro in Havana.",
        "Raul Castro",
        "Fidel Castro",
    ),
    (
        "Saudi Crown Prince Mohammed bin Salman visited Amman. King Salman stayed home.",
        "Mohammed bin Salman",
        "Salman",
    ),
    (
        "Saudi Crown Prince Mohammed bin Salman visited Amman. Salman stayed home.",
        "Mohammed bin Salman",
        "Salman",
    ),
    (
        "Ferdinand Marcos Jr. took office. Ferdinand Marcos had ruled until 1986.",
        "Ferdinand Marcos Jr.",
        "Ferdinand Marcos",
    ),
    (
        "Kim Il Sung founded the state, and Kim Jong Il ruled until 2011.",
        "Kim Il Sung",
        "Kim Jong Il",
    ),
    (
        "Rached Ghannouchi met Mohamed Ghannouchi in Tunis.",
        "Rached Ghannouchi",
        "Mohamed Ghannouchi",
    ),
    (
        "Abdullah Gul received Abdullah Abdullah in Ankara.",
        "Abdullah Gul",
        "Abdullah Abdullah",
    ),
    (
        "Sheikh Mohamed bin Zayed received Sheikh Abdullah bin Zayed.",
        "Mohamed bin Zayed",
        "Abdullah bin Zayed",
    ),
    (
        "Nguyen Tan Dung handed over to Nguyen Xuan Phuc.",
        "Nguyen Tan Dung",
        "Nguyen Xuan Phuc",
    ),
    (
        "Rafael Trujillo Jr. fled after Rafael Trujillo was killed.",
        "Rafael Trujillo Jr.",
        "Rafael Trujillo",
    ),
    (
        "Bill Clinton introduced Hillary Clinton in Denver.",
        "Bill Clinton",
        "Hillary Clinton",
    ),
]

#: "Called" is no alias.
NAMESAKES += [
    ("Mark Rutte called Giorgia Meloni by phone.", "Mark Rutte", "Giorgia Meloni"),
    ("Vladimir Putin also called Recep Tayyip Erdogan on Monday.", "Vladimir Putin", "Recep Tayyip Erdogan"),
    ("Joe Biden, who called Benjamin Netanyahu, urged restraint.", "Joe Biden", "Benjamin Netanyahu"),
    ("Donald Trump nicknamed Kim Jong Un a rocket man.", "Donald Trump", "Kim Jong Un"),
    ("Emmanuel Macron then called Olaf Scholz.", "Emmanuel Macron", "Olaf Scholz"),
    ("Boris Johnson named Dominic Raab foreign minister.", "Boris Johnson", "Dominic Raab"),
    ("Nikol Pashinyan (left) and Ilham Aliyev met in Prague.", "Nikol Pashinyan", "Ilham Aliyev"),
    ("Luis Arce or Evo Morales will run.", "Luis Arce", "Evo Morales"),
    (
        "Ursula von der Leyen, known for her caution, met Charles Michel.",
        "Ursula von der Leyen",
        "Charles Michel",
    ),
    ("Hun Sen handed power to his son, Hun Manet, in August.", "Hun Sen", "Hun Manet"),
]

#: One full name of two people, where the text says so.
ONE_NAME = [
    (
        "Suleiman Frangieh withdrew from the race. He is a grandson of the former president "
        "Suleiman Frangieh.",
        "Suleiman Frangieh",
    ),
    (
        "Suleiman Frangieh, grandson of the former president Suleiman Frangieh, withdrew from the race.",
        "Suleiman Frangieh",
    ),
    (
        "Emile Eddé ruled Lebanon. His grandson, also named Emile Eddé, sits in parliament.",
        "Emile Eddé",
    ),
    (
        "Nicolás Maduro spoke in Caracas. His son, also called Nicolás Maduro, is a lawmaker.",
        "Nicolás Maduro",
    ),
    (
        "Anastasio Somoza fled Managua in 1979. His father, Anastasio Somoza, was shot in 1956.",
        "Anastasio Somoza",
    ),
    (
        "Luis Lacalle, the son of former President Luis Lacalle, won in Montevideo.",
        "Luis Lacalle",
    ),
]


@pytest.mark.parametrize(("text", "words", "who"), LINKED, ids=[f"{w}: {e}" for _, w, e in LINKED])
def test_is_linked(text: str, words: str, who: str) -> None:
    assert meant(text, words)[-1:] == [{who}]


@pytest.mark.parametrize(("text", "words"), NOT_LINKED, ids=[f"{w}: {t[:40]}" for t, w in NOT_LINKED])
def test_a_name_of_two_is_nobodys(text: str, words: str) -> None:
    assert meant(text, words) in ([], [{words}])


@pytest.mark.parametrize(("text", "first", "second"), NAMESAKES, ids=[f"{a}, {b}" for _, a, b in NAMESAKES])
def test_namesakes_in_one_article_are_two_persons(text: str, first: str, second: str) -> None:
    entities = {m.text: m.entity for m in extraction(text).mentions}
    assert entities[first] != entities[second]


@pytest.mark.parametrize(("text", "name"), ONE_NAME, ids=[t[:50] for t, _ in ONE_NAME])
def test_one_full_name_of_two_relatives(text: str, name: str) -> None:
    assert len({m.entity for m in extraction(text).mentions if m.text == name}) == 2


def test_a_father_has_his_own_name_though_it_is_a_part_of_the_sons() -> None:
    text = (
        "Chadian President Mahamat Idriss Déby Itno spoke. His father, Idriss Déby Itno, was killed in 2021."
    )
    names = {e.key: e.name for e in extraction(text).entities if e.type == "Person"}
    assert sorted(names.values()) == ["Idriss Déby Itno", "Mahamat Idriss Déby Itno"]
