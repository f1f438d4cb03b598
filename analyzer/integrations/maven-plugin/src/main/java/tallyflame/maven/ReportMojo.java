package tallyflame.maven;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/**
 * Writes what the tests have counted: {@code target/tallyflame/tests/report.html}, all lines in {@code lines.csv} beside it, and the
 * tables of some methods into the log. Where nothing was counted it says so, and the build goes on.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ReportMojo extends TallyflameMojo {
    @Override
    void work() throws IOException, EnvironmentException {
        TestRun run = TestRun.counted(folder(project()));
        Optional<String> nothing = run.end(prepared(project()).has(Pass.COUNT));
        if (nothing.isPresent()) {
            getLog().warn(testsSkipped() ? "the tests were skipped, so there is nothing to report" : nothing.get());
            return;
        }
        new Pages(getLog(), sources(List.of(project()))).write(Evidence.open(run.root()), "", run.root());
    }
}
