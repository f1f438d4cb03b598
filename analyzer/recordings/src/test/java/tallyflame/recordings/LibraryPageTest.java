package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.io.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.Profile;

/** The program of the page about the library is compiled and run as it is there, with nothing else on its class path. */
class LibraryPageTest {
    private static final Pattern BLOCK = Pattern.compile(
            "<!-- library-program -->\\s*```java\\n(.*?)```\\s*<!-- /library-program -->", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");

    @TempDir
    private Path folder;

    @Test
    void theProgramOfThePageFindsPausesAndTheHottestMethod() throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../../docs/library.md")));
        assertThat(block.find())
                .as("the block between the marks library-program")
                .isTrue();
        String program = block.group(1);
        assertThat(program.lines().count()).isLessThanOrEqualTo(25);
        Matcher name = CLASS.matcher(program);
        assertThat(name.find()).isTrue();
        compile(name.group(1), program);
        Path recording = record();
        List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
        List<Long> pauses = events.stream()
                .filter(event -> event.getEventType().getName().equals("jdk.GCPhasePause"))
                .map(event -> event.getDuration().toNanos())
                .sorted((a, b) -> Long.compare(b, a))
                .toList();
        List<String> lines = run(name.group(1), recording);
        assertThat(lines).hasSize(Math.min(5, pauses.size()) + 1).hasSizeGreaterThan(1);
        double longest = Double.parseDouble(lines.get(0).split(" ", -1)[0]);
        assertThat(longest * 1e6).isBetween(pauses.get(0) - 2.0, pauses.get(0) + 2.0);
        assertThat(lines.get(0)).contains(" ms GC Pause");
        String[] last = lines.get(lines.size() - 1).split(" ", 3);
        assertThat(last[1]).isEqualTo("ns");
        Map<String, Long> samples = samples(events);
        assertThat(samples.get(last[2]))
                .as(last[2])
                .isEqualTo(samples.values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow());
    }

    private Path record() throws Exception {
        Path file = folder.resolve("program.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.enable("jdk.GCPhasePause").withThreshold(Duration.ZERO);
            recording.enable("jdk.ActiveSetting");
            recording.start();
            Workload.main(new String[0]);
            System.gc();
            System.gc();
            recording.dump(file);
        }
        return file;
    }

    /** How many samples of the JDK's sampler have each method on top. */
    private static Map<String, Long> samples(List<RecordedEvent> events) {
        Map<String, Long> samples = new HashMap<>();
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
                RecordedMethod top = event.getStackTrace().getFrames().get(0).getMethod();
                samples.merge(top.getType().getName() + "." + top.getName(), 1L, Long::sum);
            }
        }
        return samples;
    }

    /** The classes of this module and of what it depends on. */
    private static String classPath() throws Exception {
        List<String> places = new ArrayList<>();
        for (Class<?> type :
                List.of(EventReader.class, Profile.class, FramedLZ4CompressorInputStream.class, IOUtils.class)) {
            places.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    private void compile(String className, String source) throws Exception {
        Path file = Files.writeString(folder.resolve(className + ".java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), "-cp", classPath(), file.toString());
        assertThat(status).as("javac").isZero();
    }

    private List<String> run(String className, Path recording) throws Exception {
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + File.pathSeparator + classPath(),
                        className,
                        recording.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        int status = process.waitFor();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(status).as(text).isZero();
        return text.lines().toList();
    }
}
