package tallyflame.cli.options;

import java.util.Optional;
import picocli.CommandLine.Option;
import tallyflame.runs.RunDocument;

/** The option of the verbs that run modules over alerts: on how many of these a module may fail. */
public final class FailedAlertOptions {
    @Option(
            names = "--max-failed",
            paramLabel = "SHARE",
            converter = Shares.class,
            description = "End with 1, and give no figures, if the module fails on more of the alerts (default: 1%%).")
    private double maxFailed = RunDocument.Plan.MAX_FAILED;

    /** Share of the alerts, 0 to 1. */
    public double limit() {
        return maxFailed;
    }

    /**
     * Looks whether a run may be compared.
     *
     * @throws Failures.AnswerIsNo if its module failed on too many alerts
     */
    public void check(RunDocument run) throws Failures.AnswerIsNo {
        Optional<String> reason = run.tooManyFailed();
        if (reason.isPresent()) {
            throw new Failures.AnswerIsNo(run.module().name() + ": " + reason.get() + "; --max-failed allows more");
        }
    }
}
