"""Cross-match with a catalogue, by looking at every pair."""

import json

import numpy as np


def read_catalog(file):
    with open(file) as lines:
        entries = [json.loads(line) for line in lines]
    return np.array([(e["ra"], e["dec"]) for e in entries]), [e["type"] for e in entries]


def separation(ra1, dec1, ra2, dec2):
    """Arcsec, by Vincenty's formula."""
    ra1, dec1, ra2, dec2 = map(np.radians, (ra1, dec1, ra2, dec2))
    d = ra2 - ra1
    across = np.hypot(
        np.cos(dec2) * np.sin(d),
        np.cos(dec1) * np.sin(dec2) - np.sin(dec1) * np.cos(dec2) * np.cos(d))
    along = np.sin(dec1) * np.sin(dec2) + np.cos(dec1) * np.cos(dec2) * np.cos(d)
    return np.degrees(np.arctan2(across, along)) * 3600


def rows(batches, catalog):
    places, types = catalog
    for batch in batches:
        pairs = np.array([
            separation(alert.value["ra"], alert.value["dec"], places[:, 0], places[:, 1]) for alert in batch])
        nearest = pairs.argmin(axis=1)
        # Batch-wise as the reference: an entry belongs to one alert only, that nearest to it.
        owner = pairs.argmin(axis=0)
        for i, alert in enumerate(batch):
            row = alert.key | {
                "ra": alert.value["ra"],
                "dec": alert.value["dec"],
                "nearest_gcvs_row": int(nearest[i]),
                "nearest_sep_arcsec": pairs[i, nearest[i]],
                "nearest_type": types[nearest[i]],
            }
            for radius in (1.5, 20):
                is_matched = ((owner == i) & (pairs[i] < radius)).any()
                row[f"gcvs_r{radius}"] = types[nearest[i]] if is_matched else "Unknown"
            yield row
