package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.oracle.AgentJvm;

/** A recursion that fits onto the stack without the agent does so with it, as far as counting code can be kept out of its frames. */
class StackDepthIT {
    private static final List<String> OPTIMISED = List.of("-Xbatch");
    private static final List<String> FIRST_TIER = List.of("-Xbatch", "-XX:TieredStopAtLevel=1");
    private static final String CALLS = "40000";

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void compile() throws Exception {
        program = Program.compile("Depth", 17, folder);
    }

    /** Where the least is too little, eight bytes more have made sixteen of a frame of sixteen. */
    @Test
    void optimisedFramesStayAsSmall() throws Exception {
        Map<String, Double> kept = kept(OPTIMISED, CALLS);
        assertThat(List.of("sum", "walk", "twice"))
                .allSatisfy(name -> assertThat(kept.get(name)).isGreaterThan(0.9));
        assertThat(kept.get("mutual")).isGreaterThan(0.8);
        assertThat(List.of("guarded", "caught", "visited"))
                .allSatisfy(name -> assertThat(kept.get(name)).isGreaterThan(0.6));
    }

    /** A probe is a call there, which a value that lives across it needs a slot for; and with probes less is inlined. */
    @Test
    void theFirstCompilerDoesNotInlineProbes() throws Exception {
        assertThat(kept(FIRST_TIER, CALLS).values()).allMatch(share -> share > 0.45);
    }

    /** The position is told by handlers, and no base is kept, where methods of a class come back to themselves. */
    @Test
    void interpretedFramesDoNotGrow() throws Exception {
        Map<String, Double> kept = kept(List.of("-Xint"));
        assertThat(kept.get("visited")).isGreaterThan(0.9);
        kept.remove("visited");
        assertThat(kept.values()).allMatch(share -> share > 0.99);
    }

    /** Depths with counters as a share of those without. */
    private Map<String, Double> kept(List<String> options, String... arguments) throws Exception {
        Map<String, Integer> plain =
                depths(new AgentJvm(Files.createTempDirectory(folder, "plain")), options, arguments);
        AgentJvm jvm = new AgentJvm(Files.createTempDirectory(folder, "counted")).count("programs.**");
        Map<String, Integer> counted = depths(jvm, options, arguments);
        assertThat(counted).hasSize(7).hasSameSizeAs(plain);
        return counted.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue() / (double) plain.get(e.getKey())));
    }

    private Map<String, Integer> depths(AgentJvm jvm, List<String> options, String... arguments) throws Exception {
        String[] command = new String[1 + arguments.length];
        command[0] = program.className();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return jvm.option(options.toArray(new String[0]))
                .classpath(program.classes())
                .run(command)
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> Integer.parseInt(line[1])));
    }
}
