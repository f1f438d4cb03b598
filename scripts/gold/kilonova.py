"""Kilonova features: three templates fitted to each band."""

import itertools

import numpy as np

from alerts import BANDS, fluxcal

CENTRE, STEP = 200, 0.25
BOUND = 2


def made_up_templates():
    """Rise and fall, its change, and its width: the shapes that the module has without the published templates."""
    days = (np.arange(2 * CENTRE + 1) - CENTRE) * STEP
    shape = np.where(days < 0, np.exp(np.minimum(days, 0) / 2), np.exp(-np.maximum(days, 0) / 6))
    return np.array([shape, shape * days / 10, shape * (days**2 / 100 - 0.3)])


def read_templates(file):
    return np.loadtxt(file, delimiter=",", skiprows=1, max_rows=3)


def write_templates(file):
    with open(file, "w") as out:
        print(*range(2 * CENTRE + 1), sep=",", file=out)
        for template in made_up_templates():
            print(*(format(value, ".12g") for value in template), sep=",", file=out)


def fit(templates, t, flux, error):
    """Coefficients, residual and peak flux."""
    peak = flux.argmax() if len(flux) else -1
    if peak < 0 or not flux[peak] > 200:
        return (0,) * 5
    near = abs(t - t[peak]) < 50
    if near.sum() < 2:
        return (0,) * 5
    index = np.round((t[near] - t[peak]) / STEP + CENTRE).astype(int)
    f, e = flux[near] / flux[peak], error[near] / flux[peak]
    design = templates[:, index].T / e[:, None]
    best = minimum(design, f / e, (flux[peak] / error[peak]) ** 2)
    return *best, np.sqrt(((design @ best - f / e) ** 2).mean()), flux[peak]


def minimum(design, target, weight):
    """Where |design c - target|^2 + weight (c2^2 + sum of the sizes of negative c) is least over the cube [-2, 2]^3.

    The loss is convex, and quadratic wherever no coefficient changes its sign: each coefficient is at a bound, at 0, or
    within (-2, 0) or (0, 2), and the minimum is that of one of these 125 cases.
    """
    def loss(c):
        return ((design @ c - target) ** 2).sum() + weight * (c[1] ** 2 + abs(np.minimum(c, 0)).sum())

    quadratic = design.T @ design + np.diag([0, weight, 0])
    linear = design.T @ target
    best = np.full(3, 0.5)
    for case in itertools.product((-BOUND, "negative", 0, "positive", BOUND), repeat=3):
        free = [i for i in range(3) if isinstance(case[i], str)]
        c = np.array([0.0 if isinstance(value, str) else value for value in case])
        slope = np.array([weight / 2 if case[i] == "negative" else 0 for i in free])
        if free:
            rest = linear[free] - quadratic[free] @ c + slope
            c[free] = np.linalg.lstsq(quadratic[np.ix_(free, free)], rest, rcond=None)[0]
        if (abs(c) <= BOUND).all() and loss(c) < loss(best):
            best = c
    return best


def rows(alerts, templates):
    for alert in alerts:
        s, valid = alert.series, alert.valid()
        row = dict(alert.key)
        for fid, band in BANDS:
            taken = valid & (s["fid"] == fid) & (valid.sum() > 1)
            values = fit(templates, s["jd"][taken], *fluxcal(s["magpsf"][taken], s["sigmapsf"][taken]))
            names = ("coeff1", "coeff2", "coeff3", "residuo", "maxflux")
            row |= {f"{name}_{band}": value for name, value in zip(names, values)}
        yield row
