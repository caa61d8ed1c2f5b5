"""What is being written outlives a server that is lost and a page that is loaded anew."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visiting

WRITTEN = "You promised less flour, and the mill says otherwise."


@pytest.mark.parametrize(
    ("locale", "told"), [("en", "The server does not answer"), ("fr", "Le serveur ne répond pas")]
)
def test_a_server_that_is_lost_is_told_in_the_language_and_the_words_come_back(
    visit: Visiting, locale: str, told: str
) -> None:
    page = visit(locale=locale).page
    post = page.locator("#reply-post textarea")
    post.fill(WRITTEN)
    page.route("**/gradio_api/queue/**", lambda route: route.abort())
    page.route("**/gradio_api/app_id**", lambda route: route.abort())
    page.locator("#reply-draft").click()
    page.get_by_text(told).wait_for()
    assert not page.locator(".toast-body", has_text="Connection").first.is_visible()

    with page.expect_event("load"):
        page.unroute("**/gradio_api/queue/**")
        page.unroute("**/gradio_api/app_id**")
    page.locator('html[data-corail="ready"]').wait_for(state="attached")
    page.wait_for_function(f"document.querySelector('#reply-post textarea').value === {WRITTEN!r}")
    page.locator("#reply-draft").click()
    page.locator("#exchange-1 .copy").first.wait_for(state="attached")
    assert WRITTEN in page.locator("#exchange-1").inner_text()


def test_what_was_drafted_from_does_not_come_back(visit: Visiting) -> None:
    came = visit()
    came.ask(WRITTEN)
    page = came.page
    assert page.locator("#reply-post textarea").input_value() == ""
    page.reload()
    page.locator('html[data-corail="ready"]').wait_for(state="attached")
    page.wait_for_timeout(500)
    assert page.locator("#reply-post textarea").input_value() == ""
