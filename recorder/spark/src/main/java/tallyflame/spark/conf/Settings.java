package tallyflame.spark.conf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tallyflame.runs.Pass;

/**
 * What the plugin is told to do.
 *
 * @param dir folder for the recordings
 * @param passes {@link Pass#SAMPLE}, {@link Pass#COUNT} or both
 * @param fraction share of the executors that are recorded, 0 to 1
 * @param driver whether the driver is recorded
 * @param event async-profiler's name of an event, or {@code cpu}
 * @param interval between two samples
 * @param count patterns of the classes to count
 * @param own patterns of the application's own classes
 */
public record Settings(
        String dir,
        List<Pass> passes,
        double fraction,
        boolean driver,
        String event,
        Duration interval,
        List<String> count,
        List<String> own) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ns|us|ms|s)");
    /** Spreads executors whose numbers follow each other evenly over 0 to 1: the golden ratio. */
    private static final double SPREAD = 0.6180339887498949;

    /** Copies the lists. */
    public Settings {
        passes = List.copyOf(passes);
        count = List.copyOf(count);
        own = List.copyOf(own);
    }

    /**
     * Reads what was given.
     *
     * @param given the value of a full key, or its second argument's default; {@code null} where it has none
     * @throws IllegalArgumentException if something cannot be used; the message names the key and says what to write
     */
    public static Settings of(UnaryOperator<String> given) {
        Map<Key, String> values = new EnumMap<>(Key.class);
        for (Key key : Key.values()) {
            String value = given.apply(key.key());
            values.put(key, value == null ? key.standard() : value.strip());
        }
        require(!values.get(Key.DIR).isEmpty(), Key.DIR, "is missing: name a folder for the recordings");
        List<String> own = list(values.get(Key.PACKAGE));
        List<String> count = list(values.get(Key.COUNT));
        List<Pass> passes = passes(values.get(Key.PASSES));
        List<String> counted = count.isEmpty() ? own : count;
        require(
                !passes.contains(Pass.COUNT) || !counted.isEmpty(),
                Key.COUNT,
                "is missing: say which classes to count, such as com.acme.**");
        return new Settings(
                values.get(Key.DIR),
                passes,
                fraction(values.get(Key.FRACTION)),
                Boolean.parseBoolean(values.get(Key.DRIVER)),
                values.get(Key.EVENT),
                duration(values.get(Key.INTERVAL)),
                counted,
                own);
    }

    private static List<Pass> passes(String value) {
        List<Pass> passes = new ArrayList<>();
        for (String label : list(value.replace(',', ';'))) {
            Pass pass = Pass.of(label).orElse(Pass.BASELINE);
            require(
                    pass == Pass.SAMPLE || pass == Pass.COUNT,
                    Key.PASSES,
                    "is " + value + "; use sample, count or sample,count");
            passes.add(pass);
        }
        require(!passes.isEmpty(), Key.PASSES, "is empty; use sample, count or sample,count");
        return passes;
    }

    private static double fraction(String value) {
        try {
            double fraction = Double.parseDouble(value);
            require(fraction >= 0 && fraction <= 1, Key.FRACTION, "is " + value + "; use a number from 0 to 1");
            return fraction;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Key.FRACTION.key() + " is " + value + "; use a number from 0 to 1", e);
        }
    }

    private static Duration duration(String value) {
        Matcher duration = DURATION.matcher(value);
        require(duration.matches(), Key.INTERVAL, "is " + value + "; use a duration such as 1ms");
        long amount = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ns" -> Duration.ofNanos(amount);
            case "us" -> Duration.ofNanos(amount * 1000);
            case "ms" -> Duration.ofMillis(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(";"))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .toList();
    }

    private static void require(boolean condition, Key key, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(key.key() + " " + problem);
        }
    }

    /** Keys among some that begin as the plugin's do and are none of them: slips of the pen. */
    public static List<String> unknown(Stream<String> keys) {
        List<String> known = Arrays.stream(Key.values()).map(Key::key).toList();
        return keys.filter(key -> key.startsWith(Key.PREFIX) && !known.contains(key))
                .sorted()
                .toList();
    }

    /** The pass in whose folder the files are: an application runs once, under all its instruments. */
    public Pass pass() {
        return passes.contains(Pass.SAMPLE) ? Pass.SAMPLE : Pass.COUNT;
    }

    /** Whether an executor is one of the fraction; the same whenever it is asked. */
    public boolean includes(String executor) {
        int number = executor.matches("\\d{1,9}") ? Integer.parseInt(executor) : executor.hashCode() & 0xfffff;
        double place = (number + 1) * SPREAD;
        return fraction >= 1 || place - Math.floor(place) < fraction;
    }
}
