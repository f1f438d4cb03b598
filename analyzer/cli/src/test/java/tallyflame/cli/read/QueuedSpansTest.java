package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** For how long spans were ready to run without a core, against what the kernel told the program itself. */
class QueuedSpansTest {
    @TempDir
    private Path folder;

    /** Runs the program on one core; what it printed. */
    private List<String> record(Path recording) throws Exception {
        String core = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.replaceAll("[^0-9]*([0-9]+).*", "$1"))
                .findFirst()
                .orElseThrow();
        Path printed = folder.resolve("printed");
        Process program = new ProcessBuilder(
                        "taskset",
                        "-c",
                        core,
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:StartFlightRecording=filename=" + recording,
                        "-cp",
                        System.getProperty("java.class.path"),
                        QueuedSpans.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(program.waitFor()).as(Files.readString(printed)).isZero();
        return Files.readAllLines(printed);
    }

    @Test
    void theDelayInTheRunQueueIsWhatTheKernelTells() throws Exception {
        assumeTrue(
                Files.isReadable(QueuedSpans.KERNEL) && Files.isExecutable(Path.of("/usr/bin/taskset")),
                "no schedstat, or no taskset: the delay in the run queue is not tried");
        Path recording = folder.resolve("a.jfr");
        List<String> printed = record(recording);
        CommandLineRun run =
                CommandLineRun.of("spans", recording.toString(), "--span", "queued", "--top", "0", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<String, JsonNode> spans = new HashMap<>();
        new ObjectMapper()
                .readTree(run.out())
                .path("slowest")
                .forEach(span -> spans.put(span.path("tag").asText(), span.path("queued")));
        assertThat(spans).hasSize(QueuedSpans.SPANS);
        assertThat(spans.get("0").isNull())
                .as("whether spans of the name take so long is not known before the first has ended")
                .isTrue();
        for (String line : printed) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && words[0].matches("[1-9]")) {
                assertThat(spans.remove(words[0]).asLong())
                        .as(line)
                        .isBetween(Long.parseLong(words[1]), Long.parseLong(words[2]));
            }
        }
        assertThat(spans).containsOnlyKeys("0");
        assertThat(CommandLineRun.of("spans", recording.toString()).out())
                .contains("queued: ready to run, without a core, of spans of which that is known");
    }
}
