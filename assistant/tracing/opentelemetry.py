"""Spans by OpenTelemetry: to standard error, into a file, or to a collector.

The provider is Corail's own, and not the process's: what libraries would tell through a global one
may hold texts, and stays untold. An error leaves its kind on the span and not its words, which may
quote a post.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import (
    BatchSpanProcessor,
    SimpleSpanProcessor,
    SpanExporter,
    SpanExportResult,
)
from opentelemetry.trace import Status, StatusCode

from assistant.errors import BadSettings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.trace import Span as Begun

    from assistant.tracing import Fact


class OpenTelemetry:
    """A :class:`assistant.tracing.Tracer` that keeps what it is told for an exporter."""

    def __init__(self, processor: SpanProcessor) -> None:
        # The process's own attributes (its command, its owner) are left out: they name people.
        resource = Resource.create({"service.name": "corail"})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("corail")

    @contextmanager
    def span(self, name: str) -> Iterator[_Told]:
        with self._tracer.start_as_current_span(
            name, record_exception=False, set_status_on_exception=False
        ) as begun:
            try:
                yield _Told(begun)
            except BaseException as error:
                begun.set_attribute("error.type", type(error).__name__)
                begun.set_status(Status(StatusCode.ERROR))
                raise

    def close(self) -> None:
        self._provider.shutdown()


class _Told:
    def __init__(self, begun: Begun) -> None:
        self._begun = begun

    def tell(self, **facts: Fact | None) -> None:
        for name, value in facts.items():
            if value is not None:
                self._begun.set_attribute(_NAMES.get(name, f"corail.{name}"), value)


# What OpenTelemetry's conventions for generative models have a name for.
_NAMES = {
    "model": "gen_ai.request.model",
    "tokens_in": "gen_ai.usage.input_tokens",
    "tokens_out": "gen_ai.usage.output_tokens",
}


class Lines(SpanExporter):
    """Writes each span as a line of JSON, to a file or to standard error."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        lines = "".join(json.dumps(_as_dict(one), ensure_ascii=False) + "\n" for one in spans)
        with self._lock:
            if self._path is None:
                sys.stderr.write(lines)
            else:
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(lines)
        return SpanExportResult.SUCCESS


def _as_dict(one: ReadableSpan) -> dict[str, object]:
    begun, ended = one.start_time or 0, one.end_time or 0
    context = one.get_span_context()
    return {
        "trace": f"{context.trace_id:032x}" if context else None,
        "span": f"{context.span_id:016x}" if context else None,
        "parent": f"{one.parent.span_id:016x}" if one.parent else None,
        "name": one.name,
        "start": begun / 1e9,
        "milliseconds": round((ended - begun) / 1e6, 3),
        "status": one.status.status_code.name.lower(),
        "attributes": dict(one.attributes or {}),
    }


def tracer(where: str) -> OpenTelemetry:
    """What takes spans to ``where``: ``console``, ``otlp``, or a file that ends in .jsonl.

    Raises :class:`BadSettings` where it is none of them, or cannot be written or is not installed.
    """
    if where == "console":
        return OpenTelemetry(SimpleSpanProcessor(Lines(None)))
    if where == "otlp":
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        except ModuleNotFoundError as error:
            raise BadSettings(
                "Setting 'trace': otlp needs a package: pip install 'corail[trace]'."
            ) from error
        return OpenTelemetry(BatchSpanProcessor(OTLPSpanExporter()))
    path = Path(where)
    if path.suffix != ".jsonl":
        raise BadSettings(
            f"Setting 'trace' is console, otlp or a file that ends in .jsonl, not {where!r}."
        )
    try:
        path.open("a").close()
    except OSError as error:
        raise BadSettings(f"Setting 'trace': {where!r}: {error.strerror}.") from error
    return OpenTelemetry(SimpleSpanProcessor(Lines(path)))
