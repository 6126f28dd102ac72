"""Descriptions ("the president", "the agency", "both countries") lead to what was named, or to nothing."""

from __future__ import annotations

import pytest

from extracted import meant

LINKED = [
    (
        "Russian President Vladimir Putin met Uzbek President Shavkat Mirziyoyev. The Russian "
        "president praised it.",
        "The Russian president",
        "Vladimir Putin",
    ),
    (
        "Russian President Vladimir Putin met Uzbek President Shavkat Mirziyoyev. The Uzbek "
        "president praised it.",
        "The Uzbek president",
        "Shavkat Mirziyoyev",
    ),
    (
        "Russian President Vladimir Putin met Uzbek President Shavkat Mirziyoyev. The Uzbek leader "
        "praised it.",
        "The Uzbek leader",
        "Shavkat Mirziyoyev",
    ),
    (
        "French President Emmanuel Macron condemned the coup. The president called for calm.",
        "The president",
        "Emmanuel Macron",
    ),
    (
        "French President Emmanuel Macron condemned the coup. The French leader called for calm.",
        "The French leader",
        "Emmanuel Macron",
    ),
    (
        "Zimbabwean President Robert Mugabe refused to resign. The veteran leader has ruled since 1980.",
        "The veteran leader",
        "Robert Mugabe",
    ),
    (
        "Zimbabwean President Robert Mugabe refused to resign. The 93-year-old leader has ruled since 1980.",
        "The 93-year-old leader",
        "Robert Mugabe",
    ),
    (
        "Lebanese army chief Joseph Aoun was elected president. The new president promised reforms.",
        "The new president",
        "Joseph Aoun",
    ),
    (
        "Former Finance Minister Yanis Varoufakis criticised the deal. The former minister called "
        "it a surrender.",
        "The former minister",
        "Yanis Varoufakis",
    ),
    (
        "Former Pakistani President Pervez Musharraf returned to Karachi. The former president faces arrest.",
        "The former president",
        "Pervez Musharraf",
    ),
    (
        "General Abdel Fattah al-Burhan left Port Sudan for Cairo. The general will meet Egyptian officials.",
        "The general",
        "Abdel Fattah al-Burhan",
    ),
    (
        "King Charles III landed in Nairobi on Tuesday. The king expressed sorrow.",
        "The king",
        "Charles III",
    ),
    (
        "Pope Francis arrived in Juba. The pope called for peace.",
        "The pope",
        "Francis",
    ),
    (
        "Belgian Prime Minister Alexander De Croo resigned. The prime minister wept.",
        "The prime minister",
        "Alexander De Croo",
    ),
    (
        "Belgian Prime Minister Alexander De Croo resigned. The premier wept.",
        "The premier",
        "Alexander De Croo",
    ),
    (
        "US Secretary of State Antony Blinken landed in Tel Aviv. The secretary of state urged restraint.",
        "The secretary of state",
        "Antony Blinken",
    ),
    (
        "Thai Foreign Minister Maris Sangiampongsa met Burmese Foreign Minister Wunna Maung Lwin. "
        "The Thai minister offered aid.",
        "The Thai minister",
        "Maris Sangiampongsa",
    ),
    (
        "Anwar Ibrahim was deputy to Mahathir Mohamad until the latter dismissed him.",
        "the latter",
        "Mahathir Mohamad",
    ),
    (
        "UN envoy Hans Grundberg arrived in Sanaa. The envoy met Houthi officials.",
        "The envoy",
        "Hans Grundberg",
    ),
    (
        "The Syrian Arab News Agency reported a raid. The agency blamed Israel.",
        "The agency",
        "Syrian Arab News Agency",
    ),
    (
        "Hezbollah fired rockets at Haifa. The group threatened further attacks.",
        "The group",
        "Hezbollah",
    ),
    (
        "Hezbollah fired rockets at Haifa. The militant group threatened further attacks.",
        "The militant group",
        "Hezbollah",
    ),
    (
        "The African Union suspended Gabon. The bloc demanded elections.",
        "The bloc",
        "African Union",
    ),
    (
        "The Ministry of Foreign Affairs summoned the envoy. The ministry rejected the charges.",
        "The ministry",
        "Ministry of Foreign Affairs",
    ),
    (
        "NATO rejected the claim. The alliance said no jets had crossed the border.",
        "The alliance",
        "NATO",
    ),
    (
        "The African National Congress lost its majority. The party offered talks.",
        "The party",
        "African National Congress",
    ),
    (
        "Hamas rejected the offer. The movement demanded a full withdrawal.",
        "The movement",
        "Hamas",
    ),
    (
        "Hamas rejected the offer. The Palestinian group demanded a full withdrawal.",
        "The Palestinian group",
        "Hamas",
    ),
    (
        "The European Union adopted sanctions against Belarus. The union also froze assets.",
        "The union",
        "European Union",
    ),
    (
        "The Economic Community of West African States suspended Niger. The regional bloc threatened force.",
        "The regional bloc",
        "Economic Community of West African States",
    ),
    (
        "The United Nations condemned the strike. The world body called for an inquiry.",
        "The world body",
        "United Nations",
    ),
    (
        "The president flew to Kinshasa. Soldiers patrolled the capital.",
        "the capital",
        "Kinshasa",
    ),
    (
        "Protesters marched in Khartoum on Sunday. Police fired tear gas in the capital.",
        "the capital",
        "Khartoum",
    ),
    (
        "Bhutan held elections. The kingdom became a democracy in 2008.",
        "The kingdom",
        "Bhutan",
    ),
    (
        "Kiribati severed ties with Taiwan. The island nation turned to China.",
        "The island nation",
        "Kiribati",
    ),
    (
        "Singapore rejected the request. The city-state has no such treaty.",
        "The city-state",
        "Singapore",
    ),
    (
        "Mauritania expelled the ambassador. The country also closed its border.",
        "The country",
        "Mauritania",
    ),
    (
        "Saudi Arabia cut oil output. The kingdom is the biggest exporter.",
        "The kingdom",
        "Saudi Arabia",
    ),
    (
        "Iran test-fired a missile. The Islamic republic denied that it broke the resolution.",
        "The Islamic republic",
        "Iran",
    ),
    (
        "Grace Mugabe, the wife of Robert Mugabe, flew to Singapore. Her husband stayed in Harare.",
        "Her husband",
        "Robert Mugabe",
    ),
    (
        "Hun Sen handed power to his son, Hun Manet, in August. His son studied in America.",
        "His son",
        "Hun Manet",
    ),
    (
        "Imelda Marcos attended with her husband, Ferdinand Marcos. Her husband spoke for an hour.",
        "Her husband",
        "Ferdinand Marcos",
    ),
    (
        "Iran and Saudi Arabia restored ties. Both countries will reopen embassies.",
        "Both countries",
        "Iran + Saudi Arabia",
    ),
    (
        "Iran and Saudi Arabia restored ties. The two countries will reopen embassies.",
        "The two countries",
        "Iran + Saudi Arabia",
    ),
    (
        "Iran and Saudi Arabia restored ties. The two states will reopen embassies.",
        "The two states",
        "Iran + Saudi Arabia",
    ),
    (
        "Iran and Saudi Arabia restored ties. The two sides will reopen embassies.",
        "The two sides",
        "Iran + Saudi Arabia",
    ),
    (
        "Ethiopia and Eritrea signed a peace accord. The neighbours fought a war from 1998.",
        "The neighbours",
        "Ethiopia + Eritrea",
    ),
    (
        "Ethiopia and Eritrea signed a peace accord. The two neighbours fought a war from 1998.",
        "The two neighbours",
        "Ethiopia + Eritrea",
    ),
    (
        "Donald Trump met Vladimir Putin in Helsinki. The two leaders discussed Syria.",
        "The two leaders",
        "Donald Trump + Vladimir Putin",
    ),
    (
        "Donald Trump met Vladimir Putin in Helsinki. Both leaders discussed Syria.",
        "Both leaders",
        "Donald Trump + Vladimir Putin",
    ),
    (
        "Russian President Vladimir Putin received Mongolian President Ukhnaa Khurelsukh. The two "
        "presidents signed a pact.",
        "The two presidents",
        "Vladimir Putin + Ukhnaa Khurelsukh",
    ),
    (
        "Foreign ministers Sergei Lavrov and Wang Yi spoke in Moscow. The two ministers condemned "
        "the sanctions.",
        "The two ministers",
        "Sergei Lavrov + Wang Yi",
    ),
    (
        "Riek Machar shook hands with Salva Kiir. The two men fought for years.",
        "The two men",
        "Riek Machar + Salva Kiir",
    ),
    (
        "Riek Machar shook hands with Salva Kiir. Both men fought for years.",
        "Both men",
        "Riek Machar + Salva Kiir",
    ),
    (
        "Narendra Modi welcomed Scott Morrison. The pair signed a trade deal.",
        "The pair",
        "Narendra Modi + Scott Morrison",
    ),
    (
        "Narendra Modi welcomed Scott Morrison. The two signed a trade deal.",
        "The two",
        "Narendra Modi + Scott Morrison",
    ),
    (
        "Narendra Modi welcomed Scott Morrison. Both signed the declaration.",
        "Both",
        "Narendra Modi + Scott Morrison",
    ),
    (
        "Peru and Ecuador ended their dispute. Both sides withdrew troops.",
        "Both sides",
        "Peru + Ecuador",
    ),
    (
        "Peru and Ecuador ended their dispute. Both nations withdrew troops.",
        "Both nations",
        "Peru + Ecuador",
    ),
    (
        "Honduras opened an embassy in Beijing. China and Honduras signed three deals. The two "
        "governments will start trade talks.",
        "The two governments",
        "China + Honduras",
    ),
    (
        "Estonia, Latvia and Lithuania left the grid. The three countries had planned the step.",
        "The three countries",
        "Estonia + Latvia + Lithuania",
    ),
    (
        "Mali, Niger and Burkina Faso formed a confederation. The three states left ECOWAS.",
        "The three states",
        "Mali + Niger + Burkina Faso",
    ),
    (
        "Kyrgyz President Sadyr Japarov fired his security chief. The Kyrgyz leader gave no reason.",
        "The Kyrgyz leader",
        "Sadyr Japarov",
    ),
    (
        "Emir Tamim bin Hamad Al Thani visited Ankara. The emir met Recep Tayyip Erdogan.",
        "The emir",
        "Tamim bin Hamad Al Thani",
    ),
    (
        "Interpol issued a notice. The organisation gave no details.",
        "The organisation",
        "Interpol",
    ),
    (
        "Al-Shabaab attacked a hotel in Mogadishu. The jihadist group killed nine people.",
        "The jihadist group",
        "Al-Shabaab",
    ),
    (
        "The Economic Freedom Fighters walked out of parliament. The party denounced the speech.",
        "The party",
        "Economic Freedom Fighters",
    ),
    (
        "The Ministry of Defence denied the report. Moscow summoned the envoy. The ministry said no"
        " drone was lost.",
        "The ministry",
        "Ministry of Defence",
    ),
    (
        "Nauru broke off ties with Taiwan. The tiny island nation recognised China.",
        "The tiny island nation",
        "Nauru",
    ),
    (
        "Thailand held an election. The kingdom has seen a dozen coups.",
        "The kingdom",
        "Thailand",
    ),
    (
        "Russian troops entered Mariupol. Ukraine said the city was lost.",
        "the city",
        "Mariupol",
    ),
    (
        "Zambia defaulted in 2020. Creditors of the country met in Paris.",
        "the country",
        "Zambia",
    ),
    (
        "Reuters reported the deal. The agency cited two sources.",
        "The agency",
        "Reuters",
    ),
    (
        "Turkish Foreign Minister Hakan Fidan spoke to reporters. The minister said talks would go on.",
        "The minister",
        "Hakan Fidan",
    ),
    (
        "Archbishop Desmond Tutu criticised the ANC. The party rejected his words.",
        "The party",
        "ANC",
    ),
    (
        "The International Criminal Court issued a warrant. The court accused Putin of war crimes.",
        "The court",
        "International Criminal Court",
    ),
    (
        "The UN Security Council met on Monday. The council adopted a resolution.",
        "The council",
        "UN Security Council",
    ),
    (
        "Former Peruvian President Alejandro Toledo was extradited. The former leader denies taking bribes.",
        "The former leader",
        "Alejandro Toledo",
    ),
    (
        "Serbian President Aleksandar Vučić met Kosovo Prime Minister Albin Kurti in Brussels. The "
        "two leaders failed to agree.",
        "The two leaders",
        "Aleksandar Vučić + Albin Kurti",
    ),
    (
        "Japan and South Korea restored an intelligence pact. Both countries face North Korean missiles.",
        "Both countries",
        "Japan + South Korea",
    ),
    (
        "Armenia and Azerbaijan agreed on a border. The two neighbours have fought two wars.",
        "The two neighbours",
        "Armenia + Azerbaijan",
    ),
    (
        "Egypt, Sudan and Ethiopia resumed talks. The three countries disagree over a dam.",
        "The three countries",
        "Egypt + Sudan + Ethiopia",
    ),
    (
        "Wang Yi met Antony Blinken in Munich. Both men spoke for an hour.",
        "Both men",
        "Wang Yi + Antony Blinken",
    ),
    (
        "Foreign Minister Hossein Amir-Abdollahian met Prince Faisal bin Farhan in Beijing. The "
        "pair shook hands.",
        "The pair",
        "Hossein Amir-Abdollahian + Faisal bin Farhan",
    ),
    (
        "Israel struck Lebanon after talks in Cairo. The two sides traded fire.",
        "The two sides",
        "Israel + Lebanon",
    ),
    (
        "Fatah and Hamas signed a deal in Beijing. Both movements promised elections.",
        "Both movements",
        "Fatah + Hamas",
    ),
    (
        "Kais Saied received Abdelmadjid Tebboune and Mohamed Menfi. The three leaders discussed migration.",
        "The three leaders",
        "Kais Saied + Abdelmadjid Tebboune + Mohamed Menfi",
    ),
    (
        "The government and the Revolutionary United Front signed a pact. It gives the rebels a share of power.",
        "the rebels",
        "Revolutionary United Front",
    ),
    ("South Korea sent rice to North Korea in May. Talks with the North go on.", "the North", "North Korea"),
    (
        "Taiwan let in the first students from China. Tourists will come from the mainland too.",
        "the mainland",
        "China",
    ),
    ("Montenegro voted on Sunday. Crowds gathered in the capital.", "the capital", "Podgorica"),
    (
        "Bolivia sued Chile over access to the sea. The court sits in The Hague. The two countries have no full ties.",
        "The two countries",
        "Bolivia + Chile",
    ),
    (
        "Petrobras cut prices. The state-controlled oil company had raised them in May.",
        "The state-controlled oil company",
        "Petrobras",
    ),
]

NOT_LINKED = [
    (
        "Rebels will hand a Cuban physician and nurse to U.S. diplomats months after the two were captured.",
        "the two",
    ),
    ("The Nur Otan party won the vote in Astana.", "The Nur Otan party"),
    (
        "Rwandan President Paul Kagame met Congolese President Félix Tshisekedi. The president left early.",
        "The president",
    ),
    (
        "French President Emmanuel Macron visited Berlin. The president of the bank resigned.",
        "The president",
    ),
    (
        "French President Emmanuel Macron visited Berlin. The German president received the guests.",
        "The German president",
    ),
    (
        "The Ethiopian foreign minister met Sergei Lavrov. The minister left for Cairo.",
        "The minister",
    ),
    (
        "Hamas fired on Hezbollah. The group denied the report.",
        "The group",
    ),
    (
        "NATO and the African Union signed a pact. The bloc will send trainers.",
        "The bloc",
    ),
    (
        "Hezbollah fired rockets at Haifa. The group of miners was rescued.",
        "The group",
    ),
    (
        "The African National Congress lost its majority. The opposition party celebrated.",
        "The opposition party",
    ),
    (
        "The African National Congress lost its majority. The party that won will govern.",
        "The party",
    ),
    (
        "Soldiers left Bamako for Lomé. Crowds gathered in the capital.",
        "the capital",
    ),
    (
        "Austria and Hungary signed a pact. The country will build a bridge.",
        "The country",
    ),
    (
        "Grace Mugabe flew to Singapore. Her husband stayed in Harare.",
        "Her husband",
    ),
    (
        "Ferdinand Marcos Jr took the oath in Manila. Rodrigo Duterte, the outgoing president, met "
        "him. Marcos praised the late ruler.",
        "the late ruler",
    ),
    (
        "Spanish Foreign Minister José Manuel Albares and Moroccan Foreign Minister Nasser Bourita "
        "met. The minister left.",
        "The minister",
    ),
    (
        "Tanzanian President Samia Suluhu Hassan met Kenya's William Ruto. The king greeted both.",
        "The king",
    ),
    (
        "Peruvian President Pedro Castillo was ousted. A new president will be elected.",
        "new president",
    ),
    (
        "France, Spain and Italy signed the pact. The two countries will meet again.",
        "The two countries",
    ),
    (
        "France signed the pact. The two countries will meet again.",
        "The two countries",
    ),
    (
        "Donald Trump met Vladimir Putin and Xi Jinping. The two leaders discussed Syria.",
        "The two leaders",
    ),
    (
        "Emmanuel Macron spoke in Paris. The two leaders discussed Syria.",
        "The two leaders",
    ),
    (
        "Angela Merkel met Emmanuel Macron. The two men discussed Syria.",
        "The two men",
    ),
    (
        "Narendra Modi welcomed Scott Morrison. The two ministers from Japan signed a deal.",
        "The two ministers",
    ),
    (
        "Anadolu Agency interviewed Hakan Fidan. The minister said talks would go on.",
        "The minister",
    ),
    (
        "President Nayib Bukele won. The opposition leader conceded.",
        "The opposition leader",
    ),
    (
        "Vice President Sara Duterte resigned from the cabinet. The president accepted it.",
        "The president",
    ),
    (
        "King Mohammed VI received the envoy. The king of Spain sent a letter.",
        "The king",
    ),
    (
        "Croatia joined the euro. The Slovenian government congratulated the country.",
        "the country",
    ),
    (
        "Chad and Sudan signed a pact in Paris. Troops will leave the capital.",
        "the capital",
    ),
    (
        "The Lord's Resistance Army raided a village. The army said it killed six rebels.",
        "The army",
    ),
    (
        "Germany hosted talks between Armenia and Azerbaijan. The two countries agreed to meet again.",
        "The two countries",
    ),
    (
        "The two countries signed a deal in Geneva.",
        "The two countries",
    ),
    (
        "Emmanuel Macron met Giorgia Meloni. Both women spoke in Rome.",
        "Both women",
    ),
    ("The M23 and the FDLR fought near Goma. The rebels lost ten men.", "The rebels"),
    ("Italy is divided. The North is richer than the South.", "The North"),
    ("Mali and Niger closed the border. Crowds gathered in the capital.", "the capital"),
    ("Chile, Peru and Bolivia met in Lima. The two countries will meet again.", "The two countries"),
]


@pytest.mark.parametrize(("text", "words", "who"), LINKED, ids=[f"{w}: {e}" for _, w, e in LINKED])
def test_is_linked(text: str, words: str, who: str) -> None:
    assert meant(text, words)[-1:] == [set(who.split(" + "))]


@pytest.mark.parametrize(("text", "words"), NOT_LINKED, ids=[f"{w}: {t[:40]}" for t, w in NOT_LINKED])
def test_in_doubt_there_is_no_link(text: str, words: str) -> None:
    assert meant(text, words) == []
