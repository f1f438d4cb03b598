package tallyflame.spark.conf;

import java.util.Locale;

/** The keys of the plugin's configuration, each after {@link #PREFIX}; {@code docs/spark.md} has the same table. */
public enum Key {
    DIR("", "folder for the recordings, on any file system that Hadoop knows; must be given"),
    PASSES("sample", "sample, count, or sample,count: the last has perturbed times"),
    FRACTION("1.0", "share of the executors that are recorded"),
    DRIVER("true", "whether the driver is recorded, too"),
    EVENT("cpu", "what async-profiler samples: cpu for the best engine of CPU time, or its name of an event"),
    INTERVAL("1ms", "between two samples"),
    COUNT("", "patterns of the classes to count, separated by semicolons: com.acme.**; needed for count"),
    PACKAGE("", "patterns of the classes that are the application's own; what is counted where nothing is given");

    /** What every key begins with. */
    public static final String PREFIX = "spark.tallyflame.";

    private final String standard;
    private final String words;

    Key(String standard, String words) {
        this.standard = standard;
        this.words = words;
    }

    /** As it is written in Spark's configuration. */
    public String key() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /** What holds where it is not given; empty for nothing. */
    public String standard() {
        return standard;
    }

    /** What it means, in one line. */
    public String words() {
        return words;
    }
}
