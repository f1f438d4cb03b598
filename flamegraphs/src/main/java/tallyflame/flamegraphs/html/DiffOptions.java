package tallyflame.flamegraphs.html;

/**
 * What makes two profiles comparable.
 *
 * @param beforeName what the first version is called
 * @param afterName what the second version is called
 * @param beforeWork how much work the first version did, or 0 to compare shares of the total
 * @param afterWork how much work the second version did, or 0
 * @param workUnit what the work is counted in, such as {@code alert}; empty where shares are compared
 * @param beforeBunch how many times more samples vary from one piece of work to the next than if each fell on any at random: the
 *     variance of their number over its mean; 1 where that is not known
 * @param afterBunch the same of the second version
 */
public record DiffOptions(
        String beforeName,
        String afterName,
        double beforeWork,
        double afterWork,
        String workUnit,
        double beforeBunch,
        double afterBunch) {
    public DiffOptions {
        if (beforeWork > 0 != afterWork > 0) {
            throw new IllegalArgumentException("the work of both sides must be known, or that of neither");
        }
    }

    /** Both versions as shares of their own total. */
    public static DiffOptions shares(String beforeName, String afterName) {
        return new DiffOptions(beforeName, afterName, 0, 0, "", 1, 1);
    }

    /** Both versions as weight for each unit of work. */
    public static DiffOptions perWork(
            String beforeName, String afterName, double beforeWork, double afterWork, String workUnit) {
        return new DiffOptions(beforeName, afterName, beforeWork, afterWork, workUnit, 1, 1);
    }

    /** The same where the samples of a piece of work come in bunches. */
    public DiffOptions bunched(double before, double after) {
        return new DiffOptions(beforeName, afterName, beforeWork, afterWork, workUnit, before, after);
    }
}
