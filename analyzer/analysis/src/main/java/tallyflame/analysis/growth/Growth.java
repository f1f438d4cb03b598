package tallyflame.analysis.growth;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * How the counts of functions and lines grow; what grows fastest comes first. Component names are the keys of the JSON document.
 *
 * @param schema version of the document
 * @param module what ran
 * @param parameter what was varied: {@code alerts}, or the name of a setting of the module
 * @param sizes its values
 * @param functions by calls
 * @param lines by hits
 */
public record Growth(
        int schema, String module, String parameter, List<Double> sizes, List<Row> functions, List<Row> lines) {
    private static final Comparator<Row> ORDER = Comparator.comparing((Row row) -> row.fasterThanInput() ? 0 : 1)
            .thenComparing(row -> row.origin() ? 0 : 1)
            .thenComparing(Comparator.comparingDouble(Row::order).reversed())
            .thenComparing(Comparator.comparingDouble(Row::largest).reversed())
            .thenComparing(Row::name)
            .thenComparing(Row::line);

    /**
     * One function or line.
     *
     * @param name {@code pkg.Class.method}
     * @param line source line, 0 for a function
     * @param counts of the whole input, by size
     * @param exponent {@code null} where a count is zero
     * @param quality share of the variation that the law explains
     * @param origin whether a line is hit more often in one call of its method as the input grows: where growth begins
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String name,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int line,
            String file,
            String text,
            List<Double> counts,
            Law law,
            Double exponent,
            Double low,
            Double high,
            double quality,
            @JsonProperty("fasterThanInput") boolean fasterThanInput,
            boolean origin,
            @JsonIgnore Fit fit) {
        /** The exponent by which rows are ordered, in tenths: n(n+1)/2 and n(n-1)/2 grow alike. */
        double order() {
            return exponent == null ? 0 : Math.rint(10 * exponent);
        }

        double largest() {
            return counts.get(counts.size() - 1);
        }
    }

    /**
     * Fits the counts of runs.
     *
     * @param sizes three or more, ascending
     * @param runs one for each size, counted
     */
    public static Growth of(String module, String parameter, double[] sizes, List<Version> runs) {
        List<VersionCounts> counts =
                runs.stream().map(run -> run.counted().orElseThrow()).toList();
        Version last = runs.get(runs.size() - 1);
        List<Row> functions = new ArrayList<>();
        TreeSet<MethodId> names = new TreeSet<>();
        TreeSet<LineId> places = new TreeSet<>();
        counts.forEach(count -> names.addAll(count.entries().keySet()));
        counts.forEach(count -> places.addAll(count.hits().keySet()));
        for (MethodId name : names) {
            add(functions, name.toString(), 0, "", "", false, sizes, counts, count -> count.entries()
                    .getOrDefault(name, 0L));
        }
        List<Row> lines = new ArrayList<>();
        for (LineId place : places) {
            add(
                    lines,
                    place.method().toString(),
                    place.line(),
                    last.sourceFile(place.method().className()),
                    last.text(place),
                    counts.get(counts.size() - 1).hitsPerCall(place)
                            > counts.get(0).hitsPerCall(place),
                    sizes,
                    counts,
                    count -> count.hits().getOrDefault(place, 0L));
        }
        functions.sort(ORDER);
        lines.sort(ORDER);
        List<Double> values = Arrays.stream(sizes).boxed().toList();
        return new Growth(1, module, parameter, values, functions, lines);
    }

    private static void add(
            List<Row> rows,
            String name,
            int line,
            String file,
            String text,
            boolean origin,
            double[] sizes,
            List<VersionCounts> counts,
            ToDoubleFunction<VersionCounts> of) {
        double[] values = counts.stream().mapToDouble(of).toArray();
        if (Arrays.stream(values).allMatch(value -> value == 0)) {
            return;
        }
        Fit fit = Fit.of(sizes, values);
        boolean known = !Double.isNaN(fit.exponent().value());
        rows.add(new Row(
                name,
                line,
                file.isEmpty() ? null : file,
                text.isEmpty() ? null : text,
                Arrays.stream(values).boxed().toList(),
                fit.law(),
                known ? fit.exponent().value() : null,
                known ? fit.exponent().low() : null,
                known ? fit.exponent().high() : null,
                fit.quality(),
                fit.fasterThanInput(),
                origin,
                fit));
    }

    /** Whether anything grows faster than the input. */
    public boolean fasterThanInput() {
        return functions.stream().anyMatch(Row::fasterThanInput)
                || lines.stream().anyMatch(Row::fasterThanInput);
    }
}
