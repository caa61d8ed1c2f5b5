"""Which sentences are pledges, and what they bind to."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.pledges import Pledge, _cues, pledges


def _pledges(text: str, language: str) -> list[Pledge]:
    found = pledges(text, language, names=("Halte",), said="2024-05-10")
    return [one for one in found if not one.service]


def _pledged(text: str, language: str) -> bool:
    return bool(_pledges(text, language))


def _one(text: str, language: str) -> Pledge:
    (pledge,) = _pledges(text, language)
    return pledge


# --- what is a pledge -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We will halve our plastic packaging by 2030.", "en"),
        ("We are committed to paying every supplier within 30 days.", "en"),
        ("Halte is committed to making all packaging recyclable by 2027.", "en"),
        ("Our goal is to train 5,000 bakers by 2030.", "en"),
        ("We aim to double our solar power.", "en"),
        ("Net zero by 2040", "en"),
        ("Reduce water use by 30% by 2028.", "en"),
        ("Target: 100% renewable power by the end of 2027.", "en"),
        ("We will never sell your data.", "en"),
        ("Every cup of Halte coffee will be carbon neutral by 2028.", "en"),
        ("Nous réduirons nos émissions de 40 % d'ici 2030.", "fr"),
        ("Nous nous engageons à ouvrir nos comptes.", "fr"),
        ("Notre objectif est de planter un million d'arbres.", "fr"),
        ("Je proposerai une loi au Parlement.", "fr"),
        ("Nous allons fermer deux usines.", "fr"),
        ("Objectif 2030 : -50 %", "fr"),
        ("Réduire de 30 % nos déchets d'ici fin 2027.", "fr"),
        ("Notre groupe atteindra la neutralité carbone en 2040.", "fr"),
        ("Nous n'achèterons plus de soja dès 2027.", "fr"),
        ("Le prix du forfait n'augmentera pas d'ici 2027.", "fr"),
    ],
)
def test_what_the_speaker_is_to_do_is_a_pledge(text: str, language: str) -> None:
    assert _one(text, language).words == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Analysts will ask for more in 2027.", "en"),
        ("The world will need 50% more food by 2050.", "en"),
        ("You will love our new bar.", "en"),
        ("We will not comment on this.", "en"),
        ("We can't promise that.", "en"),
        ("Will we halve it by 2030?", "en"),
        ("If they agree, we will halve it by 2030.", "en"),
        ("In this scenario, demand will double by 2050.", "en"),
        ("In 2023 we cut our plastic by 18%.", "en"),
        ("We recycle 40% of our plastic.", "en"),
        ("Suppliers must report by 2026 under the directive.", "en"),
        ("Green Watch said: “We will halve our plastic by 2030.”", "en"),
        ("We will get back to you tomorrow.", "en"),
        ("We achieved our goal of 50% by 2024.", "en"),
        ("Vous allez adorer.", "fr"),
        ("Le monde devra changer d'ici 2030.", "fr"),
        ("La directive imposera 50 % d'ici 2030.", "fr"),
        ("Nous ne commenterons pas.", "fr"),
        ("Nous espérons que tout va bien.", "fr"),
        ("Si nous gagnons, nous réduirons nos prix.", "fr"),
        ("Nous préparons l'hiver et montrons nos comptes.", "fr"),
        ("Nous avons réduit nos émissions de 12 % en 2023.", "fr"),
        ("Je vous souhaite une bonne année 2027.", "fr"),
        ("Nous revenons vers vous.", "fr"),
    ],
)
def test_what_is_not_the_speakers_to_do_or_is_not_to_come_is_none(text: str, language: str) -> None:
    assert _pledges(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Our brand will be planting its own mint in Kent.", "en"),
        ("The compost will be used on our own farms.", "en"),
        ("Thanks to our programme, 30,000 nurses will be trained by 2029.", "en"),
        ("A fund will be set up for the families.", "en"),
        ("No jobs will be lost.", "en"),
        ("These repairs will be completed by June 2026.", "en"),
        ("Halte to build a second bakery in Leeds.", "en"),
        ("Halte CEO: Home Care will provide a new kind of visit.", "en"),
        ("Des mesures seront prises pour les quartiers.", "fr"),
        ("Un guichet unique sera créé.", "fr"),
        ("Une antenne sera bientôt disponible à Vannes.", "fr"),
        ("Aucun poste ne sera supprimé.", "fr"),
        ("Les eaux récupérées serviront à arroser nos vergers.", "fr"),
        ("Le Gouvernement présentera un projet de loi.", "fr"),
    ],
)
def test_what_is_its_own_to_be_done_is_pledged_whoever_stands_first(
    text: str, language: str
) -> None:
    assert _pledged(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The winners will be announced on Friday.", "en"),
        ("The webcast will be held on 4 May 2027.", "en"),
        ("Your order will be delivered on Friday.", "en"),
        ("The resolutions will be published with the minutes.", "en"),
        ("Customers will be charged by their bank.", "en"),
        ("The law will be enforced by the police from 2027.", "en"),
        ("This cream will leave your skin soft.", "en"),
        ("Our new app will help you to cook.", "en"),
        ("Our results will be affected by the weather.", "en"),
        ("The survey will be used to learn what you like.", "en"),
        ("The plant was opened in March and employs 90 people.", "en"),
        ("Le tirage sera effectué lundi.", "fr"),
        ("La billetterie sera ouverte demain.", "fr"),
        ("Votre colis sera livré demain.", "fr"),
        ("Les maires seront consultés par le préfet.", "fr"),
        ("Les résolutions seront soumises au vote.", "fr"),
        ("La croissance sera plus forte en 2025.", "fr"),
        ("Le monde sera ouvert à ceux qui osent.", "fr"),
        ("La Halte One tiendra dans la poche.", "fr"),
    ],
)
def test_an_event_an_order_a_forecast_or_the_deed_of_others_is_none(
    text: str, language: str
) -> None:
    assert not _pledged(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It belongs to our strategy to cut waste and become carbon neutral by 2040.", "en"),
        ("One more step in helping us to reach zero waste by 2035.", "en"),
        ("With better ovens we can meet our net-zero targets.", "en"),
        ("On our road to net zero by 2045, ovens matter most.", "en"),
        ("We remain fully committed to our goal of equal pay.", "en"),
        ("Ce chantier nous rapproche de la neutralité carbone d'ici 2040.", "fr"),
        ("Fidèles à notre promesse de payer le lait au juste prix, nous signons.", "fr"),
    ],
)
def test_an_aim_of_ones_own_named_in_passing_is_pledged_again(text: str, language: str) -> None:
    assert _pledged(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The city's plan to reach net zero by 2050 needs money.", "en"),
        ("The alliance aims to plant a billion trees by 2030.", "en"),
        ("Demand for flour will grow by 40% by 2050.", "en"),
        ("Progress against our 2027 targets is reviewed every quarter.", "en"),
        ("Our net-zero targets were validated in 2021.", "en"),
        ("L'Union européenne s'est fixé un objectif de neutralité carbone en 2050.", "fr"),
        ("La demande de blé augmentera de 40 % d'ici 2050.", "fr"),
    ],
)
def test_the_aims_of_others_and_reports_on_ones_own_are_none(text: str, language: str) -> None:
    assert not _pledged(text, language)


@pytest.mark.parametrize(
    ("text", "language", "pledged"),
    [
        ("We're opening nine bakeries in the next two years.", "en", True),
        ("Next year we start paying every grower more.", "en", True),
        ("D'ici trois ans, nous ouvrons neuf boulangeries.", "fr", True),
        ("Dès janvier, nous baissons le prix du pain.", "fr", True),
        ("We're opening bakeries with our partners.", "en", False),
        ("Since 2019 we've been opening bakeries.", "en", False),
        ("Nous ouvrons des boulangeries chaque année.", "fr", False),
    ],
)
def test_a_present_binds_where_it_is_said_when(text: str, language: str, pledged: bool) -> None:
    assert _pledged(text, language) is pledged


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("And will continue to honour this promise.", "en"),
        ("We stand by our pledge to open our books.", "en"),
        ("We will not rest until all are safe.", "en"),
        ("Nous tiendrons cette promesse.", "fr"),
        ("Ces engagements seront tenus.", "fr"),
        ("Nous ne relâcherons pas nos efforts.", "fr"),
    ],
)
def test_a_pledge_that_goes_on_is_one(text: str, language: str) -> None:
    assert _pledged(text, language)


@pytest.mark.parametrize(
    ("text", "language", "pledged"),
    [
        ("Discover the measures we will introduce to protect riders.", "en", True),
        ("We have published an action plan to end forced labour.", "en", True),
        ("Voici les mesures que nous prendrons pour nos gares.", "fr", True),
        ("J'annonce que la prime sera versée à tous.", "fr", True),
        ("Discover how we are helping riders.", "en", False),
        ("Join us on Thursday to hear what we will say.", "en", False),
        ("Découvrez comment nous aidons les cyclistes.", "fr", False),
    ],
)
def test_what_is_announced_in_a_clause_is_pledged_an_invitation_is_not(
    text: str, language: str, pledged: bool
) -> None:
    assert _pledged(text, language) is pledged


@pytest.mark.parametrize(
    ("text", "language", "pledged"),
    [
        ("Increase the share of rye in our breads to 40%", "en", True),
        ("TargetProgressEnsure 80% of ovens meet the norm", "en", True),
        ("TargetStatusReduce waste by 30% by 2030On track", "en", True),
        ("Reach 90% of sites with safe water.64% of sites met the norm", "en", True),
        ("Porter à 40 % la part des femmes parmi nos cadres", "fr", True),
        ("Reduce your bill by 30% with these tips.", "en", False),
        ("Increase in sales to 84% in the year", "en", False),
        ("Réduire votre facture de 30 %", "fr", False),
    ],
)
def test_a_row_of_a_table_of_targets_is_one_advice_is_not(
    text: str, language: str, pledged: bool
) -> None:
    assert _pledged(text, language) is pledged


@pytest.mark.parametrize(
    ("text", "language", "pledged"),
    [
        ("Mon ambition, celle que je vous propose, c'est de rebâtir l'école.", "fr", True),
        ("Je mets toute mon énergie au service de cette cause.", "fr", True),
        ("Un équilibre dont je veux être le garant.", "fr", True),
        ("Vous ne serez pas oubliés.", "fr", True),
        ("Je m'y emploierai.", "fr", True),
        ("Je n'accepterai pas ce recul.", "fr", True),
        ("You have my word.", "en", True),
        ("My priority is to rebuild trust.", "en", True),
        ("C'est ensemble que nous allons bâtir ce siècle.", "fr", False),
        ("Ensemble, nous relèverons tous les défis.", "fr", False),
        ("Ensemble, nous réduirons nos déchets de 30 % d'ici 2030.", "fr", True),
        ("Together, we will shape the century to come.", "en", False),
        ("Je veux rendre hommage à nos soldats.", "fr", False),
        ("Je veux que vous sachiez ma gratitude.", "fr", False),
        ("La France sera plus juste.", "fr", False),
    ],
)
def test_a_leader_binds_themselves_and_not_the_nation(
    text: str, language: str, pledged: bool
) -> None:
    assert _pledged(text, language) is pledged


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We will look into this.", "en"),
        ("We'll pass this on to the team.", "en"),
        ("Our team will get back to you within 24 hours.", "en"),
        ("Nous ferons suivre à l'équipe.", "fr"),
        ("Nous vous répondrons demain.", "fr"),
    ],
)
def test_the_small_promises_of_a_reply_stay_its_own(text: str, language: str) -> None:
    (one,) = pledges(text, language)
    assert one.service


@pytest.mark.parametrize(
    "text",
    [
        "Nous ne tiendrons pas notre objectif de 2027.",
        "Nous ne pourrons pas baisser les prix.",
        "Nous ne répondrons pas.",
    ],
)
def test_what_will_not_be_done_at_all_is_no_pledge(text: str) -> None:
    assert not _pledged(text, "fr")


def test_a_name_without_its_accents_is_the_speakers() -> None:
    assert pledges("#Agneris will open two schools.", "en", names=("Agnéris",))


# --- what it binds to -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "target", "deadline", "baseline"),
    [
        ("We will cut emissions by 40% by 2030 from 2019.", "en", "40%", "2030", "2019"),
        ("We will cut them by 40% by 2030 (base year 2019).", "en", "40%", "2030", "2019"),
        ("We will use 2.5 litres by June 2027, from 3.6 litres in 2018.", "en", "2.5 litres",
         "2027-06", "2018"),
        ("Our goal is to reach 2.5 million farmers.", "en", "2.5 million farmers", None, None),
        ("We will be net zero by the end of 2040.", "en", "net zero", "2040", None),
        ("Nous réduirons de 40 % nos émissions d'ici fin 2030 par rapport à 2019.", "fr", "40 %",
         "2030", "2019"),
        ("Nous fermerons le site le 30 juin 2026.", "fr", None, "2026-06-30", None),
        ("Nous passerons à 3 % d'ici 2026, contre 6,8 % en 2020.", "fr", "3 %", "2026", "2020"),
    ],
)  # fmt: skip
def test_a_pledge_says_how_much_by_when_and_from_when(
    text: str, language: str, target: str | None, deadline: str | None, baseline: str | None
) -> None:
    one = _one(text, language)
    assert (one.target, one.deadline, one.baseline) == (target, deadline, baseline)


@pytest.mark.parametrize(
    ("text", "language", "firm"),
    [
        ("We will halve our plastic by 2030.", "en", True),
        ("We seek to halve our plastic by 2030.", "en", False),
        ("Our ambition is to halve our plastic by 2030.", "en", False),
        ("We hope to halve our plastic by 2030.", "en", False),
        ("Nous nous engageons à réduire nos déchets.", "fr", True),
        ("Nous souhaitons réduire nos déchets d'ici 2030.", "fr", False),
    ],
)
def test_wording_that_leaves_a_way_out_is_not_firm(text: str, language: str, firm: bool) -> None:
    assert _one(text, language).firm is firm


@given(st.text(alphabet=st.sampled_from(
    list("we will nous réduirons 2030 % « » “ ” .?!\n:–by d'ici objectif 50 our goal is to")
), max_size=300))  # fmt: skip
def test_whatever_the_text_the_words_are_in_it_to_the_letter(text: str) -> None:
    for language in ("fr", "en"):
        for one in pledges(text, language):
            assert 0 <= one.start < one.end <= len(text)
            assert one.words == text[one.start : one.end]


@pytest.mark.parametrize(
    "text",
    [
        "our new and other goal, the many we are also now " * 4_000 + "will by 2030. " * 2_000,
        "our plan to reduce our path to " * 6_000,
        "nous ne nous la les y " * 8_000,
        "réduire 10 % de la " * 9_000,
    ],
)
def test_a_long_text_is_read_in_little_time(text: str) -> None:
    began = time.perf_counter()
    pledges(text, "en")
    pledges(text, "fr")
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous ne prendrons aucune sanction contre ceux qui ont bloqué le site en mai 2024."),
        ("en", "We commit to drop all claims against those who blocked the site in May 2024."),
    ],
)
def test_the_day_of_what_someone_did_is_neither_deadline_nor_baseline(
    language: str, text: str
) -> None:
    for said in (None, "2025-03-01", "2024-06-01"):
        [one] = pledges(text, language, said=said)
        assert (one.deadline, one.baseline) == (None, None)


def test_patterns_are_made_once_whoever_of_many_speaks() -> None:
    _cues.cache_clear()
    for n in range(100):
        pledges("We will halve our emissions by 2030.", "en", names=(f"Speaker {n}", "Halte"))
    assert _cues.cache_info().misses == 1
    [one] = pledges("HALTE will halve its emissions by 2030.", "en", names=("Zoé", "Halte"))
    assert one.deadline == "2030"
    [one] = pledges("La\u00a0Halte réduira ses émissions d'ici 2030.", "fr", names=("La Halte",))
    assert one.deadline == "2030"
