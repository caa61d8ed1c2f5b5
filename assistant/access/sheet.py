"""The sign-in page: one sheet of HTML, without a script, for phones and screen readers too."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from assistant.access.texts import words

_STYLE = """
:root { --ink: #1e2530; --muted: #59616d; --paper: #f8f6f2; --panel: #fff; --line: #8d8579;
  --accent: #b03a27; --on: #fff; --bad: #ad2118; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e6e0; --muted: #a8aeb6; --paper: #14171b;
  --panel: #1c2025; --line: #7c848d; --accent: #ff9d88; --on: #2a0f09; --bad: #ff9389; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
  background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 360px; }
h1 { margin: 0; font-size: 24px; color: var(--accent); }
p { margin: 0 0 16px; color: var(--muted); }
label { display: block; margin: 12px 0 4px; }
input, button, .way { width: 100%; min-height: 44px; padding: 8px 12px; border-radius: 8px;
  font: inherit; }
input { border: 1px solid var(--line); background: var(--panel); color: var(--ink); }
button, .way { display: block; margin-top: 20px; border: 1px solid var(--accent); cursor: pointer;
  font-weight: 600; text-align: center; text-decoration: none; }
button { background: var(--accent); color: var(--on); }
.way { color: var(--accent); }
.why { color: var(--bad); font-weight: 600; }
.or { margin: 20px 0 0; text-align: center; }
.done { color: var(--ink); font-weight: 600; }
main.wide { max-width: 520px; }
.wide section { margin-top: 20px; padding-top: 16px; border-top: 1px solid var(--line); }
h2 { margin: 0 0 8px; font-size: 18px; }
.up a { color: var(--accent); }
select { width: 100%; min-height: 44px; padding: 8px 12px; border-radius: 8px; font: inherit;
  border: 1px solid var(--line); background: var(--panel); color: var(--ink); }
.second, .small { background: none; color: var(--accent); }
.note { margin: 8px 0 0; font-size: 14px; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px; }
li { display: grid; gap: 4px; padding: 10px 12px; border: 1px solid var(--line);
  border-radius: 8px; }
.small { width: auto; min-height: 36px; margin-top: 4px; padding: 4px 12px; font-size: 15px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
"""


def sheet(
    language: str,
    *,
    why: str = "",
    note: str = "",
    back: str = "/",
    called: str = "",
    form: bool = True,
    single: str | None = None,
    link: bool = False,
) -> str:
    """The page. ``why`` somebody was not let in, or a ``note``; ``single`` is the button's label.

    ``back`` is where one goes once signed in; ``link`` leads there at once.
    """

    def say(key: str) -> str:
        return escape(words(key, language))

    parts = [f"<h1>Corail</h1><p>{say('tagline')}</p>"]
    if why:
        parts.append(f'<p class="why" role="alert" id="why">{escape(why)}</p>')
    if note:
        parts.append(f'<p role="status">{escape(note)}</p>')
    if form:
        wrong = ' aria-describedby="why" aria-invalid="true"' if why else ""
        parts.append(
            '<form method="post" action="/sign-in">'
            f'<input type="hidden" name="next" value="{escape(back)}">'
            f'<label for="name">{say("name")}</label>'
            f'<input id="name" name="name" value="{escape(called)}" autocomplete="username" '
            f'autocapitalize="none" spellcheck="false" maxlength="320" required{wrong}'
            f"{'' if called else ' autofocus'}>"
            f'<label for="password">{say("password")}</label>'
            '<input id="password" name="password" type="password" '
            f'autocomplete="current-password" maxlength="1000" required{wrong}'
            f"{' autofocus' if called else ''}>"
            f'<button type="submit">{say("go")}</button></form>'
        )
    if form and single:
        parts.append(f'<p class="or">{say("or")}</p>')
    if single:
        # A link, since a form that ends at the provider would be one to another site.
        at = f"/sign-in/single?next={quote(back, safe='')}"
        parts.append(f'<a class="way" href="{escape(at)}">{escape(single)}</a>')
    if link:
        parts.append(f'<a class="way" href="{escape(back)}">{say("back")}</a>')
    return leaf(language, words("title", language), "".join(parts))


def leaf(language: str, title: str, body: str, *, wide: bool = False) -> str:
    """A whole page around ``body``, which is HTML."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Corail</title><style>{_STYLE}</style></head>"
        f"<body><main{' class=wide' if wide else ''}>{body}</main></body></html>"
    )
