package tallyflame.modules.generate;

import java.util.List;
import java.util.Locale;
import org.apache.parquet.schema.MessageType;
import tallyflame.parquet.ParquetRow;

/** One synthetic alert, and how it is written. */
final class SyntheticAlert {
    /** What the survey writes where there is no value. */
    private static final double NONE = -999;

    private static final double ARCSECOND = 1 / 3600.0;

    private final long index;
    private final Randomness random;
    private final ObjectKind kind;
    private final long candid;
    private final String objectId;
    private final List<Measurement> visits;
    private final AlertPictures pictures;

    SyntheticAlert(long seed, long index) {
        this.index = index;
        random = new Randomness(seed, index);
        kind = ObjectKind.of(index);
        candid = 2_600_000_000_015_000_000L + index * 1_000_000L + random.integer(0, 999_999);
        objectId = String.format(Locale.ROOT, "ZTF24aa%s", letters(index));
        double[] place = place();
        visits = new LightCurve(random, index, place[0], place[1]).visits();
        pictures = AlertPictures.paint(random, index);
    }

    static MessageType schema() {
        return ZtfSchema.MESSAGE;
    }

    /** Five letters (base 26), enough for twelve million names. */
    private static String letters(long index) {
        char[] letters = new char[5];
        long rest = index;
        for (int i = letters.length - 1; i >= 0; i--) {
            letters[i] = (char) ('a' + rest % 26);
            rest /= 26;
        }
        return new String(letters);
    }

    /** Anywhere on the sphere that the survey sees, or within two seconds of arc of a catalogued star. */
    private double[] place() {
        if (Trait.CATALOGUED.of(index)) {
            int entry = random.integer(GeneratedCatalog.SIZE / 10, GeneratedCatalog.SIZE * 7 / 10);
            double dec = GeneratedCatalog.dec(entry);
            double across = random.uniform(-1.4, 1.4) * ARCSECOND / StrictMath.cos(StrictMath.toRadians(dec));
            return new double[] {GeneratedCatalog.ra(entry) + across, dec + random.uniform(-1.4, 1.4) * ARCSECOND};
        }
        double dec = StrictMath.toDegrees(StrictMath.asin(random.uniform(-0.4, 0.98)));
        return new double[] {random.uniform(0.01, 359.9), dec};
    }

    private Measurement current() {
        return visits.get(visits.size() - 1);
    }

    /** Puts the alert into a row. */
    void write(ParquetRow row, StampFile stamps) {
        row.text("schemavsn", "3.3");
        row.text("publisher", "tallyflame alerts generate");
        row.text("objectId", objectId);
        row.integer("candid", candid);
        row.struct("candidate", this::writeCandidate);
        if (!Trait.NO_HISTORY.of(index)) {
            row.struct("prv_candidates", list -> list.repeated("list", visits.size() - 1, this::writeEntry));
        }
        writeStamp(row, "Science", pictures.science(), stamps);
        writeStamp(row, "Template", pictures.template(), stamps);
        writeStamp(row, "Difference", pictures.difference(), stamps);
    }

    private void writeEntry(ParquetRow list, int number) {
        Measurement visit = visits.get(number);
        list.struct("element", entry -> {
            writeVisit(entry, visit, number);
            if (visit.isDetection()) {
                entry.integer("candid", candid - 1_000_000_000_000L * (visits.size() - number));
            }
        });
    }

    private void writeStamp(ParquetRow row, String name, Picture picture, StampFile stamps) {
        row.struct("cutout" + name, cutout -> {
            cutout.text("fileName", "candid" + candid + "_" + name.toLowerCase(Locale.ROOT) + ".fits.gz");
            cutout.bytes("stampData", stamps.write(picture));
        });
    }

    private void writeVisit(ParquetRow row, Measurement visit, int number) {
        row.number("jd", visit.jd());
        row.integer("fid", visit.fid());
        row.integer("pid", candid / 1_000_000 + number);
        row.number("diffmaglim", visit.diffmaglim());
        row.integer("programid", 1);
        row.text("isdiffpos", visit.isdiffpos());
        row.integer("nid", (long) (visit.jd() - 2_457_754.5));
        row.integer("rcid", index % 64);
        row.integer("field", 200 + index % 1000);
        row.number("ra", visit.ra());
        row.number("dec", visit.dec());
        row.number("magpsf", visit.magpsf());
        row.number("sigmapsf", visit.sigmapsf());
        row.number("distnr", visit.distnr());
        row.number("magnr", visit.magnr());
        row.number("sigmagnr", visit.sigmagnr());
        row.number("rb", visit.isDetection() ? random.uniform(0.4, 1) : Double.NaN);
        row.number("ssdistnr", visit.isDetection() ? NONE : Double.NaN);
    }

    private void writeCandidate(ParquetRow row) {
        Measurement current = current();
        row.number("jd", current.jd());
        row.integer("fid", current.fid());
        row.integer("pid", candid / 1_000_000);
        row.number("diffmaglim", current.diffmaglim());
        row.integer("programid", 1);
        row.integer("candid", candid);
        row.text("isdiffpos", current.isdiffpos());
        row.integer("nid", (long) (current.jd() - 2_457_754.5));
        row.integer("rcid", index % 64);
        row.integer("field", 200 + index % 1000);
        row.number("ra", current.ra());
        row.number("dec", current.dec());
        row.number("magpsf", current.magpsf());
        row.number("sigmapsf", current.sigmapsf());
        row.number("distnr", current.distnr());
        row.number("magnr", current.magnr());
        row.number("sigmagnr", current.sigmagnr());
        row.number("fwhm", random.uniform(1.6, 3.5));
        row.number("rb", random.uniform(0.5, 1));
        writeNeighbours(row);
        writeCounts(row, current);
        row.number("exptime", 30);
        row.number("drb", random.uniform(0.5, 1));
    }

    /** What catalogues have near the place: minor planets, and stars or galaxies. */
    private void writeNeighbours(ParquetRow row) {
        boolean isKnownAsteroid = kind == ObjectKind.ASTEROID && index % 4 != 0;
        double asteroid = isKnownAsteroid ? random.uniform(0, 4.9) : NONE;
        row.number("ssdistnr", asteroid);
        row.number("ssmagnr", isKnownAsteroid ? random.uniform(17, 20) : NONE);
        row.text("ssnamenr", isKnownAsteroid ? Integer.toString(random.integer(1, 600_000)) : "null");
        row.number("sgscore1", index % 31 == 30 ? Double.NaN : random.uniform(0, 1));
        row.number("distpsnr1", star(isKnownAsteroid ? asteroid : 5));
    }

    /** Distance of the nearest star, in arcsec: there, beyond a distance, or none. */
    private double star(double beyond) {
        return switch (kind) {
            case VARIABLE_STAR, STAR -> random.uniform(0.05, 1);
            case ASTEROID, MOVING_UNKNOWN -> index % 10 == 0 ? NONE : beyond + random.uniform(0.1, 20);
            default -> random.uniform(0.5, 15);
        };
    }

    private void writeCounts(ParquetRow row, Measurement current) {
        int seen = (int) visits.stream().filter(Measurement::isDetection).count();
        int before = kind == ObjectKind.VARIABLE_STAR ? random.integer(0, 400) : 0;
        row.integer("ndethist", seen + before);
        row.integer("ncovhist", visits.size() + before + random.integer(0, 200));
        double firstSeen = visits.stream()
                .filter(Measurement::isDetection)
                .mapToDouble(Measurement::jd)
                .min()
                .orElse(current.jd());
        row.number("jdstarthist", before > 0 ? firstSeen - before : firstSeen);
        row.number("jdendhist", current.jd());
    }
}
