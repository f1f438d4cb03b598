package tallyflame.spark.modules;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.UnknownModuleException;
import tallyflame.runner.fork.BatchProcessor;

/** A science module over the rows of a partition: one result for each batch. */
final class ModuleTask implements FlatMapFunction<Iterator<InternalRow>, BatchResult> {
    private static final long serialVersionUID = 1L;

    /** One instance for each thread, as modules ask for; executors keep their threads. */
    private static final ThreadLocal<Map<String, ScienceModule>> MODULES = ThreadLocal.withInitial(HashMap::new);

    private final String name;
    private final FrameColumn[] columns;
    private final int batch;

    ModuleTask(String name, List<FrameColumn> columns, int batch) {
        this.name = name;
        this.columns = columns.toArray(FrameColumn[]::new);
        this.batch = batch;
    }

    private static ScienceModule create(String name) {
        try {
            return ModuleRegistry.load(Thread.currentThread().getContextClassLoader())
                    .create(name);
        } catch (UnknownModuleException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public Iterator<BatchResult> call(Iterator<InternalRow> rows) {
        ScienceModule module = MODULES.get().computeIfAbsent(name, ModuleTask::create);
        BatchProcessor processor = new BatchProcessor(module);
        RowReader reader = new RowReader(List.of(columns), batch);
        return new Iterator<>() {
            private Time looking = Time.NONE;

            @Override
            public boolean hasNext() {
                Time began = Time.now();
                boolean more = rows.hasNext();
                looking = looking.plus(Time.since(began));
                return more;
            }

            @Override
            public BatchResult next() {
                Time began = Time.now();
                AlertBatch alerts = reader.next(rows);
                Time read = Time.now();
                int failed = processor.process(alerts);
                Time processed = Time.since(read);
                Time all = read.minus(began).plus(looking);
                looking = Time.NONE;
                return BatchResult.of(alerts, module, failed, all, processed);
            }
        };
    }
}
