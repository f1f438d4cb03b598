package tallyflame.analysis.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Names that tell the runs of one query apart. */
public final class RunNames {
    private RunNames() {}

    /**
     * Each run's own name, or its path as given where another run has the same name.
     *
     * @param inputs where the runs are, in the order of the runs
     * @throws IllegalArgumentException if one input is named twice
     */
    public static List<String> distinct(List<Path> inputs, List<? extends RunSource> runs) {
        Map<String, Integer> uses = new HashMap<>();
        runs.forEach(run -> uses.merge(run.run(), 1, Integer::sum));
        List<String> names = IntStream.range(0, inputs.size())
                .mapToObj(i -> uses.get(runs.get(i).run()) == 1
                        ? runs.get(i).run()
                        : inputs.get(i).normalize().toString())
                .toList();
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) != i) {
                throw new IllegalArgumentException(names.get(i) + " is named twice");
            }
        }
        return names;
    }
}
