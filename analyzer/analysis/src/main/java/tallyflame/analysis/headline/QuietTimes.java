package tallyflame.analysis.headline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.Samples;

/**
 * Finds stretches of a recording in which no thread used the processor: no sample, where at the usual pace there would have been
 * many. Samples that were left out or lost would look like a stretch, so there must be none.
 */
final class QuietTimes {
    private static final int LEAST_MILLIS = 1000;

    /** So many samples there would be in a stretch at the usual pace; by chance there is none once in e^20 stretches. */
    private static final double EXPECTED = 20;

    private QuietTimes() {}

    static Optional<Clause> of(Profile profile) {
        if (!profile.event().equals("cpu") || profile.samples().isEmpty() || !isWhole(profile.ledger())) {
            return Optional.empty();
        }
        Samples samples = profile.samples().get();
        // A row for several samples has the time of one of them.
        if (samples.size() == 0 || Arrays.stream(samples.counts()).anyMatch(count -> count != 1)) {
            return Optional.empty();
        }
        int[] millis = samples.millis().clone();
        Arrays.sort(millis);
        int first = millis[0];
        double pace = (double) profile.tree().samples() / Math.max(1, millis[millis.length - 1] - first);
        double least = Math.max(LEAST_MILLIS, EXPECTED / pace);
        int longest = 0;
        int at = 0;
        int stretches = 0;
        long all = 0;
        for (int i = 1; i < millis.length; i++) {
            int gap = millis[i] - millis[i - 1];
            if (gap >= least) {
                stretches++;
                all += gap;
                if (gap > longest) {
                    longest = gap;
                    at = millis[i - 1] - first;
                }
            }
        }
        return longest == 0 ? Optional.empty() : Optional.of(clause(longest, at, stretches, all));
    }

    private static Clause clause(int longest, int at, int stretches, long all) {
        String text = "nothing ran for " + time(longest) + " at "
                + String.format(Locale.ROOT, "%d:%02d", at / 60_000, at / 1000 % 60);
        String more = stretches == 1
                ? ""
                : ", and in " + (stretches - 1) + (stretches == 2 ? " more stretch" : " more stretches") + ", "
                        + time(all) + " in all";
        return new Clause(Clause.Kind.QUIET, text + more, "report-flame");
    }

    private static String time(long millis) {
        return Quantity.of(millis * 1_000_000, "ns");
    }

    private static boolean isWhole(Ledger ledger) {
        return ledger.kept() == ledger.total()
                && ledger.lost() == 0
                && ledger.unreadable().isEmpty();
    }
}
