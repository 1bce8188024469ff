"""Reference pages written from what the code itself declares; plain functions from nothing to MyST text."""

from __future__ import annotations

import inspect
import re
import sys
from enum import Enum
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from symmachy.mechanisms import Mechanism
    from symmachy.record.source import Source

__all__ = ["PAGES", "chronicle", "commands", "commands_of", "figures", "mechanisms", "sources", "study"]

_GRADES = ("two", "one", "none")
_FEW_WORDS = (
    *("kind", "scheme", "region", "microstate", "ended_by", "exit_by", "democracy", "variable"),
    *("scale", "status"),
)


def mechanisms() -> str:
    """Write every mechanism of the registry under the question that it answers, after a table of all."""
    from symmachy.mechanisms import Group, registry

    rows = [
        (f"[`{k.name}`](#mechanism-{_slug(k.name)})", k.title, _kind_of(k), k.group.value)
        for k in registry().values()
    ]
    equal = [
        (f"`{e.ours}`", f"`{e.term}`", e.package, e.compared) for k in registry().values() for e in k.equals
    ]
    lines = [
        "## Names in other packages",
        "",
        "Terms whose numbers were compared and found equal; where estimates rest on simulation, within its error:",
        "",
    ]
    lines += [*_table(("here", "there", "package", "compared"), equal), ""]
    known = "Each entry below also says what a mechanism is known as elsewhere"
    lines += [f"{known}; that its numbers are the same is not implied.", ""]
    lines += ["## All of them", "", *_table(("name", "what it measures", "kind", "about"), rows), ""]
    for group in Group:
        lines += [f"## {_sentence(group.value).rstrip('.')}", ""]
        for cls in registry().values():
            if cls.group is group:
                lines += _mechanism(cls)
    return "\n".join(lines)


def sources() -> str:
    """Write every source of the full record: first a table of all, then one section each."""
    from symmachy.record.sources import SOURCES

    rows = [
        (f"[{s.id}](#source-{_slug(s.id)})", s.title, s.version, _years(s), str(len(s.tables)))
        for s in SOURCES.values()
    ]
    lines = [*_table(("id", "what", "version", "years", "tables"), rows)]
    for source in SOURCES.values():
        lines += _source(source)
    return "\n".join(lines)


def chronicle() -> str:
    """Write every table of the chronicle, and count its rows by how far they were checked."""
    from symmachy.record.chronicle import TABLES, table

    rows, sections = [], []
    for name, register in TABLES.items():
        frame = table(name)
        graded = dict(frame["checked"].value_counts().iter_rows())
        rows.append(
            (f"`{name}`", register.meaning, f"{frame.height:,}", *(f"{graded.get(g, 0):,}" for g in _GRADES))
        )
        key = ", ".join(f"`{c}`" for c in register.key)
        columns = ", ".join(f"`{c}`" for c in register.columns)
        sections += [f"### `{name}`", "", f"{_sentence(register.meaning)} One row for each {key}.", ""]
        sections += [f"Columns: {columns}.", "", *_words_in_use(name)]
    head = ("table", "what it holds", "rows", *(f"checked: {g}" for g in _GRADES))
    return "\n".join([*_table(head, rows, right=range(2, 6)), "", *sections])


def commands() -> str:
    """Write every command with its arguments and options, from the help that the program prints."""
    lines: list[str] = []
    for path, command in commands_of():
        lines += [f"{'#' * (len(path) + 1)} `{' '.join(path)}`", "", _plain(command.help), ""]
        if not hasattr(command, "commands"):
            lines += _command(path, command)
        if command.epilog:
            lines += [_examples(command.epilog), ""]
    return "\n".join(lines)


def commands_of() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each command and group of commands with the words that call it."""
    from typer.main import get_command

    from symmachy.cli.app import app

    def below(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401  # click has no public type for both
        yield path, command
        for name, child in getattr(command, "commands", {}).items():
            yield from below((*path, name), child)

    yield from below(("symmachy",), get_command(app))


def study() -> str:
    """Write every table and key of a study file, and its JSON schema."""
    import json

    from symmachy.studies import schema

    whole = schema()
    parts = whole["$defs"]
    lines = [*_keys_of("the top of the file", whole)]
    named = {
        "[networks], of a record": "RecordTable",
        "[networks], of own files": "OwnTable",
        "[networks.ties]": "Ties",
        "[[networks.states]]": "StateVariables",
        "[[networks.pairs]]": "PairVariables",
        "[networks.composition]": "Composition",
        "[model]": "ModelTable",
        "[hazard]": "HazardTable",
        "[tergm]": "TergmTable",
        "[actors]": "ActorsTable",
    }
    for title, name in named.items():
        lines += _keys_of(f"`{title}`", parts[name])
    text = json.dumps(whole, indent=1, ensure_ascii=False)
    lines += [
        "## JSON schema",
        "",
        "What `symmachy.studies.schema()` returns, for editors and other programs.",
        "",
    ]
    return "\n".join([*lines, "```json", text, "```", ""])


def _keys_of(title: str, part: dict[str, Any]) -> list[str]:
    needed = part.get("required", [])
    lines = [f"## {title[:1].upper() + title[1:]}", "", part.get("description", ""), ""]
    lines += ["| key | values | default | meaning |", "| --- | --- | --- | --- |"]
    for key, one in part["properties"].items():
        default = (
            "must be given"
            if key in needed
            else f"`{_as_toml(one['default'])}`"
            if one.get("default")
            else ""
        )
        lines.append(f"| `{key}` | {_values_of(one)} | {default} | {one.get('description', '')} |")
    return [*lines, ""]


def _values_of(one: dict[str, Any]) -> str:
    """Say in words what a key may hold."""
    if "enum" in one:
        return ", ".join(f"`{_as_toml(value)}`" for value in one["enum"])
    if "const" in one:
        return f"`{_as_toml(one['const'])}`"
    if "anyOf" in one or "oneOf" in one:
        parts = [_values_of(p) for p in one.get("anyOf") or one["oneOf"] if p.get("type") != "null"]
        return " or ".join(dict.fromkeys(parts))
    if "$ref" in one:
        name = one["$ref"].rpartition("/")[2]
        return {"By": '`"hazard"`, `"tergm"`, `"actors"`', "Column": "a table (column, times)"}.get(
            name, "a table"
        )
    words = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    if one.get("type") == "array":
        return f"list: {_values_of(one.get('items', {}))}"
    return words.get(str(one.get("type")), "a table")


def _as_toml(value: object) -> str:
    import json

    return json.dumps(value)


def interventions() -> str:
    """Write every intervention with its fields, from the classes that read scenario files."""
    from symmachy.scenarios import registry as entries

    lines: list[str] = []
    for kind, cls in entries().items():
        changes = [f"`{role}`" for role in cls.changes] + (["pacts"] if cls.changes_pacts else [])
        lines += [f"## `{kind}`: {cls.title}", "", _plain(inspect.getdoc(cls)), ""]
        lines += [*_item("Changes", ", ".join(changes)), ""]
        schema = cls.model_json_schema(by_alias=True)
        rows = [
            (f"`{name}`", one.get("description", ""), "yes" if name in schema.get("required", ()) else "no")
            for name, one in schema["properties"].items()
            if name != "kind"
        ]
        lines += [*_table(("field", "meaning", "needed"), rows), ""]
    return "\n".join(lines)


def figures() -> str:
    """Write what every figure that was asked for has reached, as the benchmarks keep it."""
    place = Path(__file__).parents[2] / "benchmarks" / "figures.py"
    spec = spec_from_file_location("figures", place)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(place)
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return str(module.markdown())


PAGES: dict[str, Callable[[], str]] = {
    "chronicle": chronicle,
    "commands": commands,
    "figures": figures,
    "interventions": interventions,
    "mechanisms": mechanisms,
    "sources": sources,
    "study": study,
}
"""What can be written, by name."""


def _mechanism(cls: type[Mechanism]) -> list[str]:
    from symmachy.mechanisms import options_of
    from symmachy.mechanisms.picture import drawing, key

    lines = [f"(mechanism-{_slug(cls.name)})=", f"### `{cls.name}`: {cls.title}", ""]
    lines += [_plain(inspect.getdoc(cls)), "", "$$", cls.formula, "$$", ""]
    if options := options_of(cls):
        said = [
            (f"`{key}`" + (f" (${o.symbol}$)" if o.symbol else ""), o.meaning, o.values, o.default_text)
            for key, o in options.items()
        ]
        lines += [*_table(("option", "meaning", "values", "default"), said), ""]
    lines += [
        *_item("A positive coefficient says", cls.readings.positive),
        *_item("A negative coefficient says", cls.readings.negative),
        *_item("Kind", f"{_kind_of(cls)}, of {cls.direction.value}"),
        *_item("Needs", ", ".join(f"`{n}`" for n in cls.needs) or "the treaties and the states alone"),
    ]
    lines += [item for work in cls.references for item in _item(_sentence(work.reason.value)[:-1], str(work))]
    if cls.known_as.names:
        lines += _item("Known elsewhere as (equal numbers are not implied)", str(cls.known_as))
    example = cls.example
    with_options = f" with `{example.made(cls).label}`" if example.options else ""
    of = f"of the pair {example.pair}" if example.pair else "of the network"
    lines += ["", "```{raw} html", drawing(example, title=f"Example of {cls.name}"), "```", ""]
    lines += [f"The value {of} drawn here{with_options} is {example.value:g}: {example.count}."]
    lines += [f"({_sentence(key(example))})", ""]
    return lines


def _kind_of(cls: type[Mechanism]) -> str:
    from symmachy.mechanisms import NetworkMechanism, PairMechanism

    if issubclass(cls, PairMechanism):
        return "of the pair"
    return "of the network" if issubclass(cls, NetworkMechanism) else "of the pair's position"


def _source(source: Source) -> list[str]:
    lines = [f"(source-{_slug(source.id)})=", f"## {source.title}", ""]
    lines += [*_item("Id", f"`{source.id}`"), *_item("Version described", source.version)]
    for citation in source.citations:
        lines += _item("Cite", str(citation))
    lines += _item("Terms", source.terms)
    if source.noncommercial:
        lines += _item("Use", "non-commercial only, or treated so until the terms are read")
    lines += _item("Address", f"<{source.address}>" if source.address else "none is known here")
    lines += _item("`symmachy record fetch`", "yes" if source.download else "no; import a file that you have")
    for limit in source.limits:
        lines += _item("Limit", limit)
    rows = [
        (
            f"`{t.name}`",
            t.what,
            ", ".join(f"`{k}`" for k in t.key),
            "" if t.years is None else str(t.years),
            f"{t.size:,}",
        )
        for t in source.tables
    ]
    lines += ["", *_table(("table", "one row is", "key", "years", "rows"), rows, right=[4]), ""]
    if source.measures:
        measured = [
            (
                f"`{m.name}`",
                m.meaning + (" (coded in hindsight)" if m.hindsight else ""),
                m.unit or "yes/no",
                m.unit_of_analysis.value,
                str(m.coverage),
                "no" if m.absent == 0 else "not known",
            )
            for m in source.measures
        ]
        head = ("variable", "meaning", "unit", "of", "covers", "no row means")
        lines += [*_table(head, measured), ""]
    return lines


def _words_in_use(name: str) -> list[str]:
    """Count the words of the columns that hold one of a few words."""
    from symmachy.record.chronicle import table

    frame = table(name)
    lines = []
    for column in _FEW_WORDS:
        if column in frame.columns:
            counts = sorted(frame[column].value_counts().iter_rows(), key=lambda c: (-c[1], c[0]))
            said = ", ".join(f"{word or '(empty)'} {number:,}" for word, number in counts)
            lines += [f"Words in `{column}`: {said}.", ""]
    return lines


def _command(path: Sequence[str], command: Any) -> list[str]:  # noqa: ANN401  # as above
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    words = [_argument(a) for a in arguments]
    usage = " ".join([*path, *words, *(["[OPTIONS]"] if options else [])])
    rows = [(f"`{word}`", _plain(a.help)) for word, a in zip(words, arguments, strict=True)]
    rows += [(_spelling(o), _plain(o.help) + _default(o)) for o in options]
    lines = ["```text", usage, "```", ""]
    return [*lines, *_table(("argument or option", "meaning"), rows), ""] if rows else lines


def _argument(argument: Any) -> str:  # noqa: ANN401  # as above
    word = argument.name.upper() + ("..." if argument.nargs != 1 else "")
    return word if argument.required else f"[{word}]"


def _spelling(option: Any) -> str:  # noqa: ANN401  # as above
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    words = _choices(option)
    return f"{names} {' or '.join(words)}" if words else names


def _choices(option: Any) -> tuple[str, ...]:  # noqa: ANN401  # as above
    """Return the words among which an option chooses, as the version of typer at hand keeps them."""
    kind = getattr(option, "type", None)
    if kind is not None:
        return tuple(str(getattr(c, "value", c)) for c in getattr(kind, "choices", ()))
    annotation = option.type_descriptor.annotation
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(str(member.value) for member in annotation)
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _default(option: Any) -> str:  # noqa: ANN401  # as above
    value = option.default
    if value is None or isinstance(value, bool) or value in ("", (), []) or callable(value):
        return ""
    return f" Default: {getattr(value, 'value', value)}."


def _examples(epilog: str) -> str:
    """Set the commands of an epilog apart: each begins with the program's name."""
    text = _plain(epilog)
    calls = [c.strip(" |") for c in re.split(r"\n|  \|  |(?<=:)\s+", text)]
    shown = [c for c in calls if c.startswith("symmachy ")]
    return "\n".join(["```shell", *shown, "```"]) if shown else text


def _plain(text: str | None) -> str:
    """Take out the marks of rich."""
    return re.sub(r"\[/?(?:b|i|bold|dim|italic)\]", "", inspect.cleandoc(text or "")).replace("``", "`")


def _item(label: str, text: str) -> list[str]:
    return [f"- {label}: {text}"]


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:].rstrip(".") + "."


def _slug(text: str) -> str:
    return text.replace("_", "-").lower()


def _years(source: Source) -> str:
    spans = [t.years for t in source.tables if t.years is not None]
    return f"{min(s.first for s in spans)} to {max(s.last for s in spans)}" if spans else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    flush = set(right)
    rules = ["---:" if i in flush else ":---" for i in range(len(head))]
    body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return [f"| {' | '.join(cells)} |" for cells in (list(head), rules, *body)]
