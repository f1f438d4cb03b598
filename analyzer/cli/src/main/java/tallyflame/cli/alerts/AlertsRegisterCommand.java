package tallyflame.cli.alerts;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.TableOptions;
import tallyflame.transfer.broker.Credentials;
import tallyflame.transfer.broker.CredentialsFile;

/** {@code alerts register}: keeps what the broker knows the user by. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keeps the credentials of the broker's Data Transfer service, in the file that its own client uses; only the",
            "user may read it. A password comes from a file or from standard input, never from the command line."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame alerts register --username alice --group-id alice_group --topics fink_sn --servers HOST:24499",
            "  tallyflame alerts register --survey lsst --show",
            "  pass broker | tallyflame alerts register … --password-file - --setting security.protocol=SASL_SSL",
        })
public final class AlertsRegisterCommand implements Callable<Integer> {
    @Mixin
    private TableOptions common;

    @Mixin
    private CredentialsOptions credentials;

    @Option(names = "--username", paramLabel = "NAME", description = "Given by the broker.")
    private String username;

    @Option(names = "--group-id", paramLabel = "GROUP", description = "Given by the broker.")
    private String groupId;

    @Option(names = "--topics", paramLabel = "TOPIC", split = ",", description = "Subscriptions.")
    private List<String> topics = List.of();

    @Option(names = "--servers", paramLabel = "HOST:PORT", description = "Addresses of the broker, joined by commas.")
    private String servers;

    @Mixin
    private PatienceOptions patience;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password; - for standard input.")
    private Path passwordFile;

    @Option(
            names = "--setting",
            paramLabel = "KEY=VALUE",
            description = "Setting of the Kafka client, such as sasl.mechanism=PLAIN; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--settings-file",
            paramLabel = "FILE",
            description = "Such settings in a file of Java properties: those that are secrets must be there.")
    private Path settingsFile;

    @Option(names = "--show", description = "Only show what is kept, without secrets.")
    private boolean show;

    @Override
    public Integer call() throws Exception {
        CredentialsFile file = credentials.file();
        if (!show) {
            requireAll();
            file.write(given());
        }
        Map<String, Object> shown = file.read().shown();
        Map<String, Object> document = new LinkedHashMap<>(Map.of("schema", 1));
        document.put("file", file.path().toString());
        document.put("credentials", shown);
        common.print(new Answer("Credentials", () -> document)
                .lines(file.path().toString())
                .table(Table.of(List.copyOf(shown.entrySet()))
                        .text("entry", Map.Entry::getKey)
                        .text("value", entry -> text(entry.getValue()))));
        return Failures.DONE;
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private void requireAll() {
        if (username == null || groupId == null || servers == null) {
            throw common.usage("--username, --group-id and --servers are needed; the broker gives them");
        }
        for (String setting : settings.keySet()) {
            if (Credentials.isSecret(setting)) {
                throw common.usage("--setting " + setting
                        + " would be seen in the list of processes; put it into a file for --settings-file");
            }
        }
    }

    private Credentials given() throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (settingsFile != null) {
            Properties properties = new Properties();
            try (Reader in = Files.newBufferedReader(settingsFile)) {
                properties.load(in);
            }
            properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        }
        int seconds = patience.seconds(common).orElse(Credentials.DEFAULT_TIMEOUT);
        return new Credentials(credentials.survey(), username, password(), groupId, servers, seconds, topics, all);
    }

    private String password() throws IOException {
        if (passwordFile == null) {
            return null;
        }
        String text = passwordFile.toString().equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(passwordFile);
        String first = text.lines().findFirst().orElse("");
        if (first.isEmpty()) {
            throw common.usage("--password-file: its first line is empty");
        }
        return first;
    }
}
