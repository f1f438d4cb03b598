package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tallyflame.cli.Main;

/** {@code scripts/profile-pr} with the classes under test, and a git repository to try it on. */
final class ProfilePrScript {
    private static final Path SCRIPT =
            Path.of("../../scripts/profile-pr").toAbsolutePath().normalize();

    /** How a process ended. */
    record Ended(int exitCode, String out, String err) {}

    private final Path folder;
    private final Path repository;

    ProfilePrScript(Path folder, Path repository) throws Exception {
        this.folder = folder;
        this.repository = Files.createDirectories(repository);
        Files.writeString(
                folder.resolve("tallyflame"),
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' " + Main.class.getName() + " \"$@\"\n");
        git("init", "--quiet");
    }

    Ended git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "git", "-C", repository.toString(), "-c", "user.name=test", "-c", "user.email=test@example.org"));
        command.addAll(List.of(arguments));
        Ended ended = start(command);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended;
    }

    /** Records the whole work tree under a name. */
    void commit(String tag) throws IOException, InterruptedException {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "-m", tag);
        git("tag", tag);
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    private Ended start(List<String> command) throws IOException, InterruptedException {
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
}
