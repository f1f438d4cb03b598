package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tallyflame.cli.CommandLineRun;

class DoctorCommandTest {
    private static final String[] CHECKS = {
        "sampling",
        "perf-events",
        "kernel-symbols",
        "hardware-counters",
        "energy",
        "noise",
        "async-profiler",
        "jdk",
        "attach",
        "disk"
    };

    @Test
    void saysEverythingInWords() {
        CommandLineRun run = CommandLineRun.of("doctor");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(CHECKS).contains(System.getProperty("java.home"));
    }

    @Test
    void saysTheSameInJson() throws Exception {
        JsonNode answer = new ObjectMapper()
                .readTree(CommandLineRun.of("doctor", "--json").out());
        Set<String> ids = new HashSet<>();
        answer.get("checks").forEach(check -> {
            ids.add(check.get("id").asText());
            assertThat(check.get("status").asText()).isIn("ok", "limited", "missing");
        });
        assertThat(answer.get("schema").asInt()).isEqualTo(1);
        assertThat(ids).containsExactlyInAnyOrder(CHECKS);
    }
}
