package tallyflame.cli.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.add.FleetAdd;
import tallyflame.analysis.fleet.add.Labels;

/** Adds recordings in a JVM of its own, which dies at a step as if it were killed: no finally, no hook. */
final class KilledAdd {
    private KilledAdd() {}

    /** Arguments: the store, at which step to die (0 for never), the recordings. */
    public static void main(String[] arguments) throws Exception {
        int[] left = {Integer.parseInt(arguments[1])};
        Path temporary = Files.createTempDirectory("killed-add");
        new FleetAdd(
                        FleetStore.openOrMake(Path.of(arguments[0])),
                        Labels.of(Map.of("host", "a")),
                        false,
                        temporary,
                        what -> {
                            if (--left[0] == 0) {
                                Runtime.getRuntime().halt(137);
                            }
                        })
                .add(Arrays.stream(arguments).skip(2).map(Path::of).toList());
    }
}
