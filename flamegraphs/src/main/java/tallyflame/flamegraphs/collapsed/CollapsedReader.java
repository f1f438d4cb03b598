package tallyflame.flamegraphs.collapsed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.symbols.SymbolNames;

/**
 * Reads collapsed stacks of this project, async-profiler, {@code stackcollapse-*.pl}, py-spy and others. The unit of the
 * weights is not in the format, so they are read as samples. A name with a dot is taken for {@code package.Class.method},
 * with slashes for a class in internal form; any other is a native symbol. Blank lines and lines that begin with {@code #}
 * are skipped.
 */
public final class CollapsedReader {
    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);
    private final Map<String, Integer> frameIds = new HashMap<>();
    private long total;

    private CollapsedReader() {}

    /**
     * Reads all lines.
     *
     * @param source name of the input, for messages
     * @throws IOException if a line is not a stack and a weight, or the input cannot be read
     */
    public static Profile read(Reader input, String source) throws IOException {
        CollapsedReader reader = new CollapsedReader();
        BufferedReader lines = new BufferedReader(input);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                reader.line(line.stripTrailing(), source, number);
            }
        }
        return new Profile("samples", "samples", reader.tree, Ledger.complete(reader.total));
    }

    private void line(String line, String source, int number) throws IOException {
        int blank = line.lastIndexOf(' ');
        long weight = weight(line.substring(blank + 1));
        if (blank <= 0 || weight < 0 || total + weight < 0) {
            throw new IOException(source + " line " + number
                    + ": a collapsed stack is 'frame;frame;frame weight' with a whole number as weight");
        }
        int node = CallTree.ROOT;
        String stack = line.substring(0, blank);
        if (!stack.equals(CollapsedWriter.NO_FRAMES)) {
            for (int from = 0; from <= stack.length(); ) {
                int semicolon = stack.indexOf(';', from);
                int to = semicolon < 0 ? stack.length() : semicolon;
                node = tree.child(node, frame(stack.substring(from, to)));
                from = to + 1;
            }
        }
        tree.add(node, weight, weight);
        total += weight;
    }

    private static long weight(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private int frame(String text) {
        return frameIds.computeIfAbsent(text, this::newFrame);
    }

    private int newFrame(String text) {
        FrameType type = Suffixes.typeOf(text);
        String name = type == null
                ? text
                : text.substring(0, text.length() - Suffixes.of(type).length());
        return SymbolNames.frame(frames, name, Frames.UNKNOWN, type);
    }
}
