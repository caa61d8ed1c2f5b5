"""Reviews: a text on its way out, by the same rules as on the page.

Every act names the `turn` of the reply that was seen, and is refused where somebody acted since.
Rights are asked in the transaction of the act, and what is refused is journalled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from assistant.api.answers import Limit, Offset, answer, page, told
from assistant.api.bodies import (
    Approved,
    Refused,
    Remark,
    ReviewOpened,
    Revised,
    SentOut,
    Submitted,
)
from assistant.api.desk import Desk
from assistant.api.door import language_of, person_of
from assistant.api.rights import Deed, demand
from assistant.freezing import freeze
from assistant.review import State


def routes(desk: Desk) -> APIRouter:
    """Replies on their way out."""
    router = APIRouter(tags=["reviews"])

    def reading(request: Request, brand: str = "") -> None:
        demand(desk.access, person_of(request), Deed.READ, brand)

    @router.get(
        "/brands/{brand}/reviews",
        **told("list_reviews", "The replies of a brand, what changed last first", "review list"),
    )
    def listed(
        request: Request,
        brand: str,
        state: Annotated[list[State] | None, Query(description="Repeatable; default: all.")] = None,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Any:
        """Without their texts' past."""
        reading(request, brand)
        states: Sequence[State] = state or list(State)
        name, most = desk.brand(brand).name, offset + limit + 1
        found = desk.review.listed(name, states=states, limit=most)[offset:]
        return page(request, [freeze(one) for one in found], limit, offset)

    @router.post(
        "/brands/{brand}/reviews",
        **told("open_review", "Take a text to review", "review show", 201),
    )
    def opened(request: Request, brand: str, body: ReviewOpened) -> Any:
        """It is held against the record at once; what stands in the way is in its examination."""
        reply = desk.review.open(
            desk.brand(brand).name,
            body.post.post(),
            body.text,
            person_of(request),
            locale=language_of(request),
        )
        return answer(freeze(reply), 201)

    @router.get(
        "/reviews/{review}",
        **told(
            "read_review", "One reply: its versions, what was decided and by whom", "review show"
        ),
    )
    def read(request: Request, review: str) -> Any:
        """`turn` and the `digest` of the last version are what the acts on it ask for."""
        reading(request)
        return answer(freeze(desk.review.read(review)))

    @router.get(
        "/reviews/{review}/examination",
        **told(
            "examine_review", "The text held against the record as it stands now", "examination"
        ),
    )
    def examination(request: Request, review: str) -> Any:
        """What an approval has to resolve, or to override by the `key` of the finding."""
        reading(request)
        return answer(freeze(desk.review.examine(review, language_of(request))))

    @router.post(
        "/reviews/{review}/versions",
        **told(
            "revise_review", "Write another version, which nobody has approved", "review show", 201
        ),
    )
    def revised(request: Request, review: str, body: Revised) -> Any:
        """One character more is another version."""
        reply = desk.review.revise(
            review, body.turn, body.text, person_of(request), locale=language_of(request)
        )
        return answer(freeze(reply), 201)

    @router.post(
        "/reviews/{review}/submit",
        **told("submit_review", "Hand the text to the reviewers", "review show"),
    )
    def submitted(request: Request, review: str, body: Submitted) -> Any:
        """From then on it can be approved."""
        return answer(freeze(desk.review.ledger.submit(review, body.turn, person_of(request))))

    @router.post(
        "/reviews/{review}/approve",
        **told("approve_review", "Put your name under one exact text", "review show"),
    )
    def approved(request: Request, review: str, body: Approved) -> Any:
        """The text is examined anew. Who wrote it cannot approve it, unless the house says so."""
        reply = desk.review.approve(
            review,
            body.turn,
            body.digest,
            person_of(request),
            overrides=body.overrides,
            reason=body.reason,
            locale=language_of(request),
        )
        return answer(freeze(reply))

    @router.post(
        "/reviews/{review}/ask-changes",
        **told("ask_changes", "Ask for another version, and say why", "review show"),
    )
    def changes(request: Request, review: str, body: Refused) -> Any:
        """Approvals that were given are void."""
        by = person_of(request)
        return answer(freeze(desk.review.ledger.ask_changes(review, body.turn, body.reason, by)))

    @router.post(
        "/reviews/{review}/reject",
        **told("reject_review", "Say that this reply shall not be sent, and why", "review show"),
    )
    def rejected(request: Request, review: str, body: Refused) -> Any:
        """It can be taken up again."""
        by = person_of(request)
        return answer(freeze(desk.review.ledger.reject(review, body.turn, body.reason, by)))

    @router.post(
        "/reviews/{review}/send",
        **told("send_review", "Say that the approved text left the house", "review show"),
    )
    def sent(request: Request, review: str, body: SentOut) -> Any:
        """It is on record as a dated reply from then on. Corail itself publishes nothing."""
        by = person_of(request)
        return answer(freeze(desk.review.send(review, body.turn, body.digest, by, url=body.url)))

    @router.post(
        "/reviews/{review}/comments",
        **told("comment_review", "Say something about a version", "review show", 201),
    )
    def commented(request: Request, review: str, body: Remark) -> Any:
        """It overtakes nobody."""
        reply = desk.review.ledger.comment(
            review, body.words, person_of(request), version=body.version, sentence=body.sentence
        )
        return answer(freeze(reply), 201)

    return router
