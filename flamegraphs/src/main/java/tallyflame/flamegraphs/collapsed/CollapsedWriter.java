package tallyflame.flamegraphs.collapsed;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * Writes stacks as {@code root;…;leaf weight}, one a line, widest subtree first. A name cannot hold what the format uses as
 * separators: {@code ;} becomes {@code :} and line ends become blanks. Suffixes tell how the code ran, as in
 * async-profiler's output: {@code _[j]} compiled, {@code _[i]} inlined, {@code _[k]} kernel, {@code _[0]} interpreted,
 * {@code _[1]} compiled by C1; none for native code. {@code _[c]} marks the class that a sample is about.
 */
public final class CollapsedWriter {
    /** Stands for the stack of samples that have none, so that their weight is not lost. */
    static final String NO_FRAMES = "[no frames]";

    private final boolean annotated;

    /** @param annotated whether names carry the suffix that tells how their code ran */
    public CollapsedWriter(boolean annotated) {
        this.annotated = annotated;
    }

    /** Writes all stacks that have weight; the stream is flushed and stays open. */
    public void write(GraphTree tree, OutputStream stream) throws IOException {
        Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        String[] names = new String[tree.labels().size()];
        int[] lengths = new int[tree.maxDepth() + 1];
        StringBuilder line = new StringBuilder();
        if (tree.selfWeight(0) != 0) {
            out.append(NO_FRAMES + ' ' + tree.selfWeight(0) + '\n');
        }
        for (int node = 1; node < tree.size(); node++) {
            int depth = tree.depth(node);
            line.setLength(lengths[depth - 1]);
            line.append(depth == 1 ? "" : ";").append(name(names, tree, tree.label(node)));
            lengths[depth] = line.length();
            if (tree.selfWeight(node) != 0) {
                line.append(' ').append(tree.selfWeight(node)).append('\n');
                out.append(line);
            }
        }
        out.flush();
    }

    private String name(String[] names, GraphTree tree, int label) {
        if (names[label] == null) {
            String text = escape(tree.labels().text(label));
            names[label] = annotated ? text + Suffixes.of(tree.labels().type(label)) : text;
        }
        return names[label];
    }

    private static String escape(String name) {
        return name.replace(';', ':').replace('\n', ' ').replace('\r', ' ');
    }
}
