"""Asteroid flags."""

import itertools

import numpy as np

HALF_HOUR = 30 / 1440


def flag(valid, detections, star_score, asteroid_distance, star_distance, since_last):
    result = 0
    if detections == 1:
        result = 1
    if star_score < 0.76 and detections <= 2:
        result = 2
    if 0 < star_distance < 5:
        result = 0
    if valid == 2 and since_last > HALF_HOUR:
        result = 0
    if detections == 2 and valid == 1:
        result = 0
    if 0 <= asteroid_distance < 5 and abs(star_distance) - asteroid_distance > 0 and detections <= 5 and valid <= 5:
        result = 3
    return result


def rows(alerts):
    for alert in alerts:
        jd, value = alert.series["jd"], alert.value
        inputs = {
            "nalerthist": int(alert.valid().sum()),
            "ndethist": value["ndethist"],
            "sgscore1": value["sgscore1"],
            "ssdistnr": value["ssdistnr"],
            "distpsnr1": value["distpsnr1"],
            "last_dt_days": jd[-1] - jd[-2] if len(jd) > 1 else np.nan,
        }
        yield alert.key | inputs | {"roid": flag(*inputs.values())}


def threshold_rows():
    """Made-up inputs on, below and above every threshold: every eleventh of all combinations."""
    combinations = itertools.product(
        (1, 2, 3, 5, 6), (1, 2, 3, 5, 6), (0.5, 0.76, 0.9), (-999.0, 0.0, 1.0, 4.9, 5.0),
        (-999.0, -3.0, 0.0, 0.5, 4.9, 5.0, 20.0), (0.01, HALF_HOUR, 0.1))
    names = ("nalerthist", "ndethist", "sgscore1", "ssdistnr", "distpsnr1", "last_dt_days")
    for inputs in itertools.islice(combinations, 0, None, 11):
        yield dict(zip(names, inputs)) | {"roid": flag(*inputs)}
