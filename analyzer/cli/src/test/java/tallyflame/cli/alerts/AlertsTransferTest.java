package tallyflame.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** The verbs {@code alerts register}, {@code transfer}, {@code verify} and {@code publish}, as far as they need no broker. */
class AlertsTransferTest {
    private static final String SECRET = "hunter2";

    @TempDir
    private Path folder;

    private Path credentials() {
        return folder.resolve("ztf_credentials.yml");
    }

    private CommandLineRun register(String... more) {
        String[] arguments = {
            "alerts",
            "register",
            "--credentials",
            credentials().toString(),
            "--username",
            "alice",
            "--group-id",
            "alices",
            "--servers",
            "localhost:1",
            "--topics",
            "fink_sn,fink_kn"
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandLineRun.of(all);
    }

    private CommandLineRun transfer(Path out) {
        return CommandLineRun.of(
                "alerts",
                "transfer",
                "--credentials",
                credentials().toString(),
                "--topic",
                "t",
                "--outdir",
                out.toString());
    }

    private static void requireOneLine(CommandLineRun run, int exitCode, String... parts) {
        assertThat(run.err())
                .hasLineCount(1)
                .startsWith("tallyflame: ")
                .contains(parts)
                .doesNotContain(SECRET);
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void credentialsAreKeptAndShownWithoutSecrets() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), SECRET + "\n");
        CommandLineRun run = register("--password-file", password.toString(), "--setting", "sasl.mechanism=PLAIN");
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(credentials())).contains(SECRET, "sasl.mechanism");
        CommandLineRun shown = CommandLineRun.of(
                "alerts", "register", "--credentials", credentials().toString(), "--show", "--json");
        assertThat(new ObjectMapper()
                        .readTree(shown.out())
                        .at("/credentials/groupid")
                        .asText())
                .isEqualTo("alices");
        assertThat(run.out() + shown.out()).doesNotContain(SECRET).contains("fink_sn", "********");
    }

    @Test
    void aSecretOnTheCommandLineIsRefused() {
        requireOneLine(register("--setting", "ssl.key.password=" + SECRET), 2, "--settings-file");
        assertThat(credentials()).doesNotExist();
    }

    @Test
    void whatIsNeededIsSaid() {
        requireOneLine(CommandLineRun.of("alerts", "register", "--username", "alice"), 2, "--group-id");
        requireOneLine(CommandLineRun.of("alerts", "transfer", "--topic", "t"), 2, "--outdir");
        String[] transfer = {
            "alerts",
            "transfer",
            "--topic",
            "t",
            "--outdir",
            folder.resolve("out").toString(),
            "--limit",
            "0"
        };
        requireOneLine(CommandLineRun.of(transfer), 2, "--limit must be at least 1");
        transfer[6] = "--partitionby";
        requireOneLine(CommandLineRun.of(transfer), 2, "time, finkclass, tnsclass or classId");
        requireOneLine(
                CommandLineRun.of("run", "hostless", "--alerts", "kafka://localhost:1"), 2, "kafka://HOST:PORT/TOPIC");
    }

    @Test
    void withoutCredentialsNothingBegins() {
        Path out = folder.resolve("out");
        requireOneLine(transfer(out), 3, "no credentials for ztf");
        assertThat(out).doesNotExist();
    }

    @Test
    void aBrokerThatIsNotThereIsOneLine() {
        register("--maxtimeout", "1");
        Path out = folder.resolve("out");
        requireOneLine(transfer(out), 3, "localhost:1: no answer from the broker within 1 s");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFolderOfOtherOriginCannotBeProved() {
        requireOneLine(CommandLineRun.of("alerts", "verify", folder.toString()), 3, "no transfer wrote this folder");
    }
}
