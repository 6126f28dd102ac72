"""Pronouns lead to whom they mean, by grammar and topic, or to nobody."""

from __future__ import annotations

import pytest

from extracted import meant

LINKED = [
    (
        "Chancellor Angela Merkel arrived in Ankara on Monday. She met Turkish Foreign Minister Hakan Fidan.",
        "She",
        "Angela Merkel",
    ),
    (
        "President Salva Kiir dismissed the governor. He also replaced the army chief.",
        "He",
        "Salva Kiir",
    ),
    (
        "Iran rejected the report. It called on the inspectors to apologise.",
        "It",
        "Iran",
    ),
    (
        "Tanzanian President Samia Suluhu Hassan flew to Kigali. She signed three agreements there.",
        "She",
        "Samia Suluhu Hassan",
    ),
    (
        "Ecuador expelled the Mexican ambassador. It also closed its embassy.",
        "It",
        "Ecuador",
    ),
    (
        "Japanese Prime Minister Shinzo Abe telephoned Indonesian President Joko Widodo on Monday. "
        "He proposed a summit.",
        "He",
        "Shinzo Abe",
    ),
    (
        "Angela Merkel met Boris Johnson in Berlin. He promised a new proposal.",
        "He",
        "Boris Johnson",
    ),
    (
        "Boris Johnson met Angela Merkel in Berlin. She asked for patience.",
        "She",
        "Angela Merkel",
    ),
    (
        "Hezbollah fired rockets at Haifa. It threatened further attacks.",
        "It",
        "Hezbollah",
    ),
    (
        "Kenyan President William Ruto told Ugandan President Yoweri Museveni that he would attend.",
        "he",
        "William Ruto",
    ),
    (
        "Fijian Prime Minister Sitiveni Rabuka said he would visit Canberra.",
        "he",
        "Sitiveni Rabuka",
    ),
    (
        "Fijian Prime Minister Sitiveni Rabuka said that Australia had invited him.",
        "him",
        "Sitiveni Rabuka",
    ),
    (
        "Argentina said that it would leave the bloc.",
        "it",
        "Argentina",
    ),
    (
        "Qatar denied that it had financed the group.",
        "it",
        "Qatar",
    ),
    (
        "Israel said that Iran had attacked it.",
        "it",
        "Israel",
    ),
    (
        "The Pakistani army said that it had killed nine militants.",
        "it",
        "Pakistani army",
    ),
    (
        'Peru\'s Dina Boluarte rejected the request. "I will not resign," she said.',
        "she",
        "Dina Boluarte",
    ),
    (
        "Turkish Foreign Minister Hakan Fidan met his Iraqi counterpart Fuad Hussein.",
        "his",
        "Hakan Fidan",
    ),
    (
        "Ecuador closed its embassy in Caracas.",
        "its",
        "Ecuador",
    ),
    (
        "Erna Solberg flew to Reykjavik. Her delegation included three ministers.",
        "Her",
        "Erna Solberg",
    ),
    (
        "Zambian President Hakainde Hichilema dissolved his cabinet on Friday.",
        "his",
        "Hakainde Hichilema",
    ),
    (
        "Mongolia and Kazakhstan reopened their border.",
        "their",
        "Mongolia + Kazakhstan",
    ),
    (
        "Vietnam withdrew its troops from the border.",
        "its",
        "Vietnam",
    ),
    (
        "Jean-Bédel Bokassa crowned himself in Bangui.",
        "himself",
        "Jean-Bédel Bokassa",
    ),
    (
        "North Korea declared itself a nuclear power.",
        "itself",
        "North Korea",
    ),
    (
        "Nicaraguan President Daniel Ortega landed in Havana. Cuban President Miguel Díaz-Canel "
        "received him.",
        "him",
        "Daniel Ortega",
    ),
    (
        "Burundian President Evariste Ndayishimiye criticised Rwanda. President Paul Kagame "
        "answered him on Sunday.",
        "him",
        "Evariste Ndayishimiye",
    ),
    (
        "Opposition leader Svetlana Tikhanovskaya left Minsk. Lithuanian Foreign Minister Linas "
        "Linkevicius welcomed her.",
        "her",
        "Svetlana Tikhanovskaya",
    ),
    (
        "Prime Minister Hun Sen flew to Beijing. He dined with Xi Jinping; Wen Jiabao, who is ill, "
        "did not receive him.",
        "him",
        "Hun Sen",
    ),
    (
        "Alexander Lukashenko said Vladimir Putin had telephoned him.",
        "him",
        "Alexander Lukashenko",
    ),
    (
        "Protesters marched in Geneva. They shouted slogans.",
        "They",
        "protesters",
    ),
    (
        "Mali and Burkina Faso left the bloc. They accused France of interference.",
        "They",
        "Mali + Burkina Faso",
    ),
    (
        "Javier Milei and Santiago Peña met in Asunción. They signed an energy pact.",
        "They",
        "Javier Milei + Santiago Peña",
    ),
    (
        "Sri Lankan President Ranil Wickremesinghe met Indian Prime Minister Narendra Modi in "
        "Delhi. They discussed debt.",
        "They",
        "Ranil Wickremesinghe + Narendra Modi",
    ),
    (
        "Sweden and Finland applied to NATO. Turkey had accused them of harbouring militants.",
        "them",
        "Sweden + Finland",
    ),
    (
        "In his speech, Brazilian President Jair Bolsonaro attacked the court.",
        "his",
        "Jair Bolsonaro",
    ),
    (
        "After his arrival in Harare, Filipe Nyusi met Emmerson Mnangagwa.",
        "his",
        "Filipe Nyusi",
    ),
    (
        "In its statement, Ghana condemned the coup.",
        "its",
        "Ghana",
    ),
    (
        "Mozambican President Filipe Nyusi landed in Maputo. He thanked Rwanda for its help. He "
        "will visit Kigali in May.",
        "He",
        "Filipe Nyusi",
    ),
    (
        "Liberian President George Weah lost the vote. He congratulated Joseph Boakai. He will "
        "leave office in January.",
        "He",
        "George Weah",
    ),
    (
        "Philippine President Rodrigo Duterte cancelled the pact and he threatened to expel the troops.",
        "he",
        "Rodrigo Duterte",
    ),
    (
        "Hungary blocked the aid because it wanted its own funds.",
        "it",
        "Hungary",
    ),
    (
        "When Colombian President Gustavo Petro spoke, he accused Israel of genocide.",
        "he",
        "Gustavo Petro",
    ),
    (
        "Tunisian President Kais Saied, who dissolved parliament, said he had acted lawfully.",
        "he",
        "Kais Saied",
    ),
    (
        "Turkmen President Gurbanguly Berdimuhamedov resigned, and his son Serdar Berdimuhamedov "
        "won the election.",
        "his",
        "Gurbanguly Berdimuhamedov",
    ),
    (
        "The Xinhua News Agency reported the signing. Eleven ministers were present, it added.",
        "it",
        "Xinhua News Agency",
    ),
    (
        "The Polish Foreign Ministry summoned the Russian envoy. It demanded an explanation.",
        "It",
        "Polish Foreign Ministry",
    ),
    (
        "The Arab League suspended Syria. It also called for sanctions.",
        "It",
        "Arab League",
    ),
    (
        "NATO rejected the claim. It said that no troops had crossed the border.",
        "It",
        "NATO",
    ),
    (
        'Prime Minister Fumio Kishida said: "We will defend the islands."',
        "We",
        "Fumio Kishida",
    ),
    (
        '"We will not negotiate under threat," Iranian President Ebrahim Raisi said.',
        "We",
        "Ebrahim Raisi",
    ),
    (
        '"I will return," Juan Guaidó told reporters in Bogotá.',
        "I",
        "Juan Guaidó",
    ),
    (
        '"Our armed forces are ready," Armenian Defence Minister Suren Papikyan said.',
        "Our",
        "Suren Papikyan",
    ),
    (
        "Interior Minister Gérald Darmanin criticised Kylian Haddad and demanded his resignation.",
        "his",
        "Kylian Haddad",
    ),
    (
        "Supporters of Imran Khan marched on Islamabad. They demanded his release.",
        "his",
        "Imran Khan",
    ),
    (
        "Cyril Ramaphosa appeared with an aide. A journalist shouted at him.",
        "him",
        "Cyril Ramaphosa",
    ),
    (
        "Malawian President Lazarus Chakwera sacked two ministers on Monday. He accused them of corruption.",
        "He",
        "Lazarus Chakwera",
    ),
    (
        "Salome Zourabichvili vetoed the bill. Parliament overrode her.",
        "her",
        "Salome Zourabichvili",
    ),
    (
        "Norway recognised Palestine. Israel recalled its ambassador.",
        "its",
        "Israel",
    ),
    (
        "Israeli Prime Minister Benjamin Netanyahu told US President Joe Biden that he would not "
        "stop the war.",
        "he",
        "Benjamin Netanyahu",
    ),
    (
        "Moldova accused Russia of meddling, but it offered no evidence.",
        "it",
        "Moldova",
    ),
    (
        "Uzbekistan said it had arrested three of its citizens.",
        "its",
        "Uzbekistan",
    ),
    (
        "Laos and Vietnam said they would reopen their border.",
        "they",
        "Laos + Vietnam",
    ),
    (
        "The Taliban captured Kunduz. They freed 500 prisoners.",
        "They",
        "Taliban",
    ),
    (
        "Boko Haram claimed the attack. It has killed thousands since 2009.",
        "It",
        "Boko Haram",
    ),
    (
        "Guatemalan President Bernardo Arévalo said prosecutors wanted to strip him of immunity.",
        "him",
        "Bernardo Arévalo",
    ),
    (
        "Former President Jacob Zuma was jailed on Thursday; his supporters rioted.",
        "his",
        "Jacob Zuma",
    ),
    (
        "Speaking in Suva, Prime Minister Sitiveni Rabuka said he was sorry.",
        "he",
        "Sitiveni Rabuka",
    ),
    (
        "The Vatican said Pope Francis would visit Juba. He had cancelled a trip in July.",
        "He",
        "Francis",
    ),
    (
        "Ukrainian President Volodymyr Zelenskyy thanked Poland. He later flew to Rome, where he "
        "met Giorgia Meloni.",
        "he",
        "Volodymyr Zelenskyy",
    ),
    (
        "Ukrainian President Volodymyr Zelenskyy flew to Rome. Italian Prime Minister Giorgia "
        "Meloni promised him more weapons.",
        "him",
        "Volodymyr Zelenskyy",
    ),
    (
        "Dilma Rousseff defended Luiz Inácio Lula da Silva. She called the trial a farce.",
        "She",
        "Dilma Rousseff",
    ),
    (
        "Sri Lanka's Mahinda Rajapaksa resigned after his supporters attacked protesters.",
        "his",
        "Mahinda Rajapaksa",
    ),
    (
        "Guinea's junta freed Alpha Condé. He will travel to Turkey.",
        "He",
        "Alpha Condé",
    ),
    (
        "Canada imposed sanctions on Belarus, its foreign ministry said.",
        "its",
        "Canada",
    ),
    (
        "The ELN attacked a pipeline. It also kidnapped two workers.",
        "It",
        "ELN",
    ),
    (
        "Viktor Yanukovych fled Kyiv. Parliament voted to remove him.",
        "him",
        "Viktor Yanukovych",
    ),
    (
        "Egyptian President Abdel Fattah el-Sisi praised King Salman. He called the kingdom a "
        "pillar of stability.",
        "He",
        "Abdel Fattah el-Sisi",
    ),
    (
        "President Zine El Abidine Ben Ali fled to Saudi Arabia with his wife.",
        "his",
        "Zine El Abidine Ben Ali",
    ),
    (
        "Myanmar's military said it would hold elections.",
        "it",
        "Myanmar's military",
    ),
    (
        "The World Health Organization declared an emergency. It urged countries to share vaccines.",
        "It",
        "World Health Organization",
    ),
    (
        "Kenya's High Court blocked the plan of William Ruto. It said the law was unconstitutional.",
        "It",
        "High Court",
    ),
    (
        "Mohamed Morsi died in court. His lawyer said he had been denied care.",
        "His",
        "Mohamed Morsi",
    ),
    (
        "Cristina Fernández de Kirchner chose Alberto Fernández as her running mate.",
        "her",
        "Cristina Fernández de Kirchner",
    ),
    (
        "Evo Morales flew to Mexico, which had offered him asylum.",
        "him",
        "Evo Morales",
    ),
    (
        "Nouri al-Maliki accused Saudi Arabia of backing militants. It denied the charge.",
        "It",
        "Saudi Arabia",
    ),
    (
        "Iran warned Israel. It said any attack would be answered.",
        "It",
        "Iran",
    ),
    (
        "Germany's Olaf Scholz dismissed Christian Lindner. Lindner said he had expected it.",
        "he",
        "Christian Lindner",
    ),
    (
        "South Sudan's Salva Kiir swore in Riek Machar as his deputy.",
        "his",
        "Salva Kiir",
    ),
    (
        "Narendra Modi congratulated Keir Starmer on his victory.",
        "his",
        "Keir Starmer",
    ),
    (
        "Vladimir Putin congratulated Donald Trump on his election.",
        "his",
        "Donald Trump",
    ),
    (
        "Emmanuel Macron accepted the resignation of Élisabeth Borne and thanked her for her work.",
        "her",
        "Élisabeth Borne",
    ),
    (
        "Robert Fico was shot on Wednesday. His deputy said he was stable.",
        "His",
        "Robert Fico",
    ),
    (
        "Turkey said Sweden must do more before it joins NATO.",
        "it",
        "Sweden",
    ),
    (
        '"We condemn this attack," UN chief António Guterres said.',
        "We",
        "António Guterres",
    ),
    (
        '"Our country will not surrender," Ukrainian President Volodymyr Zelenskyy said.',
        "Our country",
        "Ukraine",
    ),
    (
        '"We have lost patience. We will respond," Pakistani Foreign Minister Ishaq Dar said.',
        "We",
        "Ishaq Dar",
    ),
    (
        'Juan Orlando Hernández was jailed. "He must answer for this," Xiomara Castro said.',
        "He",
        "Juan Orlando Hernández",
    ),
    (
        '"My government will resign," Prime Minister Ariel Henry told the nation.',
        "My",
        "Ariel Henry",
    ),
    (
        "The Ministry of Foreign Affairs of Peru expresses its concern. We call on both sides to "
        "show restraint.",
        "We",
        "Ministry of Foreign Affairs of Peru",
    ),
]

NOT_LINKED = [
    ("Fighter jets forced a plane flying to New Delhi to land after it violated the airspace.", "it"),
    ("Egypt said Sudan would strike the dam with drones. Chad would help with them.", "them"),
    ("Keir Starmer met a journalist. A minister said he had lied.", "he"),
    (
        "Angela Merkel and Theresa May met. She rejected the plan.",
        "She",
    ),
    (
        "Emmanuel Macron and Olaf Scholz met. He rejected the plan.",
        "He",
    ),
    (
        "Russia and Ukraine exchanged prisoners. It rejected the plan.",
        "It",
    ),
    (
        "It is important that Kenya signs the treaty.",
        "It",
    ),
    (
        "It was raining in Nairobi when Uganda signed.",
        "It",
    ),
    (
        "Iran said it was too early to talk about a deal.",
        "it",
    ),
    (
        "Serbia said that it was unclear who had fired.",
        "it",
    ),
    (
        "Japan considers it necessary to respond.",
        "it",
    ),
    (
        "It took Chile three years to write the text.",
        "It",
    ),
    (
        "The minister arrived in Cairo. He met Egyptian officials.",
        "He",
    ),
    (
        "Lebanon accused Israel of violating the truce. They were killed in the strike.",
        "They",
    ),
    (
        "Chad closed the crossing. She had warned of it.",
        "She",
    ),
    (
        "Viktor Orban met Robert Fico and Andrej Babis met Petr Fiala. Brussels criticised him.",
        "him",
    ),
    (
        "Ariel Sharon's government said Yasser Arafat stayed away because Shimon Peres would not "
        "guarantee his return.",
        "his",
    ),
    (
        "Joe Biden praised Volodymyr Zelensky, saying he had saved his country.",
        "he",
    ),
    (
        "Benjamin Netanyahu dismissed Yoav Gallant because he had spoken out.",
        "he",
    ),
    (
        "Idriss Déby invited Denis Sassou Nguesso, but he declined.",
        "he",
    ),
    (
        "Hosni Mubarak met Muammar Gaddafi in Sirte. Yoweri Museveni thanked him.",
        "him",
    ),
    (
        "The Chadian rebels attacked the town. The president fled. They denied it.",
        "it",
    ),
    (
        "The treaty was signed in Lisbon by Spain. It enters into force in May.",
        "It",
    ),
    (
        "Armenia signed the agreement with Azerbaijan. It was welcomed by the European Union.",
        "It",
    ),
    (
        "Bolivia bought a satellite from China. It was launched in December.",
        "It",
    ),
    (
        "Egypt closed the Rafah crossing. It remains closed.",
        "It",
    ),
    (
        "Emmerson Mnangagwa replaced Robert Mugabe in 2017, after his party had abandoned him.",
        "him",
    ),
    (
        "Ngozi Okonjo-Iweala met a fisherman in Lagos. He complained about prices.",
        "He",
    ),
    (
        "Cambodian leader Hun Sen warned Sam Rainsy that he would be arrested.",
        "he",
    ),
    (
        "A spokesman for Khalifa Haftar said he would attend.",
        "he",
    ),
    (
        "The wife of Alexei Navalny said she would go on.",
        "she",
    ),
    (
        "France's ambassador left Niamey. He had been held in the embassy.",
        "He",
    ),
    (
        "Nelson Mandela and F. W. de Klerk shared the prize. He died in 2013.",
        "He",
    ),
    (
        "Peru's Congress removed Martín Vizcarra. It named Manuel Merino in his place.",
        "his",
    ),
    (
        "Hamid Karzai told reporters that the Taliban were his brothers.",
        "his",
    ),
    (
        "Syria signed a peace treaty with Israel. It was hailed by Washington.",
        "It",
    ),
    (
        "Algeria recalled its envoy from Paris. The move came after France backed Morocco. It has "
        "also closed its airspace.",
        "It",
    ),
    (
        "Anthony Albanese will meet Xi Jinping in Beijing next week. It will be his first visit.",
        "It",
    ),
    (
        'Kim Yo Jong said: "They will pay a price."',
        "They",
    ),
    (
        '"He is a liar," Nicolás Maduro said of Edmundo González.',
        "He",
    ),
    (
        "We live in hard times. Kenya signed the treaty.",
        "We",
    ),
]


@pytest.mark.parametrize(("text", "words", "who"), LINKED, ids=[f"{w}: {e}" for _, w, e in LINKED])
def test_is_linked(text: str, words: str, who: str) -> None:
    assert meant(text, words)[-1:] == [set(who.split(" + "))]


@pytest.mark.parametrize(("text", "words"), NOT_LINKED, ids=[f"{w}: {t[:40]}" for t, w in NOT_LINKED])
def test_in_doubt_there_is_no_link(text: str, words: str) -> None:
    assert meant(text, words) == []
