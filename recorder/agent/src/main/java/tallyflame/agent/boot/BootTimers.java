package tallyflame.agent.boot;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Defines {@link Timers} as {@code java.lang.TallyflameTimers}, for the reasons given at {@link BootClass}, and calls it. */
public final class BootTimers {
    /** Internal name of the class that traced code calls. */
    public static final String NAME = "java/lang/TallyflameTimers";
    /** Internal name of the class of an activation. */
    public static final String FRAME = NAME + "$Frame";

    private static final int REPEATS = 25;
    private static final int PROBES = 2000;
    /** Repeats that are not counted; they get the probes compiled. */
    private static final int WARM_UP = 25;

    private final Class<?> timers;
    private final MethodHandles.Lookup lookup;

    private BootTimers(Class<?> timers) throws IllegalAccessException {
        this.timers = timers;
        lookup = MethodHandles.privateLookupIn(timers, MethodHandles.lookup());
    }

    /**
     * Defines the class in the running JVM.
     *
     * @throws ReflectiveOperationException if the JVM does not let us
     * @throws IOException if a template cannot be read from the agent's jar
     */
    public static BootTimers define(Instrumentation instrumentation) throws ReflectiveOperationException, IOException {
        String own = BootTimers.class.getPackageName().replace('.', '/') + "/Timers";
        Map<String, String> names = new HashMap<>();
        for (String part : new String[] {"", "$Frame", "$Sums"}) names.put(own + part, NAME + part);
        MethodHandles.Lookup lookup = BootClass.lookup(instrumentation);
        // Verifying the class needs those it nests.
        lookup.defineClass(BootClass.template("Timers$Frame", names));
        lookup.defineClass(BootClass.template("Timers$Sums", names));
        return new BootTimers(lookup.defineClass(BootClass.template("Timers", names)));
    }

    /** See {@link Timers#threads}. */
    public int threads() {
        return (int) call("threads", int.class);
    }

    /** See {@link Timers#isMarked}. */
    public boolean isMarked() {
        return (boolean) call("isMarked", boolean.class);
    }

    /** See {@link Timers#unmark}. */
    public void unmark() {
        call("unmark", void.class);
    }

    /** See {@link Timers#read}. */
    public long[][] read() {
        return (long[][]) call("read", long[][].class);
    }

    /** Medians over many repeats of {@link Timers#calibrate}, in picoseconds. */
    public long[] calibrate() {
        calibrate(WARM_UP);
        long[] all = calibrate(REPEATS);
        long[] medians = new long[4];
        for (int k = 0; k < medians.length; k++) {
            long[] one = new long[REPEATS];
            for (int r = 0; r < REPEATS; r++) one[r] = all[4 * r + k];
            Arrays.sort(one);
            medians[k] = one[REPEATS / 2];
        }
        return medians;
    }

    private long[] calibrate(int repeats) {
        return (long[]) call("calibrate", long[].class, repeats, PROBES);
    }

    private Object call(String method, Class<?> result, Object... numbers) {
        Class<?>[] parameters = Collections.nCopies(numbers.length, int.class).toArray(Class<?>[]::new);
        try {
            return lookup.findStatic(timers, method, MethodType.methodType(result, parameters))
                    .invokeWithArguments(numbers);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
