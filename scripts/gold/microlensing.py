"""The 47 statistics of microlensing light curves."""

import numpy as np
from scipy.special import erf

from alerts import BANDS, apparent

FEWEST = 10


def curves(alert):
    """(filter, indices of its valid points) for each band."""
    for fid, _ in BANDS:
        yield fid, np.flatnonzero(alert.valid() & (alert.series["fid"] == fid))


def magnitude_rows(alerts):
    for alert in alerts:
        magnitude, error = apparent(alert)
        for fid, index in curves(alert):
            if len(index) >= FEWEST:
                for k, i in enumerate(index):
                    yield alert.key | {"fid": fid, "k": k, "dcmag": magnitude[i], "dcerr": error[i]}


def rows(alerts):
    for alert in alerts:
        magnitude, error = apparent(alert)
        for fid, index in curves(alert):
            head = alert.key | {"fid": fid, "npoints": len(index)}
            if len(index) < FEWEST:
                continue
            with np.errstate(all="ignore"):
                values = statistics(magnitude[index], error[index])
            if np.isnan(magnitude[index]).any():
                # Without a reference magnitude nothing is defined.
                values = dict.fromkeys(values, np.nan)
            yield head | {name: 0.0 if np.isinf(value) else value for name, value in sorted(
                values.items(), key=lambda item: item[0].lower())}


def longest(flags):
    best = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        best = max(best, run)
    return best


def consecutive(x, bound):
    """Runs of at least three points at or below a bound; the flag toggles off on each second overlapping triple."""
    if (x <= bound).sum() < 3:
        return 0
    runs, inside = 0, False
    for i in range(len(x) - 2):
        if (x[i:i + 3] <= bound).all() and not inside:
            runs, inside = runs + 1, True
        else:
            inside = False
    return runs


def peaks(y, distance):
    """Number of local maxima above half of the range, the higher of two nearer than a distance."""
    threshold = 0.5 * (y.max() - y.min()) + y.min()
    candidates = [i for i in range(1, len(y) - 1) if y[i - 1] < y[i] > y[i + 1] and y[i] > threshold]
    kept = []
    for i in sorted(candidates, key=lambda i: -y[i]):
        if all(abs(i - j) > distance for j in kept):
            kept.append(i)
    return len(kept)


def sample_entropy(x):
    def matches(m):
        windows = np.array([x[i:i + m] for i in range(len(x) - m + 1)])
        near = abs(windows[:, None, :] - windows[None, :, :]).max(axis=2) <= 0.2 * x.std()
        return near.sum() - len(windows)
    return -np.log(matches(3) / matches(2))


def shannon_entropy(x, error):
    median = np.median(x)
    root = abs(median)
    total = 0.0
    for sign in (1, -1):
        w = x + sign * error
        p = 0.5 * (1 + erf((w - median) / (root * np.sqrt(2))))
        g = np.sqrt(root / (2 * w))
        q = 0.5 * (1 + erf(g * (w / median - 1))) + 0.5 * np.exp(2 * root / median) * (1 - erf(g * (w / median + 1)))
        for probability in (p, q):
            probability = np.where(probability > 0, probability, 1)
            total -= (2 * error * np.log2(probability)).sum()
    return total


def statistics(magnitude, sigma):
    flux = 10 ** (-magnitude / 2.5)
    error = sigma * flux / (2.5 * np.log(10))
    n = len(flux)
    amplitude = np.percentile(flux, 98) - np.percentile(flux, 2)
    raw_median = np.median(flux)
    x = flux / flux.max()
    median, sd, mean, dx = np.median(x), x.std(), x.mean(), np.diff(x)
    values, counts = np.unique(x, return_counts=True)
    d = np.sqrt(n / (n - 1)) * (x - median) / error
    pairs = d[:-1] * d[1:]
    stet_j = (np.sign(pairs) * np.sqrt(abs(pairs))).sum()
    stet_k = abs(d).mean() / np.sqrt((d**2).mean())
    a, b, c = x[:-2], x[1:-1], x[2:]
    result = {}
    for k in (1, 3, 5):
        result[f"above{k}"] = int((x > median + k * sd).sum())
        result[f"below{k}"] = int((x < median - k * sd).sum())
    result |= {
        "abs_energy": (x**2).sum(),
        "abs_sum_changes": abs(dx).sum(),
        "amplitude": amplitude,
        "auto_corr": ((x[:-1] - mean) * (x[1:] - mean)).sum() / ((n - 1) * sd**2),
        "c3": (c * b * a).mean(),
        "check_for_duplicate": bool((counts > 1).any()),
        "check_for_max_duplicate": bool(counts[-1] > 1),
        "check_for_min_duplicate": bool(counts[0] > 1),
        "check_max_last_loc": 1 - x[::-1].argmax() / n,
        "check_min_last_loc": 1 - x[::-1].argmin() / n,
        "complexity": np.sqrt((np.diff((x - mean) / sd) ** 2).sum()),
        "con": consecutive(x, median - 3 * sd),
        "con2": consecutive(x, median - 2 * sd),
        "count_above": int((x > mean).sum()),
        "count_below": int((x < mean).sum()),
        "first_loc_max": x.argmax() / n,
        "first_loc_min": x.argmin() / n,
        "integrate": ((x[:-1] + x[1:]) / 2).sum(),
        "kurtosis": n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * (((x - median) / sd) ** 4).sum()
        - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)),
        "longest_strike_above": longest(x > mean),
        "longest_strike_below": longest(x < mean),
        "mean_abs_change": abs(dx).mean(),
        "mean_change": (x[-1] - x[0]) / (n - 1),
        "mean_second_derivative": (x[-1] - x[-2] - x[1] + x[0]) / (2 * (n - 2)),
        "medianAbsDev": np.median(abs(x - median)),
        "median_buffer_range": (abs(flux - raw_median) < amplitude / 10).mean(),
        "median_buffer_range2": (flux < raw_median - amplitude / 5).mean(),
        "peak_detection": peaks(abs(x - median), 10),
        "ratio_recurring_points": (counts > 1).sum() / len(values),
        "root_mean_squared": abs(median),
        "sample_entropy": sample_entropy(x),
        "shannon_entropy": shannon_entropy(x, error),
        "skewness": ((x - median) ** 3).mean() / sd**3,
        "std": sd,
        "std_over_mean": sd / median,
        "stetJ": stet_j,
        "stetK": stet_k,
        "stetL": stet_j * stet_k / 0.798,
        "sum_values": x.sum(),
        "time_reversal_asymmetry": (c**2 * b - b * a**2).mean(),
        "vonNeumannRatio": (dx**2).sum() / (n - 1) / sd**2,
    }
    return result
