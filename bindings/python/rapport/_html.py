"""How records, overviews, time lines and funnels look in a notebook: HTML and inline SVG without scripts.

Colours follow the reader's light or dark theme.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import import_module
from itertools import repeat
from typing import Any, List, Tuple

_STYLE = """<style>
.rapport { --ink: #1d2733; --soft: #5d6b7a; --line: #d5dce3; --fill: #3b78b5; --late: #b3261e; color: var(--ink);
  font: 14px/1.45 system-ui, sans-serif; max-width: 52em }
@media (prefers-color-scheme: dark) {
  .rapport { --ink: #e4e9ee; --soft: #9aa7b4; --line: #3a4550; --fill: #6ea8dc; --late: #f2847c } }
.rapport h3 { margin: 0 0 .2em; font-size: 1.2em } .rapport h4 { margin: 1em 0 .2em; color: var(--soft) }
.rapport table { border-collapse: collapse; color: inherit; background: transparent }
.rapport td, .rapport th { text-align: left; vertical-align: top; padding: .15em .8em .15em 0;
  border-bottom: 1px solid var(--line); background: transparent }
.rapport th { color: var(--soft); font-weight: normal } .rapport .late { color: var(--late) }
.rapport p { margin: .2em 0 } .rapport .soft { color: var(--soft) }
</style>"""


class Funnel(List[Any]):
    """One FunnelLine for each stage; a notebook draws it."""

    def _repr_html_(self) -> str:
        return funnel(self)


Funnel.__module__ = "rapport"


def show() -> None:
    """Teaches the named tuples that are more than a row how they look."""
    shown: Any = import_module("rapport._rapport")
    shown.Overview._repr_html_ = overview
    shown.Timeline._repr_html_ = timeline


def _text(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "strftime") and hasattr(value, "hour"):
        return f"{value:%Y-%m-%d %H:%M %Z}"
    if isinstance(value, list):
        return escape(", ".join(str(each) for each in value))
    return escape(str(value))


def _page(*parts: str) -> str:
    return f'{_STYLE}<div class="rapport">{"".join(parts)}</div>'


def _table(head: Tuple[str, ...], rows: Iterable[Tuple[Any, ...]], late: Iterable[bool] = repeat(False)) -> str:
    cells = "".join(
        ('<tr class="late">' if is_late else "<tr>") + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
        for row, is_late in zip(rows, late)
    )
    if not cells:
        return '<p class="soft">none</p>'
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{cells}</tbody></table>"


def _label(record: Any) -> str:
    fields = record.asdict()
    for name in ("name", "subject", "text", "value", "body", "reason"):
        if fields.get(name):
            return str(fields[name])
    return str(record.id)


def record(of: Any) -> str:
    """Every field that has a value."""
    rows = [(name, value) for name, value in of.asdict().items() if value not in (None, [], "")]
    return _page(f"<h3>{escape(type(of).__name__)} {escape(_label(of))}</h3>", _table(("field", "value"), rows))


def _history(moves: List[Any], stage: Any) -> str:
    if not moves:
        return f"<p>{escape(str(stage))}</p>"
    words = [str(moves[0].from_stage)] + [f"{move.to_stage} ({move.effective_at:%Y-%m-%d})" for move in moves]
    return f"<p>{escape(' → '.join(words))}</p>"


def _clocks(clocks: List[Any], cases: List[Any], at: Any) -> str:
    subjects = {case.id: case.subject for case in cases}
    late = [clock.due_at is not None and clock.ended_at is None and clock.due_at < at for clock in clocks]
    rows = [
        (subjects.get(clock.of), clock.kind, f"{clock.state}{', late' if is_late else ''}", clock.due_at)
        for clock, is_late in zip(clocks, late)
    ]
    return _table(("case", "promise", "state", "due"), rows, late)


def _happening(of: Any) -> str:
    if not hasattr(of, "to_stage"):
        return _label(of)
    return f"{of.from_stage} → {of.to_stage}{f': {of.reason}' if of.reason else ''}"


def overview(of: Any) -> str:
    """Who the customer is, the stage with its history, open cases and their clocks, the latest interactions."""
    customer = of.customer
    who = [customer.type, customer.country, customer.industry, of.owner and f"looked after by {of.owner.name}"]
    reach = [(each.kind, each.value, each.label) for each in of.contact_points]
    return _page(
        f"<h3>{escape(customer.name)}</h3>",
        f'<p class="soft">{escape(" · ".join(str(each) for each in who if each))}</p>',
        _table(("by", "at", "called"), reach) if reach else "",
        "<h4>Stage</h4>",
        _history(of.stage_moves, customer.stage),
        "<h4>Open cases</h4>",
        _table(
            ("opened", "state", "priority", "subject"),
            ((each.opened_at, each.state, each.priority, each.subject) for each in of.open_cases),
        ),
        "<h4>Clocks</h4>",
        _clocks(of.clocks, of.open_cases, of.at),
        "<h4>Latest interactions</h4>",
        _table(
            ("at", "by", "direction", "about"),
            ((each.at, each.channel, each.direction, _label(each)) for each in of.interactions),
        ),
    )


def timeline(of: Any) -> str:
    """What happened, newest first."""
    rows = ((entry.at, type(entry.record).__name__, _happening(entry.record)) for entry in of.entries)
    return _page(_table(("at", "what", ""), rows))


def funnel(lines: List[Any]) -> str:
    """One bar for each stage, as long as the number that stands in it, with what came in and went out."""
    most = max((line.present for line in lines), default=0) or 1
    height = 30 * len(lines)
    bars = ""
    for row, line in enumerate(lines):
        top = 30 * row
        width = 260 * line.present / most
        words = f"+{line.entered} in, {line.moved_on} on, {line.moved_back} back, {line.ended} ended"
        bars += (
            f'<text x="110" y="{top + 19}" text-anchor="end" fill="currentColor">{escape(str(line.stage))}</text>'
            f'<rect x="120" y="{top + 4}" width="{width:.1f}" height="20" rx="2" style="fill:var(--fill)"/>'
            f'<text x="{126 + width:.1f}" y="{top + 19}" fill="currentColor">{line.present}</text>'
            f'<text x="440" y="{top + 19}" style="fill:var(--soft)">{words}</text>'
        )
    return _page(
        f'<svg role="img" aria-label="Funnel" viewBox="0 0 700 {height}" width="700" height="{height}" '
        f'font-size="13">{bars}</svg>'
    )
