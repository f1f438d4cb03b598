package tallyflame.agent.mark;

import java.util.ArrayList;
import java.util.List;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.Edge;
import tallyflame.counts.graph.FlowSolver;
import tallyflame.counts.graph.MethodGraph;

/**
 * Where in a class an activation stands.
 *
 * @param method index of the method
 * @param segment segment of the method, numbered through its blocks
 */
public record Place(int method, int segment) {
    /**
     * Where a frame may stand; several places if line and callee do not tell.
     *
     * @param callee name of the method that the frame calls, null if that is not known
     */
    public static List<Place> of(CountedClass type, String method, int line, String callee) {
        List<Place> places = candidates(type.graph(), method, line);
        if (places.size() < 2 || callee == null) return places;
        List<Place> calling = places.stream()
                .filter(p -> type.calls().mayCall(p.method(), p.segment(), callee))
                .toList();
        return calling.isEmpty() ? places : calling;
    }

    private static List<Place> candidates(ClassGraph graph, String name, int line) {
        List<Place> places = new ArrayList<>();
        for (int m = 0; m < graph.methods().size(); m++) {
            MethodGraph method = graph.methods().get(m);
            if (!method.name().equals(name)) continue;
            int segment = 0;
            for (var block : method.blocks()) {
                for (int own : block.lines()) {
                    if (own == line) places.add(new Place(m, segment));
                    segment++;
                }
            }
        }
        return places;
    }

    /**
     * This place as the counters see it. The probe of a block's only way out is passed before the block's last segment if
     * exceptions there are not told apart: such an activation stands in the next block already, or is out of the method
     * (null).
     */
    public Place behindProbe(MethodGraph graph) {
        int block = 0;
        int rest = segment;
        while (rest >= graph.blocks().get(block).lines().length) {
            rest -= graph.blocks().get(block).lines().length;
            block++;
        }
        int[] positions = graph.blocks().get(block).positions();
        if (rest < positions.length - 1 || positions[rest] >= 0) return this;
        Edge only = null;
        for (Edge edge : graph.edges()) {
            if (edge.from() != block) continue;
            if (only != null) return this;
            only = edge;
        }
        if (only == null || only.counter() < 0) return this;
        if (only.to() == graph.outside()) return null;
        return new Place(method, new FlowSolver(graph).firstSegment(only.to()));
    }
}
