package tallyflame.cli.alerts;

import java.util.OptionalInt;
import picocli.CommandLine.Option;
import tallyflame.cli.options.CommonOptions;

/** The option that says how long to wait for alerts. */
final class PatienceOptions {
    @Option(
            names = "--maxtimeout",
            paramLabel = "SECONDS",
            description =
                    "How long to wait for alerts that should come (default: that of the credentials; of those: 10).")
    private Integer seconds;

    /** The seconds asked for, at least one; nothing if none are. */
    OptionalInt seconds(CommonOptions common) {
        if (seconds != null && seconds < 1) {
            throw common.usage("--maxtimeout must be at least 1, not " + seconds);
        }
        return seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds);
    }
}
