package tallyflame.runner.groundtruth;

import java.util.List;

/** A program in phases, each a method of its own that no other phase calls, so that its time can be measured around it. */
interface PhasedProgram {
    /** Names of the phase methods of this class, and which part of the time each is to have. */
    List<Phase> phases();

    /** How long this thread has waited for locks so far, in nanoseconds, by the clock around each of them. */
    default long waitedNanos() {
        return 0;
    }

    /**
     * A phase.
     *
     * @param method name of its method
     * @param percent of the time, about
     * @param code does a number of units of work; a unit is to take microseconds
     */
    record Phase(String method, int percent, Work code) {}

    /** The code of a phase. */
    @FunctionalInterface
    interface Work {
        /** Does work, and returns something that depends on all of it. */
        long run(int units);
    }

    /** Whether the phases run at the same time, each in a thread of its own. */
    default boolean concurrent() {
        return false;
    }
}
