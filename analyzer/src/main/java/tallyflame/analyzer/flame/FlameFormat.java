package tallyflame.analyzer.flame;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats of flame graphs and stacks, by suffix. */
public enum FlameFormat {
    HTML(".html", true, true),
    SVG(".svg", false, false),
    COLLAPSED(".collapsed", false, false),
    PPROF(".pb.gz", true, true),
    SPEEDSCOPE(".speedscope.json", true, false),
    FIREFOX(".firefox.json", true, true);

    private final String suffix;
    private final boolean manyEvents;
    private final boolean singleSamples;

    FlameFormat(String suffix, boolean manyEvents, boolean singleSamples) {
        this.suffix = suffix;
        this.manyEvents = manyEvents;
        this.singleSamples = singleSamples;
    }

    /** The format that a file's name asks for, if it is one. */
    public static Optional<FlameFormat> of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.suffix))
                .findFirst();
    }

    /** All suffixes, for people. */
    public static String suffixes() {
        return Arrays.stream(values()).map(FlameFormat::suffix).collect(Collectors.joining(" "));
    }

    /** How names of files of this format end. */
    public String suffix() {
        return suffix;
    }

    /** Whether one file can hold several events. */
    public boolean manyEvents() {
        return manyEvents;
    }

    /** Whether the format has a use for single samples with thread, state and time. */
    public boolean singleSamples() {
        return singleSamples;
    }
}
