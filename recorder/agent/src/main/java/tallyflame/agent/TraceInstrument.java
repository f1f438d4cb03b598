package tallyflame.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import tallyflame.agent.boot.BootTimers;
import tallyflame.agent.instrument.TraceInstrumenter;
import tallyflame.counts.Uncounted;

/** Timed entries and exits of methods, and times of lines. */
final class TraceInstrument implements Instrument {
    private final Options options;
    private final TraceRegistry registry = new TraceRegistry();
    private final TraceRecorder recorder;
    private final ClassFileTransformer transformer = new Transformer();

    TraceInstrument(Options options, BootTimers timers) {
        this.options = options;
        recorder = new TraceRecorder(options, registry, timers);
    }

    @Override
    public ClassFileTransformer transformer() {
        return transformer;
    }

    @Override
    public void refuse(List<Uncounted> what) {
        registry.refuse(what);
    }

    @Override
    public Snapshots.Writer recorder() {
        return recorder;
    }

    /** A failure leaves the class as it is and goes into the ledger. */
    private final class Transformer implements ClassFileTransformer {
        @Override
        public byte[] transform(
                Module module,
                ClassLoader loader,
                String internalName,
                Class<?> redefined,
                ProtectionDomain domain,
                byte[] classFile) {
            if (CountingTransformer.isOff(module, internalName)) return null;
            String name = internalName.replace('/', '.');
            try {
                if (!options.matches(name)) return null;
                TraceInstrumenter.Result result = new TraceInstrumenter(
                                options.annotatedOnly(), type -> registry.numbers(loader, type))
                        .instrument(classFile);
                registry.refuse(result.untraced());
                return result.bytes();
            } catch (Throwable e) {
                if (!options.annotatedOnly()) {
                    registry.refuse(List.of(new Uncounted(name, "", "instrumenting it failed: " + e)));
                }
                return null;
            }
        }
    }
}
