"""``corail purpose``: sentences of purpose, the vote on them, and what was decided."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.common import (
    BrandOption,
    JsonOption,
    assistant_at_work,
    given,
    inert,
    print_json,
    report,
)
from assistant.cli.purpose import (
    CallOption,
    call_as_dict,
    call_of,
    person,
    plain,
    purpose_app,
    read,
)
from assistant.errors import BadRequest

SentenceArgument = Annotated[str, typer.Argument(help="A sentence's number or id.")]


@purpose_app.command()
def candidates(
    take: Annotated[
        int | None, typer.Option("--take", help="Put the proposal of this number to the vote.")
    ] = None,
    by_model: Annotated[
        bool, typer.Option("--model", help="Let the chat model phrase, held to answers.")
    ] = False,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="fr or en; default: the terminal's.")
    ] = None,
    call: CallOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Sentences made of the answers, each with what bears it out; and those put to the vote."""
    with assistant_at_work() as assistant:
        study = read(assistant, brand, call, quiet=as_json)
        shop, one = call_of(assistant, brand, call)
        made_by, found = "record", study.proposals
        if by_model:
            phrased = shop.phrased(one, language or assistant.locale)
            made_by, found = phrased.model, phrased.proposals
            if phrased.dropped and not as_json:
                print(f"{phrased.dropped} sentences rested on no answer, and were left out.")
        if language is not None:
            found = tuple(p for p in found if p.language == language)
        if take is not None:
            if not 0 < take <= len(found):
                raise BadRequest(f"There is no proposal {take}: there are {len(found)}.")
            put = shop.take_up(one, found[take - 1], person(assistant), made_by)
            print_json(plain(put)) if as_json else print(f"{put.number}. {inert(put.text)}")
            return
        put_to_vote = shop.candidates(one)
    if as_json:
        told = [{**plain(p), "text": p.text} for p in found]
        print_json({"proposals": told, "candidates": plain(put_to_vote)})
        return
    whole = len(study.heard)
    for number, proposal in enumerate(found, 1):
        print(f"{number:>3}  {inert(proposal.text)}")
        print(f"     {len(proposal.borne.answers)}/{whole}: {' '.join(proposal.borne.answers[:8])}")
    for each in put_to_vote:
        print(f"\nTo the vote {each.number}: {inert(each.text)}  ({inert(each.author)})")


@purpose_app.command()
def write(
    text: Annotated[str | None, typer.Argument(help="A sentence; - for standard input.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="fr or en; default: the terminal's.")
    ] = None,
    try_only: Annotated[
        bool, typer.Option("--try", help="Only show what bears it out; put nothing to the vote.")
    ] = False,
    call: CallOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a sentence yourself: which answers bear it out, which of its words nobody said."""
    words = given(text, "sentence")
    with assistant_at_work() as assistant:
        study = read(assistant, brand, call, quiet=as_json)
        shop, one = call_of(assistant, brand, call)
        spoken = language or assistant.locale
        borne = study.heard.borne(words, spoken)
        put = None if try_only else shop.write(one, words, spoken, person(assistant))
    if as_json:
        print_json({"candidate": plain(put), "borne": plain(borne)})
        return
    if put is not None:
        print(f"{put.number}. {inert(put.text)}")
    print(f"Borne out by {len(borne.answers)} of {len(study.heard)} answers.")
    for identity in borne.answers[:8]:
        print(f"  - {inert(study.heard.by_id[identity].text)} [{identity}]")
    if borne.unsaid:
        print(f"Words nobody said: {inert(', '.join(borne.unsaid))}.")


@purpose_app.command()
def vote(
    sentence: Annotated[str | None, typer.Argument(help="Its number or id.")] = None,
    back: Annotated[bool, typer.Option("--back", help="Take your vote back.")] = False,
    call: CallOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Vote for a sentence, or see how many voted. One vote a person; it can be changed."""
    with assistant_at_work() as assistant:
        by = person(assistant)
        shop, one = call_of(assistant, brand, call)
        if sentence is not None or back:
            shop.vote(one, None if back else sentence, by)
        tally = shop.tally(one, by)
        put = shop.candidates(one)
    if as_json:
        print_json(plain(tally))
        return
    print(f"{tally.voters} voted.")
    if tally.votes is None:
        print(f"Counts are shown once the call is closed, from {one.least} votes on.")
    for each in put:
        mine = "*" if each.id == tally.mine else " "
        count = "" if tally.votes is None else f"{tally.votes.get(each.id, 0):>4}"
        print(f"{mine}{count} {each.number}. {inert(each.text)}")


@purpose_app.command()
def comment(
    words: Annotated[str | None, typer.Argument(help="What you have to say; none lists.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The sentence it is about.")] = None,
    erase: Annotated[str | None, typer.Option("--erase", help="Forget a comment, by id.")] = None,
    call: CallOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say something of a sentence, or of the call; without words, what was said."""
    with assistant_at_work() as assistant:
        by = person(assistant)
        shop, one = call_of(assistant, brand, call)
        if erase is not None:
            shop.erase_comment(one, erase, by)
        elif words is not None:
            shop.comment(one, on, given(words, "comment"), by)
        said = shop.comments(one)
    if as_json:
        print_json(plain(said))
        return
    for each in said:
        print(f"{each.id}  {inert(each.person)}: {inert(each.words)}")


@purpose_app.command()
def close(call: CallOption = None, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """End answers and votes. Who voted for what is forgotten with it."""
    with assistant_at_work() as assistant:
        shop, one = call_of(assistant, brand, call)
        closed = shop.close(one, person(assistant))
        told = call_as_dict(closed, shop.count(closed))
    report(told, f"{closed.id} is closed.", as_json=as_json)


@purpose_app.command()
def outcome(
    sentences: Annotated[list[str], typer.Argument(help="One sentence a language.")],
    supersedes: Annotated[
        list[str] | None,
        typer.Option("--supersedes", help="fr=DOCUMENT: the purpose whose place it takes."),
    ] = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="On record, and not yet for the public.")
    ] = False,
    call: CallOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put sentences on record as the purpose, with where they come from."""
    from assistant.cli.common import pairs
    from knowledge.model import Visibility

    with assistant_at_work() as assistant:
        shop, one = call_of(assistant, brand, call)
        decided = shop.decide(
            one,
            sentences,
            person(assistant),
            supersedes=pairs(supersedes, "--supersedes"),
            visibility=Visibility.INTERNAL if internal else Visibility.PUBLIC,
        )
    if as_json:
        print_json(plain(decided))
        return
    for each in decided:
        print(f"On record: {each.document_id}, decided by {inert(each.decided_by)}.")
