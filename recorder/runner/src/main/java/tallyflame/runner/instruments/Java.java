package tallyflame.runner.instruments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.runs.EnvironmentException;

/** The JDK that runs this program, which is also the one that is forked. */
public final class Java {
    private static final Pattern VERSION = Pattern.compile("version \"(\\d+)");
    private static final int CPU_TIME_SAMPLER_SINCE = 25;

    private Java() {}

    /** Whether a program is a {@code java} launcher, by its name. */
    public static boolean isLauncher(Path program) {
        Path name = program.getFileName();
        return name != null
                && (name.toString().equals("java") || name.toString().equals("java.exe"));
    }

    /**
     * Feature version of the JVM that a launcher starts, such as 17; 0 if it does not say.
     *
     * @throws EnvironmentException if it cannot be started
     */
    public static int feature(Path launcher) throws EnvironmentException, InterruptedException {
        try {
            Process process = new ProcessBuilder(launcher.toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Matcher version = VERSION.matcher(answer);
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            throw new EnvironmentException("cannot start " + launcher + ": " + e.getMessage(), e);
        }
    }

    /** Whether a JVM of some version samples by CPU time (JEP 509) on this system. */
    public static boolean hasCpuTimeSampler(int feature) {
        return feature >= CPU_TIME_SAMPLER_SINCE
                && System.getProperty("os.name").equals("Linux");
    }

    /** Its {@code java}. */
    public static Path launcher() {
        return tool("java");
    }

    /** A tool in its {@code bin}, there or not. */
    public static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }
}
