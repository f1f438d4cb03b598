package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.Agreement;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.ThreadBytes;
import tallyflame.counts.graph.JdkCall;

/**
 * What code allocates, by line: objects as the comments of the program say, bytes as the JVM's own account of the thread says where no
 * compiler removes any.
 */
class AllocationsIT {
    private static final Pattern COMMENT = Pattern.compile("// (\\d+ [\\w.$\\[\\], ]+)$");

    @TempDir
    Path folder;

    /** All that decides how large objects are. */
    static Stream<List<String>> layouts() {
        Stream<List<String>> all = Stream.of(
                List.of("-XX:+UseCompressedOops"),
                List.of("-XX:-UseCompressedOops"),
                List.of("-XX:-UseCompressedOops", "-XX:-UseCompressedClassPointers"),
                List.of("-XX:ObjectAlignmentInBytes=16"),
                List.of("-XX:ObjectAlignmentInBytes=256"));
        return Runtime.version().feature() < 25
                ? all
                : Stream.concat(
                        all, Stream.of(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseCompactObjectHeaders")));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void bytesAreWhatTheJvmAccountsForHoweverItLaysOutObjects(List<String> layout) throws Exception {
        Program program = Program.compile("Allocates", 17, folder);
        AgentJvm jvm = jvm(program).option(layout.toArray(new String[0])).option("-Xint");
        String printed = jvm.run(program.className(), "11");
        Map<String, Long> first = bytesByMethod(jvm.counts());
        // The first turn is not in what the program prints, and takes as much as it does when it runs alone.
        AgentJvm once = jvm(program).option(layout.toArray(new String[0])).option("-Xint");
        once.run(program.className(), "1");
        bytesByMethod(once.counts()).forEach((method, bytes) -> first.merge(method, -bytes, Long::sum));
        Map<String, Long> accounted = new TreeMap<>();
        // A JVM may say on standard output, too, what it thinks of its options.
        for (String line :
                printed.lines().filter(line -> line.matches("\\w+ \\d+")).toList()) {
            int space = line.indexOf(' ');
            accounted.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
        }
        first.keySet().retainAll(accounted.keySet());
        assertThat(accounted).hasSize(4);
        assertThat(first).isEqualTo(accounted);
    }

    @Test
    void objectsAreWhatTheCommentsSay() throws Exception {
        Program program = Program.compile("Allocates", 17, folder);
        AgentJvm jvm = jvm(program);
        jvm.run(program.className());
        assertThat(jvm.errors()).isEmpty();
        assertThat(Agreement.brokenInvariants(jvm.counts())).isEmpty();
        assertThat(objects(program, jvm.counts())).isEqualTo(expected(program));
        ThreadBytes threads = jvm.counts().threadBytes().orElseThrow();
        assertThat(threads.reason()).isEmpty();
        assertThat(threads.bytes())
                .as("what the main thread allocated, which has ended, and not what the agent did in it")
                .isGreaterThan(sum(jvm.counts()))
                .isLessThan(sum(jvm.counts()) + 1_000_000);
    }

    @Test
    void whatTheCompilerRemovesIsCountedLikeAllElse() throws Exception {
        Program program = Program.compile("Allocates", 17, folder);
        List<Map<String, Long>> runs = new ArrayList<>();
        for (String option : List.of("-Xint", "-XX:+DoEscapeAnalysis")) {
            AgentJvm jvm = jvm(program).option(option);
            jvm.run(program.className(), "2000");
            runs.add(bytesByMethod(jvm.counts()));
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    @Test
    void threadsLoseNothingWithAndWithoutABlockOfTheirOwn() throws Exception {
        Program program = Program.compile("Allocates", 17, folder);
        for (String option : List.of("", ",maxthreads=2")) {
            AgentJvm jvm = new AgentJvm(folder).agent("count=programs.**,alloc" + option);
            jvm.option("-Xmx256m").classpath(program.classes()).run(program.className(), "1000", "8");
            assertThat(jvm.errors()).isEmpty();
            Map<Integer, String> found = objects(program, jvm.counts());
            assertThat(found.get(line(program, "sink = new Wide(); //"))).isEqualTo("8000 programs.Allocates$Wide");
            assertThat(found.get(line(program, "sink = new int[3][i]; //"))).isEqualTo("32000 int[][]");
            long bytes = 0;
            for (int i = 0; i < 1000; i++) bytes += 8L * ((16 + i + 7) & -8);
            assertThat(bytes(jvm.counts(), line(program, "sink = new byte[i]; //")))
                    .isEqualTo(bytes);
            assertThat(jvm.counts().threadBytes().orElseThrow().bytes()).isGreaterThan(sum(jvm.counts()));
        }
    }

    @Test
    void whatTheJdkMayAllocateIsNamedAtItsCall() throws Exception {
        Program program = Program.compile("Allocates", 17, folder);
        AgentJvm jvm = jvm(program);
        jvm.run(program.className());
        for (JdkCall.Kind kind : JdkCall.Kind.values()) {
            int line = line(program, "// " + kind.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(jdkCalls(jvm.counts()))
                    .filteredOn(call -> call.line() == line)
                    .extracting(JdkCall::kind)
                    .contains(kind);
        }
        assertThat(jdkCalls(jvm.counts()))
                .as("a lambda that captures nothing is made once")
                .noneMatch(call -> call.line() == line(program, "// none"));
    }

    @Test
    void withoutTheOptionNothingIsSaidOfAllocations() throws Exception {
        Program program = Program.compile("Allocates", 17, folder);
        AgentJvm jvm = new AgentJvm(folder).agent("count=programs.**").classpath(program.classes());
        jvm.option("-Xmx256m").run(program.className());
        assertThat(jvm.counts().threadBytes()).isEmpty();
        assertThat(methods(jvm.counts()))
                .allSatisfy(m -> assertThat(m.allocations()).isEmpty());
    }

    private AgentJvm jvm(Program program) {
        return new AgentJvm(folder)
                .agent("count=programs.**,alloc")
                .option("-Xmx256m")
                .classpath(program.classes());
    }

    private static List<MethodCounts> methods(CountFile counts) {
        return counts.classes().stream()
                .map(ClassCounts::methods)
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<Allocated> allocated(MethodCounts method) {
        return method.allocations().map(Allocations::allocated).orElse(List.of()).stream();
    }

    private static List<JdkCall> jdkCalls(CountFile counts) {
        return methods(counts).stream()
                .flatMap(method -> method.allocations().orElseThrow().jdkCalls().stream())
                .toList();
    }

    private static Map<String, Long> bytesByMethod(CountFile counts) {
        Map<String, Long> bytes = new TreeMap<>();
        for (MethodCounts method : methods(counts)) {
            bytes.merge(
                    method.name(), allocated(method).mapToLong(Allocated::bytes).sum(), Long::sum);
        }
        return bytes;
    }

    private static long sum(CountFile counts) {
        return bytesByMethod(counts).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static long bytes(CountFile counts, int line) {
        return methods(counts).stream()
                .flatMap(AllocationsIT::allocated)
                .filter(one -> one.line() == line)
                .mapToLong(Allocated::bytes)
                .sum();
    }

    private static int line(Program program, String text) {
        List<String> found =
                program.lines().stream().filter(l -> l.contains(text)).toList();
        assertThat(found).as(text).hasSize(1);
        return program.lines().indexOf(found.get(0)) + 1;
    }

    /** What the comments say, by line. */
    private static Map<Integer, String> expected(Program program) {
        Map<Integer, String> expected = new TreeMap<>();
        for (int i = 0; i < program.lines().size(); i++) {
            Matcher comment = COMMENT.matcher(program.lines().get(i));
            if (comment.find())
                expected.put(i + 1, sorted(Arrays.stream(comment.group(1).split(", "))));
        }
        return expected;
    }

    /** What was counted on the lines that have such a comment. */
    private static Map<Integer, String> objects(Program program, CountFile counts) {
        Map<Integer, List<Allocated>> byLine = methods(counts).stream()
                .flatMap(AllocationsIT::allocated)
                .filter(one -> expected(program).containsKey(one.line()))
                .collect(Collectors.groupingBy(Allocated::line));
        Map<Integer, String> objects = new TreeMap<>();
        byLine.forEach(
                (line, all) -> objects.put(line, sorted(all.stream().map(one -> one.objects() + " " + one.type()))));
        return objects;
    }

    private static String sorted(Stream<String> parts) {
        return parts.sorted().collect(Collectors.joining(", "));
    }
}
