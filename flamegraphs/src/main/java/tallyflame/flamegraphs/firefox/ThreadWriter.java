package tallyflame.flamegraphs.firefox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;

/** Writes one thread with its own tables of stacks, frames, functions and strings, as the format wants it. */
final class ThreadWriter {
    private final JsonGenerator out;
    private final Map<Integer, Integer> stacks = new LinkedHashMap<>();
    private final List<Integer> prefixes = new ArrayList<>();
    private final Map<Integer, Integer> frames = new LinkedHashMap<>();
    private final Map<String, Integer> functions = new LinkedHashMap<>();

    ThreadWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(Profile profile, CallTree tree, ThreadSamples thread, int tid) throws IOException {
        List<Integer> sampleStacks = new ArrayList<>();
        for (ThreadSamples.Row row : thread.rows()) {
            sampleStacks.add(row.node() == CallTree.ROOT ? null : stack(tree, row.node()));
        }
        out.writeStartObject();
        out.writeStringField("processType", "default");
        out.writeNumberField("processStartupTime", 0);
        out.writeNullField("processShutdownTime");
        out.writeNumberField("registerTime", 0);
        out.writeNullField("unregisterTime");
        empty("pausedRanges");
        out.writeStringField("name", profile.event() + ": " + thread.name());
        out.writeStringField("processName", profile.event());
        out.writeBooleanField("isMainThread", thread.name().equals("main"));
        out.writeStringField("pid", "0");
        out.writeNumberField("tid", tid);
        samples(profile.unit(), thread, sampleStacks);
        out.writeObjectFieldStart("markers");
        emptyColumns("data", "name", "startTime", "endTime", "phase", "category");
        out.writeEndObject();
        stackTable(profile.frames(), tree);
        frameTable(profile.frames());
        funcTable();
        out.writeObjectFieldStart("resourceTable");
        emptyColumns("lib", "name", "host", "type");
        out.writeEndObject();
        out.writeObjectFieldStart("nativeSymbols");
        emptyColumns("libIndex", "address", "name", "functionSize");
        out.writeEndObject();
        out.writeArrayFieldStart("stringArray");
        for (String name : functions.keySet()) {
            out.writeString(name);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** The number of a stack in this thread's table, callers first. */
    private int stack(CallTree tree, int node) {
        List<Integer> missing = new ArrayList<>();
        for (int up = node; up > CallTree.ROOT && !stacks.containsKey(up); up = tree.parent(up)) {
            missing.add(up);
        }
        for (int i = missing.size() - 1; i >= 0; i--) {
            int stack = missing.get(i);
            prefixes.add(stacks.get(tree.parent(stack)));
            stacks.put(stack, stacks.size());
            frames.putIfAbsent(tree.frame(stack), frames.size());
            functions.putIfAbsent(function(tree.frames(), tree.frame(stack)), functions.size());
        }
        return stacks.get(node);
    }

    private static String function(Frames frames, int frame) {
        return frames.functionName(frames.methodOf(frame));
    }

    private void samples(String unit, ThreadSamples thread, List<Integer> sampleStacks) throws IOException {
        out.writeObjectFieldStart("samples");
        column("stack", sampleStacks);
        column("time", thread.rows().stream().map(ThreadSamples.Row::millis).toList());
        out.writeArrayFieldStart("weight");
        for (ThreadSamples.Row row : thread.rows()) {
            if (unit.equals("ns")) {
                out.writeNumber(row.weight() / 1e6);
            } else {
                out.writeNumber(row.weight());
            }
        }
        out.writeEndArray();
        out.writeStringField("weightType", weightType(unit));
        out.writeNumberField("length", thread.rows().size());
        out.writeEndObject();
    }

    private static String weightType(String unit) {
        return switch (unit) {
            case "ns" -> "tracing-ms";
            case "bytes" -> "bytes";
            default -> "samples";
        };
    }

    private void stackTable(Frames all, CallTree tree) throws IOException {
        out.writeObjectFieldStart("stackTable");
        List<Integer> frameColumn = new ArrayList<>();
        List<Integer> categories = new ArrayList<>();
        for (int node : stacks.keySet()) {
            frameColumn.add(frames.get(tree.frame(node)));
            categories.add(category(all, tree.frame(node)));
        }
        column("frame", frameColumn);
        column("category", categories);
        column("subcategory", repeated(0, stacks.size()));
        column("prefix", prefixes);
        out.writeNumberField("length", stacks.size());
        out.writeEndObject();
    }

    private void frameTable(Frames all) throws IOException {
        List<Integer> categories = new ArrayList<>();
        List<Integer> functionColumn = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        for (int frame : frames.keySet()) {
            categories.add(category(all, frame));
            functionColumn.add(functions.get(function(all, frame)));
            lines.add(all.shownLine(frame) > 0 ? all.shownLine(frame) : null);
        }
        int size = frames.size();
        out.writeObjectFieldStart("frameTable");
        column("address", repeated(-1, size));
        column("inlineDepth", repeated(0, size));
        column("category", categories);
        column("subcategory", repeated(0, size));
        column("func", functionColumn);
        column("nativeSymbol", repeated(null, size));
        column("innerWindowID", repeated(0, size));
        column("implementation", repeated(null, size));
        column("line", lines);
        column("column", repeated(null, size));
        out.writeNumberField("length", size);
        out.writeEndObject();
    }

    private void funcTable() throws IOException {
        int size = functions.size();
        out.writeObjectFieldStart("funcTable");
        column("name", List.copyOf(functions.values()));
        for (String flag : new String[] {"isJS", "relevantForJS"}) {
            out.writeArrayFieldStart(flag);
            for (int i = 0; i < size; i++) {
                out.writeBoolean(false);
            }
            out.writeEndArray();
        }
        column("resource", repeated(-1, size));
        column("fileName", repeated(null, size));
        column("lineNumber", repeated(null, size));
        column("columnNumber", repeated(null, size));
        out.writeNumberField("length", size);
        out.writeEndObject();
    }

    /** The categories in the file's head are in the order of FrameType. */
    @SuppressWarnings("EnumOrdinal")
    private static int category(Frames all, int frame) {
        return all.type(frame).ordinal();
    }

    private void column(String name, List<Integer> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (Integer value : values) {
            if (value == null) {
                out.writeNull();
            } else {
                out.writeNumber(value);
            }
        }
        out.writeEndArray();
    }

    private void emptyColumns(String... names) throws IOException {
        for (String name : names) {
            empty(name);
        }
        out.writeNumberField("length", 0);
    }

    private void empty(String name) throws IOException {
        out.writeArrayFieldStart(name);
        out.writeEndArray();
    }

    private static List<Integer> repeated(Integer value, int times) {
        return Collections.nCopies(times, value);
    }
}
