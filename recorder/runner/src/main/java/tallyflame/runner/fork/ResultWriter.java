package tallyflame.runner.fork;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;

/**
 * Writes results as CSV, {@code objectId,candid} and the module's outputs, in the order of the alerts whichever thread
 * finishes first. Numbers are in a form that reads back as the same double. Thread-safe.
 */
public final class ResultWriter implements AutoCloseable {
    private final Path target;
    private final Path temporary;
    private final List<String> outputs;
    private final BufferedWriter out;
    private final SortedMap<Long, String> waiting = new TreeMap<>();
    private long next;

    /**
     * Begins the file under a temporary name.
     *
     * @throws IOException if it cannot be made
     */
    public ResultWriter(Path target, List<Output> outputs) throws IOException {
        this.target = target;
        this.temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        this.outputs = outputs.stream().map(Output::name).toList();
        Files.createDirectories(target.toAbsolutePath().getParent());
        this.out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
        out.write("objectId,candid," + String.join(",", this.outputs) + "\n");
    }

    /**
     * Takes the results of a batch.
     *
     * @param index of the batch, from 0
     */
    public void add(long index, AlertBatch batch) throws IOException {
        String text = text(batch);
        synchronized (this) {
            waiting.put(index, text);
            while (!waiting.isEmpty() && waiting.firstKey() == next) {
                out.write(waiting.remove(next));
                next++;
            }
        }
    }

    private String text(AlertBatch batch) {
        StringBuilder text = new StringBuilder();
        double[][] values = outputs.stream().map(batch::result).toArray(double[][]::new);
        for (int row = 0; row < batch.size(); row++) {
            text.append(quoted(batch.objectId(row))).append(',').append(batch.candid(row));
            for (double[] column : values) {
                text.append(',').append(column[row]);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String quoted(String name) {
        boolean plain = name != null && name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : '"' + String.valueOf(name).replace("\"", "\"\"") + '"';
    }

    /** Gives the file its name; what was written stays unnamed and is removed if this is not reached. */
    public void finish() throws IOException {
        out.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(temporary);
    }
}
