package tallyflame.flamegraphs.firefox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Profile;

/**
 * Writes profiles for the Firefox Profiler, in version 48 of its processed format (docs-developer/CHANGELOG-formats.md of
 * firefox-devtools/profiler), which newer profilers upgrade when they load it. Each thread of each profile is a thread
 * there; a profile without single samples is one thread with its samples one after the other.
 */
public final class FirefoxWriter {
    private static final int PROCESSED_VERSION = 48;
    private static final int GECKO_VERSION = 29;

    private final String title;

    /** @param title name of the recorded program, which the profiler shows as the product */
    public FirefoxWriter(String title) {
        this.title = title;
    }

    /** Writes a file; the stream is flushed and stays open. */
    public void write(List<Profile> profiles, OutputStream stream) throws IOException {
        try (JsonGenerator out = new JsonFactory().createGenerator(stream)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.writeStartObject();
            meta(profiles, out);
            out.writeArrayFieldStart("libs");
            out.writeEndArray();
            out.writeArrayFieldStart("threads");
            int tid = 1;
            for (Profile profile : profiles) {
                Profile.Distinct stacks = profile.distinct();
                for (ThreadSamples thread : ThreadSamples.of(stacks, profile.event())) {
                    new ThreadWriter(out).write(profile, stacks.tree(), thread, tid++);
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private void meta(List<Profile> profiles, JsonGenerator out) throws IOException {
        long start = profiles.stream()
                .flatMap(profile -> profile.samples().stream())
                .mapToLong(samples -> samples.startMillis())
                .min()
                .orElse(0);
        out.writeObjectFieldStart("meta");
        out.writeNumberField("interval", 1);
        out.writeNumberField("startTime", start);
        out.writeNumberField("processType", 0);
        out.writeNumberField("stackwalk", 1);
        out.writeBooleanField("debug", false);
        out.writeStringField("product", title);
        out.writeNumberField("version", GECKO_VERSION);
        out.writeNumberField("preprocessedProfileVersion", PROCESSED_VERSION);
        out.writeBooleanField("symbolicated", true);
        out.writeArrayFieldStart("markerSchema");
        out.writeEndArray();
        out.writeArrayFieldStart("categories");
        for (FrameType type : FrameType.values()) {
            out.writeStartObject();
            out.writeStringField("name", category(type));
            out.writeStringField("color", color(type));
            out.writeArrayFieldStart("subcategories");
            out.writeString("Other");
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static String category(FrameType type) {
        return switch (type) {
            case INTERPRETED -> "Interpreted";
            case JIT_COMPILED -> "Compiled";
            case INLINED -> "Inlined";
            case NATIVE -> "Native";
            case CPP -> "C++";
            case KERNEL -> "Kernel";
            case C1_COMPILED -> "Compiled by C1";
            case CLASS -> "Class";
        };
    }

    /** One of the colours that the profiler knows by name. */
    private static String color(FrameType type) {
        return switch (type) {
            case INTERPRETED -> "purple";
            case JIT_COMPILED -> "green";
            case INLINED -> "blue";
            case NATIVE -> "magenta";
            case CPP -> "yellow";
            case KERNEL -> "orange";
            case C1_COMPILED -> "lightgreen";
            case CLASS -> "grey";
        };
    }
}
