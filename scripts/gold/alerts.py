"""Alerts as `generate` dumps them, and what several modules do with them."""

import csv
import json
from pathlib import Path

import numpy as np

SERIES = ("jd", "fid", "magpsf", "sigmapsf", "diffmaglim", "distnr", "magnr", "sigmagnr")
BANDS = ((1, "g"), (2, "r"))


class Alert:
    """One alert: `value[name]` of the alert itself, `series[name]` of its history and itself. NULL is NaN."""

    def __init__(self, row):
        self.file, self.objectId, self.candid = row["file"], row["objectId"], row["candid"]
        self.key = {"objectId": self.objectId, "candid": self.candid}
        self.value = {k: np.nan if v is None else v for k, v in row.items() if not k.startswith("prv_")}
        self.series = {}
        for name in SERIES:
            values = (row["prv_" + name] or []) + [row[name]]
            self.series[name] = np.array([np.nan if v is None else v for v in values], dtype=float)
        signs = (row["prv_isdiffpos"] or []) + [row["isdiffpos"]]
        self.positive = np.array([sign in ("t", "1") for sign in signs])
        self.stamps = {"SCIENCE": row["Science"], "TEMPLATE": row["Template"]}

    def valid(self):
        """Which entries have a magnitude; the others are upper limits."""
        return ~np.isnan(self.series["magpsf"])


def read_alerts(file):
    with open(file) as lines:
        return [Alert(json.loads(line)) for line in lines]


def batches(alerts):
    """The alerts of each file, in order."""
    by_file = {}
    for alert in alerts:
        by_file.setdefault(alert.file, []).append(alert)
    return list(by_file.values())


def apparent(alert):
    """Apparent magnitude and error of every entry, from difference and reference magnitude."""
    s = alert.series
    with np.errstate(all="ignore"):
        difference, reference = 10 ** (-0.4 * s["magpsf"]), 10 ** (-0.4 * s["magnr"])
        total = np.where(alert.positive, reference + difference, reference - difference)
        sigma = np.hypot(s["sigmapsf"] / 1.0857 * difference, s["sigmagnr"] / 1.0857 * reference)
        magnitude, error = -2.5 * np.log10(total), sigma / total * 1.0857
    unknown = np.isnan(s["magpsf"]) | (s["magnr"] < 0)
    magnitude[unknown] = error[unknown] = np.nan
    return magnitude, error


def fluxcal(magnitude, sigma):
    """Flux and error in the units of SNANA."""
    return 10 ** (-0.4 * magnitude) * 1e11, 9.21034e10 * np.exp(-0.921034 * magnitude) * sigma


def write(folder, name, rows, digits=None):
    """Writes rows (dicts with the same keys) as CSV: floats in shortest exact form, or with so many digits."""
    rows = list(rows)
    with open(Path(folder) / name, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(rows[0].keys())
        for row in rows:
            writer.writerow(text(cell, digits) for cell in row.values())
    print(f"{name}: {len(rows)} rows")


def text(cell, digits=None):
    if isinstance(cell, (bool, np.bool_)):
        return int(cell)
    if isinstance(cell, (float, np.floating)):
        if np.isnan(cell):
            return "nan"
        if np.isfinite(cell) and cell == int(cell) and abs(cell) < 1e15:
            return int(cell)
        return format(cell, f".{digits}g") if digits else repr(float(cell))
    return cell
