package tallyflame.cli.alerts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.cli.options.CommonOptions;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.Credentials;
import tallyflame.transfer.broker.CredentialsFile;
import tallyflame.transfer.broker.Survey;
import tallyflame.transfer.broker.Topic;
import tallyflame.transfer.consume.Transfer;
import tallyflame.transfer.consume.TransferOptions;

/** Alerts that are named by the address of their topic, {@code kafka://SERVERS/TOPIC}. */
public final class TopicAlerts {
    /** As a path writes it, which drops the second slash. */
    private static final Pattern ADDRESS = Pattern.compile("kafka:/([^/]+)/([^/]+)");

    private static final int ID_CHARACTERS = 8;

    private TopicAlerts() {}

    /**
     * A folder with the alerts: the path itself, or for a topic what it holds up to the ends that it has now. The same state of
     * a topic has the same folder, and is fetched once.
     *
     * @param alerts what the user named
     * @param runs folder that holds runs
     */
    public static Path local(Path alerts, Path runs, CommonOptions common) throws IOException, InterruptedException {
        if (!alerts.toString().startsWith("kafka:")) {
            return alerts;
        }
        Matcher address = ADDRESS.matcher(alerts.toString());
        if (!address.matches()) {
            throw common.usage("--alerts " + alerts + ": the address of a topic is kafka://HOST:PORT/TOPIC");
        }
        Connection connection = connection(address.group(1));
        Path folder = runs.resolve(name(connection, address.group(2)));
        try (TransferBar bar = new TransferBar(common.err(), false)) {
            new Transfer(connection, TransferOptions.all(address.group(2), folder), bar).run();
        }
        return folder;
    }

    private static String name(Connection connection, String topic) throws IOException {
        try (Topic broker = Topic.of(connection, topic)) {
            long ends =
                    broker.ends().values().stream().mapToLong(Long::longValue).sum();
            String id = broker.id().replace('-', '_').substring(0, ID_CHARACTERS);
            return "alerts-" + topic + "-" + id + "-" + ends;
        }
    }

    /** With the user's credentials if they are for these servers; nothing is committed. */
    private static Connection connection(String servers) throws IOException {
        for (Survey survey : Survey.values()) {
            CredentialsFile file = CredentialsFile.of(survey);
            if (file.exists()) {
                Credentials credentials = file.read();
                if (credentials.servers().equals(servers)) {
                    return Connection.of(credentials).withoutGroup();
                }
            }
        }
        return Connection.open(servers, Credentials.DEFAULT_TIMEOUT);
    }
}
