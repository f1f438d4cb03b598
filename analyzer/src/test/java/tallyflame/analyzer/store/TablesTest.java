package tallyflame.analyzer.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;

class TablesTest {
    @TempDir
    Path folder;

    @Test
    void sums() throws Exception {
        Frames frames = new Frames();
        CallTree tree = new CallTree(frames);
        int a = frames.frame(frames.method("p.A", "a", "()V"), 1, 0, FrameType.JIT_COMPILED);
        int b = frames.frame(frames.method("p.A", "b", "()V"), 2, 0, FrameType.JIT_COMPILED);
        int ab = tree.child(tree.child(0, a), b);
        int aba = tree.child(ab, a);
        tree.add(ab, 2, 20);
        tree.add(aba, 1, 10);
        tree.add(tree.child(0, b), 1, 10);
        TablesWriter.write(
                folder,
                Map.of("k", "v"),
                new RunTables("r", List.of(new Profile("cpu", "ns", tree, Ledger.complete(4)))));
        try (Database d = Database.open(List.of(new RunFolder("r", folder)), folder.resolve("spill"), "1GB")) {
            for (String q : List.of(
                    "FROM stacks",
                    "FROM frames",
                    "FROM samples",
                    "FROM profiles",
                    "FROM stack_frames ORDER BY stack, depth",
                    "SELECT stack, stack_text(run, stack), weight FROM samples",
                    "SELECT function, sum(weight) FROM samples s JOIN stacks n ON s.run=n.run AND s.stack BETWEEN n.stack AND n.last JOIN frames USING (frame) WHERE outermost GROUP BY 1",
                    "EXPLAIN SELECT 1",
                    "SELECT [1,2]")) {
                System.err.println(q);
                d.query(q, 100, new RowSink() {
                    @Override
                    public void columns(List<Column> columns) {
                        System.err.println(columns);
                    }

                    @Override
                    public void row(List<Object> cells) {
                        System.err.println(cells);
                    }
                });
            }
        }
    }
}
