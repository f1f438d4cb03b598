package tallyflame.analysis.counts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;

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
     * Compares the forks that were counted.
     *
     * @throws IOException if a count file cannot be read
     */
    public static CountForks of(Evidence run) throws IOException {
        List<List<ClassCounts>> complete = new ArrayList<>();
        for (Fork fork : run.counted()) {
            List<CountFile> files = fork.counts();
            if (files.stream().allMatch(file -> file.header().complete())) {
                complete.add(CountSums.of(files));
            }
        }
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
