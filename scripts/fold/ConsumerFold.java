import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Folds the CPU samples of a recording with the JDK's own reader. */
final class ConsumerFold {
    private ConsumerFold() {}

    public static void main(String[] arguments) throws Exception {
        Map<RecordedStackTrace, Long> stacks = new HashMap<>();
        long samples = 0;
        long frames = 0;
        try (RecordingFile recording = new RecordingFile(Path.of(arguments[0]))) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
                    stacks.merge(event.getStackTrace(), 1L, Long::sum);
                    samples++;
                }
            }
        }
        for (RecordedStackTrace stack : stacks.keySet()) {
            for (RecordedFrame frame : stack.getFrames()) {
                frames += frame.getMethod().getName().isEmpty() ? 0 : 1;
            }
        }
        System.out.println(samples + " samples, " + stacks.size() + " stacks, " + frames + " frames");
    }
}
