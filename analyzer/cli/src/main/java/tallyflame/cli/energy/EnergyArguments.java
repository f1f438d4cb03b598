package tallyflame.cli.energy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import tallyflame.cli.options.CommonOptions;
import tallyflame.runner.energy.EmissionsFile;
import tallyflame.runner.energy.EnergyOptions;
import tallyflame.runner.energy.GridIntensity;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/** What the user knows about the place where the machine is, and where its energy is to be written. */
public final class EnergyArguments {
    @Option(
            names = "--country",
            paramLabel = "CODE",
            description = "Country whose electricity is used, as ISO 3166 code such as FR (default: WORLD, the mean).")
    private String country = EnergyOptions.DEFAULT.country();

    @Option(
            names = "--intensity",
            paramLabel = "G",
            description = "Carbon intensity of the electricity in g CO2e per kWh, instead of the country's.")
    private Double intensity;

    @Option(
            names = "--pue",
            paramLabel = "X",
            description = "Power usage effectiveness of the data centre (default: 1.0; 1.25 is common).")
    private double pue = EnergyOptions.DEFAULT.pue();

    @Option(
            names = "--wue",
            paramLabel = "L",
            description = "Water usage effectiveness of the data centre, litres for each kWh; a column of --emissions.")
    private Double wue;

    @Option(
            names = "--emissions",
            paramLabel = "FILE",
            description =
                    "Append energy and CO2e of each run to this file, in the columns of CodeCarbon's emissions.csv.")
    private Path emissions;

    /** Refuses, with a usage error, what no place can be. */
    public void check(CommonOptions common) {
        if (pue < 1 || !(intensity == null || intensity >= 0) || !(wue == null || wue >= 0)) {
            throw common.usage("--pue must be at least 1, --intensity and --wue at least 0");
        }
        if (wue != null && emissions == null) {
            throw common.usage("--wue is a column of --emissions; name that file, too");
        }
        if (GridIntensity.of(country).isEmpty()) {
            throw common.usage("--country " + country + " is not in the table; use --intensity, or one of "
                    + String.join(" ", GridIntensity.codes()));
        }
    }

    /** What was said of the place. */
    public EnergyOptions options() {
        return new EnergyOptions(pue, country, intensity, wue);
    }

    /** Appends what was run to the file, if one was named. */
    public void append(List<RunPlan> plans, CommonOptions common) throws IOException {
        if (emissions == null) {
            return;
        }
        for (RunPlan plan : plans) {
            RunDocument run = RunDirectory.open(plan.out()).document();
            if (run.energy() == null) {
                common.err().println("nothing for " + emissions + ": no energy is known of " + plan.out());
            } else {
                EmissionsFile.append(emissions, run, plan.out().getFileName().toString(), options());
            }
        }
    }
}
