package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.check.Bencher;
import tallyflame.analysis.check.BudgetFile;
import tallyflame.analysis.check.BudgetResult;
import tallyflame.analysis.check.Check;
import tallyflame.analysis.check.CheckDocument;
import tallyflame.analysis.check.JUnitXml;
import tallyflame.analysis.check.Proposal;
import tallyflame.analysis.check.Sarif;
import tallyflame.analysis.check.Verdict;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.NoiseFile;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionReader;
import tallyflame.analysis.table.Json;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.SourceOptions;
import tallyflame.cli.options.TableOptions;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.ToolVersion;

/** {@code check}: a gate that a run passes or not. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks a run against budgets: exact ones fail on the first excess, statistical ones only when their",
            "interval leaves out the limit. Exit code 0: nothing failed; 1: a budget failed, or with --strict is undecided."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame check run-1 --propose > budgets.yaml     a file to start from",
            "  tallyflame check run-1 --budget budgets.yaml --junit check.xml --sarif check.sarif",
            "  tallyflame check run-1 run-2 run-3 --budget budgets.yaml --baseline main-run --strict"
        })
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private TableOptions common;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Run directories; several are forks of the same thing.")
    private List<Path> runs;

    @Option(names = "--budget", paramLabel = "FILE", description = "Budgets in YAML, see docs/budgets.md.")
    private Path budget;

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description = "The run that maxRatio and minRatio refer to; may be repeated.")
    private List<Path> baseline = List.of();

    @Option(names = "--propose", description = "Print a budget file to start from instead.")
    private boolean propose;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write a JUnit XML report.")
    private Path junit;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Also write broken budgets as SARIF 2.1.0.")
    private Path sarif;

    @Option(names = "--bmf", paramLabel = "FILE", description = "Also write the values in Bencher's metric format.")
    private Path bmf;

    @Option(names = "--strict", description = "Undecided counts as failed.")
    private boolean strict;

    @Mixin
    private SourceOptions source;

    @Option(
            names = "--noise",
            paramLabel = "FILE",
            description = "What diff --calibrate measured (default: tallyflame/noise.json in $XDG_STATE_HOME).")
    private Path noiseFile;

    @Override
    public Integer call() throws Exception {
        if (propose == (budget != null)) {
            throw common.usage("name the budgets by --budget FILE, or ask for some by --propose");
        }
        Version run = read(runs);
        NoiseFile file = noiseFile == null ? NoiseFile.usual() : new NoiseFile(noiseFile);
        Noise noise = file.of(run);
        if (propose) {
            String text = Proposal.of(run, noise);
            if (common.json()) {
                common.printJson(new Proposed(1, text));
            } else {
                common.out().print(text);
            }
            common.out().flush();
            return Failures.DONE;
        }
        BudgetFile budgets = BudgetFile.read(budget);
        Optional<Version> base = baseline.isEmpty() ? Optional.empty() : Optional.of(read(baseline));
        List<BudgetResult> outcomes = Check.of(budgets, run, base, noise);
        write(outcomes);
        common.print(CheckDocument.of(outcomes, strict).answer());
        Verdict overall = Check.overall(outcomes);
        boolean failed = overall == Verdict.FAIL || (strict && overall == Verdict.UNDECIDED);
        return failed ? Failures.ANSWER_IS_NO : Failures.DONE;
    }

    private record Proposed(int schema, String budgets) {}

    private Version read(List<Path> inputs) throws IOException {
        return VersionReader.read(inputs, ReadOptions.defaults().withPrimaryEvent(), source.places());
    }

    private void write(List<BudgetResult> outcomes) throws IOException {
        if (junit != null) {
            String text = JUnitXml.of(outcomes, strict);
            AtomicFiles.write(junit, temporary -> Files.writeString(temporary, text));
        }
        if (bmf != null) {
            String text = Json.text(Bencher.of(outcomes));
            AtomicFiles.write(bmf, temporary -> Files.writeString(temporary, text));
        }
        if (sarif != null) {
            String text = Json.text(Sarif.of(outcomes, strict, ToolVersion.get()));
            AtomicFiles.write(sarif, temporary -> Files.writeString(temporary, text));
        }
    }
}
