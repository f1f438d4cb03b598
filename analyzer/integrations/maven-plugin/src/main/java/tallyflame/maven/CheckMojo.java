package tallyflame.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import tallyflame.analysis.check.BudgetFile;
import tallyflame.analysis.check.BudgetResult;
import tallyflame.analysis.check.Check;
import tallyflame.analysis.check.CheckDocument;
import tallyflame.analysis.check.Verdict;
import tallyflame.analysis.counts.ClassCheck;
import tallyflame.analysis.diff.NoiseFile;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionReader;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.counts.file.CountFile;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/**
 * Checks what the tests have counted against budgets and fails the build for one that is broken, as the verb {@code check} ends with
 * 1; what is undecided is said, and fails only where that is asked for.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends TallyflameMojo {
    /** The budgets. */
    @Parameter(property = "tallyflame.budget", defaultValue = "${project.basedir}/budgets.yaml")
    private File budget;

    /** Run directories that relative limits refer to. */
    @Parameter(property = "tallyflame.baseline")
    private List<File> baseline;

    /** Whether what is undecided fails the build. */
    @Parameter(property = "tallyflame.strict", defaultValue = "false")
    private boolean strict;

    @Override
    void work() throws IOException, EnvironmentException, MojoExecutionException, MojoFailureException {
        if (testsSkipped()) {
            getLog().warn("the tests were skipped, so no budget is checked");
            return;
        }
        BudgetFile budgets = BudgetFile.read(budget.toPath());
        TestRun run = TestRun.counted(folder(project()));
        Optional<String> nothing = run.end(prepared(project()).has(Pass.COUNT));
        if (nothing.isPresent()) {
            throw new MojoExecutionException(nothing.get());
        }
        Evidence evidence = Evidence.open(run.root());
        for (Path file : evidence.countFiles()) {
            ClassCheck.check(file, CountFile.read(file), evidence.classPath());
        }
        Version version = read(List.of(run.root()));
        List<Path> base = baseline == null
                ? List.of()
                : baseline.stream().map(File::toPath).toList();
        List<BudgetResult> results = Check.of(
                budgets,
                version,
                base.isEmpty() ? Optional.empty() : Optional.of(read(base)),
                NoiseFile.usual().of(version));
        new Pages(getLog(), List.of()).log(CheckDocument.of(results, strict).answer());
        judge(results);
    }

    private Version read(List<Path> runs) throws IOException {
        return VersionReader.read(runs, ReadOptions.defaults().withPrimaryEvent(), sources(List.of(project())));
    }

    private void judge(List<BudgetResult> results) throws MojoFailureException {
        List<BudgetResult> undecided = of(results, Verdict.UNDECIDED);
        if (!undecided.isEmpty()) {
            getLog().warn(undecided.size() + " of " + results.size() + " budgets are undecided: " + texts(undecided));
        }
        List<BudgetResult> failed = of(results, Verdict.FAIL);
        List<BudgetResult> broken = failed.isEmpty() && strict ? undecided : failed;
        if (!broken.isEmpty()) {
            throw new MojoFailureException(
                    broken.size() + " of " + results.size() + " budgets are not kept: " + texts(broken));
        }
    }

    private static List<BudgetResult> of(List<BudgetResult> results, Verdict wanted) {
        return results.stream().filter(result -> result.verdict() == wanted).toList();
    }

    private static String texts(List<BudgetResult> results) {
        return results.stream().map(one -> one.id() + ", " + one.message()).collect(Collectors.joining("; "));
    }
}
