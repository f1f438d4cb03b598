package tallyflame.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import tallyflame.agent.instrument.ClassInstrumenter;
import tallyflame.counts.Uncounted;

/** Gives the JVM counting versions of the classes asked for. A failure leaves the class as it is and goes into the ledger. */
final class CountingTransformer implements ClassFileTransformer {
    private final Options options;
    private final Registry registry;

    CountingTransformer(Options options, Registry registry) {
        this.options = options;
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
        if (isOff(module, internalName)) return null;
        String name = internalName.replace('/', '.');
        try {
            if (!options.matches(name)) return null;

            ClassInstrumenter.Result result = new ClassInstrumenter(
                            options.annotatedOnly(), graph -> registry.offset(loader, graph))
                    .instrument(classFile);
            registry.addUncounted(result.uncounted());
            if (result.bytes() == null) return null;
            registry.add(loader, result.graph(), result.offset(), result.calls());
            return result.bytes();
        } catch (Throwable e) {
            return refuse(name, "instrumenting it failed: " + e);
        }
    }

    private byte[] refuse(String name, String reason) {
        if (!options.annotatedOnly()) registry.addUncounted(List.of(new Uncounted(name, "", reason)));
        return null;
    }

    /** The agent itself, and classes whose generated names stand for no source. */
    static boolean isOff(Module module, String name) {
        if (name == null || module == Object.class.getModule()) return true;
        return name.startsWith("tallyflame/agent/") || name.startsWith("java/lang/Tallyflame");
    }
}
