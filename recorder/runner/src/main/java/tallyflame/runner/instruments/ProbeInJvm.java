package tallyflame.runner.instruments;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tallyflame.runs.EnvironmentException;

/**
 * Tries engines in JVMs of their own.
 *
 * @param library of async-profiler
 */
record ProbeInJvm(ProfilerLibrary library) implements EngineProbe {
    @Override
    public List<String> attempt(String options) throws EnvironmentException {
        return java(options + ",collapsed,file=/dev/null", List.of("-version"));
    }

    @Override
    public Delivery deliver(String options) throws EnvironmentException {
        CodeSource code = CpuBurner.class.getProtectionDomain().getCodeSource();
        if (code == null || !"file".equals(code.getLocation().getProtocol())) {
            return Delivery.UNKNOWN; // nothing that another JVM could have on its class path
        }
        String path = Path.of(URI.create(code.getLocation().toString())).toString();
        return CpuBurner.read(java(options + ",threads,collapsed", List.of("-cp", path, CpuBurner.class.getName())));
    }

    /** Starts a JVM that async-profiler samples, and answers what both said, line by line. */
    private List<String> java(String options, List<String> program) throws EnvironmentException {
        List<String> command = new ArrayList<>(List.of(
                Java.launcher().toString(),
                "-XX:TieredStopAtLevel=1",
                "-agentpath:" + library.path() + "=start," + options));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            List<String> said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset())
                    .lines()
                    .toList();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return said;
        } catch (IOException e) {
            throw new EnvironmentException("no JVM can be started to try the sampling engines: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while trying the sampling engines", e);
        }
    }
}
