package tallyflame.maven;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.ExitCode;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.record.ChildJvms;
import tallyflame.runner.record.CommandRecorder;
import tallyflame.runner.record.RecordPlan;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/**
 * Executes a main class of the project in a JVM of its own, sampled unless other passes are asked for, and leaves its run in
 * {@code target/tallyflame/record}. The build fails if the program does.
 */
@Mojo(name = "record", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class RecordMojo extends TallyflameMojo {
    /** The class with {@code main}. */
    @Parameter(property = "tallyflame.mainClass", required = true)
    private String mainClass;

    /** What it is given. */
    @Parameter(property = "tallyflame.arguments")
    private List<String> arguments;

    /** Options of its JVM. */
    @Parameter(property = "tallyflame.jvmOptions")
    private List<String> jvmOptions;

    /** How it is executed, once for each: {@code baseline}, {@code sample}, {@code jfr}, {@code jfr-cpu}, {@code count}. */
    @Parameter(property = "tallyflame.passes", defaultValue = "sample")
    private List<String> passes;

    /** What async-profiler samples, such as {@code alloc}. */
    @Parameter(property = "tallyflame.event", defaultValue = Sampling.CPU)
    private String event;

    /** Which classes the pass {@code count} counts; those below the project's groupId if none is named. */
    @Parameter(property = "tallyflame.count")
    private List<String> count;

    @Override
    void work()
            throws IOException, EnvironmentException, InterruptedException, MojoFailureException,
                    MojoExecutionException {
        List<Pass> wanted = new ArrayList<>();
        for (String name : passes) {
            wanted.add(Pass.of(name)
                    .filter(pass -> pass != Pass.TRACE && pass != Pass.NO_ESCAPE && pass != Pass.SAMPLE_NO_ESCAPE)
                    .orElseThrow(() -> new MojoExecutionException(
                            "there is no pass " + name + "; use baseline, sample, jfr, jfr-cpu, count")));
        }
        TestRun run = TestRun.sampled(folder(project()));
        run.forget();
        RecordPlan plan = new RecordPlan(
                event,
                event.equals(Sampling.CPU) ? RunPlan.DEFAULT_INTERVAL : Duration.ZERO,
                wanted,
                globs(count),
                false,
                List.of(),
                1,
                false,
                ChildJvms.ALL,
                run.root());
        RunDocument document = new CommandRecorder(Sampling.HERE, null).record(plan, command());
        new Pages(getLog(), sources(List.of(project()))).write(Evidence.open(run.root()), "", run.root());
        Optional<Integer> failure = document.passes().stream()
                .map(PassResult::exitCode)
                .filter(code -> code != null && code != 0)
                .findFirst();
        if (failure.isPresent()) {
            throw new MojoFailureException(new ExitCode(failure.get()).describe(mainClass));
        }
    }

    private List<String> command() throws MojoExecutionException {
        List<String> command = new ArrayList<>();
        command.add(Java.launcher().toString());
        command.addAll(jvmOptions == null ? List.of() : jvmOptions);
        command.add("-cp");
        try {
            command.add(
                    String.join(System.getProperty("path.separator"), project().getRuntimeClasspathElements()));
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the class path of " + mainClass + " is not known: " + e.getMessage(), e);
        }
        command.add(mainClass);
        command.addAll(arguments == null ? List.of() : arguments);
        return command;
    }
}
