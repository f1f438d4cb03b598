package tallyflame.flamegraphs.html;

/**
 * Numbers most of which are the same one. Only the others are kept, each with how many usual ones come before it; both
 * compress well with Huffman codes alone, which is much faster than looking for repetitions.
 */
final class RunColumn {
    private final long usual;
    private final PackedColumn runs = new PackedColumn();
    private final PackedColumn others = new PackedColumn();
    private long run;
    private long count;

    /** @param usual the number that is to be expected */
    RunColumn(long usual) {
        this.usual = usual;
    }

    /** Appends a number that is not negative. */
    void add(long value) {
        if (value == usual) {
            run++;
            return;
        }
        runs.unsigned(run);
        // The usual number does not occur here, so those above it move down.
        others.unsigned(value > usual ? value - 1 : value);
        run = 0;
        count++;
    }

    /** Writes how many unusual numbers there are, the runs before them, then the numbers themselves. */
    void appendTo(PackedColumn column) {
        column.unsigned(count);
        column.append(runs);
        column.append(others);
    }
}
