"""Hostless detection (ELEPHANT)."""

import base64
import gzip

import numpy as np

SIDE, PATCH = 63, slice(24, 38)
ROUNDS, SHUFFLES, SEED = 10, 200, 1337
IMAGES = (("SCIENCE", "sci"), ("TEMPLATE", "tpl"))
FLOAT_MAX = float(np.finfo(np.float32).max)


def read_stamp(text):
    """The pixels of a gzipped FITS file."""
    data = gzip.decompress(base64.b64decode(text))
    cards, at = {}, 0
    while "END" not in cards:
        card = data[at:at + 80].decode("ascii")
        cards[card[:8].strip()] = card[10:].split("/")[0].strip()
        at += 80
    assert cards["BITPIX"] == "-32", cards
    shape = int(cards["NAXIS2"]), int(cards["NAXIS1"])
    start = -(-at // 2880) * 2880
    return np.frombuffer(data, ">f4", shape[0] * shape[1], start).reshape(shape).astype(np.float32)


class Clip:
    """Three sigma about the median, at most ten rounds. `mask` marks what is clipped, was masked before, or is not finite."""

    def __init__(self, pixels, masked):
        pixels = pixels.astype(float)
        masked = masked | ~np.isfinite(pixels)
        kept = pixels[~masked]
        self.rounds = 0
        self.low, self.high = np.nan, np.nan
        while self.rounds < ROUNDS and len(kept):
            median, width = np.median(kept), deviation(kept)
            self.low, self.high = median - 3 * width, median + 3 * width
            self.rounds += 1
            inside = (kept >= self.low) & (kept <= self.high)
            kept = kept[inside]
            if inside.all():
                break
        self.mask = masked | (pixels < self.low) | (pixels > self.high)


def deviation(values):
    """Of the population. The reference has single precision, in which the squares of the largest numbers overflow."""
    squares = ((values - values.mean()) ** 2).sum()
    return np.inf if squares > FLOAT_MAX else np.sqrt(squares / len(values))


class Stamp:
    """A stamp and the clips that the candidate test asks for."""

    def __init__(self, pixels):
        self.pixels = pixels
        self.once = Clip(pixels, np.zeros(pixels.shape, bool))
        self.twice = Clip(pixels, self.once.mask)
        self.patch = Clip(pixels[PATCH, PATCH], self.once.mask[PATCH, PATCH])
        kept = pixels[~self.once.mask]
        self.median = float(np.float32(np.median(kept)))
        self.width_in_double = deviation(kept.astype(float))
        self.width = float(np.float32(self.width_in_double))

    def filled(self, generator):
        noise = generator.normal(self.median, self.width, self.pixels.shape)
        return np.where(self.once.mask, noise, self.pixels.astype(float))


def is_flagged(science, template):
    ns, nt = science.mask.sum(), template.mask.sum()
    return bool((ns > 5 and nt < 3) or (nt > 5 and ns < 3))


def make_bins():
    k = np.fft.fftfreq(14) * 14
    length = np.hypot(*np.meshgrid(k, k)).ravel()
    edges = np.arange(0.5, 8)
    number = np.floor(length - 0.5).astype(int)
    number[length == edges[-1]] = 6
    members = [np.flatnonzero((number == b) & (length <= edges[-1])) for b in range(7)]
    return members, np.pi * (edges[1:] ** 2 - edges[:-1] ** 2)


MEMBERS, AREAS = make_bins()


def power(patch):
    """Seven bins of the power spectrum."""
    spectrum = (abs(np.fft.fft2(patch)) ** 2).ravel()
    return np.array([spectrum[members].mean() for members in MEMBERS]) * AREAS


def spectrum_test(filled, generator):
    """Bins of the image, of the shuffled ones, distances to the real one, among the shuffled, and the statistic."""
    real = np.sort(power(filled[PATCH, PATCH]))
    shuffled = []
    for _ in range(SHUFFLES):
        flat = filled.ravel().copy()
        generator.shuffle(flat)
        shuffled.append(np.sort(power(flat.reshape(filled.shape)[PATCH, PATCH])))
    shuffled = np.array(shuffled)
    to_real = abs(shuffled - real).mean(axis=1)
    first, second = np.triu_indices(SHUFFLES, 1)
    among = abs(shuffled[first] - shuffled[second]).mean(axis=1)
    return real, shuffled, to_real, among, statistic(to_real, among)


def statistic(one, other):
    """Two-sided Kolmogorov-Smirnov."""
    if min(len(np.unique(one)), len(np.unique(other))) < 3:
        return -1.0
    points = np.concatenate([one, other])
    below = [np.searchsorted(np.sort(side), points, side="right") / len(side) for side in (one, other)]
    return abs(below[0] - below[1]).max()


class Result:
    """All stages of one alert."""

    def __init__(self, alert):
        self.alert = alert
        pixels = {image: read_stamp(alert.stamps[image]) for image, _ in IMAGES}
        self.shapes = {image: "%dx%d" % pixels[image].shape for image in pixels}
        self.pixels, self.tests, self.stamps, self.filled = pixels, {}, {}, {}
        self.full = self.crop = self.is_candidate = False
        if any(p.shape != (SIDE, SIDE) for p in pixels.values()):
            return
        self.stamps = {image: Stamp(pixels[image]) for image in pixels}
        science, template = self.stamps["SCIENCE"], self.stamps["TEMPLATE"]
        self.full = is_flagged(science.twice, template.twice)
        self.crop = is_flagged(science.patch, template.patch)
        self.is_candidate = self.full or self.crop
        if self.is_candidate:
            generator = np.random.RandomState(SEED)
            for image, _ in IMAGES:
                self.filled[image] = self.stamps[image].filled(generator)
            for image, _ in IMAGES:
                self.tests[image] = spectrum_test(self.filled[image], generator)

    def row(self):
        row = dict(self.alert.key)
        for image, short in IMAGES:
            row[f"{short}_shape"] = self.shapes[image]
            row[f"{short}_nan"] = int(np.isnan(self.pixels[image]).sum())
        for image, short in IMAGES:
            stamp = self.stamps.get(image)
            values = ("",) * 8 if stamp is None else (
                int(stamp.once.mask.sum()), stamp.once.low, stamp.once.high, stamp.once.rounds,
                int(stamp.twice.mask.sum()), int(stamp.patch.mask.sum()), stamp.median, stamp.width)
            names = ("clip1_masked", "clip1_lo", "clip1_hi", "clip1_iters", "clip2_masked", "crop_masked",
                     "fill_median", "fill_std")
            row |= {f"{short}_{name}": value for name, value in zip(names, values)}
        is_usable = bool(self.stamps)
        row["flag_full"] = self.full if is_usable else ""
        row["flag_crop"] = self.crop if is_usable else ""
        row["hostless_candidate"] = self.is_candidate if is_usable else ""
        for image, name in (("SCIENCE", "science"), ("TEMPLATE", "template")):
            row[f"kstest_{name}_seed1337"] = self.tests[image][-1] if self.tests else -99.0
        return row

    def power_rows(self):
        for image, _ in IMAGES:
            if self.pixels[image].shape == (SIDE, SIDE):
                patch = self.pixels[image][PATCH, PATCH].astype(float)
                if not np.isnan(patch).any():
                    bins = power(patch)
                    yield self.alert.key | {"image": image} | {f"bin{i + 1}": bin for i, bin in enumerate(bins)}

    def arrays(self, shuffles):
        """The intermediate arrays of a candidate, with the bins of the first shuffled images only."""
        for image, (real, shuffled, to_real, among, result) in self.tests.items():
            filled = self.filled[image]
            yield {
                "objectId": self.alert.objectId,
                "candid": int(self.alert.candid),
                "image": image,
                "filled_corner": rounded(filled[0, :8]),
                "filled_crop_sum": rounded(filled[PATCH, PATCH].sum()),
                "real_bins": rounded(real),
                "shuffled_bins": [rounded(bins) for bins in shuffled[:shuffles]],
                "wd_real": rounded(to_real),
                "wd_shuffled_first10": rounded(among[:10]),
                "wd_shuffled_mean": rounded(among.mean()),
                "wd_shuffled_min": rounded(among.min()),
                "wd_shuffled_max": rounded(among.max()),
                "ks_statistic": float(result),
            }


def rounded(values):
    """Eight digits, as numbers."""
    if np.ndim(values):
        return [rounded(value) for value in values]
    return float(format(float(values), ".8g"))
