"""What leaves as JSON: one object for a reply, plain types only, names kept stable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from assistant.model import Draft, Finding, Reading, Reply, Sentence, Usage
from knowledge.model import Brand, Commitment, Passage

if TYPE_CHECKING:
    from assistant.access.keys import Key
    from assistant.checking import Held
    from assistant.curation.proposing import Looked
    from assistant.outputs.shapes import people, record, rehearsals, replies
    from assistant.rehearsal.briefed import Brief
    from assistant.rehearsal.outcome import BetterAnswer, Compared, Debrief, Progress
    from assistant.rehearsal.session import Rehearsal
    from assistant.rehearsal.shelf import Listed
    from assistant.rehearsal.values import Turn as RehearsalTurn
    from knowledge.curator import Done, Proposal, Speaker
    from knowledge.ingest import Report
    from knowledge.record import DocumentEntry
    from knowledge.retrieval import Hit
    from knowledge.voice import VoiceScore


def reply_as_dict(reply: Reply) -> replies.Reply:
    """The whole of a reply, as ``corail draft --json`` prints it."""
    engine, wishes = reply.engine, reply.wishes
    return {
        "brand": reply.brand,
        "answered": reply.answered,
        "missing": reply.missing,
        "post": plain(reply.post),
        "reading": reading_as_dict(reply.reading),
        "drafts": [draft_as_dict(draft) for draft in reply.drafts],
        "passages": [passage_as_dict(passage) for passage in reply.passages],
        "notes": list(reply.notes),
        "engine": {
            "drafter": engine.drafter,
            "model": engine.model,
            "prompts": engine.prompts,
            "settings": engine.settings,
            "milliseconds": engine.milliseconds,
            "usage": usage_as_dict(engine.usage),
            "writer": engine.writer,
            "failure": engine.failure,
        },
        "wishes": {
            "language": wishes.language,
            "strategy": wishes.strategy,
            "tone": str(wishes.tone),
            "length": str(wishes.size),
            "mention": wishes.mention,
            "without": list(wishes.without),
        },
    }


def usage_as_dict(usage: Usage | None) -> replies.Usage | None:
    """Tokens in and out, and their cost where a price is configured; ``None`` without a model."""
    if usage is None:
        return None
    return {
        "prompt_tokens": usage.prompt,
        "completion_tokens": usage.completion,
        "cost": usage.cost,
        "currency": usage.currency or None,
    }


def reading_as_dict(reading: Reading) -> Any:
    """Language, intent, allegations (spans of the post), heat in [0, 1], route, reasons, advice."""
    return plain(reading)


def draft_as_dict(draft: Draft) -> replies.Draft:
    """One candidate. ``text`` is ready to paste; citations sit on its sentences."""
    return {
        "strategy": plain(draft.strategy),
        "language": draft.language,
        "text": draft.text,
        "sentences": [sentence_as_dict(sentence) for sentence in draft.sentences],
        "length": plain(draft.length),
        "findings": [finding_as_dict(finding) for finding in draft.findings],
        "note": draft.note,
        "complete": draft.complete,
    }


def sentence_as_dict(sentence: Sentence) -> replies.Sentence:
    """A sentence, its standing, and for each citation the passage's id and the words quoted."""
    return {
        "text": sentence.text,
        "standing": str(sentence.standing),
        "citations": [
            {"id": c.passage_id, "quote": c.words, "number": c.number} for c in sentence.citations
        ],
    }


def finding_as_dict(finding: Finding) -> Any:
    """A finding; ``start`` and ``end`` are offsets into the checked text."""
    return plain(finding)


def passage_as_dict(passage: Passage) -> replies.Passage:
    """A passage as evidence: ``quote`` is its whole text, to the letter."""
    after = passage.superseded_by
    return {
        "id": passage.id,
        "quote": passage.text,
        "title": passage.title,
        "heading": passage.heading,
        "kind": str(passage.kind),
        "speaker": passage.speaker,
        "role": passage.role,
        "date": passage.date,
        "channel": passage.channel,
        "language": passage.language,
        "url": passage.url,
        "source": passage.source,
        "visibility": str(passage.access.visibility),
        "superseded_by": None
        if after is None
        else {"document": after.document_id, "title": after.title, "date": after.date},
    }


def commitment_as_dict(commitment: Commitment) -> record.Commitment:
    """A commitment and how it stands; ``start`` and ``end`` are offsets into the passage's text.

    ``because`` is the id of the passage that kept, dropped or replaced it.
    """
    passage, because = commitment.passage, commitment.because
    return {
        "words": commitment.words,
        "status": str(commitment.status),
        "target": commitment.target,
        "deadline": commitment.deadline,
        "baseline": commitment.baseline,
        "owner": commitment.owner,
        "firm": commitment.firm,
        "start": commitment.start,
        "end": commitment.end,
        "because": None if because is None else because.id,
        "passage": passage_as_dict(passage),
    }


def held_as_dict(held: Held) -> replies.Held:
    """A text held against the record, as ``corail check --json`` prints it."""
    return {
        "text": held.text,
        "reading": reading_as_dict(held.reading),
        "sentences": [
            {**sentence_as_dict(sentence), "nearest": list(held.nearest.get(number, ()))}
            for number, sentence in enumerate(held.sentences)
        ],
        "findings": [finding_as_dict(finding) for finding in held.findings],
        "voice": voice_as_dict(held.voice, held.voiced),
        "record": held.revision,
        "judging": plain(held.judging),
        "passages": [passage_as_dict(passage) for passage in held.passages],
        "length": plain(held.length),
    }


def voice_as_dict(score: VoiceScore | None, known: int) -> replies.Voice | None:
    """How near a text is to the brand's voice; ``percentile`` is null where too little is known."""
    if score is None:
        return None
    return {
        "percentile": round(score.percentile, 1) if score.enough else None,
        "known": known,
        "deviations": plain(score.deviations),
        "traits": [
            {"feature": t.feature, "value": round(t.value, 2), "usual": [t.low, t.high]}
            for t in score.traits
        ],
    }


def hit_as_dict(hit: Hit) -> replies.Hit:
    """A passage that was found, and how well it fits."""
    return {**passage_as_dict(hit.passage), "score": round(hit.score, 4)}


def brand_as_dict(brand: Brand, passages: int) -> record.Brand:
    """A brand, and how many passages it has on record."""
    told: record.Brand = plain(brand) | {"passages": passages}
    return told


def new_key_as_dict(key: Key, words: str) -> people.NewKey:
    """A key just made, with its words, which are told this once."""
    told: people.NewKey = {"key": words} | plain(key)
    return told


def document_as_dict(entry: DocumentEntry) -> record.Document:
    """A document's facts, as the record lists them."""
    after = entry.superseded_by
    return {
        "id": entry.id,
        "title": entry.title,
        "kind": str(entry.kind),
        "speaker": entry.speaker,
        "known_as": entry.known_as,
        "role": entry.role,
        "date": entry.date,
        "channel": entry.channel,
        "language": entry.language,
        "url": entry.url,
        "source": entry.source,
        "visibility": str(entry.access.visibility),
        "embargoed_until": entry.access.embargoed_until,
        "expires": entry.access.expires,
        "owner": entry.access.owner,
        "superseded_by": None if after is None else after.document_id,
        "passages": entry.passages,
        "removed": entry.removed,
        "notes": list(entry.notes),
    }


def text_as_dict(entry: DocumentEntry, text: str) -> record.DocumentText:
    """A document's facts and its whole text."""
    return {**document_as_dict(entry), "text": text}


def report_as_dict(report: Report, looked: Looked | None = None) -> record.Ingested:
    """What became of each file at an ingest, and the totals; what is proposed of the new documents,
    and how many were not looked at (``null`` where none was)."""
    return {
        "taken": report.taken,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "refused": report.refused,
        "passages": report.passages,
        "embedded": report.embedded,
        "rows": [
            {
                "path": str(row.path),
                "outcome": row.outcome,
                "documents": row.documents,
                "passages": row.passages,
                "reason": row.reason,
                "notes": list(row.notes),
            }
            for row in report.rows
        ],
        "notes": list(report.notes),
        "documents": list(report.documents),
        "proposed": None if looked is None else [proposal_as_dict(one) for one in looked.found],
        "not_looked_at": None if looked is None else looked.left,
    }


def proposal_as_dict(proposal: Proposal) -> record.Proposal:
    """What one document may do to another, with the words of both; a person decides."""
    return {
        "id": proposal.id,
        "kind": str(proposal.kind),
        "reason": proposal.reason,
        "state": str(proposal.state),
        "newer": {"document": proposal.new_id, "words": proposal.new_words},
        "older": {"document": proposal.old_id, "words": proposal.old_words},
    }


def speaker_as_dict(speaker: Speaker) -> record.Speaker:
    """A name as it is written on record, and whose it is."""
    return {
        "spelling": speaker.spelling,
        "known_as": speaker.known_as,
        "documents": speaker.documents,
        "last": speaker.last,
    }


def done_as_dict(done: Done) -> record.RecordAct:
    """An act on the record; ``why_not`` is why it cannot be undone, ``null`` where it can."""
    return {
        "act": done.act,
        "number": done.seq,
        "at": done.at,
        "actor": done.actor,
        "documents": list(done.documents),
        "before": dict(done.before),
        "after": dict(done.after),
        "undoes": done.undoes,
        "why_not": None if done.why_not is None else str(done.why_not),
    }


def rehearsal_as_dict(rehearsal: Rehearsal) -> rehearsals.Rehearsal:
    """A rehearsal along the branch it stands at: its terms, and each turn with what it is worth."""
    return {**_terms(rehearsal.listed), "turns": [_turn(turn) for turn in rehearsal.path]}


def listed_as_dict(listed: Listed) -> rehearsals.Listed:
    """A rehearsal without its turns: its terms, its title, when it began and last changed."""
    return {
        **_terms(listed),
        "title": listed.title,
        "person": listed.person,
        "created_at": listed.created_at,
        "changed_at": listed.changed_at,
        "turns": listed.count,
    }


def _terms(listed: Listed) -> rehearsals.Terms:
    terms = listed.terms
    return {
        "rehearsal": listed.id,
        "brand": terms.brand,
        "challenger": terms.challenger,
        "level": terms.level,
        "language": terms.language,
        "engine": terms.engine,
        "topic": terms.topic,
        "speaker": terms.speaker,
    }


def debrief_as_dict(debrief: Debrief) -> rehearsals.Debrief:
    """A debrief; ``number`` of a citation is its source's, from 1, in the order of ``sources``."""
    return {
        **_terms(debrief.listed),
        "summary": debrief.summary,
        "turns": [
            {
                **_turn(one.turn),
                "number": one.number,
                "held": one.held,
                "merits": list(one.merits),
                "weaknesses": plain(one.weaknesses),
                "better": None if one.better is None else better_as_dict(one.better),
            }
            for one in debrief.turns
        ],
        "lines": plain(debrief.lines),
        "gaps": [{"topic": one.topic, "turns": list(one.numbers)} for one in debrief.gaps],
        "steps": list(debrief.steps),
        "measures": plain(debrief.measures),
        "sources": [passage_as_dict(passage) for passage in debrief.sources],
    }


def better_as_dict(better: BetterAnswer) -> rehearsals.BetterAnswer:
    """An answer to be said aloud, sentence by sentence with its citations."""
    return {
        "footing": better.footing,
        "text": better.text,
        "sentences": [sentence_as_dict(sentence) for sentence in better.sentences],
        "note": better.note,
        "seconds": better.seconds,
    }


def compared_as_dict(compared: Compared) -> dict[str, Any]:
    """Two answers to one question, and in what they differ."""
    return {
        "question": compared.question.text,
        "one": _tried(compared.one.turn),
        "other": _tried(compared.other.turn),
        "differences": plain(compared.differences),
    }


def _tried(turn: RehearsalTurn) -> dict[str, Any]:
    return {**(_turn(turn)["assessment"] or {}), "answer": turn.answer}


def progress_as_dict(progress: Progress) -> Any:
    """Somebody's rehearsals, the oldest first, and each line of a plot over them."""
    return plain(progress)


def brief_as_dict(brief: Brief) -> rehearsals.Brief:
    """An interview brief; numbers are of ``sources``, from 1."""
    return {
        "brand": brief.brand,
        "topic": brief.topic,
        "language": brief.language,
        "day": brief.day,
        "positions": plain(brief.positions),
        "promises": plain(brief.promises),
        "figures": plain(brief.figures),
        "questions": [
            {
                "challenger": one.challenger,
                "question": one.question.text,
                "quoted": plain(one.question.quoted),
                "answer": better_as_dict(one.answer),
            }
            for one in brief.questions
        ],
        "avoid": plain(brief.avoid),
        "gaps": list(brief.gaps),
        "sources": [passage_as_dict(passage) for passage in brief.sources],
    }


def _turn(turn: RehearsalTurn) -> rehearsals.Turn:
    question, told = turn.question, turn.assessment
    return {
        "question": {
            "text": question.text,
            "by": question.by,
            "prompts": dict(question.prompts),
            "instead": question.instead,
            "manner": question.manner,
            "holds": question.matter.hold if question.matter is not None else None,
            "presses": question.heard.press if question.heard is not None else None,
            "quoted": plain(question.quoted),
        },
        "answer": turn.answer,
        "assessment": None
        if told is None
        else {
            "sentences": [{"text": s.text, "standing": str(s.standing)} for s in told.sentences],
            "contradictions": plain(told.contradictions),
            "promises": plain(told.promises),
            "recalled": plain(told.recalled),
            "technique": plain(told.technique),
            "delivery": plain(told.delivery),
            "voice": told.voice,
        },
    }


def plain(value: Any) -> Any:
    """Any of our values as plain types: fields by their names, words for what is a choice."""
    if isinstance(value, IntEnum):
        return value.name.lower()
    if isinstance(value, str | int | float | bool) or value is None:
        return str(value) if isinstance(value, StrEnum) else value
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return [plain(inner) for inner in value]
