package tallyflame.runner.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.Energy;
import tallyflame.runs.Interval;
import tallyflame.runs.RunDocument.Host;
import tallyflame.runs.Timing;

class EnergyTest {
    @TempDir
    private Path root;

    private void counter(String folder, String name, long microjoules, long range) throws IOException {
        Path directory = root.resolve("sys/class/powercap").resolve(folder);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("name"), name + "\n");
        Files.writeString(directory.resolve("energy_uj"), microjoules + "\n");
        Files.writeString(directory.resolve("max_energy_range_uj"), range + "\n");
    }

    private static Host host(String processor) {
        return new Host("Linux", "6", "amd64", processor, 8, 4, 16_000_000_000L, "Test Machine");
    }

    private static Timing.Window window(List<Energy.Counter> energy) {
        return new Timing.Window(
                2000, 4, 4, 0, 4, new Interval(500, 490, 510), 3.9, 5, 0, 0, 0, 2_000_000_000L, energy, null);
    }

    @Test
    void countersWrapAround() throws IOException {
        counter("intel-rapl:0", "package-0", 900, 1000);
        counter("intel-rapl:0:0", "core", 100, 1000);
        counter("intel-rapl:0:1", "dram", 0, 1000);
        EnergyCounters counters = EnergyCounters.of(new Machine(root));
        counters.start();
        counter("intel-rapl:0", "package-0", 50, 1000);
        counter("intel-rapl:0:0", "core", 130, 1000);
        counters.update();
        counter("intel-rapl:0", "package-0", 60, 1000);
        counter("intel-rapl:0:1", "dram", 7, 1000);
        counters.update();
        assertThat(counters.advanced())
                .containsExactly(
                        new Energy.Counter("package-0", 160e-6),
                        new Energy.Counter("core", 30e-6),
                        new Energy.Counter("dram", 7e-6));
        assertThat(EnergyCounters.total(counters.advanced()))
                .as("cores are part of their package")
                .isCloseTo(167e-6, within(1e-12));
    }

    @Test
    void aMachineWithoutCountersHasNone() {
        assertThat(EnergyCounters.of(new Machine(root)).available()).isFalse();
    }

    @Test
    void idleIsSubtractedFromWhatWasMeasured() {
        List<Energy.Counter> run = List.of(new Energy.Counter("package-0", 100), new Energy.Counter("dram", 20));
        List<Energy.Counter> idle = List.of(new Energy.Counter("package-0", 10), new Energy.Counter("dram", 5));
        Energy energy = EnergyOfRun.of(window(run), idle, 2, host("any"), new EnergyOptions(1.25, "FR", null));
        assertThat(energy.method()).isEqualTo(Energy.MEASURED);
        assertThat(energy.idleJoules()).isEqualTo(15.0 * 2 * 1.25);
        assertThat(energy.joules()).isEqualTo((120 - 30) * 1.25);
        assertThat(energy.perThousandAlerts()).isEqualTo((120 - 30) * 1.25 / 2);
        assertThat(energy.gridGramsPerKwh()).isEqualTo(51.28);
        assertThat(energy.gramsCo2PerThousandAlerts()).isCloseTo((120 - 30) * 1.25 / 2 / 3.6e6 * 51.28, within(1e-12));
        assertThat(energy.warning()).isNull();
    }

    @Test
    void aRunThatCannotBeToldFromIdleIsWarnedOf() {
        List<Energy.Counter> same = List.of(new Energy.Counter("package-0", 100));
        Energy energy = EnergyOfRun.of(window(same), same, 4, host("any"), EnergyOptions.DEFAULT);
        assertThat(energy.joules()).isZero();
        assertThat(energy.warning()).contains("hardly more power than the idle machine");
    }

    @Test
    void withoutCountersItIsAnEstimateThatSaysSo() {
        Energy energy = EnergyOfRun.of(
                window(List.of()),
                List.of(),
                0,
                host("AMD EPYC 7251 8-Core Processor"),
                new EnergyOptions(1, "DE", 100.0));
        assertThat(energy.method()).isEqualTo(Energy.ESTIMATE);
        double memory = 0.3725 * 2 * 4;
        assertThat(energy.joules()).isCloseTo(5 * 15 + memory, within(1e-9));
        assertThat(energy.low()).isCloseTo(5 * 7.5 + memory, within(1e-9));
        assertThat(energy.high()).isCloseTo(5 * 19.5 + memory, within(1e-9));
        assertThat(energy.gridGramsPerKwh()).isEqualTo(100);
        assertThat(energy.grid()).isEqualTo("as given");
        assertThat(energy.idleJoules()).isNull();
        assertThat(energy.assumptions()).anyMatch(line -> line.contains("15.0 W for a loaded core (7.5 to 19.5)"));
    }

    @Test
    void anUnknownProcessorIsTheMeanOneWithAWideInterval() {
        Energy energy = EnergyOfRun.of(window(List.of()), List.of(), 0, host("unknown"), EnergyOptions.DEFAULT);
        assertThat(energy.assumptions()).anyMatch(line -> line.contains("12.0 W for a loaded core (3.8 to 23.8)"));
        assertThat(energy.grid()).contains("World", "2019");
    }

    @Test
    void everyCountryHasAPlausibleIntensityWithItsYearAndSource() {
        assertThat(GridIntensity.codes()).doesNotHaveDuplicates().contains("WORLD", "FR", "DE", "US");
        assertThat(GridIntensity.codes()).allSatisfy(code -> {
            GridIntensity grid = GridIntensity.of(code).orElseThrow();
            assertThat(grid.gramsPerKwh()).isBetween(0.0, 1000.0);
            assertThat(grid.year()).isBetween(2019, 2026);
            assertThat(grid.source()).isNotBlank();
        });
        assertThat(GridIntensity.of("fr").orElseThrow().country()).isEqualTo("France");
    }
}
