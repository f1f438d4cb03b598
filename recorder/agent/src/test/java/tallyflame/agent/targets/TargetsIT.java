package tallyflame.agent.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.Agreement;
import tallyflame.agent.oracle.Expected;
import tallyflame.agent.oracle.Oracle;
import tallyflame.agent.oracle.SourceCompiler;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ClassTimes;
import tallyflame.counts.times.MethodTimes;

/**
 * Every construct of the language: what the agent counts is what the comments of the target say (javac) and what the
 * oracle says (javac and the Eclipse compiler, whose line tables differ).
 */
class TargetsIT {
    private static final int NEWEST_OF_ECJ = 24;

    private static final Map<SourceCompiler, CountFile> COUNTS = new EnumMap<>(SourceCompiler.class);
    private static final Map<SourceCompiler, CountFile> ALLOCATIONS = new EnumMap<>(SourceCompiler.class);
    private static final Map<SourceCompiler, TraceFile> TRACES = new EnumMap<>(SourceCompiler.class);
    private static final Map<SourceCompiler, Map<String, byte[]>> CLASSES = new EnumMap<>(SourceCompiler.class);

    static Stream<TargetSource> targets() throws IOException {
        return TargetSource.all().stream()
                .filter(target -> target.release() <= Runtime.version().feature());
    }

    @BeforeAll
    static void runAllTargetsUnderTheAgent(@TempDir Path folder) throws Exception {
        for (SourceCompiler compiler : SourceCompiler.values()) {
            run(compiler, Files.createDirectory(folder.resolve(compiler.name())));
        }
    }

    private static void run(SourceCompiler compiler, Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of(TargetMain.class.getName()));
        Map<String, byte[]> classes = new TreeMap<>();
        for (TargetSource target : targets().toList()) {
            if (target.release() <= NEWEST_OF_ECJ || compiler == SourceCompiler.JAVAC) {
                classes.putAll(compiler.compile(target.release(), Map.of(target.className(), target.text()), folder));
                command.add(target.className());
            }
        }
        CLASSES.put(compiler, classes);
        AgentJvm jvm = new AgentJvm(folder).option("-ea").count("targets.**");
        jvm.classpath(folder.resolve("classes"), AgentJvm.origin(TargetMain.class))
                .run(command.toArray(new String[0]));
        assertThat(jvm.errors()).isEmpty();
        assertThat(Agreement.enteredBesideFirstLine(jvm.counts())).isEmpty();
        COUNTS.put(compiler, jvm.counts());
        AgentJvm allocating = new AgentJvm(folder).option("-ea").agent("count=targets.**,alloc");
        allocating
                .classpath(folder.resolve("classes"), AgentJvm.origin(TargetMain.class))
                .run(command.toArray(new String[0]));
        assertThat(allocating.errors()).isEmpty();
        ALLOCATIONS.put(compiler, allocating.counts());
        AgentJvm traced = new AgentJvm(folder).option("-ea").trace("targets.**");
        traced.classpath(folder.resolve("classes"), AgentJvm.origin(TargetMain.class))
                .run(command.toArray(new String[0]));
        assertThat(traced.errors()).isEmpty();
        TRACES.put(compiler, TraceFile.read(traced.traceFile()));
    }

    /** Tracing sees what counting sees: every call of a method and every entry of a line. */
    @ParameterizedTest
    @EnumSource
    void aTraceHasTheCallsAndEntriesOfTheCounts(SourceCompiler compiler) {
        Map<String, Long> counted = new TreeMap<>();
        for (ClassCounts type : COUNTS.get(compiler).classes()) {
            for (MethodCounts method : type.methods()) {
                String name = type.name() + "." + method.name() + method.descriptor();
                counted.put(name, method.entered());
                method.lines().forEach(line -> counted.put(name + ":" + line.line(), line.hits()));
            }
        }
        Map<String, Long> traced = new TreeMap<>();
        for (ClassTimes type : TRACES.get(compiler).classes()) {
            for (MethodTimes method : type.methods()) {
                String name = type.name() + "." + method.name() + method.descriptor();
                traced.put(name, method.calls());
                method.lines().forEach(line -> traced.put(name + ":" + line.line(), line.entries()));
            }
        }
        assertThat(traced).isEqualTo(counted);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void countsAreWhatTheCommentsSay(TargetSource target) {
        CountFile counts = COUNTS.get(SourceCompiler.JAVAC);
        List<ClassCounts> types = counts.classes().stream()
                .filter(type -> isOf(target, type.name()))
                .toList();
        assertThat(comments(types)).isEqualTo(target.expected());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void countsAreWhatTheOracleSays(TargetSource target) throws Exception {
        for (SourceCompiler compiler : SourceCompiler.values()) {
            if (!of(target, COUNTS.get(compiler)).classes().isEmpty()) {
                Map<String, Map<String, Expected>> expected = oracle(target, CLASSES.get(compiler));
                assertThat(Agreement.differences(of(target, COUNTS.get(compiler)), expected))
                        .as("%s", compiler)
                        .isEmpty();
                CountFile allocating = of(target, ALLOCATIONS.get(compiler));
                assertThat(allocating.classes()).allSatisfy(type -> assertThat(type.methods())
                        .allSatisfy(method -> assertThat(method.allocations()).isPresent()));
                assertThat(Agreement.differences(allocating, expected))
                        .as("%s, with allocations", compiler)
                        .isEmpty();
            }
        }
    }

    private static CountFile of(TargetSource target, CountFile all) {
        List<ClassCounts> types =
                all.classes().stream().filter(type -> isOf(target, type.name())).toList();
        return new CountFile(all.header(), types, all.uncounted(), all.asked(), List.of(), all.threadBytes());
    }

    private static Map<String, Map<String, Expected>> oracle(TargetSource target, Map<String, byte[]> classes)
            throws ReflectiveOperationException {
        Oracle oracle = new Oracle(classes);
        oracle.setDefaultAssertionStatus(true);
        TargetMain.run(Class.forName(target.className(), true, oracle));
        return oracle.expected();
    }

    private static boolean isOf(TargetSource target, String type) {
        return type.equals(target.className()) || type.startsWith(target.className() + "$");
    }

    /** The counts in the form of the targets' comments. */
    private static Map<Integer, String> comments(List<ClassCounts> types) {
        Map<Integer, List<Long>> hits = new TreeMap<>();
        Map<Integer, List<String>> branches = new TreeMap<>();
        for (ClassCounts type : types) {
            for (MethodCounts method : type.methods()) {
                for (LineHits line : method.lines()) {
                    hits.computeIfAbsent(line.line(), key -> new ArrayList<>()).add(line.hits());
                }
                for (Branch branch : method.branches()) {
                    branches.computeIfAbsent(branch.line(), key -> new ArrayList<>())
                            .add(outcomes(branch));
                }
            }
        }
        Map<Integer, String> comments = new TreeMap<>();
        hits.forEach((line, all) -> comments.put(line, comment(all, branches.getOrDefault(line, List.of()))));
        return comments;
    }

    private static String outcomes(Branch branch) {
        return branch.outcomes().stream()
                .map(BranchOutcome::count)
                .map(String::valueOf)
                .collect(Collectors.joining("|"));
    }

    private static String comment(List<Long> hits, List<String> branches) {
        hits.sort(Collections.reverseOrder());
        String sum = hits.stream().map(String::valueOf).collect(Collectors.joining("+"));
        return "hits=" + sum + (branches.isEmpty() ? "" : " branches=" + String.join(" ", branches));
    }
}
