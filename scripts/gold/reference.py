#!/usr/bin/env python3
"""Computes gold values for alerts: an implementation of all modules that shares no code with the project. Needs NumPy and SciPy."""

import argparse
import json
from pathlib import Path

import asteroids
import early_supernova
import fast_transient
import features
import hostless
import kilonova
import microlensing
import xmatch
from alerts import batches, read_alerts, write

SHUFFLES_SHOWN = 10


def main(inputs, out, templates, every):
    out.mkdir(parents=True, exist_ok=True)
    alerts = read_alerts(inputs / "alerts.jsonl")
    write(out, "asteroids_gold.csv", asteroids.rows(alerts))
    write(out, "asteroids_synthetic_gold.csv", asteroids.threshold_rows())
    write(out, "fast_transient_gold.csv", fast_transient.rows(batches(alerts)))
    write(out, "xmatch_gcvs_gold.csv", xmatch.rows(batches(alerts), xmatch.read_catalog(inputs / "catalog.jsonl")))
    write(out, "ad_features_reference_gold.csv", features.rows(alerts), 12)
    write(out, "microlensing_dcmag_gold.csv", microlensing.magnitude_rows(alerts[::every]), 14)
    write(out, "microlensing_features_gold.csv", microlensing.rows(alerts), 12)
    write(out, "rf_snia_features_gold.csv", early_supernova.rows(alerts), 12)
    if templates is None:
        templates = out / "templates.csv"
        kilonova.write_templates(templates)
    write(out, "kilonova_features_gold.csv", kilonova.rows(alerts, kilonova.read_templates(templates)), 12)
    results = [hostless.Result(alert) for alert in alerts]
    write(out, "hostless_gold.csv", (result.row() for result in results))
    write(out, "hostless_powerspectrum_gold.csv", (row for result in results[::every] for row in result.power_rows()), 14)
    with open(out / "hostless_powerspectrum_arrays.jsonl", "w") as lines:
        for result in results:
            for record in result.arrays(SHUFFLES_SHOWN):
                print(json.dumps(record, separators=(",", ":")), file=lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", type=Path, help="folder with alerts.jsonl and catalog.jsonl, as `generate` makes them")
    parser.add_argument("out", type=Path, help="folder for the gold files")
    parser.add_argument("--templates", type=Path, help="light-curve templates (CSV); made-up ones if not given")
    parser.add_argument("--every", type=int, default=1, help="in the longest files, only every n-th alert")
    main(**vars(parser.parse_args()))
