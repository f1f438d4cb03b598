package tallyflame.recordings;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import tallyflame.recordings.event.ChunkEvents;

/**
 * The JVM that a chunk names, and what recorded it. Both recorders of one JVM name the same process and command, but word its version
 * differently. Of its start async-profiler knows when the kernel made the entry in {@code /proc}, which may be long after.
 *
 * @param recorder what wrote the chunk
 * @param pid process id as the JVM itself sees it; {@code null} if the chunk names no JVM
 * @param startMillis when it started, in milliseconds since 1970; {@code null} as above
 * @param version of the JVM, as the recorder words it; {@code null} as above
 * @param command main class or jar and arguments; {@code null} as above
 * @param host what its environment calls its host; {@code null} if that is not recorded
 */
public record RecordedJvm(Recorder recorder, Long pid, Long startMillis, String version, String command, String host) {
    private static final String HOST = "HOSTNAME";

    /** Hears which JVMs the chunks of one recording name, while it is read for something else; see {@link ReadOptions#withListener}. */
    public static final class Finder implements Consumer<ChunkEvents> {
        private final NavigableMap<Long, Named> chunks = new ConcurrentSkipListMap<>();

        @Override
        public void accept(ChunkEvents chunk) {
            Named named = new Named();
            named.recorder = chunk.fields("profiler.Log").isEmpty() ? Recorder.JDK : Recorder.ASYNC_PROFILER;
            chunks.put(chunk.offset(), named);
            chunk.on("jdk.JVMInformation", List.of("pid", "jvmStartTime", "jvmVersion", "javaArguments"), event -> {
                        named.pid = event.has(0) ? (Long) event.number(0) : null;
                        named.startMillis = event.has(1) ? (Long) (event.time(1) / 1_000_000) : null;
                        named.version = known(event.text(2));
                        named.command = known(event.text(3));
                    })
                    .on("jdk.InitialEnvironmentVariable", List.of("key", "value"), event -> {
                        if (event.text(0).equals(HOST)) {
                            named.host = known(event.text(1));
                        }
                    });
        }

        /** The JVM of the chunk at an offset of its file; async-profiler names it in the first of its chunks alone. */
        public RecordedJvm at(long offset) {
            Named own = chunks.get(offset);
            if (own == null) {
                return new RecordedJvm(Recorder.JDK, null, null, null, null, null);
            }
            Named naming = own;
            Map.Entry<Long, Named> before = chunks.lowerEntry(offset);
            while (naming.pid == null && before != null && before.getValue().recorder == own.recorder) {
                naming = before.getValue();
                before = chunks.lowerEntry(before.getKey());
            }
            return new RecordedJvm(
                    own.recorder, naming.pid, naming.startMillis, naming.version, naming.command, naming.host);
        }

        private static String known(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    private static final class Named {
        private Recorder recorder;
        private Long pid;
        private Long startMillis;
        private String version;
        private String command;
        private String host;
    }
}
