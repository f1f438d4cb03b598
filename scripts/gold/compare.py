#!/usr/bin/env python3
"""Compares two folders of gold values, column by column: the largest difference, relative where values are over 1.

Usage: compare.py OURS THEIRS
"""

import csv
import json
import sys
from pathlib import Path

KEYS = ("candid", "fid", "k", "image")


def read(file):
    if file.suffix == ".jsonl":
        rows = [json.loads(line) for line in file.read_text().splitlines()]
    else:
        rows = list(csv.DictReader(file.open()))
    return {tuple(str(row.get(key, "")) for key in KEYS): row for row in rows if "candid" in row}


def number(cell):
    try:
        return float(cell) if cell != "" else float("nan")
    except (TypeError, ValueError):
        return None


def difference(ours, theirs):
    if isinstance(ours, list):
        # Spectra are compared as samples: their order has no meaning.
        flat = sorted if ours and not isinstance(ours[0], list) else list
        return max(difference(a, b) for a, b in zip(flat(map(value, ours)), flat(map(value, theirs))))
    a, b = number(ours), number(theirs)
    if a is None or b is None:
        return 0 if str(ours).strip() == str(theirs).strip() else float("inf")
    if a != a or b != b:
        return 0 if a != a and b != b else float("inf")
    return 0 if a == b else abs(a - b) / max(1, abs(b))


def value(cell):
    return cell if isinstance(cell, list) else float(cell)


def main(ours, theirs):
    for file in sorted(Path(ours).iterdir()):
        other = Path(theirs) / file.name
        if not other.exists():
            continue
        mine, gold = read(file), read(other)
        common = mine.keys() & gold.keys()
        if not common:
            continue
        print(f"{file.name}: {len(mine)} rows, {len(gold)} there, {len(common)} in both")
        shared = mine[next(iter(common))].keys() & gold[next(iter(common))].keys()
        for column in sorted(shared - set(KEYS)):
            pairs = [(difference(mine[key][column], gold[key][column]), key) for key in common]
            missing = sum(d == float("inf") for d, _ in pairs)
            if missing:
                print(f"  {column}: {missing} texts that differ, or numbers that only one of them has")
            pairs = [pair for pair in pairs if pair[0] < float("inf")]
            worst, key = max(pairs, key=lambda pair: pair[0], default=(0, ()))
            over = sum(d > 1e-6 for d, _ in pairs)
            if worst > 1e-12:
                print(f"  {column}: {worst:.1e} at {' '.join(key).strip()}, over 1e-6: {over}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
