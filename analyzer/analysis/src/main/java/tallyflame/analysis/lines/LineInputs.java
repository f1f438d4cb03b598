package tallyflame.analysis.lines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.recordings.InputException;
import tallyflame.recordings.Inputs;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/** Sorts the inputs of a command line into recordings and count files, and knows the work of each. */
final class LineInputs {
    private static final String COUNTS = ".tfc";

    private final List<Path> recordings = new ArrayList<>();
    private final List<Path> counts = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private int runs;
    private int sampleForks;
    private long sampledAlerts;
    private long countedAlerts;
    private boolean perturbed;

    private LineInputs() {}

    /** @throws IOException if an input does not exist, or holds neither samples nor counts */
    static LineInputs of(List<Path> inputs) throws IOException {
        LineInputs result = new LineInputs();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                result.addRun(input);
            } else if (!Files.exists(input)) {
                throw new NoSuchFileException(input.toString());
            } else if (input.toString().endsWith(COUNTS)) {
                result.counts.add(input);
            } else {
                result.recordings.add(input);
            }
        }
        return result;
    }

    private void addRun(Path root) throws IOException {
        RunDirectory run = RunDirectory.open(root);
        runs++;
        missing.addAll(run.missing());
        List<String> users = run.document().plan().classPath();
        if (users != null) {
            users.forEach(entry -> classPath.add(Path.of(entry)));
        }
        perturbed |= run.document().passes().stream().anyMatch(RunDocument.PassResult::perturbed);
        List<Path> counted = run.counts(Pass.COUNT);
        if (counted.isEmpty()) {
            // `record --count` takes samples and counts in one execution.
            counted = run.counts(Pass.SAMPLE);
        }
        counts.addAll(ofFirstFork(counted));
        boolean sampled = !run.asyncRecordings(Pass.SAMPLE).isEmpty()
                || !run.flightRecordings(Pass.JFR).isEmpty();
        if (sampled) {
            recordings.addAll(Inputs.resolve(List.of(root)));
            Pass pass = run.asyncRecordings(Pass.SAMPLE).isEmpty() ? Pass.JFR : Pass.SAMPLE;
            for (RunDocument.PassResult fork : run.results(pass)) {
                sampleForks++;
                sampledAlerts +=
                        fork.timing() == null ? 0 : fork.timing().window().alerts();
            }
        }
        for (RunDocument.PassResult fork :
                run.results(Pass.COUNT).stream().limit(1).toList()) {
            countedAlerts += fork.timing() == null ? 0 : fork.timing().processed();
        }
        if (!sampled && counted.isEmpty()) {
            throw new InputException(root, "holds neither samples nor counts; run it with --passes sample,count");
        }
    }

    /** Further forks of the count pass repeat the first one's counts. */
    private static List<Path> ofFirstFork(List<Path> counts) {
        return counts.stream()
                .filter(file -> file.getParent().equals(counts.get(0).getParent()))
                .toList();
    }

    List<Path> recordings() {
        return recordings;
    }

    List<Path> counts() {
        return counts;
    }

    /** What the runs had on the class path besides this program itself. */
    List<Path> classPath() {
        return classPath;
    }

    List<String> missing() {
        return missing;
    }

    /**
     * How sampled and counted work relate.
     *
     * @param part whether only a part of the samples is asked for, whose number of alerts is unknown
     */
    Work work(boolean part) {
        String hits = countedAlerts > 0
                ? Work.round("counted in one round of ", countedAlerts)
                : runs > 0 ? "counted in one execution" : "as counted";
        if (perturbed) {
            return Work.unscaled("sampled in the counted execution: PERTURBED by the counters", hits);
        }
        if (part) {
            return Work.unscaled("the part of the samples asked for, not scaled to the counted work", hits);
        }
        if (sampledAlerts > 0 && countedAlerts > 0) {
            return Work.rounds(sampledAlerts, countedAlerts);
        }
        if (sampledAlerts > 0) {
            return Work.unscaled("sampled over " + sampledAlerts + " alerts", hits);
        }
        if (sampleForks > 1) {
            return new Work(1.0 / sampleForks, "sampled over " + sampleForks + " executions, scaled to one", hits);
        }
        return Work.unscaled(runs > 0 ? "sampled in one execution" : "as recorded", hits);
    }
}
