package tallyflame.agent;

import java.lang.instrument.ClassFileTransformer;
import java.util.List;
import java.util.Map;
import tallyflame.agent.boot.BootClass;
import tallyflame.counts.Uncounted;

/** Counters of lines and branches. */
final class CountInstrument implements Instrument {
    private final Registry registry;
    private final CountingTransformer transformer;
    private final Recorder recorder;

    /** An instrument; for {@code before} see {@link Recorder}. */
    CountInstrument(Options options, BootClass boot, Map<Thread, StackTraceElement[]> before) {
        boot.start((long) options.blockMegabytes() << 20, options.maxThreads());
        registry = new Registry((long) options.blockMegabytes() << 20);
        transformer = new CountingTransformer(options, registry);
        recorder = new Recorder(options, registry, boot, before);
    }

    @Override
    public ClassFileTransformer transformer() {
        return transformer;
    }

    @Override
    public void refuse(List<Uncounted> what) {
        registry.addUncounted(what);
    }

    @Override
    public Snapshots.Writer recorder() {
        return recorder;
    }
}
