package tallyflame.spark.conf;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tallyflame.runner.instruments.AgentFile;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/**
 * Prints Spark's configuration for the plugin, for {@code spark-submit --properties-file}: with the JVM options that have everything
 * counted from the start and samples attributed to the right lines:
 * {@code java -jar tallyflame-spark_2.13-plugin.jar dir=/data/profiles}.
 */
public final class PrintConf {
    private static final String PLUGIN = "tallyflame.spark.TallyflamePlugin";
    private static final String AGENT = "agent";

    private PrintConf() {}

    /** Prints; exit code 2 where an argument cannot be used, 4 where the agent cannot be unpacked. */
    public static void main(String[] arguments) {
        if (Arrays.asList(arguments).contains("--help") || arguments.length == 0) {
            help(System.out);
            return;
        }
        try {
            conf(arguments).forEach((key, value) -> System.out.println(key + " " + value));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (EnvironmentException e) {
            System.err.println(e.getMessage());
            System.exit(4);
        }
    }

    private static void help(PrintStream out) {
        out.println("Prints a configuration for spark-submit --properties-file FILE --load-spark-defaults.");
        out.println("Usage: java -jar tallyflame-spark_2.13-plugin.jar KEY=VALUE...");
        for (Key key : Key.values()) {
            String standard = key.standard().isEmpty() ? "" : " (" + key.standard() + ")";
            out.println("  " + key.key().substring(Key.PREFIX.length()) + "=" + "…" + standard + "  " + key.words());
        }
        out.println("  " + AGENT + "=…  where the agent's jar is on every machine (unpacked on this one)");
    }

    /**
     * The configuration.
     *
     * @param arguments {@code key=value}, keys without {@link Key#PREFIX}
     * @throws IllegalArgumentException if one cannot be used; the message says which
     */
    static Map<String, String> conf(String... arguments) throws EnvironmentException {
        Map<String, String> given = new LinkedHashMap<>();
        String agent = null;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(argument + " is not KEY=VALUE; see --help");
            }
            if (argument.startsWith(AGENT + "=")) {
                agent = argument.substring(equals + 1);
            } else {
                given.put(Key.PREFIX + argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        List<String> unknown = Settings.unknown(given.keySet().stream());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", unknown) + ": no such key; see --help");
        }
        Settings settings = Settings.of(given::get);
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.plugins", PLUGIN);
        conf.putAll(given);
        conf.put("spark.executor.extraJavaOptions", options(settings, agent, "tallyflame-counts-%p.tfc"));
        if (settings.driver()) {
            conf.put("spark.driver.extraJavaOptions", options(settings, agent, "/tmp/tallyflame-counts-%p.tfc"));
        }
        return conf;
    }

    private static String options(Settings settings, String agent, String counts) throws EnvironmentException {
        List<String> options = new ArrayList<>();
        if (settings.passes().contains(Pass.COUNT)) {
            String jar = agent == null ? AgentFile.path().toString() : agent;
            options.add(
                    "-javaagent:" + jar + "=" + Instruments.countOptions(settings.count(), false) + ",out=" + counts);
        }
        if (settings.passes().contains(Pass.SAMPLE)) {
            options.add("-XX:+UnlockDiagnosticVMOptions");
            options.add("-XX:+DebugNonSafepoints");
        }
        return options.stream().collect(Collectors.joining(" "));
    }
}
