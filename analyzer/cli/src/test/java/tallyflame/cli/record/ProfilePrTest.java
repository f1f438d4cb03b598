package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.ModuleProject;
import tallyflame.modules.generate.AlertGenerator;

/** The script on a small repository of two commits, the second of them with a planted regression. */
@Tag("any-jdk")
class ProfilePrTest {
    @TempDir
    private static Path folder;

    private static Path repository;
    private static ProfilePrScript script;
    private static int planted;

    @BeforeAll
    static void makeARepository() throws Exception {
        repository = folder.resolve("repository");
        script = new ProfilePrScript(folder, repository);
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
        script.git("init", "--quiet");
        script.git("add", ".");
        script.git("commit", "--quiet", "-m", "base");
        script.git("tag", "base");
        Files.writeString(project.source, ModuleProject.QUADRATIC);
        planted = project.line("other < seen");
        script.git("commit", "--quiet", "-a", "-m", "regression");
        AlertGenerator.write(folder.resolve("alerts"), 30, 1);
    }

    @Test
    void printsASummaryWithThePlantedLineOnTop() throws Exception {
        ProfilePrScript.Ended ended = script.run(
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
        assertThat(script.git("worktree", "list").out().lines())
                .as("checkouts are gone")
                .hasSize(1);
        assertThat(script.git("status", "--porcelain").out()).isEmpty();
    }

    @Test
    void aModuleThatFailsIsNotCompared() throws Exception {
        Path classes = UserModule.compile(
                Files.createDirectory(folder.resolve("failing")),
                "Failing",
                "for (Alert alert : batch) throw new IllegalStateException(\"never\");");
        ProfilePrScript.Ended ended = script.run(
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
        ProfilePrScript.Ended commit = script.run(repository.toString(), "base", "no-such-commit");
        assertThat(commit.exitCode()).isEqualTo(3);
        assertThat(commit.err()).contains("no commit no-such-commit").hasLineCount(1);
        ProfilePrScript.Ended usage = script.run("--jars", "one.jar");
        assertThat(usage.exitCode()).isEqualTo(2);
        ProfilePrScript.Ended jar = script.run("--jars", "one.jar", "two.jar");
        assertThat(jar.exitCode()).isEqualTo(3);
        assertThat(jar.err()).contains("one.jar: no such file").hasLineCount(1);
        assertThat(script.run("--help").out()).contains("Usage: scripts/profile-pr", "Examples:");
    }
}
