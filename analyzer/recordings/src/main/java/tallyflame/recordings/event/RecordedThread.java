package tallyflame.recordings.event;

import tallyflame.recordings.chunk.PoolTable;
import tallyflame.recordings.chunk.Pools;
import tallyflame.recordings.chunk.Texts;

/**
 * A thread as its recording names it.
 *
 * @param name the name of the Java thread, or else that of the operating system; empty if unknown
 * @param osId its number in the operating system, 0 if unknown
 * @param javaId its number in the JVM, 0 if unknown or no Java thread
 * @param java whether the recording gives it a name in Java
 */
public record RecordedThread(String name, long osId, long javaId, boolean java) {
    /** A thread that the recording does not name. */
    public static final RecordedThread UNKNOWN = new RecordedThread("", 0, 0, false);

    private static final String AFTER_MAIN = "DestroyJavaVM";

    /** The thread in a row of the chunk's pool. */
    public static RecordedThread of(Pools pools, int row) {
        PoolTable threads = pools.threads();
        return new RecordedThread(
                pools.threadName(row),
                threads.get(row, Pools.THREAD_OS_ID),
                threads.get(row, Pools.THREAD_JAVA_ID),
                pools.resolve(threads.get(row, Pools.THREAD_JAVA_NAME)) != Texts.NULL);
    }

    /**
     * Whether both name the same thread of one program: by Java id, else by the system's id, else by name, which virtual threads
     * usually have none of. The main thread has another name and id in Java after {@code main}, and profilers that ask for names at the
     * end know it by these. What names no thread is the same as nothing.
     */
    public boolean isSame(RecordedThread other) {
        boolean ended = name.equals(AFTER_MAIN) || other.name.equals(AFTER_MAIN);
        if (javaId > 0 && other.javaId > 0 && !ended) {
            return javaId == other.javaId;
        }
        if (osId > 0 && other.osId > 0) {
            return osId == other.osId;
        }
        return !name.isEmpty() && name.equals(other.name);
    }
}
