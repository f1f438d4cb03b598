package tallyflame.recordings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.Chunk;
import tallyflame.recordings.chunk.ChunkReader;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.event.SampleReader;

/** The system properties that a profiled JVM wrote into its recording, as the JDK and async-profiler both make it do. */
public final class SystemProperties {
    private static final int WINDOW = 1 << 16;

    private SystemProperties() {}

    /**
     * Reads a recording, chunk by chunk, until some properties are known.
     *
     * @param wanted their names
     * @return the properties met until then, perhaps without some that were wanted; damage is passed over
     * @throws tallyflame.recordings.InputException if the file is no recording
     */
    public static Map<String, String> read(Path recording, Set<String> wanted) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        List<Loss> losses = new ArrayList<>();
        try (FileChannel file = RecordingFiles.open(recording, losses)) {
            ByteWindow window = new ByteWindow(file, WINDOW);
            for (Chunk chunk : RecordingFiles.chunks(recording, file, losses)) {
                if (properties.keySet().containsAll(wanted)) {
                    break;
                }
                DecodedChunk decoded = new ChunkReader(chunk, window).read();
                if (decoded != null) {
                    new SampleReader(decoded, window).readProperties(properties);
                }
            }
        }
        return properties;
    }
}
