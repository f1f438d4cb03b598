package tallyflame.agent.instrument;

import java.util.List;

/**
 * A class whose methods and lines are timed. Their numbers in the tables of times are consecutive.
 *
 * @param name binary name with dots
 * @param identity see {@link tallyflame.counts.ClassIdentity}
 * @param sourceFile file name of the source, or empty
 * @param methods its traced methods
 * @param firstMethod number of the first of them
 * @param firstLine number of the first line of that
 */
public record TracedClass(
        String name, long identity, String sourceFile, List<TracedMethod> methods, int firstMethod, int firstLine)
        implements Probes.ProbedClass {
    /** Copies the list. */
    public TracedClass {
        methods = List.copyOf(methods);
    }

    /**
     * A traced method.
     *
     * @param lines its source lines, ascending
     */
    public record TracedMethod(String name, String descriptor, List<Integer> lines) {
        /** Copies the list. */
        public TracedMethod {
            lines = List.copyOf(lines);
        }
    }

    @Override
    public int methodCount() {
        return methods.size();
    }

    /** Number of the first line of a method; that of the method behind the last ends the class. */
    public int firstLine(int method) {
        int line = firstLine;
        for (int m = 0; m < method; m++) line += methods.get(m).lines().size();
        return line;
    }
}
