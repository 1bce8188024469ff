"""Mutations of bytes: what a careless export, a cut transfer or a hostile hand makes of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_WORDS = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"NaN", b"inf", b"-1", b"1e999", b"99999999999999999999", b"0x10",
    b"=cmd|' /C calc'!A0", b"@SUM(1)", b"../../x", b"/etc/x", b"__import__('os')", b"{{7*7}}", b"${x}", b"%n%s",
    b'"', b'""', b"'", b"[", b"]]", b"{", b"}", b"(", b")", b"\n\n\n", b"\r", b"\t", b",,,,", b";", b"+", b"*",
    b"**", b"<script>", b"<!--", b"]]>", b"&#0;", b"&amp;", b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    "\u202e".encode(), "\u0000".encode(), "İ".encode(), "ﬁ".encode(), "日本".encode(), "🤝".encode(), b"null",
    b"true", b"1979-05-27T07:32:00Z", b"0000-00-00", b"9999-12-31", b"10000", b"2026-02-30", b'"said"', b"said",
)  # fmt: skip
"""Fragments that readers of text stumble over."""

LONGEST = 60_000
"""Inputs are cut to so many bytes, so that a hundred thousand of them can be tried; size has tests of its own."""


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a seed with one to eight changes, or, one time in fifty, bytes with no form at all."""
    if chance.random() < 0.02:
        return chance.randbytes(chance.randrange(400))
    data = bytearray(chance.choice(seeds)[:LONGEST])
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        _CHANGES[chance.randrange(len(_CHANGES))](data, seeds, chance)
    return bytes(data[:LONGEST])


def _place(data: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _insert(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    at = _place(data, chance)
    data[at:at] = chance.choice(_WORDS)


def _replace(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    at = _place(data, chance)
    data[at : at + chance.randrange(1, 12)] = chance.choice(_WORDS)


def _drop(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    at = _place(data, chance)
    del data[at : at + chance.randrange(1, 1 + max(1, len(data) // 4))]


def _cut(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    del data[_place(data, chance) :]


def _repeat(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    at = _place(data, chance)
    part = bytes(data[at : at + chance.randrange(1, 40)])
    data[at:at] = part * chance.choice((1, 2, 10, 200))


def _splice(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(seeds)
    at, start = _place(data, chance), chance.randrange(len(other) + 1)
    data[at : at + chance.randrange(200)] = other[start : start + chance.randrange(1, 400)]


def _lines(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    lines = bytes(data).split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    data[:] = b"\n".join(lines)


_CHANGES = (_flip, _insert, _replace, _drop, _cut, _repeat, _splice, _lines)
