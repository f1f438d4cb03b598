package tallyflame.runner.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tallyflame.runs.RunDocument.Host;

class HardwareTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void theFactsAreThoseOfTheKernel() throws Exception {
        Host host = Hardware.host();
        String memory = Files.readAllLines(Path.of("/proc/meminfo")).get(0);
        assertThat(memory).startsWith("MemTotal:");
        assertThat(host.memoryBytes()).isEqualTo(1024 * Long.parseLong(memory.replaceAll("\\D", "")));
        assertThat(host.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.physicalCores()).isPositive();
        assertThat(host.cpu()).isNotBlank();
        assertThat(host.model()).isNotBlank();
    }
}
