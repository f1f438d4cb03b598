package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.Main;
import tallyflame.cli.ModuleProject;
import tallyflame.modules.generate.AlertGenerator;

/** The script on a small repository of two commits, the second of them with a planted regression. */
class ProfilePrTest {
    private static final Path SCRIPT =
            Path.of("../../scripts/profile-pr").toAbsolutePath().normalize();

    @TempDir
    private static Path folder;

    private static Path repository;
    private static int planted;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeAll
    static void makeARepository() throws Exception {
        repository = folder.resolve("repository");
        ModuleProject project = new ModuleProject(repository, ModuleProject.SOURCE);
        // What a Maven wrapper would do, without the network.
        Files.writeString(
                repository.resolve("mvnw"),
                """
                set -e
                mkdir -p target/classes/META-INF/services
                '%s/bin/javac' -g -cp '%s' -d target/classes src/main/java/org/acme/Night.java
                echo org.acme.Night > target/classes/META-INF/services/tallyflame.modules.ScienceModule
                """
                        .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
        git("init", "--quiet");
        git("add", ".");
        git("commit", "--quiet", "-m", "base");
        git("tag", "base");
        Files.writeString(project.source, ModuleProject.QUADRATIC);
        planted = project.line("other < seen");
        git("commit", "--quiet", "-a", "-m", "regression");
        Files.writeString(
                folder.resolve("tallyflame"),
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' " + Main.class.getName() + " \"$@\"\n");
        AlertGenerator.write(folder.resolve("alerts"), 30, 1);
    }

    private static Ended git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "git", "-C", repository.toString(), "-c", "user.name=test", "-c", "user.email=test@example.org"));
        Files.createDirectories(repository);
        command.addAll(List.of(arguments));
        Ended ended = start(command);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended;
    }

    private static Ended script(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    private static Ended start(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("TALLYFLAME", "sh " + folder.resolve("tallyflame"));
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void printsASummaryWithThePlantedLineOnTop() throws Exception {
        Ended ended = script(
                repository.toString(),
                "base",
                "HEAD",
                "--rounds",
                "1",
                "--passes",
                "baseline,count",
                "--alerts",
                folder.resolve("alerts").toString(),
                "--out",
                folder.resolve("pr").toString(),
                "--link",
                "[artifacts](https://example.org/1)",
                "--",
                "--warmup",
                "50ms",
                "--measure",
                "100ms");
        assertThat(ended.exitCode()).as(ended.err()).isZero();

        assertThat(ended.out()).startsWith("### Performance: ").contains("more work");
        assertThat(ended.out().lines().filter(line -> line.contains("| `Night.java")))
                .first()
                .asString()
                .startsWith("| new | `Night.java:" + planted + "` | hits an alert 0 → ")
                .contains("`for (int other = 0; other < seen; other++) {`");
        assertThat(ended.out())
                .contains("`night`: base (", "1 interleaved pair of runs.", "[artifacts](https://example.org/1)")
                .contains("| more-calls | `org.acme.Night.flux` | calls an alert ");
        assertThat(folder.resolve("pr/night/summary.md")).hasContent(ended.out());
        assertThat(folder.resolve("pr/night/diff.json")).isNotEmptyFile();
        assertThat(git("worktree", "list").out().lines())
                .as("checkouts are gone")
                .hasSize(1);
        assertThat(git("status", "--porcelain").out()).isEmpty();
    }

    @Test
    void aModuleThatFailsIsNotCompared() throws Exception {
        Path classes = UserModule.compile(
                Files.createDirectory(folder.resolve("failing")),
                "Failing",
                "for (Alert alert : batch) throw new IllegalStateException(\"never\");");
        Ended ended = script(
                "--jars",
                classes.toString(),
                classes.toString(),
                "--module",
                "failing",
                "--passes",
                "baseline",
                "--alerts",
                folder.resolve("alerts").toString(),
                "--out",
                folder.resolve("failing-pr").toString(),
                "--",
                "--warmup",
                "50ms",
                "--measure",
                "50ms");
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err())
                .contains("the module failed on 30 of 30 alerts, so no rate, budget or comparison is given")
                .contains("profile-pr: base is not fit to be compared");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void whatIsMissingIsOneLine() throws Exception {
        Ended commit = script(repository.toString(), "base", "no-such-commit");
        assertThat(commit.exitCode()).isEqualTo(3);
        assertThat(commit.err()).contains("no commit no-such-commit").hasLineCount(1);
        Ended usage = script("--jars", "one.jar");
        assertThat(usage.exitCode()).isEqualTo(2);
        Ended jar = script("--jars", "one.jar", "two.jar");
        assertThat(jar.exitCode()).isEqualTo(3);
        assertThat(jar.err()).contains("one.jar: no such file").hasLineCount(1);
        assertThat(script("--help").out()).contains("Usage: scripts/profile-pr", "Examples:");
    }
}
