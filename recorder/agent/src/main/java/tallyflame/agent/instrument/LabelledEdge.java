package tallyflame.agent.instrument;

import org.objectweb.asm.tree.LabelNode;
import tallyflame.counts.graph.Edge;

/**
 * An edge of the flow graph with its place in the code.
 *
 * @param label label that a jump or switch takes, null for falling through, calls, returns and exceptions
 */
record LabelledEdge(Edge edge, LabelNode label) {
    /** An edge that no counter measures yet and that enters no line. */
    static LabelledEdge of(int from, int to, LabelNode label, boolean exceptional) {
        return new LabelledEdge(new Edge(from, to, -1, exceptional, false), label);
    }

    LabelledEdge entering() {
        return new LabelledEdge(new Edge(from(), to(), counter(), exceptional(), true), label);
    }

    LabelledEdge measuredBy(int counter) {
        return new LabelledEdge(new Edge(from(), to(), counter, exceptional(), enters()), label);
    }

    int from() {
        return edge.from();
    }

    int to() {
        return edge.to();
    }

    int counter() {
        return edge.counter();
    }

    boolean exceptional() {
        return edge.exceptional();
    }

    boolean enters() {
        return edge.enters();
    }
}
