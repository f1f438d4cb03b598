package tallyflame.counts.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which loop each line of a method is in. A loop is what can reach the source of a backward edge (one to a block
 * that stands at or before its source) from between its ends. That is the natural loop (A. V. Aho et al., "Compilers", 2nd edition,
 * 9.6.6) where the condition stands first, and leaves out the way in where a compiler puts the condition last. Just-in-time
 * compilers move the work of a loop between its lines, so that times of its lines are those of the loop.
 */
public final class Loops {
    private Loops() {}

    /**
     * The innermost loop of every line that is in one, by its first line. A line with code of several loops (the header of an
     * inner loop) belongs to the innermost.
     */
    public static Map<Integer, Integer> byLine(MethodGraph graph) {
        Map<Integer, Integer> loops = new HashMap<>();
        Map<Integer, Integer> sizes = new HashMap<>();
        loops(graph).values().forEach(blocks -> {
            int first = lines(graph, blocks).min().orElse(0);
            int size = blocks.cardinality();
            lines(graph, blocks).forEach(line -> {
                if (size < sizes.getOrDefault(line, Integer.MAX_VALUE)) {
                    loops.put(line, first);
                    sizes.put(line, size);
                }
            });
        });
        return loops;
    }

    private static IntStream lines(MethodGraph graph, BitSet blocks) {
        return blocks.stream()
                .flatMap(block -> Arrays.stream(graph.blocks().get(block).lines()))
                .filter(line -> line > 0);
    }

    /** The blocks of every loop, by its head. */
    private static Map<Integer, BitSet> loops(MethodGraph graph) {
        List<List<Integer>> sources = new ArrayList<>();
        for (int block = 0; block < graph.outside(); block++) sources.add(new ArrayList<>());
        for (Edge edge : graph.edges()) {
            if (inside(graph, edge)) sources.get(edge.to()).add(edge.from());
        }
        Map<Integer, BitSet> loops = new HashMap<>();
        for (Edge edge : graph.edges()) {
            if (inside(graph, edge) && edge.to() <= edge.from()) {
                BitSet blocks = loops.computeIfAbsent(edge.to(), head -> new BitSet());
                BitSet found = new BitSet();
                found.set(edge.to());
                collect(edge.to(), edge.from(), sources, found);
                blocks.or(found);
            }
        }
        return loops;
    }

    private static boolean inside(MethodGraph graph, Edge edge) {
        return !edge.exceptional() && edge.from() != graph.outside() && edge.to() != graph.outside();
    }

    /** Adds what leads to the last block, from the head on. */
    private static void collect(int head, int last, List<List<Integer>> sources, BitSet blocks) {
        Deque<Integer> open = new ArrayDeque<>(List.of(last));
        while (!open.isEmpty()) {
            int block = open.pop();
            if (block > head && block <= last && !blocks.get(block)) {
                blocks.set(block);
                open.addAll(sources.get(block));
            }
        }
    }
}
