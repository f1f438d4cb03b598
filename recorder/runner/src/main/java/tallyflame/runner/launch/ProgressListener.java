package tallyflame.runner.launch;

import tallyflame.runner.fork.Progress;
import tallyflame.runs.Pass;

/** Is told how far a run is. Called from several threads, one at a time for one fork. */
public interface ProgressListener {
    /** Listens to nothing. */
    ProgressListener SILENT = new ProgressListener() {};

    /** A fork is about to start. */
    default void started(String module, Pass pass, int fork, int forks) {}

    /** A fork has come so far; about five times a second. */
    default void progress(Progress progress) {}

    /** A fork has ended, well or not. */
    default void ended(Pass pass, int fork) {}
}
