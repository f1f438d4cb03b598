package tallyflame.analysis.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;

/**
 * Rows, and typed columns that say what they show of a row: the answer of a verb. Nothing in it is written yet; {@link Answer} and
 * the forms in this package do that, and escape. People see the columns in their order; where machines need other ones, {@link
 * #data} lists those. A function of a column may answer {@code null}: the cell stays empty.
 *
 * @param <R> what a row is made of
 */
public final class Table<R> implements Answer.Part {
    /** How the cells of a column are read. */
    enum Type {
        /** Words, aligned left. */
        TEXT,
        /** Source code, or names in it, aligned left. */
        CODE,
        /** Where in the code: {@code pkg.Class.method:12}, aligned left; packages may shrink where there is little room. */
        LOCATION,
        /** Numbers, aligned right; they are text already. */
        FIGURE;

        /** Whether a cell is code. */
        boolean isCode() {
            return this == CODE || this == LOCATION;
        }
    }

    /** A column for people: a value becomes one or several lines of text. */
    record Column<R>(String title, Type type, int least, Function<? super R, ?> value) {
        /** The lines of a cell, as they came: not fit for any form yet. */
        List<String> lines(R row) {
            Object found = value.apply(row);
            return found == null
                    ? List.of("")
                    : found instanceof List<?> list ? strings(list) : List.of(found.toString());
        }

        private static List<String> strings(List<?> list) {
            return list.isEmpty()
                    ? List.of("")
                    : list.stream().map(String::valueOf).toList();
        }
    }

    private record Datum<R>(String key, Function<? super R, ?> value) {}

    private final List<R> rows;
    private final List<Column<R>> columns = new ArrayList<>();
    private final List<Datum<R>> own = new ArrayList<>();
    private final List<Datum<R>> implied = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String caption = "";
    private boolean ruled;
    private boolean indented;
    private Predicate<? super R> faint = row -> false;
    private int least;

    private Table(List<R> rows) {
        this.rows = List.copyOf(rows);
    }

    /** A table of rows that has no columns yet. */
    public static <R> Table<R> of(List<R> rows) {
        return new Table<>(rows);
    }

    /** What the table is of, written above it. */
    public Table<R> caption(String text) {
        caption = text;
        return this;
    }

    /** Adds a line that is written below the table. */
    public Table<R> note(String text) {
        notes.add(text);
        return this;
    }

    /** Sets a rule under the titles on a terminal, and columns close together, as {@code line_profiler} does. */
    public Table<R> ruled() {
        ruled = true;
        return this;
    }

    /** Moves the rows of the table to the right of its caption on a terminal. */
    public Table<R> indented() {
        indented = true;
        return this;
    }

    /** Rows that are there to be complete, such as noise: a page shows them in grey. */
    public Table<R> faint(Predicate<? super R> rows) {
        faint = rows;
        return this;
    }

    /** Makes the columns that are added from now on so wide at least on a wide terminal. */
    public Table<R> atLeast(int characters) {
        least = characters;
        return this;
    }

    /** Adds a column of words; of a list each element has a line of its own. */
    public Table<R> text(String title, Function<? super R, ?> value) {
        return add(title, Type.TEXT, value, title, value);
    }

    /** Adds a column of source code or of names in it. */
    public Table<R> code(String title, Function<? super R, ?> value) {
        return add(title, Type.CODE, value, title, value);
    }

    /** Adds a column of places such as {@code pkg.Class.method:12}. */
    public Table<R> location(String title, Function<? super R, ?> value) {
        return add(title, Type.LOCATION, value, title, value);
    }

    /** Adds a column of numbers that are text already, for machines too. */
    public Table<R> figure(String title, Function<? super R, ?> value) {
        return add(title, Type.FIGURE, value, title, value);
    }

    /** Adds a column of whole numbers. */
    public Table<R> count(String title, Function<? super R, ? extends Number> value) {
        return number(title, title, value, number -> Quantity.count(number.longValue()));
    }

    /** Adds a column of weights, such as times. */
    public Table<R> weight(String title, String unit, Function<? super R, ? extends Number> value) {
        return number(title, title + " " + unit, value, number -> Quantity.of(Math.round(number.doubleValue()), unit));
    }

    /** Adds a column of numbers. */
    public Table<R> number(String title, Function<? super R, ? extends Number> value) {
        return number(title, title, value, number -> Quantity.number(number.doubleValue()));
    }

    /** Adds a column of shares of 0 to 1. */
    public Table<R> share(String title, Function<? super R, ? extends Number> value) {
        return number(title, title, value, number -> Quantity.percent(number.doubleValue()));
    }

    /** Adds a column of shares, and one of their 95 % intervals. */
    public Table<R> shares(String title, Function<? super R, Interval> value) {
        return interval(title, value, Quantity::percent, Quantity::percents);
    }

    /** Adds a column of differences of shares. */
    public Table<R> points(String title, Function<? super R, ? extends Number> value) {
        return number(title, title, value, number -> Quantity.points(number.doubleValue()));
    }

    /** Adds a column of ratios, and one of their 95 % intervals. */
    public Table<R> ratios(String title, Function<? super R, Interval> value) {
        return interval(title, value, Quantity::ratio, Quantity::ratios);
    }

    /** Adds a column of rates, and one of their 95 % intervals; without ends (NaN) there is none. */
    public Table<R> numbers(String title, Function<? super R, Interval> value) {
        return interval(
                title, value, Quantity::number, (low, high) -> Quantity.number(low) + " - " + Quantity.number(high));
    }

    /**
     * Adds a column for machines alone. If there is one, they see no others.
     *
     * @param key heading in CSV, and key in JSON
     * @param value a number, a text, a truth, or {@code null}
     */
    public Table<R> data(String key, Function<? super R, ?> value) {
        own.add(new Datum<>(key, value));
        return this;
    }

    private interface Range {
        String of(double low, double high);
    }

    private Table<R> interval(
            String title, Function<? super R, Interval> value, Function<Double, String> one, Range both) {
        add(
                title,
                Type.FIGURE,
                each(value, interval -> one.apply(interval.value())),
                title,
                each(value, Interval::value));
        columns.add(new Column<>(
                "95 % interval",
                Type.FIGURE,
                least,
                each(value, interval -> Double.isNaN(interval.low()) ? "" : both.of(interval.low(), interval.high()))));
        implied.add(new Datum<>(key(title + " low"), each(value, interval -> known(interval.low()))));
        implied.add(new Datum<>(key(title + " high"), each(value, interval -> known(interval.high()))));
        return this;
    }

    /** A figure as data: {@code null} for NaN, as the ends of an interval are that is not known. */
    public static Double known(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }

    private Table<R> number(
            String title,
            String key,
            Function<? super R, ? extends Number> value,
            Function<? super Number, String> words) {
        return add(title, Type.FIGURE, each(value, words), key, value);
    }

    private Table<R> add(
            String title, Type type, Function<? super R, ?> words, String key, Function<? super R, ?> value) {
        columns.add(new Column<>(title, type, least, words));
        implied.add(new Datum<>(key(key), value));
        return this;
    }

    private static <R, V> Function<R, Object> each(
            Function<? super R, ? extends V> value, Function<? super V, ?> then) {
        return row -> {
            V found = value.apply(row);
            return found == null ? null : then.apply(found);
        };
    }

    private static String key(String title) {
        return title.toLowerCase(Locale.ROOT).replace("%", "percent").replaceAll("[^a-z0-9]+", "_");
    }

    /** The rows in their order. */
    public List<R> rows() {
        return rows;
    }

    String caption() {
        return caption;
    }

    List<String> notes() {
        return notes;
    }

    boolean isFaint(int row) {
        return faint.test(rows.get(row));
    }

    boolean isRuled() {
        return ruled;
    }

    boolean isIndented() {
        return indented;
    }

    List<Column<R>> columns() {
        return columns;
    }

    /** The cells of every row for people, by column, each of one or several lines. */
    List<List<List<String>>> cells() {
        return rows.stream()
                .map(row -> columns.stream().map(column -> column.lines(row)).toList())
                .toList();
    }

    /** The keys of the columns for machines. */
    List<String> keys() {
        return machine().stream().map(Datum::key).toList();
    }

    /** The cells of a row for machines, in the order of the keys; what is absent is {@code null}. */
    List<Object> values(R row) {
        List<Object> values = new ArrayList<>();
        machine().forEach(datum -> values.add(datum.value().apply(row)));
        return values;
    }

    /** The rows as objects of a JSON document. */
    public List<Map<String, Object>> objects() {
        return rows.stream().map(this::object).toList();
    }

    private Map<String, Object> object(R row) {
        Map<String, Object> object = new LinkedHashMap<>();
        machine().forEach(datum -> object.put(datum.key(), datum.value().apply(row)));
        return object;
    }

    private List<Datum<R>> machine() {
        return own.isEmpty() ? implied : own;
    }
}
