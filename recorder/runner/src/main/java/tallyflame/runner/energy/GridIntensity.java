package tallyflame.runner.energy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Carbon intensity of a country's electricity.
 *
 * @param code ISO 3166 code, or {@code WORLD}
 * @param gramsPerKwh CO2-equivalent
 * @param year of the data
 * @param source where the number comes from
 */
public record GridIntensity(String code, String country, double gramsPerKwh, int year, String source) {
    private static final List<GridIntensity> TABLE = Tables.rows("grid-intensity.csv").stream()
            .map(row -> new GridIntensity(
                    row.get(0), row.get(1), Double.parseDouble(row.get(2)), Integer.parseInt(row.get(3)), row.get(4)))
            .toList();

    /** The intensity of a country, by its code in any case. */
    public static Optional<GridIntensity> of(String code) {
        String wanted = code.toUpperCase(Locale.ROOT);
        return TABLE.stream().filter(row -> row.code().equals(wanted)).findFirst();
    }

    /** All codes of the table. */
    public static List<String> codes() {
        return TABLE.stream().map(GridIntensity::code).toList();
    }

    /** The number and where it comes from, as text. */
    public String describe() {
        return country + " " + year + ", " + source;
    }
}
