package tallyflame.analysis.verdicts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tallyflame.analysis.diff.version.Cost;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.Sources;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * Twelve runs of hostless over the same 60 alerts, on two processors beside programs that kept 1.7 to 1.8 of them busy: what its
 * comparison reads of each run, in {@code stored-runs.csv}. A row {@code rate} has alerts for a second of CPU time and by the wall
 * clock, seconds an alert waits, and processors others kept busy; a row {@code all} weight and number of samples and alerts; every
 * other row what a function or a line took. What five samples of all runs together did not see is left out.
 */
final class StoredRuns {
    /** Read once, by number of the run. */
    private static final Map<Integer, List<String[]>> ROWS = new TreeMap<>();

    private StoredRuns() {}

    /** A side of some of the runs. */
    static Version version(List<Integer> runs) throws IOException {
        Map<Integer, List<String[]>> rows = rows();
        List<MeasuredRate> rates = new ArrayList<>();
        List<Observation> forks = new ArrayList<>();
        for (int run : runs) {
            rates.add(rate(rows.get(run).get(0)));
            forks.add(observation(rows.get(run)));
        }
        return new Version(
                List.of(Path.of("stored")),
                rates,
                List.of(),
                forks,
                Optional.empty(),
                Set.of(),
                noSources(),
                List.of(),
                List.of());
    }

    /** Of runs whose source is of no interest, which is looked for nowhere. */
    static Sources noSources() throws IOException {
        ClassPath nothing = new ClassPath(List.of(), Path.of("no-jdk"));
        return new Sources(SourceFinder.of(List.of(), List.of(), List.of(), Path.of("no-jdk")), nothing);
    }

    private static MeasuredRate rate(String... row) {
        return new MeasuredRate(number(row[2]), number(row[3]), number(row[4]), number(row[5]));
    }

    private static Observation observation(List<String[]> rows) {
        Map<MethodId, Cost> functions = new HashMap<>();
        Map<LineId, Cost> lines = new HashMap<>();
        for (String[] row : rows.subList(2, rows.size())) {
            Cost cost = new Cost(number(row[2]), (long) number(row[3]), number(row[4]), number(row[5]));
            if (row[1].matches(".*[^:]:\\d+")) {
                int colon = row[1].lastIndexOf(':');
                MethodId method = MethodId.parse(row[1].substring(0, colon));
                lines.put(new LineId(method, Integer.parseInt(row[1].substring(colon + 1))), cost);
            } else {
                functions.put(MethodId.parse(row[1]), cost);
            }
        }
        String[] all = rows.get(1);
        return new Observation(
                number(all[2]), (long) number(all[3]), (long) number(all[4]), functions, lines, Map.of(), Map.of());
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    private static synchronized Map<Integer, List<String[]>> rows() throws IOException {
        if (ROWS.isEmpty()) {
            try (InputStream in = StoredRuns.class.getResourceAsStream("stored-runs.csv")) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .forEach(row -> ROWS.computeIfAbsent(Integer.valueOf(row[0]), run -> new ArrayList<>())
                                .add(row));
            }
        }
        return ROWS;
    }
}
