package tallyflame.runner.record;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.Pass;

/** A process of its own that records {@link Busy} until its standard input ends; argument: the run directory. */
final class Recorder {
    private Recorder() {}

    public static void main(String[] arguments) throws Exception {
        RecordPlan plan = new RecordPlan(
                Sampling.CPU,
                Duration.ofMillis(1),
                List.of(Pass.SAMPLE, Pass.COUNT),
                List.of(Busy.class.getName()),
                Path.of(arguments[0]));
        List<String> command = List.of(
                Java.launcher().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Busy.class.getName(),
                Busy.UNTIL_INPUT_ENDS,
                "0");
        new CommandRecorder(Sampling.HERE, null).record(plan, command);
    }
}
