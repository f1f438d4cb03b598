package tallyflame.cli.fleet;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.keep.FleetUpkeep;
import tallyflame.cli.options.CommonOptions;
import tallyflame.flamegraphs.Quantity;

/** What the verbs that keep a store small have in common. */
final class Upkeep {
    private Upkeep() {}

    /** What is done to a store. */
    @FunctionalInterface
    interface Work {
        FleetUpkeep.Result on(FleetUpkeep upkeep) throws Exception;
    }

    /** Does it, and prints what came of it. */
    static void print(CommonOptions common, Path store, Work work) throws Exception {
        FleetUpkeep.Result result;
        try (TemporaryFolder temporary = TemporaryFolder.make()) {
            result = work.on(new FleetUpkeep(FleetStore.open(store), temporary.path(), () -> {}));
        }
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", 1);
            document.put("filesBefore", result.filesBefore());
            document.put("filesAfter", result.filesAfter());
            document.put("days", result.days());
            common.printJson(document);
            return;
        }
        String days = result.days() == 0 ? "" : ", " + Quantity.of(result.days(), "days") + " thinned";
        common.out()
                .println(Quantity.of(result.filesBefore(), "files") + " before, " + Quantity.count(result.filesAfter())
                        + " now" + days);
        common.out().flush();
    }
}
