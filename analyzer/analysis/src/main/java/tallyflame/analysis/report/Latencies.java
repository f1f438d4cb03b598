package tallyflame.analysis.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.recordings.InputException;

/**
 * The distribution of the latencies of one fork.
 *
 * @param points from the fastest alert to the slowest
 */
public record Latencies(List<Point> points) {
    /**
     * A point of the distribution.
     *
     * @param micros microseconds that so many alerts took at most
     * @param share of the alerts, 0 to 1
     */
    public record Point(double micros, double share) {}

    private static final String NUMBER = "\\d+(\\.\\d+)?";

    /** Copies the list. */
    public Latencies {
        points = List.copyOf(points);
    }

    /**
     * Reads the text form of HdrHistogram, microseconds. Lines of numbers are value, share, and how many so far; all others are
     * headings and remarks.
     *
     * @throws InputException if there is no line of numbers
     */
    static Latencies read(Path file) throws IOException {
        List<Point> points = new ArrayList<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] cells = line.strip().split("\\s+", -1);
            if (cells.length >= 3 && cells[0].matches(NUMBER) && cells[1].matches(NUMBER)) {
                points.add(new Point(Math.max(Double.parseDouble(cells[0]), 1e-3), Double.parseDouble(cells[1])));
            }
        }
        if (points.isEmpty()) {
            throw new InputException(file, "is not a distribution of latencies");
        }
        return new Latencies(points);
    }
}
