package tallyflame.recordings.fold;

import tallyflame.recordings.sample.SampleCounts;
import tallyflame.recordings.sample.SubjectCounts;

/**
 * The samples of one kind in one chunk and where their stacks go.
 *
 * @param kind index of the kind
 * @param interval weight of a sample, or 0 if samples have weights of their own
 * @param nodes where to keep the node of each stack, or {@code null}
 * @param folders where to keep the number of the folder that made it, or {@code null}
 * @param subjectNodes where to keep the node of each pair of a stack and a class, or {@code null}
 */
record Target(SampleCounts counts, int kind, long interval, int[] nodes, byte[] folders, int[] subjectNodes) {
    /** In place of the number of a folder: the stack is in none of the functions that are shown. */
    static final byte NOT_SHOWN = -1;

    /** What takes the samples of a stack. */
    interface Samples {
        /**
         * Takes samples.
         *
         * @param pair what the samples are about, of {@link SubjectCounts}; negative where they are about nothing
         * @param squares sum of the squares of what they weigh
         */
        void add(int pair, long samples, long weight, double squares);
    }

    /** Hands on the samples of a stack: those about classes one by one, and what is left. */
    void eachOf(int slot, Samples to) {
        long samples = counts.samples(slot);
        long weight = interval > 0 ? samples * interval : counts.weight(slot);
        double squares = squares(slot, samples, weight);
        SubjectCounts subjects = counts.subjects();
        if (subjects == null) {
            to.add(-1, samples, weight, squares);
            return;
        }
        for (int pair = subjects.first(slot); pair >= 0; pair = subjects.next(pair)) {
            to.add(pair, subjects.samples(pair), subjects.weight(pair), subjects.squares(pair));
            samples -= subjects.samples(pair);
            weight -= subjects.weight(pair);
            squares -= subjects.squares(pair);
        }
        if (samples > 0) {
            to.add(-1, samples, weight, Math.max(0, squares));
        }
    }

    /** Sum of the squares of what the samples of a stack weigh; where none is kept, they all weigh the same. */
    private double squares(int slot, long samples, long weight) {
        if (!counts.squared()) {
            return (double) weight * weight / samples;
        }
        return (interval > 0 ? (double) interval * interval : 1) * counts.squares(slot);
    }
}
