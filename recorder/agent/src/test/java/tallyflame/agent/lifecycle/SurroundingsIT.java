package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.AgentJar;
import tallyflame.agent.oracle.AgentJvm;

/** A program sees the same JVM under the agent as without it. */
class SurroundingsIT {
    private static final String COUNTERS = "java.lang.TallyflameCounters";
    private static final String TIMERS = "java.lang.TallyflameTimers";

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void compile() throws Exception {
        program = Program.compile("Surroundings", 17, folder);
    }

    @Test
    void theBootLayerOpensExportsAndReadsTheSame() throws Exception {
        List<String> plain = lines(jvm("plain"));
        assertThat(plain).contains("Throwable.detailMessage is closed").hasSizeGreaterThan(500);
        assertThat(lines(jvm("counted").count("programs.**"))).isEqualTo(plain);
        assertThat(lines(jvm("traced").trace("programs.**"))).isEqualTo(plain);
    }

    /** The only thing the agent opens is {@code java.lang}, to its own class loader's module, which nobody else can reach. */
    @Test
    void noClassOfTheAgentIsThereButWhatCountedCodeCalls() throws Exception {
        List<String> hidden = List.of(
                "org.objectweb.asm.ClassReader",
                "tallyflame.counts.Glob",
                "tallyflame.agent.session.Session",
                "tallyflame.agent.boot.BootClass",
                "tallyflame.agent.instrument.ClassInstrumenter");
        assertThat(lastLines(jvm("hidden").count("programs.**"), hidden))
                .allMatch(line -> line.endsWith("is not there"));
        assertThat(lastLines(jvm("counters").count("programs.**"), List.of(COUNTERS)))
                .containsExactly(COUNTERS + " [array, arrays, base, enter, exc, halting, hit, inc, mark]");
        assertThat(lastLines(jvm("timers").trace("programs.**"), List.of(TIMERS)))
                .containsExactly(TIMERS + " [caught, enter, exit, line, mark, step]");
    }

    private List<String> lastLines(AgentJvm jvm, List<String> names) throws Exception {
        List<String> lines = lines(jvm, names.toArray(new String[0]));
        return lines.subList(lines.size() - names.size(), lines.size());
    }

    private List<String> lines(AgentJvm jvm, String... names) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.className()));
        command.addAll(List.of(names));
        return jvm.run(command.toArray(new String[0])).lines().toList();
    }

    @Test
    void theJarOnTheClassPathHoldsWhatIsCalledFromOutsideAndTheRestInOneFile() throws Exception {
        try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName))
                    .containsExactlyInAnyOrder(
                            "META-INF/MANIFEST.MF",
                            "tallyflame/agent/EntryPoint.class",
                            "tallyflame/agent/AgentLoader.class",
                            "tallyflame/agent/AgentJar.class",
                            "tallyflame/agent/BlankCounts.class",
                            "tallyflame/agent/core.jar");
        }
    }

    private AgentJvm jvm(String name) throws Exception {
        return new AgentJvm(Files.createDirectory(folder.resolve(name))).classpath(program.classes());
    }
}
