package tallyflame.agent;

import java.lang.instrument.ClassFileTransformer;
import java.util.List;
import tallyflame.agent.counts.Uncounted;

/** What a session does to classes and where it writes what they tell. */
interface Instrument {
    /** Gives the JVM changed classes. */
    ClassFileTransformer transformer();

    /** Notes what was asked for and is left as it is. */
    void refuse(List<Uncounted> what);

    /** Begins to write snapshots. */
    void begin();

    /** Writes the last file; later calls do nothing. */
    void finish();

    /** Runs a task at the very end of the JVM. */
    void atExit(Runnable task);
}
