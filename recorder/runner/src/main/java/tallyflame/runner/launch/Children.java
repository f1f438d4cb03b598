package tallyflame.runner.launch;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tallyflame.runs.EnvironmentException;

/**
 * The processes that were started and still run. When this JVM is ended, for example by Ctrl-C, they are asked to end, so that
 * they close their files, and killed after ten seconds. Thread-safe; close it when the work is done.
 */
public final class Children implements AutoCloseable {
    private static final long GRACE_SECONDS = 10;

    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::interrupted, "tallyflame-end-children");
    private final Runnable afterwards;
    private volatile boolean ending;

    /**
     * Looks after no process yet.
     *
     * @param afterwards done when the children have ended because this JVM was ended; must be short
     */
    public Children(Runnable afterwards) {
        this.afterwards = afterwards;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a process and looks after it.
     *
     * @throws EnvironmentException if it cannot be started, or this JVM is ending
     */
    public Process start(ProcessBuilder builder) throws EnvironmentException {
        try {
            Process process = builder.start();
            running.removeIf(earlier -> !earlier.isAlive());
            running.add(process);
            if (ending) {
                process.destroy();
                throw new EnvironmentException("interrupted");
            }
            return process;
        } catch (IOException e) {
            throw new EnvironmentException("cannot start " + builder.command().get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Whether this JVM is being ended. */
    public boolean ending() {
        return ending;
    }

    private void interrupted() {
        ending = true;
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
        afterwards.run();
    }

    /** Looks after nothing any more; what still runs is ended. */
    @Override
    public void close() {
        if (ending) {
            return;
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        running.forEach(Process::destroy);
    }
}
