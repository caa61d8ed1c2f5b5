"""The words of a web page, without its menus, and the facts that its head states."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from knowledge.errors import Unreadable
from knowledge.loading.decoding import decode
from knowledge.loading.extracted import Extracted


def read_page(path: Path) -> Extracted:
    """The main words of a web page as Markdown, without its menus, and what its head states."""
    import trafilatura
    from lxml import etree, html  # type: ignore[import-untyped]

    data = path.read_bytes()
    declared = re.search(rb"<meta[^>]{1,200}charset=[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    text, note = decode(data, path.name, declared.group(1).decode() if declared else None)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", " ")
    try:
        tree = html.document_fromstring(text)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(path.name, "no text found in it") from error
    facts = _head(tree)
    notes = [note] if note else []
    words = trafilatura.extract(
        text, output_format="markdown", include_comments=False, include_tables=True,
        include_links=False, include_formatting=True, favor_recall=True,
    )  # fmt: skip
    if not words:
        from markitdown import MarkItDown

        words = MarkItDown(enable_plugins=False).convert_local(path).text_content
        notes.append("the whole page was taken: its main part could not be told from its menus")
    if not words.strip():
        raise Unreadable(path.name, "no text found in it")
    return Extracted(words, facts, tuple(notes))


def _head(tree: Any) -> dict[str, str]:
    """Title, language, address and date of publication that a page states of itself."""

    def first(*paths: str) -> str:
        for path in paths:
            for found in tree.xpath(path):
                words = " ".join(str(found).split())
                if words:
                    return words
        return ""

    published = first(
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//meta[translate(@name,'DCTERMSIUPBLAO','dctermsiupblao')='dcterms.issued']/@content",
        "//meta[translate(@name,'DCTE','dcte')='dc.date']/@content",
        "//meta[@name='date']/@content",
        "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    )
    if not published:
        for script in tree.xpath("//script[@type='application/ld+json']/text()"):
            if match := re.search(r'"datePublished"\s*:\s*"([^"]{4,40})"', str(script)):
                published = match.group(1)
                break
    title = first("//meta[@property='og:title']/@content", "//head/title/text()")
    heading = first("//h1//text()")
    facts = {
        # "Our pledge | Halage" is the heading and the site: the heading is the title.
        "title": heading if heading and heading in title else title or heading,
        "language": first("/html/@lang", "//meta[@property='og:locale']/@content"),
        "url": first("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"),
        "date": published,
    }
    return {key: value for key, value in facts.items() if value}
