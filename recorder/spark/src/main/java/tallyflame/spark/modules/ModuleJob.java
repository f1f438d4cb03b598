package tallyflame.spark.modules;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.UnknownModuleException;
import tallyflame.runs.RunJson;
import tallyflame.runs.cluster.ModuleCost;

/**
 * An application of Spark: science modules over alerts, as a broker runs them. It reads Parquet files, selects what the module
 * needs, spreads and caches that; then tasks give batches to the module, and the driver collects the results. That is what is
 * timed.
 */
public final class ModuleJob {
    private static final int USAGE = 2;
    private static final int INPUT = 3;

    private final SparkSession spark;
    private final JobOptions options;
    private final ModuleRegistry registry;
    private final TaskTimes times = new TaskTimes();
    private final ClusterCores executors;

    private ModuleJob(SparkSession spark, JobOptions options, ModuleRegistry registry) {
        this.spark = spark;
        this.options = options;
        this.registry = registry;
        executors = new ClusterCores(spark.sparkContext());
        spark.sparkContext().addSparkListener(times);
    }

    /** Runs the modules and prints what they cost; a wrong argument or input is one line, and status 2 or 3. */
    public static void main(String[] arguments) throws InterruptedException {
        int status = run(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(String... arguments) throws InterruptedException {
        try {
            JobOptions options = JobOptions.of(arguments);
            ModuleRegistry registry = ModuleRegistry.load(Thread.currentThread().getContextClassLoader());
            List<ScienceModule> modules = modules(options, registry);
            try (SparkSession spark = SparkSession.builder()
                    .appName("science modules")
                    .config("spark.sql.caseSensitive", "true")
                    .getOrCreate()) {
                new ModuleJob(spark, options, registry).run(modules);
            }
            return 0;
        } catch (IllegalArgumentException | UnknownModuleException e) {
            System.err.println("science modules on Spark: " + e.getMessage());
            return USAGE;
        } catch (IOException | UncheckedIOException e) {
            System.err.println("science modules on Spark: " + e.getMessage());
            return INPUT;
        }
    }

    private static List<ScienceModule> modules(JobOptions options, ModuleRegistry registry)
            throws UnknownModuleException {
        if (options.modules().contains("all")) {
            return registry.all();
        }
        List<ScienceModule> modules = new ArrayList<>();
        for (String name : options.modules()) {
            modules.add(registry.create(name));
        }
        return modules;
    }

    private void run(List<ScienceModule> modules) throws IOException, InterruptedException, UnknownModuleException {
        executors.await();
        AlertFiles files = AlertFiles.open(spark, options.alerts());
        List<ModuleCost> all = new ArrayList<>();
        for (ScienceModule module : modules) {
            ModuleCost cost = run(module, files);
            System.out.println(line(cost));
            all.add(cost);
            write(all);
        }
    }

    /** After each module, so that what was measured is there whatever becomes of the rest. */
    private void write(List<ModuleCost> costs) throws IOException {
        if (options.out() != null) {
            Path file = Path.of(options.out(), ModuleCost.FILE);
            Files.createDirectories(file.getParent());
            RunJson.write(file, new ModuleCost.Document(1, costs));
        }
    }

    private static String line(ModuleCost cost) {
        String line = String.format(
                Locale.ROOT,
                "%s: %,d alerts (%,d failed), %,.1f alerts/s/core on %d cores",
                cost.module(),
                cost.alerts(),
                cost.failed(),
                cost.alertsPerSecond().value(),
                cost.cores());
        return cost.failure() == null ? line : line + "; first failure: " + cost.failure();
    }

    private ModuleCost run(ScienceModule module, AlertFiles files)
            throws IOException, InterruptedException, UnknownModuleException {
        AlertFrame frame = AlertFrame.of(spark, files, module.columns());
        int partitions = options.partitions() == 0 ? 2 * executors.cores() : options.partitions();
        Dataset<Row> cached = frame.rows().repartition(partitions).cache();
        try {
            cached.count(); // which fills the cache
            int cores = executors.cores();
            Dataset<Row> all = cached.select(col("*"));
            JavaRDD<InternalRow> rows = internal(all);
            ModuleTask task = new ModuleTask(module.name(), frame.columns(), options.batch());
            List<Tax.Loop> loops = new ArrayList<>();
            List<BatchResult> results = List.of();
            try (Alone alone = options.compare() ? alone(rows, frame, module.name(), cores) : null) {
                for (int loop = 0; loop < options.warmup() + options.loops(); loop++) {
                    Time scan = alone == null ? Time.NONE : scan(rows);
                    Time objects = alone == null ? Time.NONE : scan(all.javaRDD());
                    long began = System.nanoTime();
                    results = collect(rows.mapPartitions(task));
                    double seconds = (System.nanoTime() - began) / 1e9;
                    ResultSum sum = ResultSum.of(results);
                    Time without = alone == null ? Time.NONE : alone.run();
                    loops.add(new Tax.Loop(seconds, times.take(), scan, objects, sum.read(), sum.processed(), without));
                }
            }
            if (options.out() != null) {
                ResultSum.write(Path.of(options.out(), module.name() + ".csv"), module, results);
            }
            requireUnchanged(cores);
            List<Tax.Loop> measured = loops.subList(options.warmup(), loops.size());
            return Tax.of(module.name(), ResultSum.of(results), cores, partitions, measured);
        } finally {
            cached.unpersist(true);
        }
    }

    /** Rates are for each core. */
    private void requireUnchanged(int cores) throws IOException {
        int now = executors.cores();
        if (now != cores) {
            throw new IOException("executors came or went: there were " + cores + " cores before and " + now
                    + " after; run it with spark.cores.max, and without dynamic allocation");
        }
    }

    /** The rows as Spark has them in memory, which spares an object for each row and each value. */
    private static JavaRDD<InternalRow> internal(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .toRdd()
                .toJavaRDD();
    }

    private <T> List<T> collect(JavaRDD<T> rows) {
        spark.sparkContext().setJobGroup(TaskTimes.GROUP, "a module", false);
        try {
            return rows.collect();
        } finally {
            spark.sparkContext().clearJobGroup();
        }
    }

    /** Time of tasks that do nothing but go over the rows. */
    private static <T> Time scan(JavaRDD<T> rows) {
        return rows.mapPartitions(new Scan<T>()).collect().stream().reduce(Time.NONE, Time::plus);
    }

    private static final class Scan<T> implements FlatMapFunction<Iterator<T>, Time> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Time> call(Iterator<T> rows) {
            Time began = Time.now();
            while (rows.hasNext()) {
                rows.next();
            }
            return List.of(Time.since(began)).iterator();
        }
    }

    private Alone alone(JavaRDD<InternalRow> rows, AlertFrame frame, String module, int cores)
            throws UnknownModuleException {
        RowReader reader = new RowReader(frame.columns(), options.batch());
        List<AlertBatch> batches = new ArrayList<>();
        Iterator<InternalRow> all = rows.map(InternalRow::copy).toLocalIterator();
        while (all.hasNext()) {
            batches.add(reader.next(all));
        }
        List<ScienceModule> modules = new ArrayList<>();
        for (int thread = 0; thread < cores; thread++) {
            modules.add(registry.create(module));
        }
        return new Alone(batches, modules);
    }
}
