package tallyflame.agent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.agent.instrument.CallNames;
import tallyflame.counts.Uncounted;
import tallyflame.counts.graph.ClassGraph;

/** The counted classes, their ranges of counters, and what is not counted. Safe for use by many threads. */
final class Registry {
    /**
     * A counted class.
     *
     * @param graph what its counters mean
     * @param offset byte offset of its first counter
     * @param calls callees by segment
     * @param loader who loaded it, null for the boot loader
     */
    record Counted(ClassGraph graph, int offset, CallNames calls, WeakReference<ClassLoader> loader) {}

    private final long capacity;
    private final List<Counted> classes = new ArrayList<>();
    private final Map<String, List<Counted>> byName = new HashMap<>();
    private final Set<Uncounted> uncounted = new LinkedHashSet<>();
    private long next;

    /** A registry for blocks of a number of bytes. */
    Registry(long capacity) {
        this.capacity = capacity;
    }

    /** The offset a class has already (it is transformed again), or the next free range; -1 if there is no room. */
    synchronized int offset(ClassLoader loader, ClassGraph graph) {
        Counted known = find(loader, graph);
        if (known != null) return known.offset();
        long bytes = (long) graph.counters() * Long.BYTES;
        if (next + bytes > capacity) return -1;
        int offset = (int) next;
        next += bytes;
        return offset;
    }

    synchronized void add(ClassLoader loader, ClassGraph graph, int offset, CallNames calls) {
        if (find(loader, graph) != null) return;
        Counted counted = new Counted(graph, offset, calls, new WeakReference<>(loader));
        classes.add(counted);
        byName.computeIfAbsent(graph.name(), name -> new ArrayList<>(1)).add(counted);
    }

    private Counted find(ClassLoader loader, ClassGraph graph) {
        for (Counted counted : byName.getOrDefault(graph.name(), List.of())) {
            if (counted.loader().refersTo(loader)
                    && counted.graph().identity() == graph.identity()
                    && counted.graph().counters() == graph.counters()) return counted;
        }
        return null;
    }

    synchronized void addUncounted(List<Uncounted> what) {
        uncounted.addAll(what);
    }

    /** The classes counted so far; later ones come behind. */
    synchronized List<Counted> classes() {
        return List.copyOf(classes);
    }

    synchronized List<Uncounted> uncounted() {
        return List.copyOf(uncounted);
    }

    /** How many counters have been given out. */
    synchronized int counters() {
        return (int) (next / Long.BYTES);
    }
}
