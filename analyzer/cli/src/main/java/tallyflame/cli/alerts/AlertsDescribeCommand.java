package tallyflame.cli.alerts;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.table.TextTable;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
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
    private CommonOptions common;

    @Parameters(paramLabel = "PATH", description = "A Parquet file or a folder with Parquet files.")
    private Path path;

    @Override
    public Integer call() throws Exception {
        AlertSummary summary = AlertSummary.of(path);
        if (common.json()) {
            common.printJson(document(summary));
        } else {
            common.out().print(text(summary));
            common.out().flush();
        }
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

    private static String text(AlertSummary summary) {
        TextTable files =
                new TextTable().number("rows").number("MB").number("row groups").text("file");
        for (AlertSummary.FileSummary file : summary.files()) {
            String megabytes = String.format(Locale.ROOT, "%.1f", file.bytes() / 1e6);
            files.row(file.rows(), megabytes, file.rowGroups(), file.path());
        }
        TextTable columns = new TextTable()
                .text("column")
                .text("type")
                .number("files")
                .number("values")
                .number("NULL %")
                .number("empty lists");
        for (ColumnSummary column : summary.columns()) {
            String nulls = String.format(Locale.ROOT, "%.1f", 100 * column.nullShare());
            String types = String.join(" or ", column.types());
            columns.row(column.name(), types, column.files(), column.values(), nulls, column.emptyLists());
        }
        List<String> parts = List.of(
                summary.rows() + " alerts, " + summary.columns().size() + " columns", files.render(), columns.render());
        return String.join("\n", parts);
    }
}
