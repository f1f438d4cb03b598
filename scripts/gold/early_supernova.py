"""Features of early type Ia supernovae: a sigmoid fitted to each rising band."""

import numpy as np
from scipy.optimize import least_squares

from alerts import BANDS, fluxcal

UNUSABLE = (0, 0, 0, 0.1, 1e8, 0)


def daily(t, flux, error):
    days = np.round(t)
    mean = np.array([(day, flux[days == day].mean(), error[days == day].mean()) for day in np.unique(days)])
    mean = mean.reshape(-1, 3)
    return mean[mean[:, 1] > -10].T


def only_rises(flux):
    weights = 0.75 ** np.arange(len(flux))
    smooth = [(weights[:i + 1] * flux[i::-1]).sum() / weights[:i + 1].sum() for i in range(len(flux))]
    return not (np.diff(smooth) < 0).any()


def model(parameters, t):
    a, b, c = parameters
    with np.errstate(over="ignore"):
        return c / (1 + np.exp(-a * (t - b)))


def fit(t, flux, error):
    t, flux, error = daily(t, flux, error)
    if len(t) < 4 or not only_rises(flux):
        return UNUSABLE
    t = t - t[0]
    high, low = flux.argmax(), flux.argmin()
    a = 1.0 if high == 0 else (high - low) / (t[high] - t[low])
    c = flux.max()
    b = 1.0 if flux[0] == 0 or c == abs(flux[0]) else np.log(c / abs(flux[0]) - 1) / a
    best = least_squares(lambda p: abs(flux - model(p, t)), (a, b, c)).x
    shape = np.round(model(best, t), 4)
    shape[shape == 0] = 1e-5
    mse = ((flux / flux.sum() - shape / shape.sum()) ** 2).mean()
    return *best, (flux / error).mean(), mse, len(t)


def rows(alerts):
    for alert in alerts:
        s, valid = alert.series, alert.valid()
        is_selected = valid.sum() >= 4 and alert.value["ndethist"] <= 20
        row = alert.key | {"selected": bool(is_selected)}
        for fid, band in BANDS:
            taken = valid & (s["fid"] == fid)
            values = (0,) * 6
            if is_selected:
                values = fit(s["jd"][taken], *fluxcal(s["magpsf"][taken], s["sigmapsf"][taken]))
            names = ("a", "b", "c", "snratio", "mse", "nrise")
            row |= {f"{name}_{band}": value for name, value in zip(names, values)}
        yield row
