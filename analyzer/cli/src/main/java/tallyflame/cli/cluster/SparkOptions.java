package tallyflame.cli.cluster;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the verbs that can run modules on Spark. */
public final class SparkOptions {
    private static final Set<String> COMMON =
            Set.of("--alerts", "--batch", "--budget", "--classpath", "--results", "--out");
    private static final Set<String> FORM = Set.of("--json", "--format", "--debug");
    private static final Set<String> OURS = Set.of("--spark", "--loops", "--warmup-loops", "--spark-conf");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description =
                    "Run the modules as a Spark application, and without Spark beside it: local[2], spark://HOST:PORT, …")
    private String master;

    @Option(
            names = "--loops",
            paramLabel = "N",
            description = "With --spark: times over all alerts (default: ${DEFAULT-VALUE}).")
    private int loops = 2;

    @Option(
            names = "--warmup-loops",
            paramLabel = "N",
            description = "With --spark: times over all alerts before these (default: ${DEFAULT-VALUE}).")
    private int warmupLoops = 1;

    @Option(
            names = "--spark-conf",
            paramLabel = "KEY=VALUE",
            description = "With --spark: configuration of the application, such as spark.executor.memory=4g.")
    private List<String> conf = List.of();

    /** Whether modules are to run on Spark. */
    public boolean given() {
        return master != null;
    }

    /** Refuses options that would have no effect. */
    public void check() {
        for (OptionSpec option : verb.commandLine().getParseResult().matchedOptions()) {
            String name = option.longestName();
            boolean ours = OURS.contains(name);
            if (given() ? !ours && !COMMON.contains(name) && !FORM.contains(name) : ours) {
                throw new ParameterException(
                        verb.commandLine(),
                        given() ? name + " has no effect with --spark; leave it out" : name + " needs --spark MASTER");
            }
        }
        if (loops < 1 || warmupLoops < 0) {
            throw new ParameterException(
                    verb.commandLine(), "--loops must be at least 1, and --warmup-loops not be negative");
        }
    }

    String master() {
        return master;
    }

    int loops() {
        return loops;
    }

    int warmupLoops() {
        return warmupLoops;
    }

    List<String> conf() {
        return conf;
    }
}
