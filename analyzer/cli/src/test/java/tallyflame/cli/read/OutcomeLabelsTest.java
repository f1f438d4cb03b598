package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.agent.AgentJar;
import tallyflame.cli.CommandLineRun;

/** A program that counts for itself which way each of its conditions goes: labels and counts must be the same. */
class OutcomeLabelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    /** What the program counted, by compiler: outcomes by tag. */
    private static final Map<String, Map<String, Map<String, Long>>> OWN = new TreeMap<>();

    private static List<String> source;

    /** Its code for these is the same as for other sources, and its line tables do not tell them apart either. */
    private static final Set<String> UNKNOWN_WITH_ECJ = Set.of("negation", "negated 1", "negated 2", "first", "second");

    @BeforeAll
    static void compileAndCount() throws Exception {
        Path file = folder.resolve("acme/Outcomes.java");
        Files.createDirectories(file.getParent());
        try (var in = Objects.requireNonNull(OutcomeLabelsTest.class.getResourceAsStream("Outcomes.java.txt"))) {
            Files.copy(in, file);
        }
        source = Files.readAllLines(file);
        for (String compiler : List.of("javac", "ecj")) {
            compile(compiler, file);
            OWN.put(compiler, count(compiler));
        }
    }

    private static void compile(String compiler, Path file) throws Exception {
        Path classes = Files.createDirectories(folder.resolve(compiler));
        String[] line = {"-g", "--release", "17", "-d", classes.toString(), file.toString()};
        if (compiler.equals("javac")) {
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, line))
                    .isZero();
        } else {
            PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            assertThat(BatchCompiler.compile(line, out, out, null)).isTrue();
        }
    }

    private static Map<String, Map<String, Long>> count(String compiler) throws Exception {
        Path out = folder.resolve(compiler + ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + AgentJar.path() + "=count=acme.**,out=" + counts(compiler),
                        "-ea",
                        "-cp",
                        folder.resolve(compiler).toString(),
                        "acme.Outcomes")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).isZero();
        Map<String, Map<String, Long>> own = new TreeMap<>();
        for (String line : Files.readAllLines(out)) {
            String[] fields = line.split("\\|", -1);
            own.computeIfAbsent(fields[0], tag -> new TreeMap<>()).put(fields[1], Long.valueOf(fields[2]));
        }
        return own;
    }

    private static Path counts(String compiler) {
        return folder.resolve(compiler + ".tfc");
    }

    private static CommandLineRun lines(String compiler, String... more) {
        List<String> line = new ArrayList<>(List.of("lines", counts(compiler).toString()));
        line.addAll(List.of("--classes", folder.resolve(compiler).toString(), "--source", folder.toString()));
        line.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(line.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    /** Outcomes by the tag of their line, those without a label left out. */
    private static Map<String, Map<String, Long>> labelled(CommandLineRun run) throws Exception {
        Map<String, Map<String, Long>> labelled = new TreeMap<>();
        for (JsonNode method : JSON.readTree(run.out()).get("methods")) {
            for (JsonNode line : method.get("lines")) {
                String text = source.get(line.get("line").asInt() - 1);
                int at = text.indexOf("// @");
                for (JsonNode outcome : line.get("branches")) {
                    if (at >= 0
                            && outcome.hasNonNull("label")
                            && outcome.get("count").asLong() > 0) {
                        labelled.computeIfAbsent(text.substring(at + 4), tag -> new TreeMap<>())
                                .merge(
                                        outcome.get("label").asText(),
                                        outcome.get("count").asLong(),
                                        Long::sum);
                    }
                }
            }
        }
        return labelled;
    }

    @ParameterizedTest
    @ValueSource(strings = {"javac", "ecj"})
    void labelsSayWhatTheProgramCountedItself(String compiler) throws Exception {
        Map<String, Map<String, Long>> labelled = labelled(lines(compiler, "--json"));
        Map<String, Map<String, Long>> own = new TreeMap<>(OWN.get(compiler));
        assertThat(own).hasSizeGreaterThan(35);
        own.remove("filtered strings");
        if (compiler.equals("ecj")) {
            own.keySet().removeAll(UNKNOWN_WITH_ECJ);
        } else if (Runtime.version().feature() > 17 && !labelled.containsKey("enums")) {
            // Later compilers switch by the ordinal of an enum of the same file, as a source does that asks for the
            // ordinal itself.
            own.remove("enums");
        }
        labelled.keySet().removeIf(tag -> tag.startsWith("open ") || tag.startsWith("strings"));
        assertThat(labelled).isEqualTo(own);
    }

    /** What the bytecode does not tell has no label. */
    @ParameterizedTest
    @ValueSource(strings = {"javac", "ecj"})
    void whatCannotBeKnownHasNoLabel(String compiler) throws Exception {
        List<String> open =
                source.stream().filter(line -> line.contains("// @open ")).toList();
        assertThat(open).hasSize(1);
        assertThat(labelled(lines(compiler, "--json")).keySet()).noneMatch(tag -> tag.startsWith("open "));
    }

    @Test
    void everyFormNamesTheTrueOne() throws Exception {
        int line = IntStream.range(0, source.size())
                        .filter(n -> source.get(n).endsWith("// @if"))
                        .findFirst()
                        .orElseThrow()
                + 1;
        long yes = OWN.get("javac").get("if").get("true");
        long no = OWN.get("javac").get("if").get("false");
        String cell = "true: " + yes + "→" + (line + 1) + " false: " + no + "→" + (line + 3);
        assertThat(lines("javac").out()).contains(cell);
        assertThat(lines("javac", "--format", "csv").out()).contains(cell);
        assertThat(lines("javac", "--branches", "--top", "500", "--format", "md")
                        .out())
                .contains(cell);
        assertThat(lines("javac", "--branches", "--top", "500", "--format", "html")
                        .out())
                .contains(cell);
        assertThat(lines("javac", "--branches", "--top", "500", "--json").out()).contains("\"label\" : \"true\"");
    }

    /** Strings are compared by their hash codes first, and by the case that javac numbers them with last. */
    @ParameterizedTest
    @ValueSource(strings = {"javac", "ecj"})
    void casesOfAStringSwitchAreNamedByTheString(String compiler) throws Exception {
        Map<String, Long> labelled = labelled(lines(compiler, "--json")).get("strings whole");
        assertThat(labelled)
                .containsEntry("hash of \"Aa\", \"BB\"", 3L)
                .containsEntry("hash of \"one\"", 1L)
                .containsEntry("other hash", 3L)
                .containsEntry("case \"Aa\"", 1L)
                .containsEntry("case \"BB\"", 2L);
        if (compiler.equals("javac")) {
            assertThat(labelled)
                    .containsAllEntriesOf(OWN.get(compiler).get("filtered strings").entrySet().stream()
                            .filter(way -> !way.getKey().equals("case \"one\""))
                            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        } else {
            assertThat(labelled).containsEntry("case \"one\"", 1L);
        }
    }

    @Test
    void withoutItsClassFileABranchHasNoLabel() throws Exception {
        CommandLineRun run = CommandLineRun.of("lines", counts("javac").toString(), "--json");
        assertThat(labelled(run)).isEmpty();
    }

    @Test
    void whatAFilterLeavesKeepsItsLabels() throws Exception {
        Map<String, Map<String, Long>> filtered = labelled(lines("javac", "--json", "--filter", "all"));
        assertThat(filtered).containsEntry("if", OWN.get("javac").get("if"));
        assertThat(filtered).containsEntry("strings whole", OWN.get("javac").get("filtered strings"));
    }
}
