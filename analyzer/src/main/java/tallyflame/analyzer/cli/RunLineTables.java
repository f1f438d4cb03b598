package tallyflame.analyzer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tallyflame.analyzer.jfr.ReadOptions;
import tallyflame.analyzer.lines.LineText;
import tallyflame.analyzer.lines.MethodFilter;
import tallyflame.analyzer.lines.RunLines;
import tallyflame.runner.directory.Pass;
import tallyflame.runner.directory.RunDirectory;

/** The line tables that a run ends with: of the few counted methods that take most time. */
final class RunLineTables {
    private static final int FEW = 3;

    private RunLineTables() {}

    /** The tables of a run; empty if nothing was counted. Counts that cannot be read are said so and end no run. */
    static String of(Path run) throws IOException {
        RunDirectory directory = RunDirectory.open(run);
        if (directory.counts(Pass.COUNT).isEmpty()
                && directory.counts(Pass.SAMPLE).isEmpty()) {
            return "";
        }
        try {
            RunLines lines =
                    RunLines.read(List.of(run), ReadOptions.defaults().withPrimaryEvent(), MethodFilter.ALL, List.of());
            return LineText.methods(lines.report(), FEW, LinesCommand.sourceOf(lines), Terminal.width())
                    + String.join("\n", lines.ledger().lines()) + "\n";
        } catch (IOException e) {
            return "no line tables: " + e.getMessage() + "\n"; // as after a JVM that was killed in its first second
        }
    }
}
