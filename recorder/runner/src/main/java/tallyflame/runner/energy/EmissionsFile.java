package tallyflame.runner.energy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tallyflame.runs.Energy;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.Timing;

/**
 * CodeCarbon's {@code emissions.csv}, to which a run appends a row. A file that is there keeps its own columns, whatever version of
 * CodeCarbon began it; what is not known stays empty, and is not made up.
 */
public final class EmissionsFile {
    private static final double JOULES_PER_KWH = 3.6e6;
    private static final double GIBIBYTE = 1L << 30;

    private static final String COLUMNS =
            "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,"
                    + "cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,water_consumed,country_name,"
                    + "country_iso_code,region,cloud_provider,cloud_region,os,python_version,codecarbon_version,cpu_count,cpu_model,"
                    + "gpu_count,gpu_model,longitude,latitude,ram_total_size,tracking_mode,on_cloud,pue,wue";

    private EmissionsFile() {}

    /**
     * Appends the measured window of a run.
     *
     * @param run with energy
     * @param name of the run, unique among those in the file
     * @throws IOException if the file cannot be read or written, or is no such file
     */
    public static void append(Path file, RunDocument run, String name, EnergyOptions options) throws IOException {
        boolean begun = Files.exists(file) && Files.size(file) > 0;
        String header = begun ? firstLine(file) : COLUMNS;
        List<String> columns = List.of(header.split(",", -1));
        if (!columns.contains("emissions") || !columns.contains("energy_consumed")) {
            throw new IOException(
                    file + ": no column emissions or energy_consumed in its first line; it is not CodeCarbon's");
        }
        Map<String, Object> values = values(run, name, options);
        String row = columns.stream()
                .map(column -> quoted(String.valueOf(values.getOrDefault(column, ""))))
                .collect(Collectors.joining(","));
        Files.writeString(
                file, (begun ? "" : header + "\n") + row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String firstLine(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip();
        }
    }

    private static Map<String, Object> values(RunDocument run, String name, EnergyOptions options) {
        Energy energy = run.energy();
        double kwh = energy.joules() / JOULES_PER_KWH;
        double kilograms = kwh * energy.gridGramsPerKwh() / 1000;
        Locale country = new Locale("", options.country());
        boolean world = options.country().equals(EnergyOptions.DEFAULT.country());
        Map<String, Object> values = new HashMap<>();
        values.put(
                "timestamp",
                LocalDateTime.ofInstant(Instant.parse(run.started()), ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.SECONDS));
        values.put("project_name", run.module().name());
        values.put("run_id", name);
        values.put("emissions", kilograms);
        seconds(run).ifPresent(seconds -> {
            values.put("duration", seconds);
            values.put("emissions_rate", kilograms / seconds);
        });
        values.put("energy_consumed", kwh);
        values.put("country_name", world ? "World" : country.getDisplayCountry(Locale.ROOT));
        values.put("country_iso_code", world ? "" : country.getISO3Country());
        values.put("os", run.host().os() + " " + run.host().kernel());
        values.put("codecarbon_version", run.tool().name() + " " + run.tool().version());
        values.put("cpu_count", run.host().cores());
        values.put("cpu_model", run.host().cpu());
        values.put("ram_total_size", run.host().memoryBytes() / GIBIBYTE);
        values.put("tracking_mode", energy.method().equals(Energy.MEASURED) ? "machine" : "process");
        values.put("pue", energy.pue());
        if (options.litresPerKwh() != null) {
            values.put("wue", options.litresPerKwh());
            values.put("water_consumed", kwh / energy.pue() * options.litresPerKwh());
        }
        return values;
    }

    /** Of the measured window that the energy is of: the first of a fork without an instrument. */
    private static OptionalDouble seconds(RunDocument run) {
        return run.passes().stream()
                .filter(pass -> pass.pass() == Pass.BASELINE)
                .map(RunDocument.PassResult::timing)
                .filter(timing -> timing != null && timing.window() != null)
                .map(Timing::window)
                .mapToDouble(Timing.Window::seconds)
                .findFirst();
    }

    private static String quoted(String value) {
        return value.matches("[^,\"\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
