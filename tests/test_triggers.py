"""The trigger lexicon: each entry finds what its own example says, and words in other senses make no event."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from typing import Any, get_args

import pytest

from extracted import extractor
from kg.errors import KgError
from kg.extraction.trigger_entries import Trigger, entry, lexicon
from kg.extraction.triggers import match
from kg.model import Article, Event, EventType, Extraction, Segment

#: Sentences in which a word of the lexicon means something else, by the type of event that they must not give.
OTHER_SENSES: dict[EventType, list[str]] = {
    "Agreement": [
        "Real Madrid signed a striker from Uruguay.",
        "Economists agree that Ghana needs a lower deficit.",
        "The drug's price struck Nigerian buyers as high.",
        "Goldman Sachs offered Treasury bonds to investors in Japan.",
        "The match offered Senegal a chance to reach the final.",
        "The Swedish Academy announced the winner on Thursday.",
        "The Finnish team signed up for the race in Peru.",
        "The Swedish minister signed autographs for pupils in Accra.",
        "The White House held a press conference on Monday.",
    ],
    "Consultation": [
        "Kenyan athletes gathered in Iten for training.",
        "The Gabonese president greeted cheering supporters in Libreville.",
        "Indonesia met the budget deficit target for the third year in a row.",
        "The central bank of Turkey met market expectations on Thursday.",
        "Egypt will host the Africa Cup of Nations in June.",
        "Brazil hosted the World Cup in 2014.",
        "More than a million Chinese tourists visited Thailand in January.",
        "Visits by Russian tourists to Türkiye rose by a fifth.",
        "South Korean President Yoon Suk Yeol held a press conference on Monday.",
        "Nigerian President Bola Tinubu called early elections on Friday.",
        "Argentina received heavy rain for three days.",
        "Sweden received the gold medal in Oslo.",
        "Uruguay met Ghana in the last group game in Qatar.",
        "Poland's budget talks about nothing but pensions, analysts said.",
        "The report discusses Germany and France at length.",
        "Chile's consultation period for the mine ends in May.",
        "France called the festival in Lyon a success.",
        "Fans in Naples called the referee a thief.",
    ],
    "Support": [
        "Fans cheered Brazil in the stadium.",
        "Critics acclaimed the Iranian film at Cannes.",
        "Barcelona signed Brazilian striker Raphinha from Leeds.",
        "Support from the audience carried Serbia through the final.",
        "The beam supports the roof of the parliament in Canberra.",
        "Denmark backed into a draw with Finland.",
        "Farmers in Morocco welcomed rain after two dry years.",
        "Bangkok welcomed a record number of visitors last year.",
        "A Japanese official hailed a taxi outside the ministry.",
        "Sri Lanka's central bank recognised a loss of two billion rupees.",
        "Doctors in Peru recognised the symptoms of dengue.",
        "The bank approved a mortgage for the couple in Dublin.",
        "Shares in Samsung supported the index in Seoul.",
        "Analysts at Citigroup defended the target price.",
        "Croatia defended its title in the Nations League.",
        "Uganda endorsed the cheque and sent it to the bank.",
        "A weak yen supports Japanese exporters.",
        "Kenyan runner Eliud Kipchoge signed autographs in Berlin.",
    ],
    "Concession": [
        "The Mexican band dropped a new album.",
        "The bank absolved its clients of fees in Kenya.",
        "Toyota met demand in India with a new plant near Bengaluru.",
        "Israel eased past Iceland in the qualifier.",
        "Inflation eased in Poland in March.",
        "Germany conceded two goals against Japan.",
        "Bonds issued by Italy yielded four percent.",
        "Ethiopia's farms yield less wheat than Kenya's.",
        "Rihanna lifted the mood in Barbados.",
        "Argentina lifted the trophy in Lusail.",
        "South Africa met the demand for coal from India.",
        "The bank dropped its forecast for India.",
        "Kenya scrapped the old timetable for trains.",
    ],
    "Cooperation": [
        "The Kenyan runner joined the union of athletes.",
        "France opened the tournament with a win over Poland.",
        "Rain cooperated and the race in Monaco went ahead.",
        "Nokia trades at four euros in Helsinki.",
        "The Nasdaq traded higher after Apple's results.",
        "France joined the euro in 1999.",
        "South Korea shares a border with North Korea.",
        "Canada shares a love of hockey with Sweden.",
        "A new bridge links Sweden with Denmark.",
    ],
    "Aid": [
        "The Bank of Japan distributed new notes on Monday.",
        "Farmers fed their cattle with Ukrainian corn.",
        "The wind helped Norway to a third medal.",
        "Lower oil prices helped India's economy last year.",
        "The goal gave Ghana hope in the second half.",
        "The rating agency gave Egypt a negative outlook.",
        "The survey provided France with new figures on obesity.",
        "Spain's goalkeeper saved a penalty by Portugal's captain.",
        "Norwegian households saved less in 2023.",
        "Peru shipped avocados to China for the first time.",
        "Canada sent three swimmers to the final.",
        "Samsung supplies screens to Apple.",
        "Brazil donated its place in the draw to chance, the coach joked.",
        "Airbus delivered 40 jets to Vietnam Airlines last year.",
        "Zara opened its doors to shoppers in Mumbai.",
        "The jury in Oslo awarded the prize to a Kenyan writer.",
        "Mexico gave Canada a tough game.",
        "Angola produces oil and sells it to China.",
    ],
    "Retreat": [
        "Germany ended its run of defeats against Italy.",
        "South Korea's statistics agency released a report on births.",
        "The White House released a statement on Monday.",
        "The Pentagon released footage of the balloon.",
        "Sony released a new console in Japan.",
        "Brazilian tourists returned home from Portugal.",
        "Prime Minister Mark Carney returned to Ottawa on Friday.",
        "Hong Kong shares returned to their highest level since May.",
        "The Labour Party withdrew the motion in parliament.",
        "The Indian government withdrew the bill on data protection.",
        "Customers in Lebanon withdrew cash before the weekend.",
        "Rafael Nadal withdrew from the tournament in Paris.",
        "Chelsea freed up funds by selling two players.",
        "Vietnam opened the scoring against Thailand.",
        "Ikea opened a store in Chile.",
        "The Bank of England left interest rates unchanged.",
        "Glaciers in Iceland retreated by forty metres.",
        "The Norwegian krone retreated against the dollar.",
        "Tourists left Greece after the season.",
        "The train left Vienna for Prague at noon.",
        "Italy gave up a lead against Belgium.",
        "The European Union returned to growth in the spring.",
        "Paris returned to the top of the table.",
        "The dam released water into the Nile in Sudan.",
        "The studio released a film about Rwanda.",
        "The Bank of Canada withdrew stimulus.",
    ],
    "Request": [
        "The economist said the Bank of Japan should raise rates.",
        "The doctor recommended that Elton John rest.",
        "The teacher told Swedish pupils to read.",
        "Amazon orders robots from Japan.",
        "Turkish Airlines ordered 200 aircraft from Airbus.",
        "The waiter asked the French minister what she wanted to drink.",
        "The job demands patience, the Swiss minister said.",
        "Meteorologists call for snow in Japan.",
        "The recipe calls for Spanish paprika.",
        "Demand from China pushed up copper prices.",
        "The question asked by the Spanish reporter went unanswered.",
        "Investors seek safety in Swiss francs.",
        "Pressed flowers from Kenya sold well in the Netherlands.",
        "The Kenyan president called his mother on her birthday.",
        "Critics in Italy called for a sequel.",
        "The coach of Ghana called for calm in the dressing room.",
    ],
    "Accusation": [
        "The Italian took aim at the target and won gold.",
        "The road links Kenya to Ethiopia.",
        "The shop charges Chinese tourists higher fees.",
        "The bank charged customers in Ireland a fee of five euros.",
        "Bulls charged the crowd in Pamplona.",
        "Scientists from Chile investigate the origin of the comet.",
        "The wind slammed the boat into the pier in Genoa.",
        "A hurricane slammed Honduras on Tuesday.",
        "Typhoon Yagi hit out of season in Vietnam.",
        "NASA blasted off a rocket from Florida.",
        "The storm blasted Ireland with winds of 180 kilometres per hour.",
        "The senator from Ohio questions witnesses every week.",
        "India launched a lunar probe from Sriharikota.",
        "A court in Lima heard a witness from Chile.",
        "Egyptian archaeologists exposed a tomb near Luxor.",
    ],
    "Rejection": [
        "The Norwegian striker turned away from the goal.",
        "Ghana will not accept credit cards.",
        "Toyota will not abandon hydrogen cars in Japan.",
        "The Norwegian bank will not share profits.",
        "The European Central Bank will not let inflation rise.",
        "Poland blocked two shots by Austria in the second half.",
        "Snow blocked the road between Pakistan and China.",
        "France rules out nobody for Saturday's match, the coach said.",
        "The machine rejected the Kenyan banknote.",
        "Rust defied the engineers in Bahrain for months.",
        "The patient rejected the transplanted kidney, doctors in Riyadh said.",
        "The Italian striker missed and Spain ignored the rebound.",
        "The airline cancelled flights between Brazil and Chile because of fog.",
    ],
    "Threat": [
        "Forecasters warned of heavy snow in Japan.",
        "The World Health Organization warned of a malaria outbreak in Sudan.",
        "Drought threatens crops in Zambia.",
        "Rising seas threaten the Maldives.",
        "The IMF warned Argentina about inflation.",
        "The referee warned the Croatian captain.",
        "Clouds threatened rain over Mumbai.",
        "The volcano in Iceland threatened the town of Grindavik.",
        "Floods threatened villages in Pakistan.",
    ],
    "Protest": [
        "The Nigerian army band marched in the parade.",
        "Shares rallied in Tokyo.",
        "The batter from Cuba stepped out of the strike zone.",
        "Musicians marched in time through Edinburgh.",
        "The Brazilian team rallied in the second half.",
        "Stocks in Japan rallied against the dollar.",
        "Shares in Indonesia staged a rally on Monday.",
        "The Dakar Rally passed through Saudi Arabia.",
        "Students in Chile demonstrated a solar car.",
        "The firm demonstrated its new drone in Dubai.",
    ],
    "Sanction": [
        "The Spanish singer quit the band.",
        "The Swedish striker pulled out of the tournament.",
        "South Korea shut the port because of the typhoon.",
        "Novak Djokovic withdrew from the Miami Open.",
        "Norway cut interest rates on Thursday.",
        "Vietnam cut its growth forecast for the year.",
        "Peugeot suspended its forecast for Europe.",
        "The league suspended the Nigerian striker for two games.",
        "Canada closed the gap on Australia in the medal table.",
        "The referee expelled two players from Honduras.",
        "Japan recalled its goalkeeper for the match against Iran.",
        "Toyota recalled two million cars in the United States.",
        "Britain halted play at Lord's because of rain.",
        "The court found the evidence useful, a Dutch lawyer said.",
        "The Argentine striker was shown a red card and sent off.",
        "The theatre in Vienna cut two scenes.",
        "Japan recalled the happy days of 1964.",
    ],
    "Mobilization": [
        "Brazil deployed a new payment system in May.",
        "The ruling reinforced Poland's position on the market.",
        "SpaceX launched a satellite for Indonesia.",
        "France deployed its best strikers against Spain.",
        "Google deployed software in Kenya.",
        "Kazakhstan mobilised savings for new railways.",
        "Greece raised taxes on cigarettes.",
    ],
    "Coercion": [
        "The film seized the imagination of Japan.",
        "Engineers arrested the decline of the Aral Sea in Kazakhstan.",
        "Children in Denmark raided the fridge.",
        "Spain controls Croatia in midfield, pundits said.",
        "Ben Stokes was caught by India's wicketkeeper.",
        "Nestlé seized a bigger share of the market in Chile.",
        "Vietnam seized the opportunity to export more coffee.",
        "The storm forced Ireland to close schools.",
        "Snow forced a plane to land in Denver.",
        "The United States executed a perfect relay in Tokyo.",
        "Ecuador executed its budget in full, the ministry said.",
        "FIFA banned the Peruvian forward for three games.",
    ],
    "Assault": [
        "The disease wiped out half of Ireland's potato crop.",
        "Spain crushed hopes of a Portuguese comeback.",
        "The Polish army fought fires in the north.",
        "Kenya eliminated malaria in two counties.",
        "Chefs stoned olives in Tunisia.",
        "Hikers began an ascent in Nepal.",
        "Singapore strikes a balance between growth and privacy, the minister said.",
        "Miners in Chile struck gold near the border with Bolivia.",
        "Apple launched a new phone in China.",
        "China launched a campaign for healthy eating.",
        "The European Union launched a website for small firms.",
        "The army band of India paraded at the opening of the mall.",
        "The play captures Argentina in the 1970s.",
        "The exhibition captured the mood in Lebanon.",
        "Australia captured the Ashes in Perth.",
        "The euro hit a record high against the yen.",
        "Inflation in Ghana hit 40 percent.",
        "A strong earthquake hit Nepal on Saturday.",
        "Floods killed 30 people in Kenya.",
        "A bus crash killed ten people in Peru.",
        "Cholera has killed hundreds in Zambia.",
        "India attacked the bowling of Pakistan from the first over.",
        "The government of Rwanda announced an attack on poverty.",
        "Brazil beat Croatia on penalties.",
        "Morocco beat Spain in the round of 16.",
        "South Korea beat inflation for the first time in years.",
        "The Bank of Japan has an inflation target of 2%.",
        "The European Central Bank targets inflation of two percent.",
        "The airline targets passengers from India.",
        "Messi shot wide for Argentina.",
        "The director shot the film in Morocco.",
        "Kenya fired the imagination of runners everywhere.",
        "Ukraine struck a conciliatory tone on Tuesday.",
        "Lightning struck a church in Poland.",
        "Colombia struck twice in the first half.",
        "Iceland bombed at the box office, critics joked.",
        "Poland's bid to host the games was killed off by costs.",
        "A heat attack in Spain lasted ten days.",
        "The mayor of Quito suffered a heart attack.",
        "Ethiopia fought drought for three years.",
        "Sierra Leone fought an outbreak of Ebola.",
        "Australia fought back to draw with India.",
        "The World Bank fights poverty in Malawi.",
        "Hackers of the university in Kyiv attacked the problem from a new side.",
        "Serbia crushed Hungary in the water polo final.",
        "Peru ambushed Brazil in the opening match.",
        "A comet exploded over Siberia.",
        "Exports from Vietnam exploded in 2022.",
        "Prices in Turkey exploded after the summer.",
        "The chef from Lyon beat the eggs.",
        "Norway killed the penalty in overtime against Canada.",
        "An avalanche killed three Swiss climbers.",
        "The drug killed the parasite, researchers in Uganda said.",
        "The Belgian cyclist attacked on the last climb.",
        "The Spanish tenor stormed off after the concert.",
        "Kenya's runners captured gold and silver in Boston.",
        "The Portuguese photographer captured a kingfisher.",
        "A fire destroyed a market in Ghana.",
        "Locusts destroyed crops in Ethiopia.",
        "A tornado destroyed a village in Poland.",
        "France fired two ministers on Monday.",
        "Egypt's president fired the defence minister, the state daily reported.",
    ],
    "LeadershipChange": [
        "The Kenyan team lost the final to Uganda.",
        "Coalition talks in Belgium collapsed.",
        "The Turkish lira lost a third of its value.",
        "China dismissed class early because of the heat.",
        "Belgium elected to bat first.",
        "Serena Williams took the throne of women's tennis.",
        "The coach of Senegal named his squad.",
        "Germany appointed a new coach for the women's team.",
        "Chelsea sacked the manager after defeat by Brentford.",
        "Nintendo appointed a new chief executive in Japan.",
        "The goalkeeper of Ghana stepped down from the podium.",
        "Croatia toppled Brazil on penalties.",
        "The fall of the euro worried Italy.",
        "Emma Raducanu replaced the injured Katie Boulter.",
        "Samsung ousted Apple from the top of the market in India.",
        "The storm toppled a statue in Brazil.",
    ],
}

#: What the pipeline makes of one sentence: its events, and the names by which it knows each of its entities.
Reading = tuple[tuple[Event, ...], dict[str, frozenset[str]]]


@cache
def readings() -> dict[str, Reading]:
    """Every example of the lexicon and every sentence of ``OTHER_SENSES``, read in one batch."""
    sentences = list(
        dict.fromkeys([*(t.example for t in lexicon()), *itertools.chain(*OTHER_SENSES.values())])
    )
    articles = [
        Article(id=str(n), key=str(n), text=text, segments=(Segment(0, len(text), "body"),))
        for n, text in enumerate(sentences)
    ]
    return {
        text: (found.events, _names(found))
        for text, found in zip(sentences, extractor().extract(articles), strict=True)
    }


def _names(found: Extraction) -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {e.key: {e.name, *e.names} for e in found.entities}
    for mention in found.mentions:
        names[mention.entity].add(mention.text)
    return {key: frozenset(known) for key, known in names.items()}


def _fits(event: Event, names: dict[str, frozenset[str]], trigger: Trigger) -> bool:
    """Whether an event is the one that the entry's ``expect`` describes."""
    expected = dict(trigger.expect)
    recipients = event.recipients + (event.actors if trigger.two_sided else ())

    def named(keys: tuple[str, ...], role: str) -> bool:
        return role not in expected or any(expected[role] in name for key in keys for name in names[key])

    return (
        event.rule == trigger.name
        and event.type == expected.get("type", trigger.type)
        and (trigger.mode is None or event.mode == trigger.mode)
        and named(event.actors, "actor")
        and named(recipients, "recipient")
    )


@pytest.mark.parametrize("trigger", lexicon(), ids=lambda t: t.name)
def test_an_entry_finds_what_its_example_says(trigger: Trigger) -> None:
    events, names = readings()[trigger.example]
    found = [
        (
            e.type,
            e.mode,
            [sorted(names[k]) for k in e.actors],
            [sorted(names[k]) for k in e.recipients],
            e.rule,
        )
        for e in events
    ]
    assert any(_fits(event, names, trigger) for event in events), f"{trigger.example}\nfound {found}"


@pytest.mark.parametrize(
    ("event_type", "sentence"), [(t, s) for t, sentences in OTHER_SENSES.items() for s in sentences]
)
def test_a_word_in_another_sense_makes_no_event(event_type: EventType, sentence: str) -> None:
    events, _ = readings()[sentence]
    assert [e.rule for e in events if e.type == event_type] == []


def test_every_type_of_event_has_entries() -> None:
    assert {t.type for t in lexicon()} == set(get_args(EventType))


def test_every_entry_has_an_example_of_its_own() -> None:
    examples = Counter(t.example for t in lexicon())
    assert [e for e, n in examples.items() if n > 1 or not e.endswith((".", "!", "?", '"'))] == []


def test_every_entry_expects_a_participant() -> None:
    assert [t.name for t in lexicon() if not {"actor", "recipient"} & dict(t.expect).keys()] == []


def test_words_of_entries_are_lower_case() -> None:
    words = {
        word
        for t in lexicon()
        for word in (
            t.lemma,
            t.particle or "",
            *t.objects,
            *(w for _, s in t.includes + t.excludes for w in s),
        )
    }
    assert sorted(w for w in words if w != w.lower()) == []


def _matched(sentence: str) -> list[str]:
    """Names of the entries that the words of a sentence match, whoever takes part."""
    doc = extractor().pipeline(sentence)
    return [found.trigger.name for token in doc if (found := match(token)) is not None]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        # The most specific entry wins.
        ("Ghana called off talks with Togo.", "rejection:call off dialogue"),
        ("Ghana called for talks with Togo.", "request:call for"),
        # Words that the lemmatiser does not know, or takes apart.
        ("Rebels staged an ambush.", "assault:stage ambush"),
        ("Kenya announced a cease-fire with the rebels.", "concession:announce amnesty"),
        # What is counted stands after "of".
        ("Russia withdrew some of its troops from Syria.", "retreat:withdraw armor"),
        ("Chad sent thousands of soldiers to the border.", "mobilization:send aircraft"),
        # The noun after the verb, after a preposition, or predicated of the object.
        ("Peru entered into negotiations with Chile.", "consultation:enter consultation"),
        ("Paraguay designated Hezbollah as a terrorist group.", "sanction:designate entity"),
    ],
)
def test_which_entry_a_word_matches(sentence: str, rule: str) -> None:
    assert rule in _matched(sentence)


def test_a_particle_makes_another_verb() -> None:
    assert _matched("Unions called a strike.") != _matched("Unions called off a strike.")


def test_a_word_of_another_field_forbids_and_allows() -> None:
    assert "assault:beat" in _matched("Police beat Polish journalists in Minsk.")
    assert "assault:beat" not in _matched("Norway beat the Danish goalkeeper twice.")
    assert "aid:send battalion given peacekeeping" in _matched(
        "Fiji sent soldiers to the peacekeeping force."
    )
    assert "aid:send battalion given peacekeeping" not in _matched("Fiji sent soldiers to the border.")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"verb": "meet", "noun": "meeting"}, "exactly one of verb, noun, adj"),
        ({"object": ["talk"]}, "exactly one of verb, noun, adj"),
        ({"verb": "meet", "neds": ["with"]}, "unknown key 'neds'"),
        ({"verb": "meet", "needs": "with"}, "'needs' must be a list of words"),
        ({"verb": "meet", "two_sided": "yes"}, "'two_sided' must be true or false"),
        ({"verb": "meet", "confidence": 80}, "'confidence' must be a number"),
        ({"verb": "meet", "excludes": ["goal"]}, "'excludes' must be a table of lists"),
        ({"verb": "meet", "expect": {"actor": 1}}, "'expect' must be a table of texts"),
        ({"verb": "meet", "complement": "swallow"}, "'complement' must be one of absorb, alleged, negated"),
        ({"verb": "meet", "unless": ["weddings"]}, "'unless' names 'weddings'; fields.toml has"),
        ({"verb": "meet", "mode": "drone"}, "Consultation has no mode 'drone'; its modes are"),
    ],
)
def test_a_mistake_in_an_entry_is_told_in_one_line(row: dict[str, Any], message: str) -> None:
    with pytest.raises(KgError, match=r"consultation\.toml") as told:
        entry("Consultation", row, "triggers/consultation.toml")
    assert message in str(told.value)
    assert "\n" not in str(told.value)


def test_two_entries_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"verb": "meet", "needs": ["with"]}, {"verb": "meet", "needs": ["with"], "mode": "visit"}]
    content = {"consultation": {"type": "Consultation", "trigger": rows}}
    monkeypatch.setattr("kg.extraction.trigger_entries.load_folder", lambda _: content)
    with pytest.raises(KgError, match="two entries are called 'consultation:meet with'"):
        lexicon.__wrapped__()


def test_a_file_must_name_an_event_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.extraction.trigger_entries.load_folder", lambda _: {"tea": {"type": "TeaParty"}})
    with pytest.raises(KgError, match=r"triggers/tea\.toml: 'type' must name an event type"):
        lexicon.__wrapped__()
