package tallyflame.cli.alerts;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.TableOptions;
import tallyflame.flamegraphs.Quantity;
import tallyflame.transfer.consume.Transfer;
import tallyflame.transfer.consume.TransferOptions;
import tallyflame.transfer.consume.TransferResult;
import tallyflame.transfer.consume.TransferResult.PartitionResult;
import tallyflame.transfer.folder.OutputFormat;
import tallyflame.transfer.folder.Partitioning;

/** {@code alerts transfer}: a topic into a folder. */
@Command(
        name = "transfer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads a topic of the broker's Data Transfer service into a folder, each alert once, up to the end that it has",
            "now. It may be killed at any moment: the same command goes on where it was."
        },
        footer = {
            "",
            "Exit codes: 0 all alerts are there, 1 records could not be decoded (they are in DIR/rejected), else as always.",
            "",
            "Examples:",
            "  tallyflame alerts transfer --topic ftransfer_ztf_2026-11-20_4711 --outdir night",
            "  tallyflame alerts transfer --topic ftransfer_ztf_2026-11-20_4711 --outdir night --partitionby finkclass",
            "  tallyflame alerts transfer --survey lsst --topic ftransfer_lsst_2026-11-20_42 --outdir rubin --limit 1000",
        })
public final class AlertsTransferCommand implements Callable<Integer> {
    @Mixin
    private TableOptions common;

    @Mixin
    private CredentialsOptions credentials;

    @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "Name of the topic.")
    private String topic;

    @Option(names = "--outdir", paramLabel = "DIR", required = true, description = "Folder for the alerts.")
    private Path outDir;

    @Option(
            names = "--partitionby",
            paramLabel = "FIELD",
            converter = PartitioningConverter.class,
            description = "Sort alerts into folders: time, finkclass, tnsclass or classId (default: no folders).")
    private Partitioning partitionBy;

    @Option(names = "--outformat", paramLabel = "FORMAT", description = "parquet or avro (default: parquet).")
    private OutputFormat format = OutputFormat.PARQUET;

    @Option(names = "--limit", paramLabel = "N", description = "Most records to take from the topic this time.")
    private long limit = TransferOptions.UNLIMITED;

    @Option(
            names = "--batchsize",
            paramLabel = "N",
            description = "Most records that become valid at once, of one partition (default: ${DEFAULT-VALUE}).")
    private int batchSize = TransferOptions.DEFAULT_BATCH;

    @Option(
            names = "--nconsumers",
            paramLabel = "N",
            description = "Threads that read (default: as many as partitions, at most processors).")
    private Integer consumers;

    @Mixin
    private PatienceOptions patience;

    @Option(
            names = "--restart-from-beginning",
            description = "Delete what was transferred to the folder, and begin at the topic's first alert.")
    private boolean restart;

    @Option(names = "--dump-schemas", description = "Write the topic's Avro schemas into DIR/_transfer/schemas.")
    private boolean dumpSchemas;

    @Option(names = "--verbose", description = "Say which files became valid.")
    private boolean verbose;

    @Override
    public Integer call() throws Exception {
        check();
        TransferOptions options = new TransferOptions(
                topic,
                outDir,
                credentials.survey(),
                partitionBy,
                format,
                limit,
                batchSize,
                consumers == null ? 0 : consumers,
                restart,
                dumpSchemas);
        TransferResult result;
        try (TransferBar bar = new TransferBar(common.err(), verbose)) {
            result = new Transfer(credentials.connection(patience.seconds(common)), options, bar).run();
        }
        common.print(answer(result));
        return result.rejected() == 0 ? Failures.DONE : Failures.ANSWER_IS_NO;
    }

    private void check() {
        requirePositive("--limit", limit);
        requirePositive("--batchsize", batchSize);
        requirePositive("--nconsumers", consumers == null ? 1 : consumers);
    }

    private void requirePositive(String option, long value) {
        if (value < 1) {
            throw common.usage(option + " must be at least 1, not " + value);
        }
    }

    private Answer answer(TransferResult result) {
        Table<PartitionResult> table = Table.of(result.partitions())
                .count("partition", PartitionResult::partition)
                .count("first", PartitionResult::first)
                .text("last", partition -> partition.next() > partition.first() ? partition.next() - 1 : "-")
                .count("rows", PartitionResult::rows)
                .count("not in topic", PartitionResult::missing)
                .count("rejected", PartitionResult::rejected)
                .count("lag", PartitionResult::lag);
        Answer answer = new Answer("Transfer", () -> document(result))
                .lines(String.format(
                        Locale.ROOT,
                        "%s from %s in %.1f s, now %s in %s",
                        Quantity.of(result.records(), "alerts"),
                        result.topic(),
                        result.seconds(),
                        Quantity.of(rows(result), "alerts"),
                        outDir))
                .table(table)
                .csv(() -> table);
        return result.rejected() == 0
                ? answer
                : answer.lines(Quantity.of(result.rejected(), "records") + " could not be decoded: see "
                        + outDir.resolve("rejected"));
    }

    private static long rows(TransferResult result) {
        return result.partitions().stream().mapToLong(PartitionResult::rows).sum();
    }

    private Map<String, Object> document(TransferResult result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("topic", result.topic());
        document.put("topicId", result.topicId());
        document.put("directory", outDir.toString());
        document.put("records", result.records());
        document.put("seconds", result.seconds());
        document.put("rejected", result.rejected());
        document.put("partitions", result.partitions());
        return document;
    }

    /** Takes the names of partitionings as users know them. */
    static final class PartitioningConverter implements ITypeConverter<Partitioning> {
        @Override
        public Partitioning convert(String name) {
            return Arrays.stream(Partitioning.values())
                    .filter(partitioning -> partitioning.label().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + name + "' is not time, finkclass, tnsclass or classId"));
        }
    }
}
