package tallyflame.agent.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.Agreement;
import tallyflame.agent.oracle.Oracle;
import tallyflame.agent.oracle.SourceCompiler;

/**
 * Random programs, run by several threads, in a JVM with the agent and under the oracle: the counts are equal. A
 * failure names the program and its seed. {@code scripts/fuzz-counters} runs more of them, from other seeds, by the
 * system properties {@code fuzz.seed}, {@code fuzz.bytecode} and {@code fuzz.source}.
 */
class RandomProgramsIT {
    private static final long SEED = Long.getLong("fuzz.seed", 20260101);
    private static final int BYTECODE = Integer.getInteger("fuzz.bytecode", 1000);
    private static final int SOURCE = Integer.getInteger("fuzz.source", 20);
    private static final int THREADS = 3;

    @TempDir
    Path folder;

    @Test
    void bytecodeProgramsCountAsTheOracle() throws Exception {
        Map<String, byte[]> classes = new TreeMap<>();
        for (int i = 0; i < BYTECODE; i++) {
            long seed = SEED + i;
            classes.put("fuzz.B" + seed, RandomBytecode.write("fuzz/B" + seed, seed));
        }
        write(classes, folder.resolve("classes"));
        assertAgreement(classes, List.copyOf(classes.keySet()));
    }

    @ParameterizedTest
    @EnumSource
    void sourceProgramsCountAsTheOracle(SourceCompiler compiler) throws Exception {
        int running = Runtime.version().feature();
        int release = running >= 21 ? 21 : 17;
        Map<String, String> sources = new TreeMap<>();
        for (int i = 0; i < SOURCE; i++) {
            long seed = SEED + i;
            sources.put("fuzz.P" + seed, RandomSource.write("P" + seed, seed, release));
        }
        assertAgreement(compiler.compile(release, sources, folder), List.copyOf(sources.keySet()));
    }

    private void assertAgreement(Map<String, byte[]> classes, List<String> programs) throws Exception {
        List<String> command = new ArrayList<>(List.of(Programs.class.getName(), Integer.toString(THREADS)));
        command.addAll(programs);
        Oracle oracle = new Oracle(classes);
        String expected = Long.toString(Programs.run(THREADS, programs, oracle));
        for (String option : List.of("", ",alloc")) {
            AgentJvm jvm = new AgentJvm(folder);
            jvm.agent("count=fuzz.**" + option).classpath(folder.resolve("classes"), AgentJvm.origin(Programs.class));
            String printed = jvm.run(command.toArray(new String[0]));
            assertThat(jvm.errors()).isEmpty();
            assertThat(printed.strip())
                    .as("the agent changes nothing that the programs compute")
                    .isEqualTo(expected);
            assertThat(Agreement.differences(jvm.counts(), oracle.expected()))
                    .as("with options count=…%s", option)
                    .isEmpty();
        }
    }

    private static void write(Map<String, byte[]> classes, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> type : classes.entrySet()) {
            Path file = folder.resolve(type.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, type.getValue());
        }
    }
}
