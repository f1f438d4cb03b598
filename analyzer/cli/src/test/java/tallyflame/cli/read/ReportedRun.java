package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tallyflame.cli.CommandLineRun;
import tallyflame.modules.generate.AlertGenerator;

/** A short run of the module hostless in real forks, made once for all tests of a JVM; it stays under target/reports. */
final class ReportedRun {
    private static final int ALERTS = 60;

    /** Length of the measured window; scripts/screenshots wants more samples than a test does. */
    private static final String MEASURE = System.getProperty("reported.run.measure", "1s");

    private static CommandLineRun answer;
    private static Path directory;

    private ReportedRun() {}

    /** What the command line said. */
    static synchronized CommandLineRun answer() throws IOException {
        if (answer == null) {
            Path folder = Files.createDirectories(Path.of("target", "reports"));
            Path made = Files.createTempDirectory(folder, "run-");
            Path alerts = made.resolve("alerts");
            AlertGenerator.write(alerts, ALERTS, 1);
            directory = made.resolve("hostless");
            answer = CommandLineRun.of(
                    "run",
                    "hostless",
                    "--json",
                    "--alerts",
                    alerts.toString(),
                    "--warmup",
                    "200ms",
                    "--measure",
                    MEASURE,
                    "--out",
                    directory.toString());
            assertThat(answer.exitCode()).as(answer.err()).isZero();
        }
        return answer;
    }

    /** Its run directory, to be read only. */
    static Path directory() throws IOException {
        answer();
        return directory;
    }
}
