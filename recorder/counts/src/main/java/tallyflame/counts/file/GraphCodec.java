package tallyflame.counts.file;

import java.util.ArrayList;
import java.util.List;
import tallyflame.counts.file.ByteReader.Malformed;
import tallyflame.counts.graph.Block;
import tallyflame.counts.graph.BranchSite;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.Edge;
import tallyflame.counts.graph.ExceptionRow;
import tallyflame.counts.graph.MethodGraph;

/** The wire form of class graphs; every index is checked on the way in, so that a decoded graph can be solved. */
final class GraphCodec {
    private static final int EXCEPTIONAL = 1;
    private static final int ENTERS = 2;

    static final int MAX_LINE = 1 << 16;
    private static final int MAX_COUNTERS = 1 << 24;

    private GraphCodec() {}

    static void write(ByteWriter out, ClassGraph graph) {
        out.string(graph.name());
        out.u64(graph.identity());
        out.string(graph.sourceFile());
        out.varint(graph.methods().size());
        for (MethodGraph method : graph.methods()) method(out, method);
    }

    /**
     * Reads a graph.
     *
     * @param sourceMap text of the source map that was before it
     */
    static ClassGraph read(ByteReader in, String sourceMap) throws Malformed {
        String name = in.string();
        long identity = in.u64();
        String source = in.string();
        List<MethodGraph> methods = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) methods.add(method(in));
        return new ClassGraph(name, identity, source, sourceMap, methods);
    }

    private static void method(ByteWriter out, MethodGraph method) {
        out.string(method.name());
        out.string(method.descriptor());
        out.u8(method.tailThrows() ? 1 : 0);
        out.varint(method.counters());
        out.varint(method.blocks().size());
        for (Block block : method.blocks()) {
            out.varint(block.lines().length);
            for (int line : block.lines()) out.varint(line);
            for (int position : block.positions()) out.varint(position + 1);
            for (boolean step : block.steps()) out.u8(step ? 1 : 0);
        }
        out.varint(method.edges().size());
        for (Edge edge : method.edges()) edge(out, edge);
        out.varint(method.rows().size());
        for (ExceptionRow row : method.rows()) {
            out.varint(row.handler());
            out.varint(row.firstPosition());
            out.varint(row.lastPosition());
            out.varint(row.firstCounter());
        }
        out.varint(method.branches().size());
        for (BranchSite branch : method.branches()) {
            out.varint(branch.line());
            out.varint(branch.ordinal());
            out.u8(branch.isSwitch() ? 1 : 0);
            indices(out, branch.edges());
        }
    }

    private static void edge(ByteWriter out, Edge edge) {
        out.u8((edge.exceptional() ? EXCEPTIONAL : 0) | (edge.enters() ? ENTERS : 0));
        out.varint(edge.from());
        out.varint(edge.to());
        out.varint(edge.counter() + 1);
    }

    private static void indices(ByteWriter out, int[] indices) {
        out.varint(indices.length);
        for (int i : indices) out.varint(i);
    }

    private static MethodGraph method(ByteReader in) throws Malformed {
        String name = in.string();
        String descriptor = in.string();
        boolean tailThrows = in.u8() != 0;
        int counters = in.index(MAX_COUNTERS);
        int nodes = in.length();
        List<Block> blocks = new ArrayList<>();

        int positions = 0;
        for (int b = 0; b < nodes; b++) {
            int[] lines = new int[in.length()];
            for (int i = 0; i < lines.length; i++) lines[i] = in.index(MAX_LINE);
            int[] at = new int[lines.length];
            for (int i = 0; i < at.length; i++) {
                at[i] = in.index(MAX_LINE) - 1;
                positions = Math.max(positions, at[i] + 1);
            }
            if (lines.length == 0) throw new Malformed("a block has no segment");

            boolean[] steps = new boolean[lines.length];
            for (int i = 0; i < steps.length; i++) steps[i] = in.u8() != 0;
            blocks.add(new Block(lines, at, steps));
        }
        int edgeCount = in.length();
        List<Edge> edges = new ArrayList<>();
        for (int e = 0; e < edgeCount; e++) edges.add(edge(in, nodes, counters));
        List<ExceptionRow> rows = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) rows.add(row(in, nodes, positions, counters));
        List<BranchSite> branches = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) {
            int line = in.index(MAX_LINE);
            int ordinal = in.index(MAX_LINE);
            boolean isSwitch = in.u8() != 0;
            branches.add(new BranchSite(line, ordinal, isSwitch, indices(in, edgeCount)));
        }
        return new MethodGraph(name, descriptor, blocks, edges, rows, branches, counters, tailThrows);
    }

    private static Edge edge(ByteReader in, int outside, int counters) throws Malformed {
        int flags = in.u8();
        int from = in.index(outside + 1);
        int to = in.index(outside + 1);
        int counter = in.index(counters + 1) - 1;

        return new Edge(from, to, counter, (flags & EXCEPTIONAL) != 0, (flags & ENTERS) != 0);
    }

    private static ExceptionRow row(ByteReader in, int outside, int positions, int counters) throws Malformed {
        int handler = in.index(outside + 1);
        int first = in.index(positions);
        int last = in.index(positions);
        int counter = in.index(counters);
        if (last < first || counter + (last - first) >= counters)
            throw new Malformed("an exception row is out of range");
        return new ExceptionRow(handler, first, last, counter);
    }

    private static int[] indices(ByteReader in, int limit) throws Malformed {
        int[] indices = new int[in.length()];
        for (int i = 0; i < indices.length; i++) indices[i] = in.index(limit);
        return indices;
    }
}
