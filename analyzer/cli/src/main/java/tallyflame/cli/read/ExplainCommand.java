package tallyflame.cli.read;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.explain.Explainer;
import tallyflame.cli.options.Durations;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;
import tallyflame.cli.options.Shares;

/** Says why the slow spans of a name are slow. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Why are the slow ones slow? Compares the slowest spans of a name with the others: more work,"
                + " slower work, waits, pauses.",
        sortOptions = false,
        footer = {
            "",
            "With exact counts of each span, lines and the branch are named that the slow ones run more often.",
            "",
            "Examples:",
            "  tallyflame explain run-1 --span alert                     the slowest 1 % of the alerts",
            "  tallyflame explain a.jfr --span checkout --slowest 2%%     the slowest 2 % of a program's own spans",
            "  tallyflame explain a.jfr --span checkout --slower-than 100ms",
            "  tallyflame spans run-1                                    which spans there are"
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final int ROWS = 10;

    @Mixin
    private RowOptions common;

    @Mixin
    private JvmSelection jvms;

    @Option(
            names = "--span",
            paramLabel = "REGEX",
            required = true,
            description = "Spans whose whole name matches, such as alert or checkout, or events of this type.")
    private String name;

    @Option(
            names = "--slowest",
            paramLabel = "SHARE",
            converter = Shares.class,
            description = "Which share of them is slow (default: 1%%).")
    private Double slowest;

    @Option(
            names = "--slower-than",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Those are slow that took longer, such as 100ms.")
    private Duration slowerThan;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "Run directories or .jfr files; several are merged.")
    private List<Path> inputs;

    @Override
    public Integer call() throws Exception {
        check();
        Evidence evidence = jvms.open(inputs);
        common.print(Explainer.explain(
                evidence,
                name,
                slowest == null ? 0.01 : slowest,
                slowerThan == null ? -1 : slowerThan.toNanos(),
                common.top(ROWS)));
        return Failures.DONE;
    }

    private void check() {
        if (slowest != null && slowerThan != null) {
            throw common.usage("--slowest and --slower-than are two choices of the same; ask for one");
        }
        if (slowest != null && slowest <= 0) {
            throw common.usage("--slowest must be above 0");
        }
        try {
            Pattern.compile(name);
        } catch (PatternSyntaxException e) {
            throw common.usage("--span needs a regular expression, not '" + name + "': " + e.getDescription());
        }
    }
}
