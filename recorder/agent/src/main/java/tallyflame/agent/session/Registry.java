package tallyflame.agent.session;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tallyflame.agent.instrument.Probes;
import tallyflame.counts.Uncounted;

/**
 * The classes with probes, and what was asked for and has none. Safe for use by many threads.
 *
 * @param <C> a class with probes
 */
final class Registry<C extends Probes.ProbedClass> {
    /** A class, and who loaded it: a reference to null for the boot loader. */
    private record Loaded<C>(C type, WeakReference<ClassLoader> loader) {}

    private final Probes<?, C> probes;
    private final List<C> classes = new ArrayList<>();
    private final Map<String, List<Loaded<C>>> byName = new HashMap<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Set<Uncounted> refused = new LinkedHashSet<>();

    /** A registry of classes with probes of a sort; nobody else lets these allocate. */
    Registry(Probes<?, C> probes) {
        this.probes = probes;
    }

    /**
     * A class with the numbers that it has already (it is transformed again), or the next free ones.
     *
     * @throws Probes.NoRoomException if there are none left
     */
    synchronized C allocate(ClassLoader loader, C type) throws Probes.NoRoomException {
        C known = find(loader, type);
        return known == null ? probes.allocate(type) : known;
    }

    synchronized void add(ClassLoader loader, C type) {
        if (find(loader, type) != null) return;
        classes.add(type);
        names.add(type.name());
        byName.computeIfAbsent(type.name(), name -> new ArrayList<>(1))
                .add(new Loaded<>(type, new WeakReference<>(loader)));
    }

    private C find(ClassLoader loader, C type) {
        for (Loaded<C> known : byName.getOrDefault(type.name(), List.of())) {
            if (known.loader().refersTo(loader)
                    && known.type().identity() == type.identity()
                    && known.type().methodCount() == type.methodCount()) return known.type();
        }
        return null;
    }

    synchronized void refuse(List<Uncounted> what) {
        refused.addAll(what);
    }

    /** The classes with probes so far; new ones are added at the end. */
    synchronized List<C> classes() {
        return List.copyOf(classes);
    }

    /** The class loader of a class with probes: null if that is the boot loader, or is gone. */
    synchronized ClassLoader loader(C type) {
        for (Loaded<C> known : byName.getOrDefault(type.name(), List.of())) {
            if (known.type() == type) return known.loader().get();
        }
        return null;
    }

    /** The names of the classes with probes. */
    synchronized Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** Whether a class of a name has probes; waits for nobody. */
    boolean has(String name) {
        return names.contains(name);
    }

    synchronized List<Uncounted> refused() {
        return List.copyOf(refused);
    }
}
