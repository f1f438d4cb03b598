package tallyflame.analysis.flame;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats of flame graphs and stacks, by suffix. */
public enum FlameFormat {
    HTML(".html", true, true, true),
    SVG(".svg", false, false, true),
    COLLAPSED(".collapsed", false, false, true),
    PPROF(".pb.gz", true, true, false),
    SPEEDSCOPE(".speedscope.json", true, false, true),
    FIREFOX(".firefox.json", true, true, false);

    private final String suffix;
    private final boolean manyEvents;
    private final boolean singleSamples;
    private final boolean boxes;

    FlameFormat(String suffix, boolean manyEvents, boolean singleSamples, boolean boxes) {
        this.suffix = suffix;
        this.manyEvents = manyEvents;
        this.singleSamples = singleSamples;
        this.boxes = boxes;
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

    /** Whether the format shows boxes, to which equal stacks are folded in any case. */
    public boolean boxes() {
        return boxes;
    }
}
