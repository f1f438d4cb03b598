package tallyflame.agent.session;

import java.io.IOException;
import tallyflame.agent.instrument.Probes;
import tallyflame.counts.file.Header;

/**
 * Writes the file of an instrument, for one thread at a time.
 *
 * @param <C> a class with probes
 */
abstract class Recorder<C extends Probes.ProbedClass> {
    static final String VERSION = version();

    final Options options;
    final Registry<C> registry;
    private long startMillis = System.currentTimeMillis();

    Recorder(Options options, Registry<C> registry) {
        this.options = options;
        this.registry = registry;
    }

    /** Writes what there is now; the last time with {@code complete} set. */
    abstract void write(boolean complete) throws IOException;

    /**
     * Has everything begin at zero now.
     *
     * @throws UnsupportedOperationException if that cannot be done
     */
    abstract void reset();

    /** What is written from now on began now. */
    final void restartClock() {
        startMillis = System.currentTimeMillis();
    }

    /** What a file of this JVM says first. */
    final Header header(int schema, boolean complete, int threads) {
        String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
        long pid = ProcessHandle.current().pid();
        return new Header(schema, VERSION, jvm, pid, startMillis, System.currentTimeMillis(), complete, threads);
    }

    private static String version() {
        String version = Recorder.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
