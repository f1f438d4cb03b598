package tallyflame.analysis.spans;

import java.util.List;

/** What a thread can wait for, as far as events of the JDK say it. */
public enum Wait {
    /** For a monitor that another thread holds. */
    LOCK("lock", "jdk.JavaMonitorEnter"),
    /** In {@code Object.wait}. */
    WAIT("wait", "jdk.JavaMonitorWait"),
    /** In {@code LockSupport.park}, as locks and queues of {@code java.util.concurrent} do. */
    PARK("park", "jdk.ThreadPark"),
    /** In {@code Thread.sleep}. */
    SLEEP("sleep", "jdk.ThreadSleep"),
    /** For a file or a socket. */
    IO("I/O", "jdk.FileRead", "jdk.FileWrite", "jdk.FileForce", "jdk.SocketRead", "jdk.SocketWrite");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> types;

    Wait(String title, String... types) {
        this.title = title;
        this.types = List.of(types);
    }

    /** What it is called in tables. */
    public String title() {
        return title;
    }

    /** Its key in documents. */
    public String key() {
        return this == IO ? "io" : title;
    }

    /** Full names of the events. */
    public List<String> types() {
        return types;
    }
}
