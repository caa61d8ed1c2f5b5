"""The API as a program from outside sees it: over a socket, with a key of somebody's."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from assistant.outputs.catalogue import schema
from knowledge.journal import Journal
from tests.assistant.api.conftest import ROWS, House

POST = {"text": "You promised to halve your plastic packaging. Where is it?", "platform": "x"}
TEXT = "We cut plastic packaging by 18 % between 2020 and 2025."


def strict(told: Any) -> Any:
    """A schema that also refuses what it does not name: a field that nobody described."""
    if isinstance(told, dict):
        told = {name: strict(value) for name, value in told.items()}
        if "properties" in told and "additionalProperties" not in told:
            told["additionalProperties"] = False
    elif isinstance(told, list):
        told = [strict(one) for one in told]
    return told


def fits(value: Any, command: str) -> Any:
    """The value, which is what ``corail COMMAND --json`` is said to print."""
    Draft202012Validator(strict(schema(command))).validate(value)
    return value


def entries(house: House, act: str) -> list[Any]:
    journal = Journal(house.assistant.database)
    assert journal.verify().holds
    return [one for one in journal.entries() if one.act == act]


def refusal(answer: httpx.Response, status: int, kind: str) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["type"]) == (status, f"urn:corail:problem:{kind}")
    return told


def test_a_program_drafts_checks_and_searches_in_the_name_of_its_key(house: House) -> None:
    with house.client(house.key("Maya")) as maya:
        assert maya.get("/key").json()["roles"] == ["drafter"]
        reply = fits(maya.post("/brands/halte/drafts", json={"post": POST}).json(), "draft")
        assert reply["answered"]
        assert reply["drafts"][0]["sentences"]
        cited = {c["id"] for d in reply["drafts"] for s in d["sentences"] for c in s["citations"]}
        assert cited <= {passage["id"] for passage in reply["passages"]}
        assert entries(house, "drafts given")[-1].actor == "Maya"

        stream = {"accept": "text/event-stream"}
        with maya.stream(
            "POST", "/brands/halte/drafts", json={"post": POST}, headers=stream
        ) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            told = [one.split("\n", 1) for one in answer.read().decode().strip().split("\n\n")]
        # What begins with a colon only says that it is still at it.
        events = [
            (name.removeprefix("event: "), json.loads(data[0].removeprefix("data: ")))
            for name, *data in told
            if not name.startswith(":")
        ]
        assert events[0][0] == "stage"
        name, streamed = events[-1]
        assert name == "reply"
        assert [one["text"] for one in streamed["drafts"]] == [
            one["text"] for one in reply["drafts"]
        ]

        held = fits(maya.post("/brands/halte/checks", json={"text": TEXT}).json(), "check")
        assert held["sentences"][0]["standing"] == "quoted"
        [first, *_] = fits(maya.get("/brands/halte/search?q=plastic+packaging").json(), "search")
        assert first["date"] == "2025-06-01"
        fits(maya.get("/brands").json(), "brand list")
        fits(maya.get("/brands/halte/commitments").json(), "record commitments")

        page = maya.get("/brands/halte/documents?limit=3")
        assert page.headers["x-total-count"] == str(len(ROWS))
        assert len(fits(page.json(), "record list")) == 3
        there = page.headers["link"].partition(">")[0].lstrip("<")
        [last] = maya.get(f"{house.at}{there}").json()
        fits(maya.get(f"/brands/halte/documents/{last['id']}").json(), "record show")


def test_who_keeps_the_record_puts_texts_and_files_on_it_and_nobody_else(house: House) -> None:
    # What a text says of itself is a text: it makes nothing public.
    text = "---\nvisibility: public\n---\n\nOur secret recipe has four herbs from the Arlen valley."
    given = {"text": text, "title": "Recipe", "visibility": "internal", "name": "recipe"}
    with house.client(house.key("Kim")) as kim, house.client(house.key("Maya")) as maya:
        answer = kim.post("/brands/arlen/documents", json=given)
        assert answer.status_code == 201, answer.text
        assert fits(answer.json(), "ingest")["taken"] == 1
        [entry] = kim.get("/brands/arlen/documents").json()
        assert (entry["visibility"], entry["source"]) == ("internal", "corail:upload/recipe")
        again = kim.post("/brands/arlen/documents", json=given)
        assert again.json()["unchanged"] == 1
        changed = given | {"text": "Our recipe has five herbs from the Arlen valley."}
        assert kim.post("/brands/arlen/documents", json=changed).json()["taken"] == 1
        texts = {d["title"]: d["superseded_by"] for d in kim.get("/brands/arlen/documents").json()}
        assert len(texts) == 1

        file = {"file": ("../../herbs.md", b"We grow our herbs without pesticides.")}
        sent = kim.post(
            "/brands/arlen/documents/files", files=file, data={"date": "2026-05", "kind": "fact"}
        )
        assert sent.status_code == 201, sent.text
        [row] = fits(sent.json(), "ingest")["rows"]
        assert row["path"] == "corail:upload/herbs.md"
        assert kim.get("/brands/arlen/documents?kind=fact").json()[0]["date"] == "2026-05"

        for refused in (
            maya.post("/brands/arlen/documents", json=given),
            maya.post("/brands/arlen/documents/files", files=file),
        ):
            assert "knowledge manager" in refusal(refused, 403, "not-allowed")["detail"]
    told = entries(house, "act refused")[-1]
    assert (told.actor, dict(told.detail)) == ("Maya", {"act": "put on record"})
    assert {e.actor for e in entries(house, "document added")} >= {"Kim"}


def test_41_a_text_is_approved_by_another_persons_key_and_refused_without_the_role(
    house: House,
) -> None:
    with (
        house.client(house.key("Maya")) as maya,
        house.client(house.key("Nadia")) as nadia,
        house.client(house.key("Ada")) as ada,
    ):
        opened = maya.post("/brands/halte/reviews", json={"post": POST, "text": TEXT})
        assert opened.status_code == 201, opened.text
        reply = fits(opened.json(), "review show")
        at, digest = f"/reviews/{reply['id']}", reply["versions"][-1]["digest"]
        reply = maya.post(f"{at}/submit", json={"turn": 1}).json()
        assert (reply["state"], reply["turn"]) == ("in review", 2)

        approval = {"turn": 2, "digest": digest}
        for one in (maya, ada):
            refusal(one.post(f"{at}/approve", json=approval), 403, "not-allowed")
        told = entries(house, "act refused")[-2:]
        assert [(e.actor, e.subject, e.detail["act"]) for e in told] == [
            ("Maya", reply["id"], "approve"),
            ("Ada", reply["id"], "approve"),
        ]

        narrowed = house.key("Nadia", "reviewer")
        other = approval | {"digest": "0" * 64}
        refusal(nadia.post(f"{at}/approve", json=other), 409, "overtaken")
        refusal(nadia.post(f"{at}/approve", json=approval | {"turn": 1}), 409, "overtaken")
        fits(nadia.get("/brands/halte/reviews?state=in+review").json(), "review list")
        examined = nadia.get(f"{at}/examination").json()
        overrides = {
            f["key"]: "Looked at." for f in examined["findings"] if f["severity"] == "block"
        }
        with house.client(narrowed) as signed:
            approved = signed.post(f"{at}/approve", json=approval | {"overrides": overrides})
        assert approved.status_code == 200, approved.text
        assert approved.json()["state"] == "approved"
        assert entries(house, "reply approved")[-1].actor == "Nadia"

        # A key that was narrowed lets nobody do more by it than it says.
        house.access.set_roles("Nadia", ["reviewer", "drafter"], house.access.operator("root"))
        with house.client(narrowed) as signed:
            assert signed.get("/key").json()["roles"] == ["reviewer"]
        only = house.key("Nadia", "drafter")
        with house.client(only) as signed:
            asked = {"turn": approved.json()["turn"], "reason": "No."}
            refusal(signed.post(f"{at}/reject", json=asked), 403, "not-allowed")
        rejected = nadia.post(f"{at}/reject", json=asked)
        assert rejected.json()["state"] == "rejected"


def test_41_a_key_that_was_revoked_or_has_expired_opens_nothing_and_the_journal_is_told(
    house: House,
) -> None:
    keys, root = house.access.keys, house.access.operator("root")
    revoked = house.key("Maya")
    keys.revoke(revoked.split("_")[1], root)
    _, expired = keys.add("Maya", "x", root, until=house.clock.now + timedelta(days=1))
    house.access.add("Tom", ["drafter"], root)
    gone = house.key("Tom")
    house.access.disable("Tom", root)
    before, house.clock.now = house.clock.now, house.clock.now + timedelta(days=2)
    mistaken = revoked[:-4] + "AAAA"
    try:
        heard = set()
        for words in (revoked, expired, gone, mistaken, "corail_x_y", "", None):
            with house.client(words) as client:
                answer = client.get("/brands")
            refusal(answer, 401, "no-key")
            heard.add(answer.text)
        assert len(heard) == 1, "whatever is wrong with a key, whoever holds it hears the same"
        whys = {(e.detail["why"], e.detail.get("key")) for e in entries(house, "key refused")}
        known = {
            (why, key.split("_")[1])
            for why, key in zip(
                ("revoked", "expired", "disabled"), (revoked, expired, gone), strict=True
            )
        }
        assert whys >= known | {("unknown", None)}
        count = len(entries(house, "key refused"))
        with house.client(revoked) as client:
            client.get("/brands")
        assert len(entries(house, "key refused")) == count, "not once more for each try"
    finally:
        house.clock.now = before
    kept = str(house.access.keys.listed())
    assert not any(words.split("_", 2)[2] in kept for words in (revoked, expired, gone))


def test_the_inbox_takes_a_file_and_shows_what_it_said(house: House) -> None:
    rows = "text,author,channel\nHalte promised less plastic. Where is it?,@zoe,x\n"
    with house.client(house.key("Maya"), **{"accept-language": "fr"}) as maya:
        file = {"file": ("posts.csv", rows.encode())}
        taken = maya.post("/brands/halte/inbox/files", files=file)
        assert taken.status_code == 201, taken.text
        assert fits(taken.json(), "listen import")["new"] == 1
        page = fits(maya.get("/brands/halte/inbox").json(), "listen inbox")
        shown = maya.get(f"/brands/halte/inbox/{page['posts'][0]['id']}").json()
        assert fits(shown, "listen show")["post"]["author"] == "@zoe"
        told = refusal(maya.get("/brands/nobody/inbox"), 404, "not-found")
        assert told["title"] == "Introuvable"


@pytest.fixture(scope="module")
def described(house: House) -> Any:
    with house.client(None) as anybody:
        return anybody.get("/openapi.json").json()


def test_every_route_says_what_it_does_and_answers_and_is_closed_without_a_key(
    house: House, described: Any
) -> None:
    assert described["openapi"].startswith("3.1")
    names = described["components"]["schemas"]
    assert not [name for name in names if "__" in name], "names that a program can rely on"
    count = 0
    with house.client(None) as nobody:
        for path, methods in described["paths"].items():
            for method, one in methods.items():
                count += 1
                assert one["summary"]
                assert one["description"]
                assert one["operationId"]
                [good] = [code for code in one["responses"] if code.startswith("2")]
                shape = one["responses"][good]["content"]["application/json"]["schema"]
                for part in (shape, *shape.get("items", {}).items()):
                    if isinstance(part, dict) and "$ref" in part:
                        assert part["$ref"].rpartition("/")[2] in names
                answer = nobody.request(method, path.replace("{", "").replace("}", ""))
                if path == "/health":
                    assert answer.json().keys() == {"status", "version"}
                    continue
                assert one["security"] == [{"key": []}]
                assert "401" in one["responses"]
                refusal(answer, 401, "no-key")
        assert count > 20
        assert "corail people key add" in answer.json()["detail"]
        page = nobody.get("/docs")
        assert "script" not in page.text
        assert "/api/v1/openapi.json" in page.text
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in page.headers
        elsewhere = nobody.get("/health", headers={"host": "corail.evil.example"})
        assert elsewhere.status_code == 421


def test_what_does_not_fit_is_refused_in_a_sentence_and_not_said_back(house: House) -> None:
    with house.client(house.key("Maya")) as maya:
        sent = {"post": {"text": "x" * 20_001, "secret": "anna@halte.example"}}
        told = refusal(maya.post("/brands/halte/drafts", json=sent), 400, "bad-request")
        where = {one["where"] for one in told["errors"]}
        assert where == {"body/post/text", "body/post/secret"}
        assert "anna" not in str(told)
        asked = {"post": POST | {"platform": "agora"}}
        told = refusal(maya.post("/brands/halte/drafts", json=asked), 400, "bad-request")
        assert "bluesky" in told["detail"]
        refusal(maya.get("/nowhere"), 404, "not-found")
        refusal(maya.delete("/brands"), 405, "no-method")
        large = maya.post("/brands/halte/checks", content=b"x" * 9_000_000)
        assert large.status_code == 413
