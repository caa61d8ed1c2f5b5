"""The example brand: a record that agrees with itself and shows every rule at work."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.dates import parse
from knowledge.loading import Loaded, load
from knowledge.model import Kind, SourceDocument, Visibility

EXAMPLE = Path(str(resources.files("knowledge").joinpath("example")))
TODAY = "2026-11-22"
# Names that a food company's record would be likely to hold, had it been copied from a real one.
REAL = """
Agrial Auchan Biocoop Bonduelle Candia Carrefour Casino Danone Entremont Eurial FNSEA
Greenpeace Intermarché Lactalis Laïta Leclerc Lidl Monoprix Nestlé Orlait Sodiaal Tereos
Terrena Unilever WWF Yoplait
"""
PLATFORMS = """
x bluesky mastodon threads linkedin instagram facebook youtube tiktok google-business
"""


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tables() -> list[Path]:
    return sorted(p for p in EXAMPLE.rglob("*.jsonl") if p.name != "posts.jsonl")


@pytest.fixture(scope="module")
def documents() -> list[SourceDocument]:
    """The whole record, as loading hands it over; nothing skipped, nothing refused."""
    record = [p for p in sorted(EXAMPLE.iterdir()) if p.is_dir() and p.name != "__pycache__"]
    outcomes = list(load(record))
    assert [o for o in outcomes if not isinstance(o, Loaded)] == []
    return [d for o in outcomes if isinstance(o, Loaded) for d in o.documents]


@pytest.fixture(scope="module")
def posts() -> list[dict[str, Any]]:
    return rows(EXAMPLE / "posts.jsonl")


def of(documents: list[SourceDocument], *kinds: Kind) -> list[SourceDocument]:
    return [d for d in documents if d.kind in kinds]


def titled(documents: list[SourceDocument], title: str) -> SourceDocument:
    (found,) = [d for d in documents if d.title == title]
    return found


# --- what is there --------------------------------------------------------------------------------


def test_every_file_is_taken_whole(documents: list[SourceDocument]) -> None:
    files = list(EXAMPLE.rglob("*.md"))
    assert len(documents) == len(files) + sum(len(rows(table)) for table in tables())
    assert not [d.source for d in documents if any("mended" in note for note in d.notes)]


def test_there_are_enough_of_every_kind(documents: list[SourceDocument]) -> None:
    count = Counter(d.kind for d in documents)
    assert count[Kind.STATEMENT] + count[Kind.FACT] + count[Kind.COMMITMENT] >= 80
    assert count[Kind.COMMITMENT] >= 8
    assert count[Kind.PURPOSE] >= 3
    assert count[Kind.REPLY] >= 25
    assert 6 <= count[Kind.ALLY] <= 8
    assert count[Kind.POLICY] >= 3


def test_it_speaks_over_eight_years_by_several_voices_and_channels(
    documents: list[SourceDocument],
) -> None:
    said = of(documents, Kind.STATEMENT, Kind.FACT, Kind.COMMITMENT)
    assert {d.date[:4] for d in said if d.date} == {str(year) for year in range(2019, 2027)}
    speakers = Counter(d.speaker for d in said)
    assert sum(1 for name, n in speakers.items() if name != "Ronsel" and n >= 2) >= 7
    channels = {d.channel for d in said}
    wanted = {"x", "linkedin", "interview", "press release", "annual report", "speech", "website"}
    assert wanted <= channels


def test_two_fifths_of_it_is_english_and_the_rest_french(documents: list[SourceDocument]) -> None:
    said = of(documents, Kind.STATEMENT, Kind.FACT, Kind.COMMITMENT)
    languages = Counter(d.language for d in said)
    assert set(languages) == {"fr", "en"}
    assert 0.36 <= languages["en"] / len(said) <= 0.45
    replies = Counter(d.language for d in of(documents, Kind.REPLY))
    assert min(replies["fr"], replies["en"]) >= 10


def test_everyone_who_is_a_person_has_a_role(documents: list[SourceDocument]) -> None:
    assert not [d.title for d in documents if d.speaker != "Ronsel" and not d.role]


# --- how it is written ----------------------------------------------------------------------------


def test_every_front_matter_reads_as_yaml() -> None:
    for path in EXAMPLE.rglob("*.md"):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        said = yaml.safe_load(front)
        assert {"title", "kind", "speaker", "date", "channel", "language"} <= said.keys(), path
        assert Kind(said["kind"])
        assert body.strip()


def test_every_row_has_an_id_of_its_own_and_the_same_columns() -> None:
    wanted = {"id", "date", "speaker", "channel", "language", "kind", "text"}
    seen = [row for table in tables() for row in rows(table)]
    assert len({row["id"] for row in seen}) == len(seen)
    for row in seen:
        assert wanted <= row.keys(), row["id"]
        assert Kind(row["kind"])


def test_nothing_is_said_twice(documents: list[SourceDocument]) -> None:
    said = Counter(" ".join(d.text.split()).casefold() for d in documents)
    assert [text for text, n in said.items() if n > 1] == []
    titles = Counter((d.title, d.kind) for d in documents if d.kind is not Kind.REPLY)
    assert [title for title, n in titles.items() if n > 1] == []


def test_every_date_is_a_whole_day_in_the_past(documents: list[SourceDocument]) -> None:
    for document in documents:
        assert document.date is not None, document.source
        assert date.fromisoformat(document.date).isoformat() == parse(document.date)
        assert document.date <= TODAY, document.source


def test_tables_are_in_the_order_of_time() -> None:
    for table in tables():
        if table.parent.name != "allies":
            dates = [row["date"] for row in rows(table)]
            assert dates == sorted(dates), table


def test_replies_greet_by_name_say_vous_and_are_signed(documents: list[SourceDocument]) -> None:
    for reply in of(documents, Kind.REPLY):
        hello = "Bonjour" if reply.language == "fr" else "Hello"
        assert re.match(rf"{hello} [A-ZÀ-Ý][\w-]+, ", reply.text), reply.text
        assert reply.text.endswith(" Inès"), reply.text
        assert not re.search(r"(?i)\b(?:tu|toi|ton|tes)\b", reply.text), reply.text


def test_nothing_real_is_named_and_every_address_leads_nowhere() -> None:
    whole = "\n".join(
        path.read_text(encoding="utf-8")
        for path in EXAMPLE.rglob("*")
        if path.suffix in {".md", ".jsonl", ".yaml"}
    )
    assert not [name for name in REAL.split() if re.search(rf"\b{name}\b", whole)]
    assert not re.search(r"C'est qui le [Pp]atron|Paysan Breton|Système U", whole)
    hosts = re.findall(r"https?://([^/\s\"]+)|@([\w-]+(?:\.[\w-]+)+)", whole)
    assert hosts
    assert not [a or b for a, b in hosts if not (a or b).endswith(".example")]


# --- the rules it shows ---------------------------------------------------------------------------


def test_a_commitment_was_met(documents: list[SourceDocument]) -> None:
    pledge = titled(of(documents, Kind.COMMITMENT), "Œufs de plein air")
    met = titled(documents, "Œufs de plein air : objectif tenu")
    assert "d'ici fin 2024" in pledge.text
    assert "1er décembre 2024" in met.text


def test_a_commitment_is_late_and_says_so(documents: list[SourceDocument]) -> None:
    pledge = titled(of(documents, Kind.COMMITMENT), "Soja sans déforestation")
    late = titled(documents, "Soja : engagement en retard")
    assert "d'ici fin 2025" in pledge.text
    assert "91 %" in late.text and "en retard" in late.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Nos emballages d'ici 2025", "Nos emballages : un nouveau calendrier"),
        ("Our packaging by 2025", "Our packaging: a new calendar"),
    ],
)
def test_a_commitment_is_superseded_in_both_languages(
    documents: list[SourceDocument], old: str, new: str
) -> None:
    replaced, successor = titled(documents, old), titled(documents, new)
    assert successor.supersedes == replaced.title
    assert (successor.date or "") > (replaced.date or "")


def test_every_commitment_has_a_deadline_a_baseline_and_an_owner(
    documents: list[SourceDocument],
) -> None:
    without_end = {"Auvry : chaque lot analysé"}
    for pledge in of(documents, Kind.COMMITMENT):
        text = pledge.text
        assert re.search(r"(?i)fin 20\d\d|avant le|d'ici 20\d\d|(?:by|end of) 20\d\d", text) or (
            pledge.title in without_end
        ), pledge.title
        assert re.search(r"contre|partir d|point de départ|87|156|from|tart", text), pledge.title
        assert re.search(r"répond|suit|rend compte|answer", text), pledge.title


def test_what_is_internal_embargoed_or_expired_is_not_public_today(
    documents: list[SourceDocument],
) -> None:
    kept = [d for d in documents if not d.access.is_public_on(TODAY)]
    assert {d.title for d in kept} == {
        "Note interne : capacités",
        "Prime lait 2027",
        "Offre de fin d'année",
    }
    by_title = {d.title: d.access for d in kept}
    assert by_title["Note interne : capacités"].visibility is Visibility.INTERNAL
    prime = by_title["Prime lait 2027"]
    assert prime.visibility is Visibility.EMBARGOED
    assert prime.is_public_on("2027-01-15")
    assert (by_title["Offre de fin d'année"].expires or "") < TODAY


def test_no_public_sentence_lets_out_what_is_kept(documents: list[SourceDocument]) -> None:
    public = "\n".join(d.text for d in documents if d.access.is_public_on(TODAY))
    assert "prime de 12 euros" not in public
    assert not re.search(r"yaourts d'Auvry pourrait|arrêter en 2027", public)


# --- the figures agree ----------------------------------------------------------------------------


def key_figures() -> dict[str, dict[str, float]]:
    """The table of key figures, by indicator and year."""
    text = (EXAMPLE / "facts/chiffres-cles.md").read_text(encoding="utf-8")
    lines = [line.strip("| \n").split(" | ") for line in text.splitlines() if line[:1] == "|"]
    years = [cell.strip("| ") for cell in lines[0]][-7:]
    return {
        name: {y: number(cell) for y, cell in zip(years, cells, strict=True)}
        for name, *cells in lines[2:]
    }


def number(text: str) -> float:
    """A figure as French (1 860,5) or English (1,860.5) writes it."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    plain = plain.replace(",", "") if re.fullmatch(r"\d+(?:,\d{3})+", plain) else plain
    return float(plain.replace(",", "."))


# How the record words each indicator: <n> is the figure and <y> the year it is of.
WORDINGS = {
    "Émissions des laiteries et camions, tonnes": (
        r"ont émis <n> tonnes .* en <y>",
        r"emitted <n> tonnes .* in <y>",
        r"de <n> tonnes en <y>, 21 %",
        r"were <n> tonnes in <y>, 21%",
        r"à partir de <n> tonnes en <y>",
        r"from <n> tonnes in <y>",
    ),
    "Emballages plastique, tonnes": (
        r"<n> tonnes d'emballages plastique en <y>",
        r"(?:départ est de|partir de|from) <n> tonnes (?:de plastique en|of plastic in) <y>",
        r"<n> tonnes of plastic packaging .*?in <y>",
    ),
    "Prix moyen du lait, euros les mille litres": (
        r"payé .*?<n> euros .* en moyenne en <y>",
        r"primes comprises, contre <n> euros en <y>",
        r"Le prix du lait de <n> euros les mille litres en <y>",
        r"<n> euros for a thousand litres of milk on average in <y>",
    ),
    "Eau, litres par litre de lait": (r"dairies needed <n> litres .*? in <y>",),
    "Écart de salaire femmes-hommes, %": (
        r"est de <n> % chez Ronsel en <y>",
        r"à poste égal.*, contre <n> % en <y>",
        r"earned <n>% less than men .*?in <y>",
        r"payées <n> % de moins .* en <y>",
    ),
    "Ventes, millions d'euros": (
        r"sales (?:of|were) <n> million euros in <y>",
        r"reculé à <n> millions d'euros en <y>",
    ),
    "Résultat net, millions d'euros": (r"net result was <n> million euros in <y>",),
    "Lait collecté, millions de litres": (
        r"<n> millions de litres de lait en <y>",
        r"<n> million litres of milk in <y>",
    ),
    "Fermes adhérentes": (
        r"dhérent\w+ (?:étaient|sont) <n>(?: fermes)? fin <y>",
        r"<n> farms (?:that owned Ronsel )?at the end of <y>",
    ),
    "Élevages laitiers": (r"fin <y>(?: :|, dont) <n> élevages laitiers",),
    "Salariés": (r"at the end of <y>, .* employed <n> people",),
    "Troupeaux au pâturage 150 jours, %": (
        r"<n>% of our (?:dairy )?herds.* 150 days in <y>",
        r"pâturent au moins 150 jours .* contre <n> % en <y>",
    ),
}
FIGURE, YEAR = r"(?P<n>\d+(?:[ ,.]\d+)*)", r"(?P<y>20[12]\d)"


def said_of(documents: list[SourceDocument], wording: str) -> Iterator[tuple[str, float, str]]:
    """The year, the figure and the sentence wherever the record is so worded."""
    pattern = wording.replace("<n>", FIGURE).replace("<y>", YEAR)
    for document in documents:
        for sentence in re.split(r"(?<=[.!?])\s", " ".join(document.text.split())):
            if match := re.search(pattern, sentence):
                yield match["y"], number(match["n"]), sentence


@pytest.mark.parametrize(
    ("indicator", "wording"), [(name, w) for name, wordings in WORDINGS.items() for w in wordings]
)
def test_what_is_said_of_a_year_is_what_the_table_holds(
    documents: list[SourceDocument], indicator: str, wording: str
) -> None:
    table = key_figures()[indicator]
    found = [one for one in said_of(documents, wording) if one[0] in table]
    assert found, "nothing on record is worded so any more"
    for year, figure, sentence in found:
        assert figure == table[year], sentence


def test_totals_and_shares_add_up() -> None:
    table = key_figures()
    emissions = table["Émissions des laiteries et camions, tonnes"]
    plastic = table["Emballages plastique, tonnes"]
    price = table["Prix moyen du lait, euros les mille litres"]
    assert round(100 * (1 - emissions["2025"] / emissions["2019"])) == 21
    assert round(100 * (1 - plastic["2025"] / plastic["2020"])) == 23
    assert round(100 * (price["2022"] / price["2021"] - 1)) == 17
    # 40 % less by 2030, along a straight line from 2019, and how far 2025 is from it.
    on_pace = emissions["2019"] * (1 - 0.4 * 6 / 11)
    assert round((emissions["2025"] - on_pace) / 100) == 6
    assert table["Fermes adhérentes"]["2025"] == 1490 + 118 + 252
    assert sum((64, 20, 3)) == sum((61, 19, 7)) == 87


# --- the posts to try -----------------------------------------------------------------------------


def test_thirty_posts_go_from_easy_to_vicious_beyond_what_the_record_covers(
    posts: list[dict[str, Any]],
) -> None:
    assert len(posts) == 30
    assert len({p["id"] for p in posts}) == len({p["text"] for p in posts}) == 30
    assert {p["difficulty"] for p in posts} == {1, 2, 3, 4, 5}
    assert sum(not p["covered"] for p in posts) >= 8
    assert min(Counter(p["language"] for p in posts).values()) >= 12
    assert {p["platform"] for p in posts} <= set(PLATFORMS.split())
    assert len({p["platform"] for p in posts}) >= 6
    assert all(p["author"] and p["topic"] for p in posts)
