package tallyflame.transfer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials: as the broker's own client keeps them, and never shown. */
class CredentialsFileTest {
    private static final String SECRET = "hunter2";

    @TempDir
    private Path folder;

    private CredentialsFile file() {
        return CredentialsFile.at(folder.resolve("ztf_credentials.yml"), Survey.ZTF);
    }

    private static Credentials credentials() {
        return new Credentials(
                Survey.ZTF,
                "alice",
                SECRET,
                "alice_group",
                "localhost:9092,localhost:9093",
                7,
                List.of("fink_sn", "fink_kn"),
                Map.of("security.protocol", "SASL_SSL", "ssl.truststore.password", SECRET));
    }

    private String failure(String content) throws IOException {
        Files.writeString(file().path(), content);
        return failure();
    }

    private String failure() {
        Throwable[] thrown = new Throwable[1];
        assertThatThrownBy(() -> file().read()).satisfies(e -> thrown[0] = e);
        String line = thrown[0].getMessage();
        assertThat(line).hasLineCount(1).startsWith(folder.toString()).doesNotContain(SECRET);
        return line;
    }

    @Test
    void whatIsWrittenIsReadAgainAndForTheOwnerOnly() throws Exception {
        file().write(credentials());
        assertThat(file().read()).isEqualTo(credentials());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file().path()))
                .contains("survey: \"ztf\"", "groupid: \"alice_group\"", "maxtimeout: 7", "fink_sn: {}");
    }

    @Test
    void secretsAreNeverShown() {
        assertThat(credentials().toString()).doesNotContain(SECRET).contains("alice", "********");
        assertThat(Connection.of(credentials()).toString()).doesNotContain(SECRET);
    }

    @Test
    void whatOtherClientsKeepThereStays() throws Exception {
        Files.writeString(
                file().path(),
                "survey: ztf\ngroupid: g\nservers: s:1\ncolour: blue\ntopics: {fink_sn: {slack: {channel: x}}, old: {}}\n");
        file().write(credentials());
        assertThat(Files.readString(file().path()))
                .contains("colour: \"blue\"", "channel: \"x\"")
                .doesNotContain("old");
    }

    @Test
    void theOlderFileIsRead() throws Exception {
        Files.writeString(
                folder.resolve("credentials.yml"),
                "username: bob\npassword: null\ngroup_id: bobs\nservers: s:1\nmaxtimeout: 5\nmytopics: [a, b]\n");
        Credentials old = file().read();
        assertThat(old.groupId()).isEqualTo("bobs");
        assertThat(old.topics()).containsExactly("a", "b");
        assertThat(old.password()).isNull();
    }

    @Test
    void missingCredentialsAreOneLine() {
        assertThat(failure()).contains("no credentials for ztf", "alerts register --survey ztf");
    }

    @Test
    void malformedCredentialsAreOneLineThatQuotesNothing() throws Exception {
        assertThat(failure("password: [" + SECRET)).contains("is not YAML");
        assertThat(failure(SECRET)).contains("has no entries");
        assertThat(failure("password: " + SECRET + "\nservers: s:1\n")).contains("has no entry 'groupid'");
        assertThat(failure("groupid: g\nservers: s:1\nmaxtimeout: soon\n")).contains("'maxtimeout'");
    }

    @Test
    void aPasswordThatOthersCanReadIsRefused() throws Exception {
        file().write(credentials());
        Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failure()).contains("can be read by others (rw-r--r--)", "chmod 600");
        Files.writeString(file().path(), "groupid: g\nservers: s:1\n");
        assertThat(file().read().password()).isNull();
    }

    @Test
    void whatMayNotBeReadIsSaidSo() throws Exception {
        file().write(credentials());
        Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(
                Files.isReadable(file().path()), "this user may read everything: a file that it may not is not tested");
        assertThat(failure()).contains("may not be read by this user");
    }
}
