package tallyflame.cli.alerts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.CredentialsFile;
import tallyflame.transfer.broker.Survey;

/** Options that say who the user is to the broker. */
final class CredentialsOptions {
    @Option(names = "--survey", paramLabel = "SURVEY", description = "ztf or lsst (default: ztf).")
    private Survey survey = Survey.ZTF;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Where the credentials are (default: ~/.finkclient/SURVEY_credentials.yml).")
    private Path file;

    Survey survey() {
        return survey;
    }

    CredentialsFile file() {
        return file == null ? CredentialsFile.of(survey) : CredentialsFile.at(file, survey);
    }

    /** The broker of the credentials, with the patience they ask for unless told otherwise. */
    Connection connection(OptionalInt seconds) throws IOException {
        Connection connection = Connection.of(file().read());
        return seconds.isEmpty() ? connection : connection.withTimeout(seconds.getAsInt());
    }
}
