package tallyflame.maven;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/**
 * Executes the tests once more, sampled and not counted, and leaves their run in {@code target/tallyflame/record}. Only the tests'
 * JVMs are sampled, not Maven's.
 */
@Mojo(name = "record-tests", threadSafe = true)
@Execute(phase = LifecyclePhase.TEST, lifecycle = "sampled")
public final class RecordTestsMojo extends TallyflameMojo {
    @Override
    void work() throws IOException, EnvironmentException {
        TestRun run = TestRun.sampled(folder(project()));
        Optional<String> nothing = run.end(prepared(project()).has(Pass.SAMPLE));
        prepared(project()).endSampling();
        if (nothing.isPresent()) {
            getLog().warn(nothing.get());
            return;
        }
        new Pages(getLog(), sources(List.of(project()))).write(Evidence.open(run.root()), "", run.root());
    }
}
