package tallyflame.cli.read;

import java.util.List;
import java.util.Locale;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.TerminalText;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.text.TextGraph;

/** A flame graph for a terminal: share, bar, and the name indented by its depth. */
final class FlameText {
    private static final int BAR = 20;
    private static final int WIDTH = 120;
    /** Eighths of a block, from none to seven. */
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private FlameText() {}

    static String of(Profile profile, GraphTree tree, List<TextGraph.Row> rows) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s: %s in %s%n%n",
                profile.event(),
                Quantity.of(tree.totalWeight(0), profile.unit()),
                Quantity.of(tree.totalSamples(0), "samples")));
        for (TextGraph.Row row : rows) {
            double share = tree.totalWeight(0) == 0 ? 0 : (double) row.total() / tree.totalWeight(0);
            String skipped = row.skipped() == 0 ? "" : "(+" + row.skipped() + ") ";
            String text = row.node() < 0 ? "… " + row.count() + " narrower" : skipped + name(tree, row.node());
            String indented = " ".repeat(Math.min(row.depth(), 40)) + text;
            out.append(String.format(Locale.ROOT, "%8s  %s  ", Quantity.percent(share), bar(share)));
            out.append(TerminalText.cut(TerminalText.clean(indented), WIDTH - BAR - 12))
                    .append('\n');
        }
        out.append(
                "\n(+n) skips n boxes of about the same width; what is narrower than the last line and sums to under 0.5 % is not listed\n");
        LedgerText.lines(profile.ledger()).forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    static String name(GraphTree tree, int node) {
        return node == 0 ? "all" : tree.labels().text(tree.label(node));
    }

    private static String bar(double share) {
        int eighths = (int) Math.round(share * BAR * 8);
        String blocks = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
        return blocks + " ".repeat(BAR - blocks.length());
    }
}
