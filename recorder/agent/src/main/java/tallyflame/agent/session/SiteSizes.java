package tallyflame.agent.session;

import java.lang.instrument.Instrumentation;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.agent.allocation.ObjectSizes;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.counts.graph.AllocationSite;
import tallyflame.counts.graph.MethodGraph;

/**
 * Sizes of the objects that counted classes allocate, learned when counters are read: then the classes of these objects are there. What
 * was learned once is kept, for classes that are unloaded later.
 */
// Classes are told apart by identity: their graphs are large, and those of two loaders may be equal.
@SuppressWarnings("IdentityHashMapUsage")
final class SiteSizes {
    private final Instrumentation jvm;
    private final BootClass boot;
    private final Registry<CountedClass> registry;
    private final Map<CountedClass, long[]> known = new IdentityHashMap<>();

    SiteSizes(Instrumentation jvm, BootClass boot, Registry<CountedClass> registry) {
        this.jvm = jvm;
        this.boot = boot;
        this.registry = registry;
    }

    /**
     * The sizes at the sites of each class, as in {@link tallyflame.counts.file.ClassSnapshot}.
     *
     * @param counters of the classes, one after the other
     */
    synchronized Map<CountedClass, long[]> of(List<CountedClass> classes, long[] counters) {
        Map<ClassLoader, ObjectSizes> byLoader = new IdentityHashMap<>();
        for (CountedClass type : classes) {
            long[] sizes = known.computeIfAbsent(type, key -> key.sizes().clone());
            learn(type, sizes, counters, byLoader);
        }
        return new IdentityHashMap<>(known);
    }

    private void learn(CountedClass type, long[] sizes, long[] counters, Map<ClassLoader, ObjectSizes> byLoader) {
        int s = 0;
        for (int m = 0; m < type.methodCount(); m++) {
            MethodGraph method = type.graph().methods().get(m);
            for (AllocationSite site : method.allocationSites()) {
                boolean isOpen = sizes[s] < 0 && site.byteCounter() < 0;
                if (isOpen && counters[type.firstCounter(m) + site.counter()] > 0) {
                    sizes[s] = byLoader.computeIfAbsent(
                                    registry.loader(type), loader -> new ObjectSizes(jvm, boot, loader))
                            .of(site.type());
                }
                s++;
            }
        }
    }
}
