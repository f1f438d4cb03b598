package tallyflame.cli.alerts;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.TableOptions;
import tallyflame.transfer.folder.Verification;
import tallyflame.transfer.folder.Verification.PartitionState;

/** {@code alerts verify}: whether a folder holds every offset once. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Proves that a folder holds every offset of a topic once, from the manifests of its transfers and the rows of",
            "its files; says what is missing. Needs no broker. Ends with 1 if the proof fails."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame alerts verify night",
            "  tallyflame alerts verify night --json | jq .problems"
        })
public final class AlertsVerifyCommand implements Callable<Integer> {
    @Mixin
    private TableOptions common;

    @Parameters(paramLabel = "DIR", description = "Folder of a transfer.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        Verification proof = Verification.of(folder);
        Table<PartitionState> table = Table.of(proof.partitions())
                .count("partition", PartitionState::partition)
                .count("first", PartitionState::first)
                .text("last", state -> state.last() < state.first() ? "-" : state.last())
                .count("batches", PartitionState::batches)
                .count("rows", PartitionState::rows)
                .count("not in topic", PartitionState::missing)
                .count("rejected", PartitionState::rejected);
        common.print(new Answer("Verification", () -> document(proof))
                .lines(proof.topic() + ": "
                        + (proof.problems().isEmpty()
                                ? "every offset is there once"
                                : "NOT every offset is there once"))
                .table(table)
                .lines(proof.problems())
                .csv(() -> table));
        return proof.problems().isEmpty() ? Failures.DONE : Failures.ANSWER_IS_NO;
    }

    private Map<String, Object> document(Verification proof) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("directory", folder.toString());
        document.put("topic", proof.topic());
        document.put("whole", proof.problems().isEmpty());
        document.put("partitions", proof.partitions());
        document.put("problems", proof.problems());
        return document;
    }
}
