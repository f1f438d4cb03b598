package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.AgentJar;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.counts.file.CountFile;

/** However JVMs come by the agent's options, each writes one file, its own, and is counted once. */
class ManyJvmsIT {
    @TempDir
    Path folder;

    private Program family;
    private Path out;

    @BeforeEach
    void compile() throws IOException {
        family = Program.compile("Family", 17, folder);
        out = folder.resolve("out");
    }

    @Test
    void aProcessIdInTheNameIsReplaced() throws Exception {
        AgentJvm jvm = family(option("count=programs.**", "counts-%p.tfc"));
        jvm.run(family.className(), "5");
        jvm.run(family.className(), "7");
        assertThat(jvm.errors()).isEmpty();
        assertThat(files()).hasSize(2).allSatisfy(file -> assertThat(file.getFileName())
                .hasToString("counts-" + CountFile.read(file).header().pid() + ".tfc"));
        assertThat(hits()).isEqualTo(12);
    }

    @Test
    void aTraceHasItsProcessIdToo() throws Exception {
        family(option("trace=programs.**", "trace-%p.tfc")).run(family.className(), "5");
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file.getFileName().toString()).matches("trace-\\d+\\.tfc"));
    }

    @Test
    void aParentAndItsChildrenNeverShareAFile() throws Exception {
        Process parent = familyOfFour();
        String errors = new String(parent.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(parent.waitFor()).isZero();
        assertThat(files()).hasSize(4).contains(out.resolve("counts.tfc"));
        assertThat(CountFile.read(out.resolve("counts.tfc")).header().pid()).isEqualTo(parent.pid());
        assertThat(hits()).isEqualTo(6007);
        assertThat(errors.lines().filter(line -> line.startsWith("tallyflame: ")))
                .hasSize(3)
                .allMatch(line -> line.contains(out.resolve("counts.tfc") + " is in use by another JVM"));
    }

    private Process familyOfFour() throws IOException {
        ProcessBuilder builder =
                new AgentJvm(folder).classpath(family.classes()).builder(family.className());
        builder.environment().put("JAVA_TOOL_OPTIONS", option("count=programs.**", "counts.tfc"));
        return builder.start();
    }

    @Test
    void whatAnEndedJvmLeftIsOverwritten() throws Exception {
        AgentJvm jvm = family(option("count=programs.**", "counts.tfc"));
        jvm.run(family.className(), "5");
        jvm.run(family.className(), "7");
        assertThat(jvm.errors()).isEmpty();
        assertThat(files()).hasSize(1);
        assertThat(hits()).isEqualTo(7);
    }

    @Test
    void aKilledJvmHoldsItsFileNoLonger() throws Exception {
        Program orders = Program.compile("Orders", 17, folder);
        AgentJvm jvm = family(option("count=programs.**", "counts.tfc"));
        Process killed = jvm.builder(orders.className()).start();
        try (BufferedReader answers = killed.inputReader()) {
            assertThat(answers.readLine()).isEqualTo("ready");
            assertThat(out.resolve("counts.tfc.lock")).exists();
            killed.destroyForcibly().waitFor();
        }
        jvm.run(family.className(), "7");
        assertThat(jvm.errors()).isEmpty();
        assertThat(files()).containsExactly(out.resolve("counts.tfc"));
        assertThat(hits()).isEqualTo(7);
    }

    @Test
    void theSameOptionsTwiceAreOneAgent() throws Exception {
        String option = option("count=programs.**", "counts-%r.tfc");
        AgentJvm jvm = family(option, option);
        jvm.run(family.className(), "5");
        assertThat(jvm.errors()).isEmpty();
        assertThat(files()).hasSize(1);
        assertThat(hits()).isEqualTo(5);
    }

    @Test
    void otherOptionsForASecondAgentAreRefusedInOneLine() throws Exception {
        AgentJvm jvm = family(option("count=programs.**", "counts.tfc"), option("trace=programs.**", "trace.tfc"));
        jvm.run(family.className(), "5");
        assertThat(jvm.errors().lines())
                .singleElement()
                .isEqualTo("tallyflame: not counting: already counting into " + out.resolve("counts.tfc")
                        + ", as an earlier -javaagent with other options asks for");
        assertThat(files()).containsExactly(out.resolve("counts.tfc"));
        assertThat(hits()).isEqualTo(5);
    }

    @Test
    void aFolderThatCannotBeIsRefusedAtTheStart() throws Exception {
        Files.createFile(out);
        AgentJvm jvm = family(option("count=programs.**", "counts.tfc"));
        jvm.run(family.className(), "5");
        assertThat(jvm.errors().lines())
                .singleElement()
                .isEqualTo("tallyflame: not counting: cannot write " + out.resolve("counts.tfc") + ": " + out
                        + " is not a folder");
    }

    @Test
    void patternsThatMatchNothingAreNamedAtTheEnd() throws Exception {
        AgentJvm jvm = family(option("count=programs/**;programs.Family;programs.Familly", "counts.tfc"));
        jvm.run(family.className(), "5");
        assertThat(jvm.errors().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("tallyflame: no class that was loaded matches programs/**, programs.Familly; near are ")
                .contains("programs.Family"));
        assertThat(hits()).isEqualTo(5);
    }

    private AgentJvm family(String... options) {
        return new AgentJvm(folder).option(options).classpath(family.classes());
    }

    private String option(String what, String name) {
        return "-javaagent:" + AgentJar.path() + "=" + what + ",out=" + out.resolve(name);
    }

    /** Everything that is left where the agents wrote. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.toList();
        }
    }

    private long hits() throws IOException {
        long hits = 0;
        for (Path file : files()) hits += family.hits(CountFile.read(file), "// work");
        return hits;
    }
}
