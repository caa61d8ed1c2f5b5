"""What is heard as a promise in speech, and what the record promised before."""

from __future__ import annotations

import pytest

from assistant.rehearsal.pledged import is_coming, is_past, is_refusal, promises_so
from knowledge.model import Passage


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Next year the whole team takes a ten per cent cut."),
        ("en", "You have my word that not one job goes."),
        ("en", "Count on me to bring a buyer by Christmas."),
        ("fr", "L'an prochain, nous ouvrons une crèche."),
        ("fr", "Aucun autre site ne fermera."),
        ("fr", "Comptez sur moi pour trouver un repreneur."),
        ("fr", "Dès mars, une prime s'ajoute à votre paie."),
        ("en", "We're opening two more shops in March."),
        ("en", "We're moving to half."),
        ("en", "By Easter every till has one."),
        ("en", "From Monday it's free."),
        ("en", "You'll get your money back within a week."),
        ("en", "Every customer gets a refund before the summer."),
        ("en", "I'm doubling that budget next year."),
        ("en", "We commit to paying them all."),
        ("en", "Nobody loses their job before 2030."),
        ("en", "Consider it done."),
        ("en", "We're hiring forty people this autumn."),
        ("en", "That stops on 1 January."),
        ("en", "The price stays where it is until 2028."),
        ("en", "We plan to close it in two years."),
        ("en", "I intend to publish it next month."),
        ("en", "We aim to halve it by 2030."),
        ("en", "It goes online on Friday."),
        ("en", "You can hold us to 50% in 2028."),
        ("en", "We're about to launch a second line."),
        ("en", "I'm giving you my word that it stops."),
        ("en", "The new line starts in September."),
        ("en", "Everyone affected can claim a free pass, just write to us."),
        ("en", "We shall publish the report in full."),
        ("fr", "Nous ouvrons deux magasins en mars."),
        ("fr", "On passe à la moitié dès lundi."),
        ("fr", "D'ici Pâques, chaque caisse en aura une."),
        ("fr", "À partir de lundi, c'est gratuit."),
        ("fr", "Vous serez remboursés sous huit jours."),
        ("fr", "Je double ce budget l'an prochain."),
        ("fr", "Nous nous engageons à tous les payer."),
        ("fr", "Personne ne perdra son emploi avant 2030."),
        ("fr", "C'est comme si c'était fait."),
        ("fr", "On embauche quarante personnes cet automne."),
        ("fr", "Cela s'arrête le 1er janvier."),
        ("fr", "Le prix ne bouge pas jusqu'en 2028."),
        ("fr", "Nous comptons le fermer dans deux ans."),
        ("fr", "J'ai l'intention de le publier le mois prochain."),
        ("fr", "Notre objectif est de diviser par deux d'ici 2030."),
        ("fr", "C'est en ligne vendredi."),
        ("fr", "La nouvelle ligne démarre en septembre."),
        ("fr", "Chaque client aura droit à un mois gratuit."),
        ("fr", "Je m'y engage devant vous."),
        ("fr", "Nous allons publier le rapport en entier."),
        ("fr", "On s'apprête à lancer une deuxième ligne."),
        ("fr", "Vous pouvez compter sur 50 % en 2028."),
    ],
)
def test_what_is_said_of_days_to_come_is_heard_as_a_promise(language: str, words: str) -> None:
    assert is_coming(words, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We took out 20 % by 2025, as we said we would."),
        ("en", "If it were to fail, nobody would be left alone."),
        ("en", "I won't invent a figure for you."),
        ("en", "Will it be enough?"),
        ("fr", "Nous mesurons cela chaque année et nous le montrons."),
        ("fr", "Je ne commenterai pas un nom."),
        ("fr", "Nous espérons autant que vous."),
        ("fr", "Le prix est resté au-dessus du plancher en 2025."),
        ("en", "We opened two shops in March."),
        ("en", "We were at half last year."),
        ("en", "I won't give you a name."),
        ("en", "If it fails, that would be our fault."),
        ("en", "You will find it in our report."),
        ("en", "We said we'd close it, and we did."),
        ("en", "It is published every year."),
        ("en", "I don't know what they'll decide."),
        ("en", "The council decides next month."),
        ("en", "We've been open since March."),
        ("en", "It stopped on 1 January 2024."),
        ("en", "I will be frank with you."),
        ("en", "Nothing has been decided."),
        ("en", "Our rule is that you write to us within ten days."),
        ("en", "That is what I would call a failure."),
        ("en", "They are made by hand every day."),
        ("en", "In March the figure was 12%."),
        ("en", "The court will decide."),
        ("en", "What will you do with it?"),
        ("fr", "Nous avons ouvert deux magasins en mars."),
        ("fr", "Nous étions à la moitié l'an dernier."),
        ("fr", "Je ne vous donnerai pas de nom."),
        ("fr", "Si cela échouait, ce serait notre faute."),
        ("fr", "Vous le trouverez dans notre rapport."),
        ("fr", "Nous avions dit que nous le fermerions, et nous l'avons fait."),
        ("fr", "C'est publié chaque année."),
        ("fr", "Je ne sais pas ce qu'ils décideront."),
        ("fr", "Le conseil décide le mois prochain."),
        ("fr", "C'est ouvert depuis mars."),
        ("fr", "Cela s'est arrêté le 1er janvier 2024."),
        ("fr", "Je serai franc avec vous."),
        ("fr", "Rien n'est décidé."),
        ("fr", "La règle est d'écrire sous dix jours."),
        ("fr", "C'est ce que j'appellerais un échec."),
        ("fr", "Elles sont faites à la main chaque jour."),
        ("fr", "En mars, le chiffre était de 12 %."),
        ("fr", "Le tribunal tranchera."),
        ("fr", "Que ferez-vous ?"),
        ("fr", "On me dira que c'est peu."),
    ],
)
def test_what_was_or_might_be_or_is_for_others_to_decide_is_none(language: str, words: str) -> None:
    assert not is_coming(words, language)


def test_a_condition_does_not_take_back_a_word_that_is_given() -> None:
    assert is_coming("If it slips, I'll resign, you have my word.", "en")
    assert is_coming("Si l'on manque l'étape, je renonce à ma prime.", "fr")
    assert not is_coming("If you write to them, they will tell you.", "en")


def test_what_was_and_what_will_not_be_said_promise_nothing() -> None:
    assert is_past("Un sur cinq, ce n'était pas assez.", "fr")
    assert not is_past("We said it in 2021, and we will do it.", "en")
    assert is_refusal("Je ne confirmerai aucun nom.", "fr")


def recorded(text: str, language: str) -> Passage:
    whole = ((0, len(text)),)
    return Passage("p", "d", "fournil", 0, 0, len(text), text, whole, 10, language=language)


RECORD = recorded("Nous nous engageons à compter 30 % de femmes parmi nos salariés fin 2029.", "fr")


@pytest.mark.parametrize(
    ("question", "words", "language", "on_record"),
    [
        ("", "Thirty per cent of our employees by the end of 2029.", "en", True),
        ("", "Nous serons à 30 % des salariés fin 2029.", "fr", True),
        ("", "Nous serons à 40 % des salariés fin 2029.", "fr", False),
        ("", "Nous serons à 30 % des salariés fin 2027.", "fr", False),
        ("Combien de femmes parmi vos salariés ?", "Ce sera 30 %.", "fr", True),
        ("Combien de sucre en moins ?", "Ce sera 30 %.", "fr", False),
    ],
)
def test_what_the_record_promised_is_known_again_by_its_figure_its_year_and_a_word(
    question: str, words: str, language: str, on_record: bool
) -> None:
    assert promises_so(RECORD, words, question, language) is on_record
