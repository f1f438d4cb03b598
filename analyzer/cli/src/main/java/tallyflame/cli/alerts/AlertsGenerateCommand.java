package tallyflame.cli.alerts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.modules.generate.AlertGenerator;

/** {@code alerts generate}: writes synthetic alerts. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Writes alerts in the native ZTF schema: point sources and galaxies on noise, histories with upper limits,",
            "and the oddities of real data. The same count and seed give the same files."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame alerts generate --count 1000 --out alerts",
            "  tallyflame alerts generate --count 200000 --seed 7 --out many",
        })
public final class AlertsGenerateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--count", paramLabel = "N", defaultValue = "1000", description = "How many (${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the random numbers (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the Parquet files.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        if (count < 1) {
            throw common.usage("--count must be at least 1, not " + count);
        }
        List<Path> files = AlertGenerator.write(out, count, seed);
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", 1);
            document.put("alerts", count);
            document.put("seed", seed);
            document.put("bytes", bytes);
            document.put("files", files.stream().map(Path::toString).toList());
            common.printJson(document);
        } else {
            common.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%d alerts, %d %s, %.1f MB in %s",
                            count,
                            files.size(),
                            files.size() == 1 ? "file" : "files",
                            bytes / 1e6,
                            out));
            common.out().flush();
        }
        return Failures.DONE;
    }
}
