package tallyflame.maven;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/**
 * Has the JVMs of the tests counted: sets the property that Surefire and Failsafe take JVM options from, and keeps what is in it.
 * Each JVM writes a file of its own. What keeps the agent out is said in one line, and the tests run without it.
 */
@Mojo(name = "prepare-agent", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class PrepareAgentMojo extends TallyflameMojo {
    private static final Set<Pass> PASSES = Set.of(Pass.COUNT, Pass.SAMPLE);

    /** Name of the property. */
    @Parameter(property = "tallyflame.propertyName", defaultValue = "argLine")
    private String propertyName;

    /** Which classes are counted, such as {@code com.acme.**}; those below the project's groupId if none is named. */
    @Parameter(property = "tallyflame.count")
    private List<String> count;

    /** Whether it is also counted what they allocate. */
    @Parameter(property = "tallyflame.countAlloc", defaultValue = "false")
    private boolean countAlloc;

    /** Whether the tests' JVMs {@code count}, or {@code sample} where the time goes. */
    @Parameter(property = "tallyflame.pass", defaultValue = "count")
    private String pass;

    @Override
    void work() {
        try {
            prepare();
        } catch (EnvironmentException | IOException e) {
            getLog().warn("the tests' JVMs run without Tallyflame: " + e.getMessage());
        }
    }

    private void prepare() throws EnvironmentException, IOException {
        Pass wanted = Pass.of(pass)
                .filter(PASSES::contains)
                .orElseThrow(() -> new EnvironmentException("pass " + pass + ": tests have the passes count, sample"));
        Prepared prepared = prepared(project());
        String others = prepared.others(project().getProperties().getProperty(propertyName, ""), propertyName);
        if (others.contains("tallyflame-agent")) {
            throw new EnvironmentException(propertyName + " has a Tallyflame agent already (" + others
                    + "), and a JVM can have only one; take it out");
        }
        if (wanted == Pass.COUNT && others.contains("jacoco")) {
            getLog().warn("JaCoCo's agent changes the classes before they are counted, so that their counts will be"
                    + " refused; count without it: -Djacoco.skip");
        }
        if (wanted == Pass.COUNT && prepared.has(Pass.SAMPLE)) {
            return; // counters would be sampled, too
        }
        Sampling.Choice sampling = Sampling.HERE.choose(List.of(wanted), RunPlan.DEFAULT_INTERVAL);
        TestRun run = wanted == Pass.COUNT ? TestRun.counted(folder(project())) : TestRun.sampled(folder(project()));
        if (prepared.isFirst(wanted)) {
            run.begin(wanted, command(), classPath(), sampling.engine());
        }
        List<String> options = sampling.options(
                wanted, new Instruments(run.folder(wanted), "-%p"), globs(count), countAlloc, List.of());
        String own = options.stream().map(PrepareAgentMojo::quoted).collect(Collectors.joining(" "));
        prepared.put(propertyName, own);
        String all = (own + " " + others).strip();
        project().getProperties().setProperty(propertyName, all);
        getLog().info(propertyName + " set to " + all);
    }

    private List<String> command() {
        List<String> goals = session().getGoals();
        return Stream.concat(Stream.of("mvn", "-pl", ":" + project().getArtifactId()), goals.stream())
                .toList();
    }

    private List<String> classPath() {
        return List.of(
                project().getBuild().getOutputDirectory(), project().getBuild().getTestOutputDirectory());
    }

    /** Surefire splits at blanks, except in quotes. */
    private static String quoted(String option) {
        return option.contains(" ") ? '"' + option + '"' : option;
    }
}
