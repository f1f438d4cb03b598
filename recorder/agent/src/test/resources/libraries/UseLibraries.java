import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** Walks through three libraries, good input and bad. */
public class UseLibraries {
    public record Point(int x, double y, List<String> names) {}

    public static void main(String[] args) throws Exception {
        jackson();
        compress();
        math();
    }

    private static void jackson() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.writeValueAsString(Map.of("a", List.of(1, 2.5, "x\u00e9\n"), "b", Map.of("c", true)));
        mapper.readTree(json).toString();
        mapper.readValue(json, Map.class);
        mapper.readValue("{\"x\":1,\"y\":2,\"names\":[\"n\",null]}", Point.class);
        for (String bad : new String[] {"{", "{\"x\":}", "[1,]", "{\"z\":3}", "nul", "\"\\q\"", "{\"x\":\"no\"}"}) {
            try {
                mapper.readValue(bad, Point.class);
            } catch (IOException e) {
                e.getMessage();
            }
        }
    }

    private static void compress() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
            for (int i = 0; i < 5; i++) {
                byte[] content = "some text ".repeat(100 * i).getBytes();
                TarArchiveEntry entry = new TarArchiveEntry("file" + i);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(packed)) {
            out.write(tar.toByteArray());
        }
        byte[] bytes = packed.toByteArray();
        unpack(bytes);
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] bad = bytes.clone();
            bad[i] ^= 0x55;
            try {
                unpack(bad);
            } catch (IOException | RuntimeException e) {
                e.getMessage();
            }
        }
    }

    private static void unpack(byte[] bytes) throws IOException {
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new BZip2CompressorInputStream(new ByteArrayInputStream(bytes)))) {
            while (in.getNextEntry() != null) {
                in.readAllBytes();
            }
        }
    }

    private static void math() {
        MersenneTwister random = new MersenneTwister(1);
        double[][] data = new double[8][8];
        DescriptiveStatistics statistics = new DescriptiveStatistics();
        for (double[] row : data) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextGaussian();
                statistics.addValue(row[i]);
            }
        }
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(data);
        new EigenDecomposition(matrix).getRealEigenvalues();
        new LUDecomposition(matrix).getSolver().getInverse();
        statistics.getPercentile(10);
        new NormalDistribution().inverseCumulativeProbability(0.3);
        new BrentSolver().solve(100, x -> x * x - 2, 0, 2);
        Runnable[] bad = {
            () -> new LUDecomposition(new Array2DRowRealMatrix(3, 4)),
            () -> new LUDecomposition(new Array2DRowRealMatrix(3, 3)).getSolver().getInverse(),
            () -> new BrentSolver().solve(100, x -> x * x + 1, 0, 2),
            () -> new NormalDistribution(0, -1),
            () -> matrix.getEntry(9, 9)
        };
        for (Runnable each : bad) {
            try {
                each.run();
            } catch (MathIllegalArgumentException | IllegalStateException e) {
                e.getMessage();
            }
        }
    }
}
