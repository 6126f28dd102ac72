"""What is announced, refused, promised or owed: the type and the status of acts that have not been done (PLOVER)."""

from __future__ import annotations

import pytest

from extracted import extraction
from sentences import Case, cases, mismatch, named

CASES = [
    *cases(
        "refusing: will not",
        (
            "Israel will not lift the blockade of Gaza, the defence minister said.",
            "Rejection/yield: Israel > Palestine",
        ),
        ("Hamas said it would not release the hostages.", "Rejection/yield: Hamas > hostages | by Hamas"),
        ("Serbia will not accept the independence of Kosovo.", "Rejection: Serbia > Kosovo"),
        (
            "India will not hold talks with Pakistan, the external affairs minister said.",
            "Rejection/meet: India > Pakistan",
        ),
        (
            "President Cyril Ramaphosa will not attend the summit in Kazan.",
            "Rejection/meet: Cyril Ramaphosa > -",
        ),
        (
            "Russia would not negotiate with Ukraine, Dmitry Peskov said.",
            "Rejection/meet: Russia > Ukraine | by Dmitry Peskov",
        ),
        (
            "Iran won't give up its nuclear programme, Ali Khamenei said.",
            "Rejection/yield: Iran > - | by Ali Khamenei",
        ),
        (
            "North Korea will never abandon its nuclear weapons, Kim Jong Un said.",
            "Rejection/yield: North Korea > - | by Kim Jong Un",
        ),
        (
            "Hungary said that it would not send arms to Ukraine.",
            "Rejection/assist: Hungary > Ukraine | by Hungary",
        ),
        (
            "The Taliban said they will not share power with Abdul Rashid Dostum.",
            "Rejection: Taliban > Abdul Rashid Dostum | by Taliban",
        ),
        ("Poland will not extradite the suspect to Germany.", "Rejection/assist: Poland > Germany"),
        (
            "Colombia will no longer cooperate with the United States on extradition.",
            "Rejection/assist: Colombia > United States",
        ),
        (
            "Sudan's army will not return to negotiations with the Rapid Support Forces.",
            "Rejection/meet: Sudan's army > Rapid Support Forces",
        ),
        (
            "Norway will not attend the conference or sign the treaty with Russia.",
            "Rejection/meet: Norway > -",
            "Rejection: Norway > Russia",
        ),
        (
            "Chad, which would not take part in the force, accused Sudan of shelling Adre.",
            "Rejection/meet: Chad > -",
            "Accusation/allege: Chad > Sudan",
            "Assault/heavy-weapons: Sudan > Adre | Alleged | by Chad",
        ),
        ("Russia did not withdraw its troops from Moldova.", "Retreat/withdraw: Russia > Moldova | Negated"),
        (
            "Egypt has not met the Ethiopian delegation.",
            "Consultation: Egypt + Ethiopian delegation > - | Negated",
        ),
        ("France will not attack Iran.", "Assault: France > Iran | Negated"),
        ("Nigeria will not arrest Ibrahim Zakzaky.", "Coercion/arrest: Nigeria > Ibrahim Zakzaky | Negated"),
        (
            "The visit of Sergei Lavrov to Yaounde will not go ahead.",
            "Consultation/visit: Sergei Lavrov > Cameroon | Negated",
        ),
        (
            "Ghana would not have sent troops to Niger without a mandate.",
            "Mobilization/troops: Ghana > - | Negated",
        ),
        ("Ghana would not join the mission and praised Nigeria.", "Support: Ghana > Nigeria"),
    ),
    *cases(
        "announcing",
        ("Canada will expel six Indian diplomats.", "Threat/expel: Canada > Indian diplomats | Planned"),
        ("Israel said it would strike Lebanon.", "Threat/violence: Israel > Lebanon | Planned | by Israel"),
        (
            "Opposition parties said they will boycott the election.",
            "Threat: opposition parties > - | Planned | by opposition parties",
        ),
        (
            "The United States will suspend aid to Rwanda.",
            "Threat/relations: United States > Rwanda | Planned",
        ),
        ("Russia is going to cut gas supplies to Moldova.", "Threat/relations: Russia > Moldova | Planned"),
        ("Niger will break off relations with Ukraine.", "Threat/relations: Niger > Ukraine | Planned"),
        (
            "Pakistan will close its airspace to Indian airlines.",
            "Threat/relations: Pakistan > Indian airlines | Planned",
        ),
        (
            "The army will retaliate against Cambodia, the Thai prime minister said.",
            "Threat: army > Cambodia | Planned | by Thai prime minister",
        ),
        (
            "Russia will withdraw its troops from Kherson.",
            "Concession: Russia > Ukraine | Planned | in Kherson",
        ),
        ("Peru will release Alberto Fujimori.", "Concession: Peru > Alberto Fujimori | Planned"),
        ("Australia was going to sell submarines to Taiwan.", "Agreement: Australia > Taiwan | Planned"),
        (
            "Burkina Faso will sue France at the International Court of Justice.",
            "Accusation/allege: Burkina Faso > France | Planned",
        ),
        ("Ethiopia is preparing to attack Eritrea.", "Assault: Ethiopia > Eritrea | Planned"),
        (
            "Italy will be attacked by the opposition over the budget.",
            "Assault: opposition > Italy | Planned",
        ),
        (
            "Volodymyr Zelensky said Russia will attack Kharkiv.",
            "Assault: Russia > Ukraine | Planned | by Volodymyr Zelensky",
        ),
        ("Analysts said Russia will attack Moldova.", "Assault: Russia > Moldova | Planned | by analysts"),
        ("Turkey did not say it would attack Greece.", "Assault: Türkiye > Greece | Hypothetical"),
    ),
    *cases(
        "announcing in a headline",
        ("EU to impose sanctions on Myanmar", "Threat/relations: EU > Myanmar | Planned"),
        (
            "UK to expel 23 Russian diplomats over Skripal poisoning",
            "Threat/expel: United Kingdom > Russian diplomats | Planned",
        ),
        (
            "Israel to release 50 Palestinian prisoners",
            "Concession: Israel > Palestinian prisoners | Planned",
        ),
        ("Germany to supply tanks to Ukraine", "Agreement: Germany > Ukraine | Planned"),
        (
            "Sweden and Finland to apply for NATO membership",
            "Request/assist: Sweden + Finland > NATO | Planned",
        ),
        ("Saudi Arabia, Iran to restore diplomatic ties", "Agreement: Saudi Arabia + Iran > - | Planned"),
        ("Uganda arrests opposition leader Kizza Besigye", "Coercion/arrest: Uganda > Kizza Besigye"),
        ("Plan to attack Iran",),
        ("From Moscow to Berlin by train",),
    ),
    *cases(
        "offering and promising",
        (
            "Rwanda offered to send soldiers to the Central African Republic.",
            "Agreement: Rwanda > Central African Republic",
        ),
        ("Kenya agreed to send police officers to Haiti.", "Agreement: Kenya > Haiti"),
        ("Britain pledged to deploy troops to Estonia.", "Agreement: United Kingdom > Estonia"),
        ("Iran vowed to send troops to the Azerbaijani border.", "Threat/violence: Iran > Azerbaijan"),
        (
            "The European Union agreed to impose sanctions on Belarus.",
            "Threat/relations: European Union > Belarus",
        ),
        ("Robert Mugabe agreed to resign.", "Concession: Robert Mugabe > -"),
        ("Evo Morales promised to step down after the election.", "Concession: Evo Morales > -"),
        ("Juan Guaido vowed to oust Nicolas Maduro.", "Threat: Juan Guaido > Nicolas Maduro"),
        ("The junta agreed to appoint a civilian prime minister.", "LeadershipChange: junta > - | Planned"),
        (
            "Burkina Faso intends to sue France over the killings.",
            "Accusation/allege: Burkina Faso > France | Planned",
        ),
        ("Hezbollah pledged to bomb Tel Aviv.", "Threat/violence: Hezbollah > Israel"),
        ("Cuba is prepared to retaliate against the United States.", "Threat: Cuba > United States"),
        ("Libya agreed not to attack Chad.", "Concession: Libya > Chad"),
        ("Mexico promised not to recognise Pedro Castillo.", "Rejection: Mexico > Pedro Castillo"),
        (
            "Rwanda vowed not to withdraw from Goma.",
            "Rejection: Rwanda > Democratic Republic of the Congo",
        ),
        ("Botswana had planned to attack Lesotho.", "Threat/violence: Botswana > Lesotho | Hypothetical"),
        ("Rebels failed to capture Goma.", "Assault: rebels > Democratic Republic of the Congo | Negated"),
    ),
    *cases(
        "what somebody must do",
        ("Angola demanded that Rwanda withdraw its troops from Goma.", "Request/yield: Angola > Rwanda"),
        ("Ukraine asked that Germany send tanks.", "Request: Ukraine > Germany"),
        (
            "Antonio Guterres said Israel must end the siege of Gaza.",
            "Request/yield: Antonio Guterres > Israel",
        ),
        (
            "Emmanuel Macron said that Algeria should release Boualem Sansal.",
            "Request/yield: Emmanuel Macron > Algeria",
        ),
        (
            "Pakistan needs to act against the Taliban, the Afghan government said.",
            "Request: Government of Afghanistan > Pakistan",
        ),
        ("The White House insisted that Iran halt uranium enrichment.", "Request: United States > Iran"),
        ("Washington said Baghdad needed to disarm the militias.", "Request/yield: United States > Iraq"),
        ("Kyiv said Moscow had to withdraw all its forces from Ukraine.", "Request/yield: Ukraine > Russia"),
        (
            '"Turkey must leave Cyprus," President Nikos Christodoulides said.',
            "Request: Nikos Christodoulides > Türkiye",
        ),
        ("Kenya called for Somalia to reopen the border.", "Request/yield: Kenya > Somalia"),
        ("The European Union told Serbia to recognise Kosovo.", "Request: European Union > Serbia"),
        ("NATO said Russia should stop attacking Ukraine.", "Request: NATO > Russia"),
        ("Mahmoud Abbas wants Donald Trump to press Israel.", "Request: Mahmoud Abbas > Donald Trump"),
        (
            "The Kenyan government ordered the police to arrest Babu Owino.",
            "Request: Government of Kenya > police",
        ),
        ("Japan said it must strengthen its navy.",),
        ("Israel said it had to attack Iran.",),
        ("Analysts said Tunisia should grow by two percent this year.",),
        ("Egypt said the talks should begin on Monday.",),
        ("The bank said that inflation in Ghana should fall.",),
        ("Nepal should win the match against Oman, the coach said.",),
        ("Portugal told Reuters that it would vote on Monday.",),
    ),
    *cases(
        "purpose",
        (
            "Angela Merkel phoned Volodymyr Zelensky to congratulate him.",
            "Consultation/phone: Angela Merkel + Volodymyr Zelensky > -",
            "Support: Angela Merkel > Volodymyr Zelensky",
        ),
        ("Japan donated tents to help Nepal.", "Aid: Japan > Nepal"),
        ("Cyrus Vance flew to Riyadh to meet King Khalid.", "Agreement: Cyrus Vance + Khalid > - | Planned"),
    ),
    *cases(
        "taking place",
        ("The talks between Sudan and Egypt will begin on Monday.", "Agreement: Sudan + Egypt > - | Planned"),
        (
            "The summit between Kim Jong Un and Moon Jae-in was to take place in Panmunjom.",
            "Agreement: Kim Jong Un + Moon Jae-in > - | Planned",
        ),
        (
            "A meeting between Serbia and Kosovo may take place in June.",
            "Consultation: Serbia + Kosovo > - | Hypothetical",
        ),
        (
            "The summit between Armenia and Azerbaijan is likely to be held in Brussels.",
            "Consultation: Armenia + Azerbaijan > - | Hypothetical",
        ),
        ("The attack by Chad on Sudan began at dawn.", "Assault: Chad > Sudan"),
        (
            "The sanctions of the European Union against Russia will hurt Germany.",
            "Sanction: European Union > Russia",
        ),
    ),
    *cases(
        "not quite done",
        (
            "Azerbaijan nearly shot down an Iranian plane.",
            "Assault/heavy-weapons: Azerbaijan > Iran | Negated",
        ),
        ("Jordan almost attacked Syria in 1970.", "Assault: Jordan > Syria | Negated"),
        (
            "Israel chose to negotiate with Hamas rather than attack Rafah.",
            "Consultation: Israel + Hamas > -",
            "Assault: Israel > Palestine | Negated",
        ),
        (
            "Instead of attacking Hanoi, China withdrew.",
            "Assault: China > Vietnam | Negated",
            "Retreat/withdraw: China > -",
        ),
        (
            "Malaysia is unlikely to extradite Zakir Naik to India.",
            "Cooperation: Malaysia > India | Hypothetical",
        ),
        ("Ukraine was unable to retake Bakhmut.", "Assault: Ukraine > - | Negated"),
        (
            "Spain was reluctant to arrest Carles Puigdemont.",
            "Coercion/arrest: Spain > Carles Puigdemont | Hypothetical",
        ),
        ("Egypt dreamt of conquering Sudan.", "Assault: Egypt > Sudan | Hypothetical"),
        ("Iran is able to attack Israel.", "Assault: Iran > Israel | Hypothetical"),
        (
            "Three hostages held by Hamas are to be freed on Saturday.",
            "Retreat/release: - > hostages | Planned",
        ),
        ("Iraq hopes to reach an agreement with Turkey.", "Support: Iraq + Türkiye > - | Planned"),
        (
            "Egypt had been expected to mediate between Hamas and Israel.",
            "Consultation/third-party: Egypt > Hamas + Israel | Hypothetical",
        ),
        ("Niger withdrew its request to the IMF.", "Request: Niger > - | Negated"),
        (
            "Joe Biden authorised strikes against the Houthis in Yemen.",
            "Assault: Joe Biden > Houthis | Planned",
        ),
        (
            "If Libya does not release the sailors, Italy will sue Libya.",
            "Retreat/release: Libya > sailors | Hypothetical",
            "Accusation/allege: Italy > Libya | Planned",
        ),
        (
            "Had Iraq not invaded Kuwait, Saddam Hussein would have survived.",
            "Assault: Iraq > Kuwait | Hypothetical",
        ),
        ("Reports of an Israeli attack on Isfahan were not confirmed.", "Assault: Israel > Iran | Alleged"),
        ("Kuwait neither confirmed nor denied the strike on Iraq.", "Rejection: Kuwait > Iraq | Negated"),
        ("Two Kenyan soldiers were killed when their helicopter crashed near Garissa.",),
        (
            "The alleged Turkish strike on Kobani killed two Kurds.",
            "Assault: Türkiye > Syria | Alleged",
            "Assault: Türkiye > Kurds | Alleged",
        ),
        ("An avalanche killed five Nepali soldiers in Tibet.",),
        (
            "Colombia will meet Ecuador and sign the accord with Peru.",
            "Agreement: Colombia + Ecuador > - | Planned",
            "Agreement: Colombia + Peru > - | Planned",
        ),
    ),
    *cases(
        "withdrawing",
        ("The army withdrew from Khartoum.", "Retreat/withdraw: army > Sudan"),
        ("Ethiopian troops withdrew from Somalia.", "Retreat/withdraw: Ethiopian troops > Somalia"),
        (
            "Russian forces withdrew from Kherson in November.",
            "Retreat/withdraw: Russian forces > Ukraine | in Kherson",
        ),
        ("Hezbollah withdrew from Beirut.", "Retreat/withdraw: Hezbollah > Lebanon"),
        (
            "Britain withdrew from the European Union.",
            "Sanction/discontinue: United Kingdom > European Union",
        ),
        ("Saudi Arabia withdrew its envoy from Lebanon.", "Sanction/withdraw: Saudi Arabia > Lebanon"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_is_not_yet_done_is_told_as_such(case: Case) -> None:
    assert mismatch(extraction(case.text), case.events) is None
