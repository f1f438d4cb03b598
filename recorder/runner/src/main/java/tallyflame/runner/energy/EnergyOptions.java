package tallyflame.runner.energy;

/**
 * What the user knows about the place where the machine is.
 *
 * @param pue power usage effectiveness, at least 1
 * @param country ISO 3166 code, or {@code WORLD}
 * @param gramsPerKwh carbon intensity that overrides the country's, or {@code null}
 * @param litresPerKwh water usage effectiveness: water for each kWh of the computers themselves, or {@code null}
 */
public record EnergyOptions(double pue, String country, Double gramsPerKwh, Double litresPerKwh) {
    /** No losses, the world's mean grid. */
    public static final EnergyOptions DEFAULT = new EnergyOptions(1.0, "WORLD", null, null);
}
