package tallyflame.runner.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument;

/** Rows of CodeCarbon's file: its units are kWh, kilograms and seconds. */
class EmissionsFileTest {
    /** 3.6 MJ, 1 kWh, at 400 g and a PUE of 1.25. */
    private static final Energy ENERGY =
            new Energy(Energy.ESTIMATE, 3.6e6, 3e6, 4e6, 1, 1, 1, null, 1, 400, "a, \"grid\"", 1.25, List.of(), null);

    private static final RunDocument RUN = new RunDocument(
            1,
            new RunDocument.Tool("tallyflame", "0.1.0"),
            "run",
            RunDocument.COMPLETE,
            "2026-11-28T10:11:12.345Z",
            "2026-11-28T10:12:12Z",
            new RunDocument.Module("hostless", "feature", "x.H", List.of(), List.of(), List.of()),
            null,
            null,
            null,
            new RunDocument.Host("Linux", "6.1", "amd64", "A, B \"C\" processor", 8, 4, 16L << 30, "host"),
            null,
            List.of(),
            null,
            null,
            null,
            ENERGY);

    @TempDir
    private Path folder;

    private static Map<String, String> row(Path file, int number) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] columns = lines.get(0).split(",", -1);
        String[] cells = lines.get(number).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        assertThat(cells).hasSameSizeAs(columns);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
            row.put(columns[i], cells[i]);
        }
        return row;
    }

    @Test
    void aNewFileHasTheColumnsAndTheUnitsOfCodeCarbon() throws IOException {
        Path file = folder.resolve("emissions.csv");
        EmissionsFile.append(file, RUN, "run-1", new EnergyOptions(1.25, "FR", null, 1.8));
        EmissionsFile.append(file, RUN, "run-2", EnergyOptions.DEFAULT);
        Map<String, String> row = row(file, 1);
        assertThat(row)
                .containsEntry("timestamp", "2026-11-28T10:11:12")
                .containsEntry("project_name", "hostless")
                .containsEntry("run_id", "run-1")
                .containsEntry("energy_consumed", "1.0")
                .containsEntry("emissions", "0.4")
                .containsEntry("country_iso_code", "FRA")
                .containsEntry("country_name", "France")
                .containsEntry("cpu_model", "\"A, B \"\"C\"\" processor\"")
                .containsEntry("ram_total_size", "16.0")
                .containsEntry("tracking_mode", "process")
                .containsEntry("pue", "1.25")
                .containsEntry("gpu_energy", "");
        // Water is for what the computers themselves take: 1 kWh over the PUE.
        assertThat(Double.parseDouble(row.get("water_consumed"))).isCloseTo(1.44, within(1e-9));
        assertThat(row(file, 2)).containsEntry("run_id", "run-2").containsEntry("water_consumed", "");
    }

    @Test
    void aFileThatIsThereKeepsItsColumns() throws IOException {
        Path file = Files.writeString(
                folder.resolve("emissions.csv"), "timestamp,project_name,emissions,energy_consumed,mine\na,b,1,2,3\n");
        EmissionsFile.append(file, RUN, "run-1", EnergyOptions.DEFAULT);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "timestamp,project_name,emissions,energy_consumed,mine",
                        "a,b,1,2,3",
                        "2026-11-28T10:11:12,hostless,0.4,1.0,");
    }

    @Test
    void anyOtherFileIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.csv"), "a,b\n");
        assertThatThrownBy(() -> EmissionsFile.append(file, RUN, "run-1", EnergyOptions.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("notes.csv: no column emissions");
        assertThat(file).hasContent("a,b\n");
    }
}
