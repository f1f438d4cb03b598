package tallyflame.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import tallyflame.runs.EnvironmentException;

/** What all goals have in common: where things are, and one line for what goes wrong. */
abstract class TallyflameMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    /** Does nothing. */
    @Parameter(property = "tallyflame.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip || !isFor(project)) {
            getLog().debug("nothing is done for " + project.getId());
            return;
        }
        try {
            work();
        } catch (NoSuchFileException e) {
            throw new MojoExecutionException(e.getFile() + ": no such file or folder", e);
        } catch (IOException | EnvironmentException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    /** Does what the goal is for. */
    abstract void work()
            throws IOException, EnvironmentException, InterruptedException, MojoFailureException,
                    MojoExecutionException;

    /** Whether the goal has anything to do in a project: one that only holds others has neither code nor tests. */
    boolean isFor(MavenProject any) {
        return !any.getPackaging().equals("pom");
    }

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    /** What this build has done for the tests of a project. */
    final Prepared prepared(MavenProject any) {
        return new Prepared(session.getPluginContext(plugin, any));
    }

    /** Patterns of the classes to count: those below the project's groupId if none is given. */
    final List<String> globs(List<String> given) {
        return given == null || given.isEmpty() ? List.of(project.getGroupId() + ".**") : given;
    }

    /** Where a project's runs and pages are. */
    static Path folder(MavenProject project) {
        return Path.of(project.getBuild().getDirectory(), "tallyflame");
    }

    /** Where the source of projects is, as far as it is there. */
    static List<Path> sources(List<MavenProject> projects) {
        return projects.stream()
                .flatMap(one ->
                        Stream.concat(one.getCompileSourceRoots().stream(), one.getTestCompileSourceRoots().stream()))
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
    }

    /** Whether this build was told to leave the tests out. */
    final boolean testsSkipped() {
        return Stream.of("skipTests", "maven.test.skip")
                .anyMatch(name -> isSet(session.getUserProperties(), name) || isSet(project.getProperties(), name));
    }

    private static boolean isSet(Properties properties, String name) {
        String value = properties.getProperty(name);
        return value != null && !value.equals("false");
    }
}
