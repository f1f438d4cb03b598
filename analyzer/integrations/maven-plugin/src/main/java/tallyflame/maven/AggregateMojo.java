package tallyflame.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/**
 * One report of what the tests of all modules of this build have counted, added up, in {@code target/tallyflame/aggregate} of the
 * project that it is called in: {@code mvn verify tallyflame:aggregate}.
 */
@Mojo(name = "aggregate", aggregator = true, threadSafe = true)
public final class AggregateMojo extends TallyflameMojo {
    @Override
    void work() throws IOException, EnvironmentException, MojoExecutionException {
        List<MavenProject> modules =
                session().getProjects().stream().filter(super::isFor).toList();
        List<Path> runs = new ArrayList<>();
        for (MavenProject module : modules) {
            TestRun run = TestRun.counted(folder(module));
            Optional<String> nothing = run.end(prepared(module).has(Pass.COUNT));
            if (nothing.isEmpty()) {
                runs.add(run.root());
            } else {
                getLog().warn(nothing.get());
            }
        }
        if (runs.isEmpty()) {
            throw new MojoExecutionException("no module has counts of its tests");
        }
        getLog().info("counts of the tests of " + runs.size() + " of " + modules.size() + " modules");
        new Pages(getLog(), sources(modules))
                .write(
                        Evidence.open(runs),
                        project().getName(),
                        folder(project()).resolve("aggregate"));
    }

    @Override
    boolean isFor(MavenProject any) {
        return true;
    }
}
