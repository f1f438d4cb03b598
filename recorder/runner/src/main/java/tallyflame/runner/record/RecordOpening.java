package tallyflame.runner.record;

import java.util.List;
import tallyflame.runner.launch.RunJournal;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.EngineUsed;

/** What {@code run.json} says about a recording of someone else's JVM before it begins. */
final class RecordOpening {
    private RecordOpening() {}

    static RunJournal.Opening of(List<String> command, List<Pass> passes, int rounds, EngineUsed engine) {
        RunDocument.Plan plan = new RunDocument.Plan(passes, rounds, 0, 0, 0, 0, List.of(), null, null, null);
        return new RunJournal.Opening(
                rounds > 1 ? RunDocument.COMPARE : "record", null, command, null, plan, engine, null);
    }
}
