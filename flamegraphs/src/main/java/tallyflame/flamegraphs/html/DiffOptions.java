package tallyflame.flamegraphs.html;

/**
 * What makes two profiles comparable.
 *
 * @param beforeName what the first version is called
 * @param afterName what the second version is called
 * @param beforeWork how much work the first version did, or 0 to compare shares of the total
 * @param afterWork how much work the second version did, or 0
 * @param workUnit what the work is counted in, such as {@code alert}; empty where shares are compared
 */
public record DiffOptions(String beforeName, String afterName, double beforeWork, double afterWork, String workUnit) {
    public DiffOptions {
        if (beforeWork > 0 != afterWork > 0) {
            throw new IllegalArgumentException("the work of both sides must be known, or that of neither");
        }
    }

    /** Both versions as shares of their own total. */
    public static DiffOptions shares(String beforeName, String afterName) {
        return new DiffOptions(beforeName, afterName, 0, 0, "");
    }

    /** Both versions as weight for each unit of work. */
    public static DiffOptions perWork(
            String beforeName, String afterName, double beforeWork, double afterWork, String workUnit) {
        return new DiffOptions(beforeName, afterName, beforeWork, afterWork, workUnit);
    }
}
