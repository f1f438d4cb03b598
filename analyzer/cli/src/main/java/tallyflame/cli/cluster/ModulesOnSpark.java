package tallyflame.cli.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tallyflame.analysis.throughput.SparkThroughput;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.analysis.throughput.SvgChart;
import tallyflame.cli.options.TableOptions;
import tallyflame.modules.ModuleRegistry;
import tallyflame.parquet.ParquetFile;
import tallyflame.runner.fork.BatchProcessor;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunJson;
import tallyflame.runs.cluster.ModuleCost;

/**
 * Submits an application with science modules, waits for it, and says what it measured.
 *
 * @param budgets what surveys demand
 */
public record ModulesOnSpark(TableOptions common, SparkOptions spark, List<SurveyDemand> budgets) {
    /** Is given to Spark, and not loaded here. */
    private static final String JOB = "tallyflame.spark.modules.ModuleJob";

    private static final String LOG = "spark.log";
    private static final String SAID = "science modules on Spark: ";
    private static final int USAGE = 2;
    private static final int INPUT = 3;

    /**
     * What an application is to do.
     *
     * @param modules names
     * @param alerts file or folder, which executors see under the same path
     * @param batch most alerts of a batch
     * @param jars of the user's own modules
     * @param out folder for results and figures
     * @param results file of the results of a single module, or {@code null}
     */
    public record Job(List<String> modules, Path alerts, int batch, List<Path> jars, Path out, Path results) {}

    /**
     * Runs them.
     *
     * @throws EnvironmentException if there is no Spark, or it failed; the message says where its log is
     * @throws IOException if the alerts cannot be read
     */
    public void run(Job job) throws IOException, InterruptedException, EnvironmentException {
        Path submit = SparkHome.submit(System.getenv(), System.getProperty("user.home"));
        Path out = job.out().toAbsolutePath().normalize();
        if (Files.exists(out.resolve(ModuleCost.FILE))) {
            throw new FileAlreadyExistsException(out + ": already holds figures; choose another with --out");
        }
        Files.createDirectories(out);
        await(command(submit, job, out), out.resolve(LOG));
        ModuleCost.Document document = RunJson.read(out.resolve(ModuleCost.FILE), ModuleCost.Document.class, 1);
        if (job.results() != null) {
            Path results = out.resolve(job.modules().get(0) + ".csv");
            AtomicFiles.write(
                    job.results(), temporary -> Files.copy(results, temporary, StandardCopyOption.REPLACE_EXISTING));
        }
        String svg = SvgChart.of(SparkThroughput.bars(document.modules()), budgets);
        AtomicFiles.write(out.resolve("throughput.svg"), temporary -> Files.writeString(temporary, svg));
        common.print(SparkThroughput.answer(document, budgets).lines("files: " + out));
    }

    private List<String> command(Path submit, Job job, Path out) throws IOException, EnvironmentException {
        List<String> command = new ArrayList<>(List.of(submit.toString(), "--master", spark.master()));
        command.addAll(List.of("--conf", "spark.ui.enabled=false"));
        spark.conf().forEach(setting -> command.addAll(List.of("--conf", setting)));
        Path application = jar(JOB);
        Set<Path> jars = new LinkedHashSet<>();
        for (Class<?> type : List.of(ModuleRegistry.class, ParquetFile.class, BatchProcessor.class, RunJson.class)) {
            jars.add(jar(type.getName()));
        }
        jars.remove(application); // where one jar holds everything
        Stream.concat(jars.stream(), job.jars().stream())
                .map(jar -> jar.toAbsolutePath().toString())
                .reduce((first, second) -> first + "," + second)
                .ifPresent(all -> command.addAll(List.of("--jars", all)));
        command.addAll(List.of("--class", JOB, application.toString()));
        command.addAll(List.of(
                String.join(",", job.modules()), job.alerts().toAbsolutePath().toString()));
        command.addAll(List.of("--batch", "" + job.batch(), "--warmup", "" + spark.warmupLoops()));
        command.addAll(List.of("--loops", "" + spark.loops(), "--compare", "true", "--out", out.toString()));
        return command;
    }

    private static Path jar(String type) throws IOException, EnvironmentException {
        URL found = ModulesOnSpark.class.getClassLoader().getResource(type.replace('.', '/') + ".class");
        if (found != null && found.openConnection() instanceof JarURLConnection jar) {
            return Path.of(URI.create(jar.getJarFileURL().toString()));
        }
        throw new EnvironmentException(
                type + " is in no jar, and Spark takes nothing else; start the built program (scripts/tallyflame)");
    }

    /** What the application prints is progress here; what Spark says goes into a file. */
    private void await(List<String> command, Path log) throws IOException, InterruptedException, EnvironmentException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                common.err().println(line);
                common.err().flush();
            }
        } finally {
            process.destroy();
        }
        int status = process.waitFor();
        if (status != 0) {
            throw failure(status, log);
        }
    }

    private IOException failure(int status, Path log) throws IOException, EnvironmentException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        String reason = lines.stream()
                .filter(line -> line.startsWith(SAID))
                .map(line -> line.substring(SAID.length()))
                .collect(Collectors.joining(" "));
        if (status == USAGE && !reason.isEmpty()) {
            throw common.usage(reason);
        }
        if (status == INPUT && !reason.isEmpty()) {
            return new IOException(reason);
        }
        String last = lines.stream()
                .filter(line -> line.matches("(Exception in|Caused by:|Error:|.* ERROR ).*"))
                .reduce((first, second) -> second)
                .orElse("");
        throw new EnvironmentException("Spark ended with status " + status + (last.isEmpty() ? "" : " (" + last + ")")
                + "; all that it said is in " + log);
    }
}
