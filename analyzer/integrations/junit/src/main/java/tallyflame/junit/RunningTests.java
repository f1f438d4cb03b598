package tallyflame.junit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Knows how many tests run, since counts of all threads are those of one test only while no other runs. */
public final class RunningTests implements TestExecutionListener {
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicLong STARTED = new AtomicLong();

    /** JUnit makes it, as the file of services says. */
    public RunningTests() {}

    @Override
    public void executionStarted(TestIdentifier test) {
        if (!test.isTest()) return;
        STARTED.incrementAndGet();
        RUNNING.incrementAndGet();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) RUNNING.decrementAndGet();
    }

    /**
     * That a test runs alone.
     *
     * @param started how many tests have started so far
     */
    record Alone(long started) {
        void check() {
            if (RUNNING.get() > 1 || STARTED.get() != started) {
                throw new IllegalStateException(
                        "other tests run at the same time, so that counts of all threads are not"
                                + " those of this one; count the test's own thread, or run it alone (@Isolated)");
            }
        }
    }

    /**
     * That the calling test runs alone.
     *
     * @throws IllegalStateException if it does not
     */
    static Alone alone() {
        Alone alone = new Alone(STARTED.get());
        alone.check();
        return alone;
    }
}
