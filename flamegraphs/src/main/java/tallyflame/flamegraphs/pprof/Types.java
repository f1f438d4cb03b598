package tallyflame.flamegraphs.pprof;

import java.util.Locale;
import tallyflame.flamegraphs.FrameType;

/** How the code of a frame ran, as the name of the mapping it is in: pprof has no field for it. */
final class Types {
    private Types() {}

    static String mapping(FrameType type) {
        return "[" + type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "]";
    }

    /** The type of a mapping that {@link #mapping} named, otherwise null. */
    static FrameType ofMapping(String file) {
        for (FrameType type : FrameType.values()) {
            if (mapping(type).equals(file)) {
                return type;
            }
        }
        return null;
    }

    /** pprof's name of a unit. */
    static String unit(String unit) {
        return switch (unit) {
            case "ns" -> "nanoseconds";
            case "samples" -> "count";
            default -> unit;
        };
    }

    /** This project's name of pprof's unit. */
    static String fromUnit(String unit) {
        return switch (unit) {
            case "nanoseconds" -> "ns";
            case "count" -> "samples";
            default -> unit;
        };
    }
}
