package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.openjdk.jmc.common.IMCFrame;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import tallyflame.recordings.fold.FrameResolver;
import tallyflame.recordings.fold.JavaNames;

/** What other readers find in a recording. */
enum Oracle {
    /** The parser of JDK Mission Control. */
    JMC {
        @Override
        Sampled read(Path file, String type, Weigher weigher) throws IOException {
            Sampled sampled = new Sampled();
            try {
                IItemCollection events = JfrLoaderToolkit.loadEvents(file.toFile());
                for (IItemIterable items : events.apply(ItemFilters.type(type))) {
                    IMemberAccessor<IMCStackTrace, IItem> stacks =
                            JfrAttributes.EVENT_STACKTRACE.getAccessor(items.getType());
                    IMemberAccessor<IMCThread, IItem> threads = JfrAttributes.EVENT_THREAD.getAccessor(items.getType());
                    for (IItem item : items) {
                        IMCStackTrace stack = stacks.getMember(item);
                        if (stack != null) {
                            sampled.add(
                                    threads.getMember(item).getThreadName(),
                                    frames(stack, weigher.async()),
                                    weigher.isByInterval() ? weigher.fixed() : 0,
                                    1);
                        }
                    }
                }
            } catch (CouldNotLoadRecordingException e) {
                throw new IOException(e);
            }
            return sampled;
        }

        private List<String> frames(IMCStackTrace stack, boolean async) {
            List<String> frames = new ArrayList<>();
            for (IMCFrame frame : stack.getFrames()) {
                Integer line = frame.getFrameLineNumber();
                Integer bci = frame.getBCI();
                frames.add(Sampled.frame(
                        frame.getMethod().getType().getFullName(),
                        frame.getMethod().getMethodName(),
                        line == null ? 0 : line,
                        bci == null ? 0 : bci,
                        frame.getType().getName(),
                        Sampled.isSymbol(frame.getType().getName(), async)));
            }
            Collections.reverse(frames);
            return frames;
        }
    },

    /** The reader of the JDK. */
    JDK {
        @Override
        Sampled read(Path file, String type, Weigher weigher) throws IOException {
            Sampled sampled = new Sampled();
            try (RecordingFile recording = new RecordingFile(file)) {
                while (recording.hasMoreEvents()) {
                    RecordedEvent event = recording.readEvent();
                    if (event.getEventType().getName().equals(type) && event.getStackTrace() != null) {
                        RecordedThread thread =
                                event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
                        sampled.add(
                                name(thread),
                                frames(event, weigher.async()),
                                weigher.weigh(event),
                                event.hasField("samples") ? event.getLong("samples") : 1);
                    }
                }
            }
            return sampled;
        }

        /** Of a thread whose constant is missing, an empty text. */
        private static String name(RecordedThread thread) {
            if (thread == null) {
                return "";
            }
            boolean java = thread.getJavaName() != null && !thread.getJavaName().isEmpty();
            return java ? thread.getJavaName() : thread.getOSName();
        }

        private List<String> frames(RecordedEvent event, boolean async) {
            List<String> frames = new ArrayList<>();
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                RecordedMethod method = frame.getMethod();
                frames.add(Sampled.frame(
                        method == null ? "" : method.getType().getName(),
                        method == null ? FrameResolver.UNKNOWN_METHOD : method.getName(),
                        frame.getLineNumber(),
                        frame.getBytecodeIndex(),
                        frame.getType(),
                        Sampled.isSymbol(frame.getType(), async)));
            }
            Collections.reverse(frames);
            for (String field : List.of("objectClass", "monitorClass", "parkedClass")) {
                if (event.hasField(field) && event.getClass(field) != null) {
                    String name = event.getClass(field).getName();
                    frames.add(Sampled.subject(JavaNames.ofClass(name.replace('.', '/'))));
                }
            }
            if (event.getEventType().getName().equals("jdk.MethodTrace")) {
                RecordedMethod called = event.getValue("method");
                frames.add(Sampled.frame(called.getType().getName(), called.getName(), 0, 0, "JIT compiled", false));
            }
            return frames;
        }
    };

    /**
     * The weight of one event as the recording states it.
     *
     * @param field the field that holds it, or an empty text
     * @param fixed the weight of each sample where no field does; otherwise the interval at which async-profiler draws
     * @param async whether async-profiler made the recording
     */
    record Weigher(String field, long fixed, boolean async) {
        boolean isByInterval() {
            return field.isEmpty();
        }

        long weigh(RecordedEvent event) {
            if (isByInterval()) {
                return fixed * (event.hasField("samples") ? event.getLong("samples") : 1);
            }
            boolean span = field.equals("duration") || field.equals("samplingPeriod");
            long value = span ? event.getDuration(field).toNanos() : event.getLong(field);
            if (fixed > 0 && field.equals("tlabSize")) {
                long size = event.getLong("allocationSize");
                return Math.round(size / -Math.expm1(-(double) size / fixed));
            }
            return Math.max(value, fixed);
        }
    }

    /**
     * The samples of one type of event that have a stack.
     *
     * @param weigher JMC leaves weights other than fixed ones at 0
     */
    abstract Sampled read(Path file, String type, Weigher weigher) throws IOException;
}
