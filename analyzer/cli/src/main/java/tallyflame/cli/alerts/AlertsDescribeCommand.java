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
import tallyflame.flamegraphs.Quantity;
import tallyflame.modules.alerts.AlertSummary;
import tallyflame.modules.alerts.ColumnSummary;

/** {@code alerts describe}: rows, files, schema and NULLs of a data set. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how many alerts a data set has, in which files, and its columns by the names that modules use,",
            "with the share of NULLs."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame alerts describe alerts",
            "  tallyflame alerts describe --json night/finkclass=Unknown | jq .rows",
        })
public final class AlertsDescribeCommand implements Callable<Integer> {
    @Mixin
    private TableOptions common;

    @Parameters(paramLabel = "PATH", description = "A Parquet file or a folder with Parquet files.")
    private Path path;

    @Override
    public Integer call() throws Exception {
        AlertSummary summary = AlertSummary.of(path);
        common.print(answer(summary));
        return Failures.DONE;
    }

    private Map<String, Object> document(AlertSummary summary) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("path", path.toString());
        document.put("rows", summary.rows());
        document.put(
                "files",
                summary.files().stream()
                        .map(AlertsDescribeCommand::fileDocument)
                        .toList());
        document.put(
                "columns",
                summary.columns().stream()
                        .map(AlertsDescribeCommand::columnDocument)
                        .toList());
        return document;
    }

    private static Map<String, Object> fileDocument(AlertSummary.FileSummary file) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("path", file.path().toString());
        document.put("rows", file.rows());
        document.put("bytes", file.bytes());
        document.put("rowGroups", file.rowGroups());
        return document;
    }

    private static Map<String, Object> columnDocument(ColumnSummary column) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", column.name());
        document.put("types", column.types());
        document.put("files", column.files());
        document.put("values", column.values());
        document.put("nulls", column.nulls());
        document.put("nullShare", column.nullShare());
        document.put("emptyLists", column.emptyLists());
        return document;
    }

    private Answer answer(AlertSummary summary) {
        Table<AlertSummary.FileSummary> files = Table.of(summary.files())
                .count("rows", AlertSummary.FileSummary::rows)
                .number("MB", file -> file.bytes() / 1e6)
                .count("row groups", AlertSummary.FileSummary::rowGroups)
                .text("file", AlertSummary.FileSummary::path);
        Table<ColumnSummary> columns = Table.of(summary.columns())
                .text("column", ColumnSummary::name)
                .text("type", column -> String.join(" or ", column.types()))
                .count("files", ColumnSummary::files)
                .count("values", ColumnSummary::values)
                .figure("NULL %", column -> Quantity.inPercent(column.nullShare()))
                .count("empty lists", ColumnSummary::emptyLists);
        return new Answer("Alerts", () -> document(summary))
                .lines(Quantity.of(summary.rows(), "alerts") + ", "
                        + summary.columns().size() + " columns")
                .table(files)
                .table(columns)
                .csv(() -> columns);
    }
}
