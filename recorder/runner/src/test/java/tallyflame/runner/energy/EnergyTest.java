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

    /** 2000 alerts in 4 s of CPU time of one thread. */
    private static Timing.Window window(double seconds, double cpu, Double others, List<Energy.Counter> energy) {
        Timing.Work work = new Timing.Work(cpu, null, null, null, others, null);
        return new Timing.Window(
                2000,
                seconds,
                seconds,
                0,
                4,
                new Interval(500, 490, 510),
                cpu,
                cpu,
                0,
                0,
                0,
                2_000_000_000L,
                energy,
                work);
    }

    private static Timing.Window window(List<Energy.Counter> energy) {
        return window(4, 4, 0.0, energy);
    }

    private void stat(long busyTicks) throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/stat"), "cpu  " + busyTicks + " 0 0 9000 100 0 0 0 0 0\ncpu0 1 2 3\n");
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
        Energy energy = EnergyOfRun.of(
                window(run), new IdlePeriod(idle, 2, 0.0), host("any"), new EnergyOptions(1.25, "FR", null, null));
        assertThat(energy.method()).isEqualTo(Energy.MEASURED);
        assertThat(energy.idleJoules()).isEqualTo(15.0 * 2 * 1.25);
        assertThat(energy.joules()).isEqualTo((120 - 30) * 1.25);
        assertThat(energy.perThousandAlerts()).isEqualTo((120 - 30) * 1.25 / 2);
        assertThat(energy.gridGramsPerKwh()).isEqualTo(51.28);
        assertThat(energy.gramsCo2PerThousandAlerts()).isCloseTo((120 - 30) * 1.25 / 2 / 3.6e6 * 51.28, within(1e-12));
        assertThat(energy.warning()).isNull();
    }

    /** A machine of 50 W and 10 W for each busy processor; others keep some busy, this run one for 4 s in all. */
    private static Energy measured(double seconds, double othersBefore, double others) {
        double idle = (50 + 10 * othersBefore) * 2;
        double run = 50 * seconds + 10 * (others * seconds + 4);
        return EnergyOfRun.of(
                window(seconds, 4, others, List.of(new Energy.Counter("package-0", run))),
                new IdlePeriod(List.of(new Energy.Counter("package-0", idle)), 2, othersBefore),
                host("any"),
                EnergyOptions.DEFAULT);
    }

    @Test
    void theSameWorkHasTheSameMeasuredEnergyAtAnyLoad() {
        assertThat(measured(4, 0, 0).joules()).isCloseTo(40, within(1e-9));
        assertThat(measured(4, 3, 3).joules()).as("others before and meanwhile").isCloseTo(40, within(1e-9));
        Energy joined = measured(8, 0, 3);
        assertThat(joined.joules()).as("others that came meanwhile").isCloseTo(40, within(1e-9));
        assertThat(joined.low()).as("who took what of 28 s is not known").isLessThan(22);
        assertThat(joined.high()).isGreaterThan(65);
        Energy ended = measured(8, 1, 0);
        assertThat(ended.method())
                .as("others that ended take more away than the work adds")
                .isEqualTo(Energy.ESTIMATE);
        assertThat(ended.assumptions()).anyMatch(line -> line.startsWith("counters are not used"));
    }

    @Test
    void theSameWorkHasTheSameEstimatedEnergyAtAnyLoad() {
        Energy calm = EnergyOfRun.of(window(4, 4, 0.0, List.of()), IdlePeriod.NONE, host("any"), EnergyOptions.DEFAULT);
        Energy busy =
                EnergyOfRun.of(window(40, 4, 8.0, List.of()), IdlePeriod.NONE, host("any"), EnergyOptions.DEFAULT);
        Energy unknown =
                EnergyOfRun.of(window(4, 4, null, List.of()), IdlePeriod.NONE, host("any"), EnergyOptions.DEFAULT);
        assertThat(busy.joules()).isEqualTo(calm.joules());
        assertThat(busy.low()).as("on a calm machine it may take less").isCloseTo(calm.low() / 1.5, within(1e-9));
        assertThat(unknown.low()).as("the load is not known").isEqualTo(busy.low());
        assertThat(busy.wide()).isTrue();
        assertThat(calm.wide()).isFalse();
    }

    @Test
    void anIdleRunIsToldFromAWorkingOne() {
        List<Energy.Counter> same = List.of(new Energy.Counter("package-0", 200));
        IdlePeriod idle = new IdlePeriod(same, 4, 0.0);
        Energy asleep = EnergyOfRun.of(window(4, 0.04, 0.0, same), idle, host("any"), EnergyOptions.DEFAULT);
        assertThat(asleep.warning()).contains("the run was idle: it used 1.0 % of one processor");
        Energy working = EnergyOfRun.of(window(4, 4, 0.0, same), idle, host("any"), EnergyOptions.DEFAULT);
        assertThat(working.joules()).isZero();
        assertThat(working.high()).isEqualTo(10);
        assertThat(working.warning()).contains("cannot be told from what the idle machine varies by");
        // One processor of many: little of the machine's power, and work all the same.
        List<Energy.Counter> more = List.of(new Energy.Counter("package-0", 230));
        assertThat(EnergyOfRun.of(window(4, 4, 0.0, more), idle, host("any"), EnergyOptions.DEFAULT)
                        .warning())
                .isNull();
    }

    @Test
    void anIdlePeriodKnowsHowBusyOthersWere() throws Exception {
        assertThat(IdlePeriod.measure(new Machine(root), 1)).isEqualTo(IdlePeriod.NONE);
        counter("intel-rapl:0", "package-0", 900, 1000);
        assertThat(IdlePeriod.measure(new Machine(root), 1).busyCores())
                .as("without /proc/stat")
                .isNull();
        stat(500);
        assertThat(new Machine(root).busyNanos()).isEqualTo(5_000_000_000L);
        assertThat(IdlePeriod.measure(new Machine(root), 1).busyCores()).isZero();
    }

    @Test
    void withoutCountersItIsAnEstimateThatSaysSo() {
        Energy energy = EnergyOfRun.of(
                window(List.of()),
                IdlePeriod.NONE,
                host("AMD EPYC 7251 8-Core Processor"),
                new EnergyOptions(1, "DE", 100.0, null));
        assertThat(energy.method()).isEqualTo(Energy.ESTIMATE);
        double memory = 0.3725 * 2 * 4;
        assertThat(energy.joules()).isCloseTo(4 * 15 + memory, within(1e-9));
        assertThat(energy.low()).isCloseTo(4 * 7.5 + memory, within(1e-9));
        assertThat(energy.high()).isCloseTo(4 * 19.5 + memory, within(1e-9));
        assertThat(energy.gridGramsPerKwh()).isEqualTo(100);
        assertThat(energy.grid()).isEqualTo("as given");
        assertThat(energy.idleJoules()).isNull();
        assertThat(energy.assumptions()).anyMatch(line -> line.contains("15.0 W for a loaded core (7.5 to 19.5)"));
    }

    @Test
    void anUnknownProcessorIsTheMeanOneWithAWideInterval() {
        Energy energy = EnergyOfRun.of(window(List.of()), IdlePeriod.NONE, host("unknown"), EnergyOptions.DEFAULT);
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
