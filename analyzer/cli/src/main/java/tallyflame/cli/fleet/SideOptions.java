package tallyflame.cli.fleet;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import tallyflame.analysis.fleet.ask.Sides;

/** Which two sides of a fleet are compared. */
final class SideOptions {
    @Option(
            names = "--base",
            required = true,
            paramLabel = "LABEL=VALUE",
            description = "What was before, such as version=1.2.2; of several labels all must hold.")
    private Map<String, String> base = new LinkedHashMap<>();

    @Option(
            names = "--new",
            required = true,
            paramLabel = "LABEL=VALUE",
            description = "What is new, such as version=1.2.3.")
    private Map<String, String> fresh = new LinkedHashMap<>();

    Sides sides() {
        return new Sides(base, fresh);
    }
}
