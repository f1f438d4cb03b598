package tallyflame.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tallyflame.spark.Application.CLUSTER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runner.fork.BatchProcessor;
import tallyflame.runner.fork.ResultWriter;

/** All science modules on two executors: alert by alert the results that they have without Spark. */
class ModulesIT {
    private static final Path REAL =
            Path.of(Optional.ofNullable(System.getenv("TALLYFLAME_SHARED")).orElse("../../../shared"), "alerts");
    private static final Path MODULES =
            Path.of("../modules/target/tallyflame-modules-" + System.getProperty("project.version") + ".jar");

    private Application application;

    @TempDir
    Path folder;

    @BeforeEach
    void findSpark() {
        Application.sparkHome();
        application = new Application(folder);
    }

    @Test
    void resultsOfGeneratedAlertsAreThoseWithoutSpark() throws Exception {
        Path alerts = folder.resolve("alerts");
        AlertGenerator.write(alerts, 300, 7);

        assertSame(alerts, List.of("--master", "local[2]"));
    }

    /** Their files differ in their types, have NULL histories and stamps of several sizes. */
    @Test
    void resultsOfRealAlertsAreThoseWithoutSpark() throws Exception {
        boolean there = Files.isDirectory(REAL);
        if (!there) {
            System.err.println("SKIPPED: there are no real alerts in " + REAL + "; TALLYFLAME_SHARED says where");
        }
        assumeTrue(there, "there are no real alerts in " + REAL);

        assertSame(REAL.toAbsolutePath(), CLUSTER);
    }

    private void assertSame(Path alerts, List<String> master) throws Exception {
        Path results = folder.resolve("results");
        List<String> arguments = new ArrayList<>(master);
        arguments.addAll(List.of("--jars", MODULES.toAbsolutePath().toString()));
        arguments.addAll(List.of("--class", "tallyflame.spark.modules.ModuleJob"));
        arguments.add(Application.plugin().toString());
        arguments.addAll(List.of("all", alerts.toString(), "--batch", "64", "--warmup", "0", "--loops", "1"));
        arguments.addAll(List.of("--compare", "true", "--out", results.toString()));

        String output = application.run(arguments, Map.of());

        List<ScienceModule> modules =
                ModuleRegistry.load(getClass().getClassLoader()).all();
        assertThat(modules).hasSizeGreaterThan(7);
        for (ScienceModule module : modules) {
            Path without = write(module, alerts);
            assertThat(sorted(results.resolve(module.name() + ".csv")))
                    .as(module.name())
                    .isEqualTo(sorted(without));
            assertThat(output).contains(module.name() + ": ");
        }
        application.assertAllMarked();
    }

    private Path write(ScienceModule module, Path alerts) throws IOException {
        Path file = folder.resolve("without-spark-" + module.name() + ".csv");
        BatchProcessor processor = new BatchProcessor(module);
        try (AlertSource source = AlertSource.open(alerts, module.columns(), 100, -1);
                ResultWriter writer = new ResultWriter(file, module.outputs())) {
            int number = 0;
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                processor.process(batch);
                writer.add(number++, batch);
            }
            writer.finish();
        }
        return file;
    }

    private static List<String> sorted(Path csv) throws IOException {
        return Files.readAllLines(csv).stream().sorted().toList();
    }
}
