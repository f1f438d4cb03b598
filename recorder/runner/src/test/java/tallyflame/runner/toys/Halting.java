package tallyflame.runner.toys;

import java.util.List;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/** Ends its JVM at the first batch, as a crash would. */
public final class Halting implements ScienceModule {
    @Override
    public String name() {
        return "toy-halting";
    }

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public List<Output> outputs() {
        return List.of(Output.of("never"));
    }

    @Override
    public void process(AlertBatch batch) {
        System.out.println("last words");
        System.out.flush();
        Runtime.getRuntime().halt(7);
    }
}
