"""Magnitude rates of fast transients."""

import numpy as np

FIXED = np.array([-2, -1.5, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 1.5, 2])
TINY = 2.220446049250313e-16
STATISTICS = ("mag_rate", "sigma_rate", "lower_rate", "upper_rate")


class Seeded:
    """Ten thousand random numbers an alert."""

    count = 10_000

    def __init__(self):
        self.generator = np.random.default_rng(2023)

    def normal(self, mean, width, is_last):
        return self.generator.normal(mean, width, (self.count, len(mean)))

    def uniform(self, high):
        return self.generator.uniform(0, high, (self.count, len(high)))


class Fixed:
    """The same eleven numbers for every alert."""

    def normal(self, mean, width, is_last):
        z = np.roll(FIXED, 3) if is_last else FIXED
        return np.asarray(mean) + z[:, None] * np.asarray(width)

    def uniform(self, high):
        return ((np.arange(len(FIXED)) + 0.5) / len(FIXED))[:, None] * np.asarray(high)


def flux(magnitude):
    return 10 ** (0.4 * (27.5 - magnitude))


def flux_error(magnitude, sigma):
    return sigma * flux(magnitude) * np.log(10) / 2.5


def last_visit(alert):
    """Magnitude, error, limit and date of the last visit in the filter of the alert."""
    s = alert.series
    for i in range(len(s["jd"]) - 2, -1, -1):
        if s["fid"][i] > 2:
            break
        if s["fid"][i] == s["fid"][-1]:
            return s["magpsf"][i], s["sigmapsf"][i], s["diffmaglim"][i], s["jd"][i]
    return (np.nan,) * 4


def shifted(samples):
    if samples.size:
        samples = samples + abs(samples.min())
        samples[samples == 0] = TINY
    return samples


def rates(alerts, draws):
    """Four statistics for each alert of a batch."""
    visits = [last_visit(alert) for alert in alerts]
    measured = [i for i, v in enumerate(visits) if np.isfinite(v[0])]
    limited = [i for i, v in enumerate(visits) if not np.isfinite(v[0]) and np.isfinite(v[2])]
    used = sorted(measured + limited)
    now = np.array([(alerts[i].value["magpsf"], alerts[i].value["sigmapsf"]) for i in used]).reshape(-1, 2)
    before = np.array([visits[i] for i in measured]).reshape(-1, 4)
    current = shifted(draws.normal(flux(now[:, 0]), flux_error(now[:, 0], now[:, 1]), False))
    last = np.empty_like(current)
    last[:, [used.index(i) for i in measured]] = shifted(
        draws.normal(flux(before[:, 0]), flux_error(before[:, 0], before[:, 1]), True))
    last[:, [used.index(i) for i in limited]] = draws.uniform(flux(np.array([visits[i][2] for i in limited])))
    days = np.array([alerts[i].value["jd"] - visits[i][3] for i in used])
    samples = -2.5 * np.log10(current / last) / days
    result = np.full((len(alerts), 4), np.nan)
    if used:
        result[used] = np.array([
            samples.mean(axis=0), samples.std(axis=0), *np.percentile(samples, (5, 95), axis=0)]).T
    return result


def rows(batches):
    for batch in batches:
        variants = {}
        for name, draws in (("N10000_seed2023", Seeded), ("fixedz", Fixed)):
            variants[name + "_batch"] = rates(batch, draws())
            variants[name + "_single"] = np.vstack([rates([alert], draws()) for alert in batch])
        for i, alert in enumerate(batch):
            magnitude, sigma, limit, date = last_visit(alert)
            first = alert.series["jd"][alert.valid()][0]
            row = alert.key | {
                "last_mag": magnitude,
                "last_sigma": sigma,
                "last_diffmaglim": limit,
                "last_jd": date,
                "jd_first_real_det": first,
                "jdstarthist_dt": first - alert.value["jdstarthist"],
                "delta_time": alert.value["jd"] - date,
                "from_upper": bool(np.isnan(magnitude) and np.isfinite(limit)),
            }
            for variant, values in variants.items():
                row |= {f"{name}_{variant}": float(format(value, ".12g")) for name, value in zip(STATISTICS, values[i])}
            yield row
