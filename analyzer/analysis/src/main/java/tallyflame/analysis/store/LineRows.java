package tallyflame.analysis.store;

import java.io.IOException;
import java.util.Optional;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.runs.Interval;

/**
 * Rows of the tables {@code lines} and {@code branches}.
 *
 * @param run value of the column {@code run}
 * @param report all methods, unscaled
 */
record LineRows(String run, Optional<LineReport> report) {
    void lines(TableFile file) throws IOException {
        if (report.isEmpty()) {
            return;
        }
        for (MethodLines method : report.get().methods()) {
            for (LineRow line : method.rows()) {
                begin(file, method);
                known(file, (long) line.line());
                if (method.counts().isPresent()) {
                    file.whole(method.entered());
                } else {
                    file.absent();
                }
                known(file, line.hits());
                if (report.get().sampled()) {
                    // Weights are whole numbers below 2^53: nothing is lost.
                    file.text(report.get().event())
                            .whole((long) line.time())
                            .whole(line.samples())
                            .text(report.get().unit());
                } else {
                    file.absent().absent().absent().absent();
                }
                known(file, line.objects());
                known(file, line.bytes());
                if (line.removed().isPresent()) {
                    Interval removed = line.removed().get();
                    file.number(removed.value()).number(removed.low()).number(removed.high());
                } else {
                    file.absent().absent().absent();
                }
                file.endRow();
            }
        }
    }

    void branches(TableFile file) throws IOException {
        if (report.isEmpty()) {
            return;
        }
        for (MethodLines method : report.get().methods()) {
            for (LineRow line : method.rows()) {
                for (Branch branch : line.branches()) {
                    outcomes(file, method, branch);
                }
            }
        }
    }

    private void outcomes(TableFile file, MethodLines method, Branch branch) throws IOException {
        for (int i = 0; i < branch.outcomes().size(); i++) {
            BranchOutcome outcome = branch.outcomes().get(i);
            begin(file, method);
            file.whole(branch.line())
                    .whole(branch.ordinal())
                    .text(branch.kind().name())
                    .whole(i);
            known(file, outcome.toLine() == 0 ? -1L : outcome.toLine());
            file.whole(outcome.count());
            if (outcome.label().isEmpty()) {
                file.absent();
            } else {
                file.text(outcome.label());
            }
            file.endRow();
        }
    }

    private void begin(TableFile file, MethodLines method) {
        file.text(run)
                .text(method.className())
                .text(method.methodName())
                .text(method.descriptor())
                .text(method.sourceFile());
    }

    private static void known(TableFile file, Long value) {
        if (value == null || value < 0) {
            file.absent();
        } else {
            file.whole(value);
        }
    }
}
