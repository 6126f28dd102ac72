"""One trigger over another: what is agreed, promised, demanded, refused or threatened decides on the type (PLOVER)."""

from __future__ import annotations

import pytest

from extracted import extraction
from sentences import Case, cases, mismatch, named

CASES = [
    *cases(
        "agreeing",
        ("Turkey agreed to cooperate with Greece.", "Agreement: Turkey > Greece"),
        ("Japan agreed to provide aid to Palau.", "Agreement: Japan > Palau"),
        (
            "The Dominican Republic and Haiti agreed to cooperate.",
            "Agreement: Dominican Republic + Haiti > -",
        ),
        ("Mozambique agreed to meet RENAMO.", "Agreement: Mozambique > RENAMO"),
        ("Hamas agreed to release the hostages.", "Concession: Hamas > ~hostages"),
        ("Egypt offered to mediate between Israel and Hamas.", "Agreement: Egypt > Israel + Hamas"),
        (
            "Azerbaijan and Kazakhstan signed a cooperation agreement in Astana.",
            "Support: Azerbaijan + Kazakhstan > - | in Astana",
        ),
    ),
    *cases(
        "promising",
        ("Germany promised to supply arms to Ukraine.", "Agreement: Germany > Ukraine"),
        ("Australia pledged aid to Tuvalu.", "Agreement: Australia > Tuvalu"),
        ("India vowed to support Mauritius.", "Agreement: India > Mauritius"),
        ("Iran vowed to attack Israel.", "Threat/violence: Iran > Israel"),
        ("China promised to support Pakistan.", "Agreement: China > Pakistan"),
        ("Norway pledged 30 million dollars to Malawi.", "Agreement: Norway > Malawi"),
    ),
    *cases(
        "beside what is refused or promised",
        (
            "Kenya refused to extradite the suspect after Rwanda accused Burundi of sheltering rebels.",
            "Rejection/assist: Kenya > -",
            "Accusation/allege: Rwanda > Burundi",
            "Aid: Burundi > ~rebels | Alleged | by Rwanda",
        ),
        (
            "Russia refused to allow two airlines to land days after Belarus arrested a dissident Polish journalist.",
            "Rejection: Russia > ~airlines",
        ),
        (
            "Hungary refused to sign after Slovakia had rejected its request.",
            "Rejection: Hungary > -",
            "Rejection: Slovakia > Hungary",
        ),
        (
            "Jordan promised to open its borders a week after Syria shelled a camp of Palestinian refugees.",
            "Concession: Jordan > -",
            "Assault: Syria > ~Palestinian refugees",
        ),
        (
            "Georgia promised to respond when Russia bombed Gori.",
            "Agreement: Georgia > -",
            "Assault: Russia > Georgia",
        ),
        (
            "Lima might recall its envoy after Quito expelled two Peruvian diplomats.",
            "Sanction/withdraw: Peru > - | Hypothetical",
            "Sanction/expel: Ecuador > ~Peruvian diplomats",
        ),
        (
            "Poland could veto the plan because Germany criticised Warsaw.",
            "Rejection: Poland > - | Hypothetical | about the plan",
            "Accusation: Germany > Poland",
        ),
        (
            "Talks will resume once Israel releases Palestinian prisoners.",
            "Retreat: Israel > ~Palestinian prisoners | Hypothetical",
        ),
        (
            "Kenya will lift the sanctions once Somalia has released the sailors.",
            "Concession: Kenya > - | Planned",
            "Retreat/release: Somalia > ~sailors | Hypothetical",
        ),
    ),
    *cases(
        "threatening",
        ("North Korea threatened to attack South Korea.", "Threat/violence: North Korea > South Korea"),
        ("The United States threatened to impose sanctions on Turkey.", "Threat: United States > Turkey"),
        ("Nicolas Maduro threatened Guyana.", "Threat: Nicolas Maduro > Guyana"),
        ("Al-Qaeda threatened to bomb Denmark.", "Threat/violence: Al-Qaeda > Denmark"),
        ("ECOWAS threatened to invade Niger.", "Threat/violence: ECOWAS > Niger"),
        ("Ethiopia threatened to expel the Irish ambassador.", "Threat: Ethiopia > ~Irish"),
        ("Meteorologists warned that a storm would hit Fiji.",),
    ),
    *cases(
        "refusing",
        ("Israel refused to withdraw from Lebanon.", "Rejection: Israel > Lebanon"),
        ("Kim Jong Un refused to meet Moon Jae-in.", "Rejection/meet: Kim Jong Un > Moon Jae-in"),
        ("Burundi rejected Rwanda's proposal.", "Rejection: Burundi > Rwanda"),
        ("Hungary refused to send arms to Ukraine.", "Rejection/assist: Hungary > Ukraine"),
        ("Venezuela refused to release Leopoldo Lopez.", "Rejection/yield: Venezuela > Leopoldo Lopez"),
        ("Kyrgyzstan declined to sign the agreement with Tajikistan.", "Rejection: Kyrgyzstan > Tajikistan"),
    ),
    *cases(
        "demanding",
        ("Sudan demanded the withdrawal of the United Nations.", "Request/yield: Sudan > United Nations"),
        ("Ecuador called on Colombia to stop.", "Request: Ecuador > Colombia"),
        ("Ukraine asked Germany for tanks.", "Request: Ukraine > Germany"),
        ("Cyprus urged Turkey to resume talks.", "Request/meet: Cyprus > Turkey"),
        ("Somalia appealed for aid.", "Request: Somalia > - | about aid"),
        ("Pope Leo XIV called for an end to the war in Gaza.", "Request: Leo XIV > -"),
        ("The UN Security Council called for a ceasefire in Sudan.", "Request: UN Security Council > -"),
    ),
    *cases(
        "lifting and cutting",
        ("The European Union lifted sanctions on Zimbabwe.", "Concession: European Union > Zimbabwe"),
        ("The United States eased sanctions on Venezuela.", "Concession: United States > Venezuela"),
        ("The Netherlands suspended aid to Rwanda.", "Sanction: Netherlands > Rwanda"),
        ("Saudi Arabia restored diplomatic ties with Iran.", "Support: Saudi Arabia + Iran > -"),
        ("Bolivia cut ties with Israel.", "Sanction: Bolivia > Israel"),
        ("Canada suspended arms exports to Turkey.", "Sanction: Canada > Turkey"),
        ("Guinea lifted the curfew.", "Concession: Guinea > -"),
    ),
    *cases(
        "cancelling",
        (
            "Recep Tayyip Erdogan cancelled a visit to Athens.",
            "Rejection/meet: Recep Tayyip Erdogan > Greece",
        ),
        ("India called off talks with Pakistan.", "Rejection/meet: India > Pakistan"),
        ("Slovenia cancelled a meeting with Hungary.", "Rejection/meet: Slovenia > Hungary"),
        ("Donald Trump cancelled his trip to Copenhagen.", "Rejection/meet: Donald Trump > Denmark"),
    ),
    *cases(
        "accusing",
        (
            "Chad accused Sudan of arming rebels.",
            "Accusation: Chad > Sudan",
            "Aid: Sudan > ~rebels | Alleged | by Chad",
        ),
        (
            "Djibouti accused Eritrea of seizing Ras Doumeira.",
            "Accusation: Djibouti > Eritrea",
            "Coercion/seize: Eritrea > ~Ras Doumeira | Alleged | by Djibouti",
        ),
        (
            "Human Rights Watch accused Burma of torturing prisoners.",
            "Accusation: Human Rights Watch > Myanmar",
            "Assault/torture: Myanmar > ~prisoners | Alleged | by Human Rights Watch",
        ),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_outer_trigger_speaks_for_the_inner_one(case: Case) -> None:
    assert mismatch(extraction(case.text), case.events) is None
