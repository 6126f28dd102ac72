"""Whether it happened and who says so: what is denied, planned, supposed or alleged is never stated as done."""

from __future__ import annotations

import pytest

from extracted import extraction
from sentences import Case, cases, mismatch, named, told

CASES = [
    *cases(
        "negation",
        ("Russia did not attack Poland.", "Assault: Russia > Poland | Negated"),
        (
            "Masoud Pezeshkian did not meet Donald Trump in New York.",
            "Consultation: Masoud Pezeshkian + Donald Trump > - | Negated | in ~New York",
        ),
        ("No Turkish soldier attacked Syria.", "Assault: ~Turk > Syria | Negated"),
        ("Uganda didn't criticise Rwanda.", "Accusation: Uganda > Rwanda | Negated"),
        ("Libya was not bombed by Italy.", "Assault: Italy > Libya | Negated"),
        (
            "There was no meeting between Ilham Aliyev and Nikol Pashinyan.",
            "Consultation: Ilham Aliyev + Nikol Pashinyan > - | Negated",
        ),
        ("Iran held no talks with the United States.", "Consultation: Iran + United States > - | Negated"),
        ("Togo failed to condemn Benin.", "Accusation/disapprove: Togo > Benin | Negated"),
        ("Namibia was never attacked by Botswana.", "Assault: Botswana > Namibia | Negated"),
        ("It is not true that Algeria bombed Morocco.", "Assault: Algeria > Morocco | Negated"),
        (
            "Ireland did not say that Britain had attacked Iran.",
            "Assault: United Kingdom > Iran | Hypothetical",
        ),
    ),
    *cases(
        "denial",
        (
            "Iran denied that it had attacked Saudi Arabia.",
            "Rejection: Iran > -",
            "Assault: Iran > Saudi Arabia | Negated | by Iran",
        ),
        (
            "Belarus denied having helped Russia invade Ukraine.",
            "Rejection: Belarus > -",
            "Aid: Belarus > Russia | Negated | by Belarus",
            "Assault: Russia > Ukraine | Negated | by Belarus",
        ),
        (
            "Pakistan's foreign ministry denied that Islamabad had shelled Afghanistan.",
            "Rejection: ~ministry > -",
            "Assault: Pakistan > Afghanistan | Negated | by ~ministry",
        ),
        (
            "The Wagner Group denied killing civilians in Moura.",
            "Rejection: Wagner Group > -",
            "Assault: Wagner Group > ~civilians | Negated | by Wagner Group | in Moura",
        ),
    ),
    *cases(
        "plan",
        ("Italy will expel the Libyan ambassador.", "Threat/expel: Italy > ~Libyan | Planned"),
        ("Vietnam plans to buy arms from Russia.", "Agreement: Vietnam > Russia"),
        (
            "Xi Jinping is expected to meet Emmanuel Macron in Paris.",
            "Agreement: Xi Jinping + Emmanuel Macron > - | Planned",
        ),
        ("Nigeria is preparing to attack Niger.", "Assault: Nigeria > Niger | Planned"),
        ("Turkey wants to attack Kobani.", "Assault: Turkey > Syria | Hypothetical"),
        ("Malta considered sanctioning Libya.", "Sanction: Malta > Libya | Planned"),
        ("Israel tried to kill Khaled Meshaal in Amman.", "Assault: Israel > Khaled Meshaal | Planned"),
        ("Kenya announced a plan to arrest Joseph Kony.", "Threat/arrest: Kenya > Joseph Kony | Planned"),
        (
            "Mauritania said it would deport the Gambians.",
            "Threat/expel: Mauritania > ~Gambia | Planned | by Mauritania",
        ),
        ("Joseph Kabila is set to visit Luanda next week.", "Agreement: Joseph Kabila > Angola | Planned"),
    ),
    *cases(
        "condition",
        ("If Turkey attacked Greece, NATO would split.", "Assault: Turkey > Greece | Hypothetical"),
        (
            "Hezbollah would attack Israel if Lebanon were bombed.",
            "Assault: Hezbollah > Israel | Hypothetical",
            "Assault: - > Lebanon | Hypothetical",
        ),
        ("China could invade Taiwan.", "Assault: China > Taiwan | Hypothetical"),
        ("Washington may sanction Georgia.", "Sanction: United States > Georgia | Hypothetical"),
        ("Hungary might veto Ukraine's bid.", "Rejection: Hungary > Ukraine | Hypothetical"),
        (
            "Unless Sudan releases Abdalla Hamdok, the African Union will expel Sudan.",
            "Retreat/release: Sudan > Abdalla Hamdok | Hypothetical",
            "Threat/expel: African Union > Sudan | Planned",
        ),
        ("It is unclear whether Ethiopia attacked Eritrea.", "Assault: Ethiopia > Eritrea | Hypothetical"),
        ("Latvia fears that Russia will attack Estonia.", "Assault: Russia > Estonia | Hypothetical"),
        (
            "The possibility of an Iranian attack on Israel worried Amman.",
            "Assault: Iran > Israel | Hypothetical",
        ),
        ("A possible Chinese attack on Taiwan was discussed.", "Assault: China > Taiwan | Hypothetical"),
        ("Oman must not attack Yemen.", "Assault: Oman > Yemen | Negated"),
    ),
    *cases(
        "allegation",
        ("Syria allegedly bombed Jordan.", "Assault: Syria > Jordan | Alleged"),
        ("Rwandan troops reportedly attacked Goma.", "Assault: ~Rwanda > ~Congo | Alleged"),
        ("Eritrea is accused of attacking Sudan.", "Assault: Eritrea > Sudan | Alleged"),
        (
            "North Korea is believed to have attacked Sony Pictures.",
            "Assault: North Korea > Sony Pictures | Alleged",
        ),
        (
            "Amnesty International accused Ethiopia of killing civilians in Axum.",
            "Accusation: Amnesty International > Ethiopia",
            "Assault: Ethiopia > ~civilians | Alleged | by Amnesty International",
        ),
        (
            "The alleged Iranian attack on Saudi Arabia divided diplomats.",
            "Assault: Iran > Saudi Arabia | Alleged",
        ),
        (
            "Manuel Noriega was suspected of killing Hugo Spadafora.",
            "Assault: Manuel Noriega > Hugo Spadafora | Alleged",
        ),
        (
            "Allegations that Myanmar attacked Bangladesh are false.",
            "Assault: Myanmar > Bangladesh | Alleged",
        ),
        (
            "The Kremlin is said to have poisoned Viktor Yushchenko.",
            "Assault: Russia > Viktor Yushchenko | Alleged",
        ),
    ),
    *cases(
        "what is asked for",
        ("Angola urged Rwanda to withdraw from Congo.", "Request: Angola > Rwanda"),
        ("The Vatican called on Nicaragua to release Rolando Alvarez.", "Request/yield: Vatican > Nicaragua"),
        ("South Africa asked Israel to stop attacking Rafah.", "Request: South Africa > Israel"),
        ("Jordan warned Israel not to attack Rafah.", "Threat: Jordan > Israel"),
        ("Guyana appealed to Brazil for help.", "Request: Guyana > Brazil"),
    ),
    *cases(
        "speaker",
        ("Russia bombed Kharkiv, Ukrainian officials said.", "Assault: Russia > Ukraine | by ~Ukrainian"),
        ("According to SANA, Israel attacked Damascus.", "Assault: Israel > Syria | by SANA"),
        ("Israel attacked Damascus, according to SANA.", "Assault: Israel > Syria | by SANA"),
        ("SANA reported that Israel had attacked Damascus.", "Assault: Israel > Syria | by SANA"),
        (
            '"France condemned Niger," Catherine Colonna said.',
            "Accusation: France > Niger | by Catherine Colonna",
        ),
        ("Xinhua said that China had criticised Japan.", "Accusation: China > Japan | by Xinhua"),
        (
            "Somali President Hassan Sheikh Mohamud said Ethiopia had attacked Somalia.",
            "Assault: Ethiopia > Somalia | by Hassan Sheikh Mohamud",
        ),
        ("India attacked Pakistan, the BBC reported.", "Assault: India > Pakistan | by BBC"),
        ("Guatemala criticised Mexico.", "Accusation: Guatemala > Mexico | by -"),
        (
            "Reuters reported that Cambodia had arrested Kem Sokha.",
            "Coercion/arrest: Cambodia > Kem Sokha | by Reuters",
        ),
        (
            "A TASS correspondent reported that Georgia had arrested Nika Melia.",
            "Coercion/arrest: Georgia > Nika Melia",
        ),
        (
            "Anadolu Agency reported an attack. It added that Israel had bombed Tyre.",
            "Assault: Israel > Lebanon | by Anadolu Agency",
        ),
    ),
    *cases(
        "talk is not an event",
        ("Swiss Foreign Minister Ignazio Cassis told Reuters about the weather.",),
        ("BBC reporter John Simpson spoke about Baghdad.",),
        ("Zimbabwe's economy grew, Reuters reported.",),
        ("Rwanda did not comment on the attack.",),
        ("The king's speech lasted an hour.",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_status_and_speaker_are_those_of_the_text(case: Case) -> None:
    assert mismatch(extraction(case.text), case.events) is None


NOT_DONE = [
    # denied, refused, missed
    ("Russia flatly denied it had bombed the hospital in Mariupol.", "Assault"),
    ("Nobody attacked Qatar.", "Assault"),
    ("None of the soldiers attacked Guinea.", "Assault"),
    ("Far from attacking Mali, Algeria praised it.", "Assault"),
    ("Iraq rejected claims that it had attacked Kuwait.", "Assault"),
    ("India dismissed reports that it had expelled the Canadian envoy.", "Sanction"),
    ("The army refrained from attacking Monrovia.", "Assault"),
    ("Tehran ruled out attacking Bahrain.", "Assault"),
    ("Hamas refused to release Gilad Shalit.", "Retreat"),
    ("Cyprus prevented Turkey from attacking Paphos.", "Assault"),
    ("A Rwandan attack on Burundi was averted.", "Assault"),
    ("Norway never bombed Iraq, its defence minister said.", "Assault"),
    # planned, tried, hoped
    ("Chile will arrest Augusto Pinochet on his return.", "Coercion"),
    ("A plot to kill Jovenel Moise was uncovered.", "Assault"),
    ("The plan to bomb Belgrade was drawn up in Brussels.", "Assault"),
    ("France promised to bomb Raqqa.", "Assault"),
    ("Peru sought to arrest Alejandro Toledo.", "Coercion"),
    ("Kuwait is scheduled to host Iraq.", "Consultation"),
    ("Taiwan is preparing for a Chinese attack.", "Assault"),
    ("The upcoming visit of Narendra Modi to Kyiv irked Moscow.", "Consultation"),
    # supposed
    ("Were Iran to attack Israel, oil would rise.", "Assault"),
    ("Should Russia attack Finland, Sweden will help.", "Assault"),
    ("Analysts asked whether Ethiopia would attack Eritrea.", "Assault"),
    ("Seoul warned of a North Korean attack on Busan.", "Assault"),
    ("Fears of a Turkish attack on Manbij grew.", "Assault"),
    ("The risk of a Venezuelan attack on Guyana is low.", "Assault"),
    ("Pakistan might as well arrest Imran Khan.", "Coercion"),
    ("Nigeria threatened to arrest Simon Ekpa.", "Coercion"),
    # alleged
    ("Thailand was accused of attacking Laos.", "Assault"),
    ("The Taliban supposedly attacked Tajikistan.", "Assault"),
    ("Prosecutors allege that Hissene Habre killed thousands in N'Djamena.", "Assault"),
    ("Syria's alleged bombing of Jordan is disputed.", "Assault"),
    ("Eritrea stands accused of bombing Tigray.", "Assault"),
    ("Rumours that Uganda had attacked Rwanda spread in Kampala.", "Assault"),
    ("Togo is rumoured to have arrested Gnassingbe.", "Coercion"),
    # asked for
    ("Turkey demanded that Sweden extradite Fethullah Gulen.", "Cooperation"),
    ("Angola called for sanctions on Rwanda.", "Sanction"),
    ("Libya's parliament urged Egypt to bomb Tripoli.", "Assault"),
    ("Lawmakers want Canada to expel the Iranian envoy.", "Sanction"),
    ("Protesters demanded the arrest of Keith Rowley.", "Coercion"),
    ("Bolivia asked Interpol to arrest Evo Morales.", "Coercion"),
    ("The court ordered Kenya to release Nnamdi Kanu.", "Retreat"),
    ("The bill would allow Georgia to expel Russian citizens.", "Coercion"),
]


@pytest.mark.parametrize(("text", "kind"), NOT_DONE, ids=[f"{kind}: {text[:48]}" for text, kind in NOT_DONE])
def test_what_was_not_done_is_never_asserted(text: str, kind: str) -> None:
    found = extraction(text)
    assert not [e for e in found.events if e.type == kind and e.status == "Asserted"], told(found)
