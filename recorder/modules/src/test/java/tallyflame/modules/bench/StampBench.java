package tallyflame.modules.bench;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import nom.tam.fits.Fits;
import nom.tam.fits.ImageHDU;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.stamps.StampReader;

/** Our stamp reader against nom-tam-fits, in turns, CPU time a stamp: {@code PATH}. Both gunzip and decode to floats. */
public final class StampBench {
    private static final int ROUNDS = 15;
    private static final int WARM_UP = 5;

    private StampBench() {}

    private interface Decoder {
        int decode(byte[] stamp) throws Exception;
    }

    /** Entry point. */
    public static void main(String[] arguments) throws Exception {
        List<byte[]> stamps = new ArrayList<>();
        List<String> columns = List.of("cutoutScience.stampData", "cutoutTemplate.stampData");
        try (AlertSource source = AlertSource.open(Path.of(arguments[0]), columns, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                columns.forEach(new StampCollector(stamps, batch)::add);
            }
        }
        StampReader reader = new StampReader();
        double[] own = new double[ROUNDS];
        double[] library = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double a = micros(stamps, stamp -> reader.read(stamp).pixels().length);
            double b = micros(stamps, StampBench::byNomTamFits);
            if (round >= 0) {
                own[round] = a;
                library[round] = b;
                ratios[round] = b / a;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d stamps: StampReader %.1f us, nom-tam-fits %.1f us a stamp; ratio %.1f (medians of %d paired rounds)%n",
                stamps.size(),
                median(own),
                median(library),
                median(ratios),
                ROUNDS);
    }

    private record StampCollector(List<byte[]> stamps, AlertBatch batch) {
        void add(String column) {
            stamps.addAll(Arrays.asList(batch.bytes(column).values()));
        }
    }

    private static int byNomTamFits(byte[] stamp) throws Exception {
        try (Fits fits = new Fits(new GZIPInputStream(new ByteArrayInputStream(stamp)))) {
            return ((float[][]) ((ImageHDU) fits.readHDU()).getKernel()).length;
        }
    }

    private static double micros(List<byte[]> stamps, Decoder decoder) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        int sum = 0;
        for (byte[] stamp : stamps) {
            sum += decoder.decode(stamp);
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was decoded");
        }
        return (threads.getCurrentThreadCpuTime() - begin) / 1e3 / stamps.size();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
