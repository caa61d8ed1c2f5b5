"""Cutting documents: true to the sentence, true to the source, and the same every time."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge import tokens
from knowledge.model import Access, Kind, SourceDocument, Visibility
from knowledge.segmenting import BOUND, HARD_BOUND, segment, sentences

# One row is one text; "|" stands where it is cut (and the space after it for what is left out).
FRENCH = [
    "Nous réduisons nos emballages. | Nos fournisseurs aussi.",
    "M. Dupont a répondu à Mme. Roy. | Elle a remercié le Dr. Salif.",
    "Me. Lenoir et MM. Petit et Roux signent.",
    "Voir p. 12, art. 3 et fig. 2. | Le détail suit.",
    "La loi du 4 avr. 2021 s'applique, cf. l'annexe. | Nous la suivons.",
    "C'est le lot n° 7. | Il part demain.",
    "Le riz, le blé, etc. sont de la région.",
    "Le riz, le blé, etc. | Nous achetons tout ici.",
    "« Nous payons le juste prix. » | La règle n'a pas changé.",
    "Elle a dit : « Nous paierons. Nous tiendrons. » | Puis elle est partie.",
    "« Payez-nous ! » a-t-elle répété.",
    "Qui paie ? | Les magasins, pas les producteurs.",
    "Hélas ! que de temps perdu.",
    "Nous y travaillons… | Rendez-vous en mars.",
    "Nous y travaillons… et nous le dirons.",
    "Le prix est de 3.50 € le kilo. | Il baissera de 2,5 % en 2026.",
    "En 2019. 40 producteurs nous ont rejoints.",
    "J. Moreau et A.-M. Leroy dirigent la coopérative.",
    "La S.A. Halage publie ses comptes. | Elle les fait vérifier.",
    "Trois exemples (p. ex. le lait. Et le pain.) le montrent. | Voilà.",
    "Nous avons eu tort. (Le rapport le dit, p. 4.) | Nous corrigeons.",
    "Merci ! 🙏 | Nous revenons vers vous.",
    "Le marché ouvre demain 🥕🥕 | Nous vous attendons ! | #local #bio",
    "bonjour ! | nous regardons votre dossier. | revenez nous voir, l'équipe.",
    "Allez sur www.exemple.fr. | Tout y est.",
    "Écrivez à aide@exemple.fr. | Réponse en deux jours.",
    "Bravo !Merci à tous.",
    "Il y a 500 m. | Nous y serons à pied.",
    "Nous pesons 12 t. | Dont 4 t. en train.",
    "Le bilan : 1. le lait ; 2. le pain.",
    "Trop tard ?! | Non.",
    "L'accord [...] reste en vigueur. | Il est public.",
]
ENGLISH = [
    "We pay within 30 days. | We publish every delay.",
    "Dr. Hall met Mr. Okoye at 9 a.m. in Leeds. | They agreed.",
    "Our U.S. stores follow. | So do those in the U.K. | We checked.",
    "Prices rose in the U.S. Government data shows it.",
    "Halage Inc. is a member. | It joined with Acme Ltd. | We welcome both.",
    "See Fig. 3 and Sec. 2, i.e. the annex. | The rest is online.",
    "No. 4 is closed. | No. 5 is open.",
    "The answer is no. | We will not.",
    "Smith et al. found less. | We asked them why.",
    "It weighs 2.5 kg. | It costs $3.99.",
    "J. R. Brown wrote it. | She signed it.",
    "We chose plan B. | It was cheaper.",
    "“Stop.” | Then they left.",
    '"We never bought there." | The list is public.',
    '"We were wrong. We said so." | Read the letter.',
    "Really?! | Yes. | We mean it!!!",
    "Wait... what happened?",
    "Wait... | We know what happened.",
    "The claim is false.[2] | The source is here.",
    "Emissions fell.¹ | Water use did not.",
    "Great news 🎉 | We open on Monday 🎊 | Join us!",
    "I ❤️ Lyon and its market.",
    "Thanks:folded_hands: | More in the bio.",
    "Read it at https://example.org/a?b=1.5&c=2. | It is short.",
    "We did it. | https://example.org/report",
    "We did it. | #proud #team @halage",
    "Meet us at #COP31",
    "He said (quietly! twice.) that it holds. | Good.",
    "Three aims:→ Pay on time;→ Waste less.",
    "Founded by Jr. staff in Jan. 2014. | Still here.",
    "Approx. 40 farms, incl. 12 organic ones, vs. 9 last year.",
    "He works at Yahoo! now.",
    "Contact me. | We reply the same day.",
]


@pytest.mark.parametrize("marked", FRENCH)
def test_a_french_text_is_cut_where_a_reader_would(marked):
    assert _cut(marked, "fr") == _expected(marked)


@pytest.mark.parametrize("marked", ENGLISH)
def test_an_english_text_is_cut_where_a_reader_would(marked):
    assert _cut(marked, "en") == _expected(marked)


# What a row of the tables cannot show: pieces that begin or end elsewhere than at the mark.
_OTHERWISE = {
    "En 2019. 40 producteurs nous ont rejoints.": ["En 2019.", "40 producteurs nous ont rejoints."],
    "Nous avons eu tort. (Le rapport le dit, p. 4.) | Nous corrigeons.": [
        "Nous avons eu tort.",
        "(Le rapport le dit, p. 4.)",
        "Nous corrigeons.",
    ],
    "Bravo !Merci à tous.": ["Bravo !", "Merci à tous."],
    "Three aims:→ Pay on time;→ Waste less.": ["Three aims:", "Pay on time;", "Waste less."],
}


def _expected(marked: str) -> list[str]:
    return _OTHERWISE.get(marked) or [part.strip() for part in marked.split("|")]


def _cut(marked: str, language: str) -> list[str]:
    text = marked.replace("| ", "")
    return [text[a:b] for a, b in sentences(text, language)]


def test_a_line_of_a_post_ends_a_sentence_and_a_wrapped_line_does_not():
    post = "Bonjour à tous\nNous sommes là demain\nMerci"
    wrapped = (
        "We have paid every producer within thirty days since the\n"
        "Charter was signed, and we publish the list of those who\nwaited longer. Read it."
    )
    assert _texts(post) == ["Bonjour à tous", "Nous sommes là demain", "Merci"]
    assert len(_texts(wrapped)) == 2


def test_bullets_numbers_and_quote_marks_are_not_of_the_sentence():
    text = "Nos engagements :\n- Payer à 30 jours.\n2) Publier les prix.\n> Répondre à tous."
    assert _texts(text) == [
        "Nos engagements :",
        "Payer à 30 jours.",
        "Publier les prix.",
        "Répondre à tous.",
    ]


def test_lines_without_a_word_are_no_sentence():
    assert _texts("Bonne nouvelle.\n.\n.\n🎉🎉\n---\nÀ demain.") == ["Bonne nouvelle.", "À demain."]


def test_a_heading_is_never_joined_with_the_sentence_below_it():
    assert _texts("## Notre promesse\nnous payons à 30 jours.") == [
        "## Notre promesse",
        "nous payons à 30 jours.",
    ]


# --- passages ----------------------------------------------------------------------------------


def test_headings_name_the_passages_below_and_are_not_in_them():
    text = (
        "# Charte\n\nNous répondons de tout.\n\n## Prix\n\n### Lait\n\nLe lait est payé 0,48 €.\n\n"
        "## Eau\n\nNous en prélevons moins.\n"
    )
    assert [(p.heading, p.text) for p in _segment(text)] == [
        ("Charte", "Nous répondons de tout."),
        ("Charte > Prix > Lait", "Le lait est payé 0,48 €."),
        ("Charte > Eau", "Nous en prélevons moins."),
    ]


def test_an_underlined_title_is_a_heading_and_a_rule_is_nothing():
    text = "Notre promesse\n==============\n\nNous payons.\n\n---\n\nNous publions.\n"
    passages = _segment(text, bound=4)
    assert [(p.heading, p.text) for p in passages] == [
        ("Notre promesse", "Nous payons."),
        ("Notre promesse", "Nous publions."),
    ]


def test_a_hashtag_is_no_heading():
    (passage,) = _segment("#Transparence : nos prix sont publics.")
    assert passage.text == "#Transparence : nos prix sont publics."
    assert passage.heading == ""


def test_front_matter_is_left_out():
    (passage,) = _segment("---\ntitle: Charte\n---\n\nNous payons à 30 jours.")
    assert passage.text == "Nous payons à 30 jours."


def test_a_short_post_of_several_lines_is_one_passage():
    text = "Bonjour !\n\nLe marché ouvre demain.\n\nVenez 🥕\n\n#local"
    (passage,) = _segment(text)
    assert passage.text == text
    assert passage.quotes == ("Bonjour !", "Le marché ouvre demain.", "Venez 🥕", "#local")


def test_a_document_of_headings_alone_still_says_what_they_say():
    (passage,) = _segment("# Nous serons neutres en 2040\n")
    assert passage.quotes == ("# Nous serons neutres en 2040",)


def test_an_empty_document_has_no_passage():
    assert _segment("") == _segment(" \n\n\t") == []


def test_whole_sentences_are_packed_evenly_up_to_the_bound():
    sentence = "Nous avons publié les prix payés à chacun de nos producteurs cette semaine."
    passages = _segment(" ".join([sentence] * 7), bound=64)
    sizes = [len(p.sentences) for p in passages]
    assert sum(sizes) == 7
    assert max(sizes) - min(sizes) <= 1
    assert all(p.tokens <= 64 for p in passages)


def test_a_long_sentence_stays_whole_below_the_hard_bound():
    long = "Nous avons choisi " + ", ".join(f"le producteur numéro {n}" for n in range(20)) + "."
    assert BOUND < tokens.count(long) <= HARD_BOUND
    passages = _segment(f"D'abord. {long} Ensuite.")
    assert long in [quote for p in passages for quote in p.quotes]


def test_a_sentence_beyond_the_hard_bound_is_cut_at_a_clause_and_its_parts_are_never_quoted():
    endless = "Nous avons choisi " + ", ".join(f"le producteur numéro {n}" for n in range(200))
    passages = _segment(endless)
    assert len(passages) > 1
    assert all(p.tokens <= HARD_BOUND and p.quotes == () for p in passages)
    assert all(p.text.endswith(",") for p in passages[:-1])


def test_list_items_stay_with_the_line_that_announces_them():
    text = "Un paragraphe avant, assez long pour tenir seul sur sa ligne et le rester ensuite.\n\n"
    text += "Nous promettons :\n\n- payer à 30 jours ;\n\n- publier les prix."
    passages = _segment(text, bound=30)
    assert [p.text for p in passages][-1] == (
        "Nous promettons :\n\n- payer à 30 jours ;\n\n- publier les prix."
    )
    assert "payer à 30 jours ;" in passages[-1].quotes


def test_a_table_keeps_its_rows_whole_its_header_first_and_only_its_prose_is_quoted():
    rows = "".join(f"| 20{n} | {n * 3} t |\n" for n in range(10, 40))
    note = "| Note | Les chiffres de 2020 ont été vérifiés par un tiers. |\n"
    text = f"Voici nos déchets, année par année.\n\n| Année | Déchets |\n|---|---|\n{rows}{note}"
    passages = _segment(text, bound=64)
    tables = [p for p in passages if p.text.startswith("|")]
    assert tables[0].text.startswith("| Année | Déchets |\n|---|---|\n| 2010 |")
    assert all(line.endswith("|") for p in tables for line in p.text.splitlines())
    assert [q for p in tables for q in p.quotes] == [
        "Les chiffres de 2020 ont été vérifiés par un tiers."
    ]
    assert passages[0].text == "Voici nos déchets, année par année."


def test_the_stars_around_a_whole_sentence_are_not_quoted():
    (passage,) = _segment("**Nous payons à 30 jours.** Toujours.")
    assert passage.quotes == ("Nous payons à 30 jours.", "Toujours.")


def test_a_passage_carries_the_facts_of_its_document():
    access = Access(Visibility.INTERNAL, owner="Ana")
    document = SourceDocument(
        source="/a.md", text="Nous payons.", title="Charte", kind=Kind.POLICY, speaker="Ana Roy",
        role="présidente", date="2023-05", channel="site", language="fr", url="https://e.fr",
        access=access,
    )  # fmt: skip
    (passage,) = segment(document, "halage", "d1")
    assert (passage.title, passage.kind, passage.speaker, passage.role) == (
        "Charte", Kind.POLICY, "Ana Roy", "présidente",
    )  # fmt: skip
    assert (passage.date, passage.channel, passage.language, passage.url, passage.source) == (
        "2023-05", "site", "fr", "https://e.fr", "/a.md",
    )  # fmt: skip
    assert (passage.brand, passage.document_id, passage.access) == ("halage", "d1", access)


def test_a_bound_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one token"):
        _segment("Nous payons.", bound=0)


# --- what holds for any text -------------------------------------------------------------------

_LINES = st.sampled_from(
    [
        "# Titre", "## Sous-titre", "", "", "- un point ;", "* autre.", "1. Premier.", "> cité",
        "| a | b |", "|---|---|", "| Nous payons tous nos producteurs à temps. | 3 |", "---",
        "...", "🎉🎉", "Titre\n=====", "#tag #autre", "Nous payons. Nous publions !",
        "M. Roy (p. 3. Oui) a dit « Non. Jamais. » et puis", "https://e.fr/a. Voilà", "\u2800",
        "We said so in the U.S. and it's true, i.e. checked", "mot " * 90, "x" * 700, "\ud800 a",
    ]
)  # fmt: skip
_TEXTS = st.one_of(
    st.lists(_LINES, max_size=14).map("\n".join),
    st.text(max_size=300),
    st.text(alphabet=' .!?…«»“”"()[]#|-*>\nAaé1🎉:;,', max_size=300),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=_TEXTS, bound=st.sampled_from([1, 8, 64]))
@example(text="--- \n a\n---\nb", bound=64)
@example(text="_", bound=64)
def test_passages_are_exact_ordered_and_complete(text, bound):
    passages = _segment(text, bound)
    end = 0
    for position, passage in enumerate(passages):
        assert passage.position == position
        assert passage.start >= end
        assert passage.text == text[passage.start : passage.end] != ""
        assert passage.tokens == tokens.count(passage.text)
        assert passage.tokens <= max(bound, HARD_BOUND) + 8
        inner = 0
        for a, b in passage.sentences:
            assert inner <= a < b <= len(passage.text)
            inner = b
        if passage.tokens > bound:
            assert len(passage.sentences) <= 1 or "|" in passage.text
        end = passage.end
    assert len({p.id for p in passages}) == len(passages)
    assert passages == _segment(text, bound)
    _assert_nothing_is_left_out(text, passages)


def _assert_nothing_is_left_out(text, passages):
    covered = set()
    for passage in passages:
        covered.update(range(passage.start, passage.end))
    if passages and not text.lstrip().startswith("-"):
        left = "".join(c if i not in covered else " " for i, c in enumerate(text))
        for line in left.splitlines():
            words = line.strip()
            titled = {p for passage in passages for p in passage.heading.split(" > ")}
            assert (
                not words
                or words.startswith("#")
                or set(words) <= set("-=*_ \t\u00a0")
                or " ".join(words.split()) in titled
                or _is_title_without_a_text(text, words)
            ), words


def _is_title_without_a_text(text, words):
    """A heading with nothing under it names no passage."""
    lines = [line.strip() for line in text.splitlines()]
    under = [b for a, b in pairwise(lines) if a == words]
    return any(line and set(line) <= set("=-") for line in under)


@settings(max_examples=200, deadline=None)
@given(text=_TEXTS)
@example(text="\x1f0")
def test_sentences_are_in_order_trimmed_and_hold_a_word(text):
    end = 0
    for a, b in sentences(text):
        assert end <= a < b <= len(text)
        assert text[a:b] == text[a:b].strip()
        assert any(c.isalnum() or c == "_" for c in text[a:b]) or not text[a:b].isascii()
        end = b


HOSTILE = {
    "letters": "a" * 100_000,
    "stops": "a. " * 33_000,
    "initials": "A. " * 33_000,
    "a.a.": "a." * 50_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "opened quotes": "« A. " * 20_000,
    "hashtags": "#a " * 33_000 + "x",
    "at signs": "a@" * 50_000,
    "emoji": "😀" * 100_000,
    "line breaks": "a\n" * 50_000,
    "bullets": "- a\n\n" * 20_000,
    "headings": "# a\n" * 25_000,
    "rows": "| a | b |\n" * 10_000,
    "titles": "M. " * 33_000,
    "surrogates": "\ud800. " * 33_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_of_100_000_characters_is_cut_in_bounded_time(name):
    """Fault 32: every rule is linear."""
    tokens.encoding()
    began = time.perf_counter()
    _segment(HOSTILE[name])
    assert time.perf_counter() - began < 10


def test_two_thousand_sentences_a_second_at_least():
    three = "Nous publions nos prix. M. Roy l'a confirmé (p. 4). Lisez « La charte. » en ligne !"
    text = "\n\n".join([three] * 700)
    began = time.perf_counter()
    found = sentences(text, "fr")
    assert len(found) == 2_100
    assert len(found) / (time.perf_counter() - began) > 2_000


def _texts(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def _segment(text: str, bound: int = BOUND):
    return segment(SourceDocument(source="/a.md", text=text), "halage", "d1", bound)
