package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.ToolProvider;
import org.apache.commons.codec.binary.Base64;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.agent.AgentJar;
import tallyflame.cli.CommandLineRun;

/**
 * A program with everything that the compiler adds code for, and a library, run twice: counted here, and probed by JaCoCo, whose
 * filters are the same. What is left must be the lines and branches that JaCoCo is left with, and executed where its are.
 */
class CompilerCodeTest {
    private static final String MAIN =
            """
            package acme;
            import java.lang.annotation.Retention;
            import java.lang.annotation.RetentionPolicy;
            import java.util.concurrent.Callable;
            public class Main {
                enum Color { RED, GREEN, BLUE }
                record Point(int x, int y) {}
                sealed interface Shape permits Round, Square {}
                record Round(int r) implements Shape {}
                record Square(int side) implements Shape {}
                @Retention(RetentionPolicy.CLASS)
                @interface MadeGenerated {}
                static class Res implements AutoCloseable {
                    private int n;
                    public void close() {
                        n++;
                    }
                }
                static class Tools {
                    private Tools() {
                    }
                    static int twice(int n) {
                        return 2 * n;
                    }
                }
                static class Task implements Callable<String> {
                    @Override
                    public String call() {
                        return "x";
                    }
                    @MadeGenerated
                    public int hashCode() {
                        return 7 + (toString().isEmpty() ? 1 : 2);
                    }
                }
                static int byName(String name) {
                    switch (name) {
                        case "Aa":
                        case "BB":
                            return 1;
                        case "one":
                            return 2;
                        default:
                            return 3;
                    }
                }
                static int byColor(Color color) {
                    return switch (color) {
                        case RED -> 1;
                        case GREEN -> 2;
                        case BLUE -> 3;
                    };
                }
                static int resources(boolean fail) throws Exception {
                    try (Res first = new Res(); Res second = new Res()) {
                        if (fail) {
                            throw new IllegalStateException();
                        }
                        return first.n + second.n;
                    }
                }
                static int last(int n) {
                    int result = 0;
                    try {
                        if (n == 1) {
                            return result;
                        }
                        if (n == 2) {
                            throw new IllegalArgumentException();
                        }
                        result = n;
                    } finally {
                        if (n > 1) {
                            result++;
                        }
                    }
                    return result;
                }
                static synchronized int locked(Object lock, int n) {
                    synchronized (lock) {
                        assert n > 0 : "n";
                        return Integer.parseInt("" + n);
                    }
                }
                public static void main(String[] args) throws Exception {
                    int sum = byName("BB") + byName("one") + byName("Ab") + byColor(Color.GREEN) + Tools.twice(3);
                    sum += resources(false) + last(1) + last(3) + locked(Main.class, 4);
                    try {
                        sum += resources(true); // left by an exception
                    } catch (IllegalStateException e) {
                        sum++;
                    }
                    try {
                        sum += last(2); // left by an exception
                    } catch (IllegalArgumentException e) {
                        sum++;
                    }
                    Callable<String> task = new Task();
                    sum += task.call().length() + new Point(1, 2).hashCode() + new Square(2).side();
                    sum += org.apache.commons.codec.binary.Base64.encodeBase64String(new byte[sum & 7]).length();
                    if (sum == 0) {
                        throw new AssertionError();
                    }
                }
            }
            """;
    private static final List<String> COUNTED = List.of("acme.", "org.apache.commons.codec.binary.");

    /** What is known of a line: whether it was executed, how many outcomes its branches have, and how many of them were taken. */
    private record Line(boolean executed, int outcomes, int taken) {}

    @TempDir
    private static Path folder;

    private static Path library;

    @BeforeAll
    static void compileAndCount() throws Exception {
        library = Path.of(
                Base64.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path source = Files.writeString(folder.resolve("Main.java"), MAIN);
        List<String> options = List.of("-g", "--release", "17", "-cp", library.toString(), "-d");
        for (String compiler : List.of("javac", "ecj")) {
            List<String> arguments = new ArrayList<>(options);
            arguments.add(Files.createDirectories(classes(compiler)).toString());
            arguments.add(source.toString());
            String[] line = arguments.toArray(String[]::new);
            if (compiler.equals("javac")) {
                assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, line))
                        .isZero();
            } else {
                PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
                assertThat(BatchCompiler.compile(line, out, out, null)).isTrue();
            }
            count(compiler);
        }
    }

    private static Path classes(String compiler) {
        return folder.resolve(compiler);
    }

    private static Path counts(String compiler) {
        return folder.resolve(compiler + ".tfc");
    }

    private static void count(String compiler) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + AgentJar.path() + "=count=acme.**;org.apache.commons.codec.binary.*,out="
                                + counts(compiler),
                        "-cp",
                        classes(compiler) + File.pathSeparator + library,
                        "acme.Main")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static CommandLineRun lines(String compiler, String... more) {
        List<String> line = new ArrayList<>(List.of("lines", counts(compiler).toString()));
        line.addAll(List.of("--classes", classes(compiler).toString(), "--classes", library.toString()));
        line.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(line.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"javac", "ecj"})
    void whatIsLeftIsWhatJacocoIsLeftWith(String compiler) throws Exception {
        Path lcov = folder.resolve("coverage.info");
        CommandLineRun run = lines(compiler, "--filter", "all", "--lcov", lcov.toString());
        Map<String, Line> left = ours(lcov);
        Map<String, Line> theirs = jacoco(classes(compiler));
        assertThat(theirs).hasSizeGreaterThan(700);
        assertThat(theirs.keySet().stream().filter(place -> place.startsWith("acme/")))
                .hasSizeGreaterThan(40);
        // The one known difference: JaCoCo's probe stands behind the call.
        leftByExceptions().forEach(place -> {
            assertThat(left.remove(place)).isEqualTo(new Line(true, 0, 0));
            assertThat(theirs.remove(place)).isEqualTo(new Line(false, 0, 0));
        });
        assertThat(without(left, theirs)).as("only here").isEmpty();
        assertThat(without(theirs, left)).as("only in JaCoCo").isEmpty();
        assertThat(run.out()).contains("made by compilers and left out (--filter all): ", "residual of flow 0");
        lines(compiler, "--lcov", lcov.toString());
        assertThat(ours(lcov)).hasSizeGreaterThan(left.size());
    }

    private static List<String> leftByExceptions() {
        List<String> lines = MAIN.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).endsWith("// left by an exception"))
                .mapToObj(line -> "acme/Main.java:" + (line + 1))
                .toList();
    }

    private static Set<String> without(Map<String, Line> some, Map<String, Line> others) {
        Set<String> left = new TreeSet<>();
        some.forEach((place, line) -> left.add(place + " " + line));
        others.forEach((place, line) -> left.remove(place + " " + line));
        return left;
    }

    @Test
    void copiesOfABranchAreOneWithTheSumOfTheirCounts() throws Exception {
        String counted = "--class=acme.Main";
        assertThat(branches(lines("javac", counted, "--format", "csv")))
                .as("before a return, at the end, before an exception goes on")
                .containsExactly("true: 0→74 false: 1→66; true: 1→74 false: 0→77; true: 1→74 false: 0→76");
        assertThat(branches(lines("javac", counted, "--format", "csv", "--filter", "finally")))
                .containsExactly("true: 2→74 false: 1→?");
    }

    /** Of the line {@code if (n > 1)} of the block. */
    private static List<String> branches(CommandLineRun run) {
        return run.out()
                .lines()
                .filter(row -> row.contains(",Main.java,73,"))
                .map(row -> row.split(",", -1)[13])
                .toList();
    }

    @Test
    void withoutItsClassFileAClassStaysAndIsNamed() throws Exception {
        CommandLineRun run = CommandLineRun.of("lines", counts("javac").toString(), "--filter", "enum,record");
        assertThat(run.out())
                .contains("left out (--filter enum,record): 0 lines")
                .contains("not filtered, because their class files are not here (--classes names them): acme.Main");
    }

    @Test
    void anUnknownFilterIsAnsweredWithTheNames() throws Exception {
        CommandLineRun run = CommandLineRun.of("lines", "x.tfc", "--filter", "enums");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no filter 'enums'; use all, synthetic, bridge, enum");
    }

    private static Map<String, Line> ours(Path lcov) throws IOException {
        Map<String, Line> lines = new TreeMap<>();
        String file = "";
        for (String record : Files.readAllLines(lcov)) {
            String[] fields = record.substring(record.indexOf(':') + 1).split(",", -1);
            if (record.startsWith("SF:")) {
                file = fields[0];
            } else if (record.startsWith("DA:")) {
                add(lines, file + ":" + fields[0], new Line(!fields[1].equals("0"), 0, 0));
            } else if (record.startsWith("BRDA:")) {
                add(lines, file + ":" + fields[0], new Line(false, 1, fields[3].matches("0|-") ? 0 : 1));
            }
        }
        return lines;
    }

    private static void add(Map<String, Line> lines, String key, Line more) {
        lines.merge(
                key,
                more,
                (a, b) -> new Line(a.executed() || b.executed(), a.outcomes() + b.outcomes(), a.taken() + b.taken()));
    }

    private static Map<String, Line> jacoco(Path classes) throws Exception {
        LoggerRuntime runtime = new LoggerRuntime();
        RuntimeData data = new RuntimeData();
        runtime.startup(data);
        Instrumenter instrumenter = new Instrumenter(runtime);
        URL[] urls = {classes.toUri().toURL(), library.toUri().toURL()};
        try (URLClassLoader loader = new Probed(urls, instrumenter)) {
            loader.loadClass("acme.Main").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            runtime.shutdown();
        }
        ExecutionDataStore executions = new ExecutionDataStore();
        data.collect(executions, new SessionInfoStore(), false);
        CoverageBuilder coverage = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(executions, coverage);
        try (ZipFile jar = new ZipFile(library.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                if (entry.getName().matches("org/apache/commons/codec/binary/.*\\.class")) {
                    analyzer.analyzeClass(jar.getInputStream(entry), entry.getName());
                }
            }
        }
        analyzer.analyzeAll(classes.toFile());
        Map<String, Line> lines = new TreeMap<>();
        for (ISourceFileCoverage file : coverage.getSourceFiles()) {
            for (int number = file.getFirstLine(); number >= 0 && number <= file.getLastLine(); number++) {
                ILine line = file.getLine(number);
                if (line.getStatus() != ICounter.EMPTY) {
                    ICounter branches = line.getBranchCounter();
                    lines.put(
                            file.getPackageName() + "/" + file.getName() + ":" + number,
                            new Line(
                                    line.getInstructionCounter().getCoveredCount() > 0,
                                    branches.getTotalCount(),
                                    branches.getCoveredCount()));
                }
            }
        }
        return lines;
    }

    /** Loads the counted classes with JaCoCo's probes, and nothing of them from elsewhere. */
    private static final class Probed extends URLClassLoader {
        private final Instrumenter instrumenter;

        Probed(URL[] urls, Instrumenter instrumenter) {
            super(urls, ClassLoader.getPlatformClassLoader());
            this.instrumenter = instrumenter;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (COUNTED.stream().noneMatch(name::startsWith)) {
                return super.findClass(name);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = instrumenter.instrument(in, name);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
