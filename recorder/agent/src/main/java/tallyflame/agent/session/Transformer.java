package tallyflame.agent.session;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import tallyflame.agent.allocation.ThreadAllocation;
import tallyflame.agent.instrument.ClassInstrumenter;
import tallyflame.agent.instrument.Probes;
import tallyflame.counts.Uncounted;

/**
 * Gives the JVM the classes asked for with probes in them. A failure leaves the class as it is and goes into the ledger.
 *
 * @param <C> a class with probes
 */
final class Transformer<C extends Probes.ProbedClass> implements ClassFileTransformer {
    private static final ClassLoader OWN = Transformer.class.getClassLoader();
    private static final String ENTRY_POINTS = "tallyflame/agent/";
    private static final String MARKS = "tallyflame/annotations/";

    private final Options options;
    private final Probes<?, C> probes;
    private final Registry<C> registry;
    private final ThreadAllocation threads;

    /**
     * A transformer.
     *
     * @param threads who allocates how much, null if nobody asks
     */
    Transformer(Options options, Probes<?, C> probes, Registry<C> registry, ThreadAllocation threads) {
        this.threads = threads;
        this.options = options;
        this.probes = probes;
        this.registry = registry;
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String internalName,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] classFile) {
        if (isOff(module, loader, internalName)) return null;
        String name = internalName.replace('/', '.');
        if (threads == null) return instrument(loader, name, classFile);
        long before = threads.agentBegins();
        try {
            return instrument(loader, name, classFile);
        } finally {
            threads.agentEnds(before);
        }
    }

    private byte[] instrument(ClassLoader loader, String name, byte[] classFile) {
        try {
            return options.matches(name) ? instrument(loader, classFile) : null;
        } catch (Throwable e) {
            if (!options.annotatedOnly()) {
                registry.refuse(List.of(new Uncounted(name, "", "instrumenting it failed: " + e)));
            }
            return null;
        }
    }

    private byte[] instrument(ClassLoader loader, byte[] classFile) {
        ClassInstrumenter.Result<C> result = new ClassInstrumenter<>(
                        probes, options.annotatedOnly(), type -> registry.allocate(loader, type))
                .instrument(classFile);
        registry.refuse(result.refused());
        if (result.type() != null) registry.add(loader, result.type());
        return result.bytes();
    }

    /** The classes that counters depend on, and the agent itself, be it in its own loader or in the application's; what asks it. */
    private static boolean isOff(Module module, ClassLoader loader, String name) {
        return name == null
                || module == Object.class.getModule()
                || loader == OWN
                || name.startsWith(ENTRY_POINTS)
                || name.startsWith(MARKS);
    }
}
