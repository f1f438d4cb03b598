package tallyflame.modules;

/**
 * One named number that a module computes for every alert.
 *
 * @param name column name in the results
 * @param unit unit in the field's notation ({@code mag/day}, {@code arcsec}), or an empty string for a pure number
 * @param description one sentence for the registry
 */
public record Output(String name, String unit, String description) {
    /** An output without unit and description. */
    public static Output of(String name) {
        return new Output(name, "", "");
    }
}
