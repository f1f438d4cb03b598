package tallyflame.analysis.fleet.add;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.StackForest;

/**
 * The stacks and frames of a batch, each once, by their content: a frame is its class, method, descriptor, line and the way its code ran,
 * a stack is its frames. Numbers hold within the batch only.
 */
final class StackIds {
    private final Map<ByteBuffer, Integer> stacks = new HashMap<>();
    private final Map<ByteBuffer, Integer> frames = new HashMap<>();
    private final Content content = new Content();
    private final RawRows rows;

    /** @param rows takes each that is new */
    StackIds(RawRows rows) {
        this.rows = rows;
    }

    /** Numbers of the stacks of a profile, by the node at which they end; nodes at which none ends have 0. */
    int[] number(StackForest tree) throws SQLException {
        Numbered known = new Numbered(tree.frames());
        int[] numbers = new int[tree.size()];
        int[] path = new int[64];
        for (int node = 0; node < tree.size(); node++) {
            if (tree.stack(node) == 0) {
                continue;
            }
            int depth = 0;
            for (int above = node; above != StackForest.ROOT; above = tree.parent(above)) {
                path = depth < path.length ? path : Arrays.copyOf(path, 2 * depth);
                path[depth++] = tree.frame(above);
            }
            numbers[node] = stack(known, path, depth);
        }
        return numbers;
    }

    private int stack(Numbered known, int[] path, int depth) throws SQLException {
        for (int i = depth - 1; i >= 0; i--) {
            content.hash(known.hash(path[i]));
        }
        byte[] hash = content.end();
        Integer number = stacks.get(ByteBuffer.wrap(hash));
        if (number == null) {
            number = stacks.size();
            stacks.put(ByteBuffer.wrap(hash), number);
            rows.stack(number, hash);
            Set<String> above = new HashSet<>();
            for (int i = depth - 1; i >= 0; i--) {
                boolean outermost = above.add(known.function(path[i]));
                rows.frameOfStack(number, depth - i, known.number(path[i]), i == 0, outermost);
            }
        }
        return number;
    }

    /** The frames of one profile, hashed as they are met. */
    private final class Numbered {
        private final Frames of;
        private final byte[][] hashes;
        private final int[] numbers;
        private final String[] functions;

        Numbered(Frames of) {
            this.of = of;
            hashes = new byte[of.size()][];
            numbers = new int[of.size()];
            functions = new String[of.size()];
        }

        byte[] hash(int frame) throws SQLException {
            if (hashes[frame] == null) {
                learn(frame);
            }
            return hashes[frame];
        }

        int number(int frame) {
            return numbers[frame];
        }

        String function(int frame) {
            return functions[frame];
        }

        private void learn(int frame) throws SQLException {
            int method = of.methodOf(frame);
            functions[frame] = of.functionName(method);
            byte[] hash = content()
                    .text(of.className(method))
                    .text(of.methodName(method))
                    .text(of.descriptor(method))
                    .text(String.valueOf(of.line(frame)))
                    .text(of.type(frame).name())
                    .end();
            hashes[frame] = hash;
            Integer known = frames.get(ByteBuffer.wrap(hash));
            if (known == null) {
                known = frames.size();
                frames.put(ByteBuffer.wrap(hash), known);
                rows.frame(known, hash, of, frame);
            }
            numbers[frame] = known;
        }

        /** Frames are hashed while a stack is, which needs a hash of its own. */
        private Content content() {
            return new Content();
        }
    }
}
