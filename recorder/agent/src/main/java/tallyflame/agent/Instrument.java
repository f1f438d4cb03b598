package tallyflame.agent;

import java.lang.instrument.ClassFileTransformer;
import java.util.List;
import tallyflame.counts.Uncounted;

/** What a session does to classes and where it writes the results. */
interface Instrument {
    /** Gives the JVM changed classes. */
    ClassFileTransformer transformer();

    /** Notes what was asked for and is left as it is. */
    void refuse(List<Uncounted> what);

    /** Writes the file. */
    Snapshots.Writer recorder();
}
