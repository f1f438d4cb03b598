"""Light-curve features for anomaly detection."""

import numpy as np
from scipy.special import log_ndtr

from alerts import BANDS, apparent

NAMES = (
    "mean", "weighted_mean", "standard_deviation", "median", "amplitude", "beyond_1_std", "cusum",
    "inter_percentile_range_10", "kurtosis", "linear_trend", "linear_trend_sigma", "linear_trend_noise",
    "linear_fit_slope", "linear_fit_slope_sigma", "linear_fit_reduced_chi2", "magnitude_percentage_ratio_40_5",
    "magnitude_percentage_ratio_20_10", "maximum_slope", "median_absolute_deviation",
    "median_buffer_range_percentage_10", "percent_amplitude", "mean_variance", "anderson_darling_normal", "chi2",
    "skew", "stetson_K")
LEAST_POINTS = {
    "mean": 1, "weighted_mean": 1, "median": 1, "amplitude": 1, "inter_percentile_range_10": 1,
    "median_absolute_deviation": 1, "median_buffer_range_percentage_10": 1, "percent_amplitude": 1,
    "linear_trend": 3, "linear_trend_sigma": 3, "linear_trend_noise": 3, "linear_fit_slope": 3,
    "linear_fit_slope_sigma": 3, "linear_fit_reduced_chi2": 3, "skew": 3, "kurtosis": 4,
    "anderson_darling_normal": 4}


def bands(alert):
    """(filter, dates, magnitudes, errors) of each band, and whether magnitudes are apparent ones."""
    s = alert.series
    magnitude, error = s["magpsf"], s["sigmapsf"]
    keep = ~np.isnan(magnitude) & ~np.isnan(error)
    is_near = (keep & (s["distnr"] >= 0) & (s["distnr"] <= 1.5)).any()
    if is_near:
        magnitude, error = apparent(alert)
        keep &= ~np.isnan(magnitude) & ~np.isnan(error)
    curves = []
    for fid, _ in BANDS:
        taken = {}
        for i in np.flatnonzero(keep & (s["fid"] == fid)):
            taken.setdefault(s["jd"][i], i)
        index = [taken[jd] for jd in sorted(taken)]
        if index:
            curves.append((fid, s["jd"][index], magnitude[index], error[index]))
    return curves, is_near


def quantile(ordered, p):
    h = len(ordered) * float(np.float32(p)) - 0.5
    low = min(max(int(np.floor(h)), 0), len(ordered) - 1)
    high = min(low + 1, len(ordered) - 1)
    share = min(max(h - low, 0), 1)
    return ordered[low] + share * (ordered[high] - ordered[low])


def line(t, m, w):
    """Slope, weighted sum of squares of t and of the residuals."""
    tm, mm = np.average(t, weights=w), np.average(m, weights=w)
    sxx = (w * (t - tm) ** 2).sum()
    slope = (w * (t - tm) * (m - mm)).sum() / sxx
    return slope, sxx, (w * (m - mm - slope * (t - tm)) ** 2).sum()


def compute(t, m, s):
    n = np.float64(len(m))
    w = 1 / s**2
    mean, wm, median = m.mean(), (w * m).sum() / w.sum(), np.median(m)
    sd = m.std(ddof=1)
    half = (m.max() - m.min()) / 2
    z = np.sort((m - mean) / sd)
    chi = (m - wm) / s
    ordered = np.sort(m)
    q = lambda p: quantile(ordered, p)
    trend, sxx, rss = line(t, m, np.ones(len(m)))
    slope, wsxx, wrss = line(t, m, w)
    noise = np.sqrt(rss / (n - 2))
    i = np.arange(1, n + 1)
    anderson = -n - ((2 * i - 1) * log_ndtr(z) + (2 * (n - i) + 1) * log_ndtr(-z)).sum() / n
    values = {
        "mean": mean,
        "weighted_mean": wm,
        "standard_deviation": sd,
        "median": median,
        "amplitude": half,
        "beyond_1_std": (abs(m - mean) > sd).mean(),
        "cusum": np.ptp(np.cumsum(m - mean) / (n * sd)),
        "inter_percentile_range_10": q(0.9) - q(0.1),
        "kurtosis": n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * (z**4).sum() - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)),
        "linear_trend": trend,
        "linear_trend_sigma": noise / np.sqrt(sxx),
        "linear_trend_noise": noise,
        "linear_fit_slope": slope,
        "linear_fit_slope_sigma": 1 / np.sqrt(wsxx),
        "linear_fit_reduced_chi2": wrss / (n - 2),
        "magnitude_percentage_ratio_40_5": (q(0.6) - q(0.4)) / (q(0.95) - q(0.05)),
        "magnitude_percentage_ratio_20_10": (q(0.8) - q(0.2)) / (q(0.9) - q(0.1)),
        "maximum_slope": abs(np.diff(m) / np.diff(t)).max(initial=0),
        "median_absolute_deviation": np.median(abs(m - median)),
        "median_buffer_range_percentage_10": (abs(m - median) < 0.1 * half).mean(),
        "percent_amplitude": max(m.max() - median, median - m.min()),
        "mean_variance": sd / mean,
        "anderson_darling_normal": (1 + 4 / n - 25 / n**2) * anderson,
        "chi2": (chi**2).sum() / (n - 1),
        "skew": n / ((n - 1) * (n - 2)) * (z**3).sum(),
        "stetson_K": abs(chi).sum() / np.sqrt(n * (chi**2).sum()),
    }
    return {name: values[name] if n >= LEAST_POINTS.get(name, 2) else np.nan for name in NAMES}


def rows(alerts):
    for alert in alerts:
        curves, is_near = bands(alert)
        for fid, t, m, s in curves:
            with np.errstate(all="ignore"):
                values = compute(t, m, s) if len(m) > 1 else {name: np.nan for name in NAMES}
            if len(m) == 1:
                values |= {"mean": m[0], "weighted_mean": m[0], "median": m[0]}
                values |= dict.fromkeys(("amplitude", "inter_percentile_range_10", "median_absolute_deviation",
                                         "median_buffer_range_percentage_10", "percent_amplitude"), 0.0)
            yield alert.key | {"fid": fid, "npoints": len(m), "dc_mag_used": bool(is_near)} | values
