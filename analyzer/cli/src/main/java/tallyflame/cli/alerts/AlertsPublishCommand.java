package tallyflame.cli.alerts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.flamegraphs.Quantity;
import tallyflame.transfer.broker.Connection;
import tallyflame.transfer.broker.Credentials;
import tallyflame.transfer.publish.AlertPublisher;

/** {@code alerts publish}: files into a topic. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Publishes alerts as the broker does, for tests and rehearsals: schemaless Avro in turn to all partitions, the",
            "schema as the key of a message in TOPIC_schema. Topics that do not exist are made."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame alerts publish night --topic ftransfer_rehearsal --servers localhost:9092",
            "  tallyflame alerts publish one.parquet --topic ftransfer_rehearsal --servers localhost:9092 --partitions 1",
        })
public final class AlertsPublishCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private CredentialsOptions credentials;

    @Parameters(paramLabel = "PATH", description = "A file of alerts (.parquet, .avro), or a folder with such files.")
    private Path path;

    @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "Name of the topic.")
    private String topic;

    @Option(
            names = "--servers",
            paramLabel = "HOST:PORT",
            description = "A broker that wants no credentials (default: the broker of the credentials).")
    private String servers;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of a topic that is made (default: ${DEFAULT-VALUE}).")
    private int partitions = 4;

    @Override
    public Integer call() throws Exception {
        if (partitions < 1) {
            throw common.usage("--partitions must be at least 1, not " + partitions);
        }
        long count;
        try (AlertPublisher publisher = AlertPublisher.open(connection(), topic, partitions)) {
            count = publisher.publish(path);
        }
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", 1);
            document.put("topic", topic);
            document.put("alerts", count);
            common.printJson(document);
        } else {
            common.out().println(Quantity.of(count, "alerts") + " published to " + topic);
            common.out().flush();
        }
        return Failures.DONE;
    }

    private Connection connection() throws IOException {
        return servers == null
                ? credentials.connection(OptionalInt.empty())
                : Connection.open(servers, Credentials.DEFAULT_TIMEOUT);
    }
}
