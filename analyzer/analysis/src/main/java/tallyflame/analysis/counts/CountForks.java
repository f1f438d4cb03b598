package tallyflame.analysis.counts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

/**
 * The forks of a run's count pass, compared with the first of them.
 *
 * @param forks forks that left complete counts
 * @param figures how many counts were compared
 * @param differences every count on which a fork differs from the first
 */
public record CountForks(int forks, long figures, List<CountDifference> differences) {
    public CountForks {
        differences = List.copyOf(differences);
    }

    /**
     * Compares the forks of a run.
     *
     * @throws IOException if the run or a count file cannot be read
     */
    public static CountForks of(Path run) throws IOException {
        Map<Path, List<CountFile>> byFork = new LinkedHashMap<>();
        for (Path file : RunDirectory.open(run).counts(Pass.COUNT)) {
            byFork.computeIfAbsent(file.getParent(), fork -> new ArrayList<>()).add(CountFile.read(file));
        }
        List<List<ClassCounts>> complete = byFork.values().stream()
                .filter(files -> files.stream().allMatch(file -> file.header().complete()))
                .map(CountSums::of)
                .toList();
        List<CountDifference> differences = new ArrayList<>();
        for (int fork = 1; fork < complete.size(); fork++) {
            differences.addAll(CountDifference.between(complete.get(0), complete.get(fork)));
        }
        long figures = complete.isEmpty() ? 0 : CountDifference.figureCount(complete.get(0));
        return new CountForks(complete.size(), figures, differences);
    }

    /** Whether there are two forks to compare at all. */
    public boolean comparable() {
        return forks > 1;
    }
}
