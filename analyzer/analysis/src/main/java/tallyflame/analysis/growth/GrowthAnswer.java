package tallyflame.analysis.growth;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tallyflame.analysis.growth.Growth.Row;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Findings;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;

/** The answer of {@code scale}. */
public final class GrowthAnswer {
    private GrowthAnswer() {}

    /**
     * The answer on a growth; as CSV, all functions and lines.
     *
     * @param most rows of each table
     */
    public static Answer of(Growth growth, int most) {
        long faster = growth.lines().stream().filter(Row::fasterThanInput).count();
        return new Answer("Growth of " + growth.module(), () -> growth)
                .csv(() -> data(growth))
                .lines(
                        growth.module() + ", counts over " + growth.parameter() + ": "
                                + growth.sizes().stream()
                                        .map(GrowthAnswer::shortest)
                                        .collect(Collectors.joining(", ")),
                        faster == 0
                                ? "no line grows faster than the input"
                                : faster + (faster == 1 ? " line grows" : " lines grow") + " FASTER THAN THE INPUT")
                .table(table("lines by hits", growth.lines(), most, "line", GrowthAnswer::place)
                        .code("source", Row::text))
                .table(table("functions by calls", growth.functions(), most, "function", Row::name));
    }

    private static Table<Row> table(
            String what, List<Row> rows, int most, String about, Function<Row, String> subject) {
        return Findings.of(
                what,
                rows,
                most,
                row -> (row.fasterThanInput() ? "! " : "") + row.fit().words(),
                about,
                subject,
                row -> row.counts().stream().map(GrowthAnswer::shortest).collect(Collectors.joining(" → "))
                        + " (law explains " + Quantity.percent(row.quality()) + ")");
    }

    private static String place(Row row) {
        return row.file() == null
                ? row.name()
                : row.file().substring(row.file().lastIndexOf('/') + 1) + ":" + row.line();
    }

    private static Table<Row> data(Growth growth) {
        return Table.of(Stream.concat(growth.functions().stream(), growth.lines().stream())
                        .toList())
                .data("name", Row::name)
                .data("line", row -> row.line() == 0 ? null : row.line())
                .data("file", Row::file)
                .data("law", row -> row.fit().words())
                .data("exponent", Row::exponent)
                .data("low", Row::low)
                .data("high", Row::high)
                .data("quality", Row::quality)
                .data("faster_than_input", Row::fasterThanInput)
                .data("origin", Row::origin)
                .data("counts", Row::counts)
                .data("text", Row::text);
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? Quantity.count((long) value) : String.valueOf(value);
    }
}
