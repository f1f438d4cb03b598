package tallyflame.flamegraphs.svg;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * Writes a flame graph as a picture without scripts: the root at the top, each box with its full name and weight as title,
 * which browsers show as a tooltip. Boxes narrower than half a pixel are summed into one box next to their siblings.
 */
public final class SvgWriter {
    private static final double MIN_WIDTH = 0.5;
    private static final int ROW = 18;
    private static final int HEAD = 30;
    private static final double CHAR_WIDTH = 6.7;

    private final String title;
    private final String unit;
    private final int width;
    private Writer out;
    private double scale;

    /**
     * @param title heading
     * @param unit unit of the weights, for the titles of the boxes
     * @param width width of the picture in pixels
     */
    public SvgWriter(String title, String unit, int width) {
        this.title = title;
        this.unit = unit;
        this.width = width;
    }

    /** Writes one picture; the stream is flushed and stays open. */
    public void write(GraphTree tree, OutputStream stream) throws IOException {
        out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        long total = tree.totalWeight(0);
        scale = total == 0 ? 0 : (double) width / total;
        int height = HEAD + (deepestRow(tree) + 1) * ROW;
        out.write("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\" font-family=\"monospace\" font-size=\"11\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + "<text x=\"4\" y=\"20\" font-family=\"sans-serif\" font-size=\"14\" fill=\"#14181d\">"
                + Xml.escape(title) + "</text>\n");
        boxes(tree);
        out.write("</svg>\n");
        out.flush();
    }

    private void boxes(GraphTree tree) throws IOException {
        double[] left = new double[tree.maxDepth() + 2];
        for (int node = 0; node < tree.size(); ) {
            int depth = tree.depth(node);
            double w = tree.totalWeight(node) * scale;
            if (w < MIN_WIDTH) {
                // Siblings come widest first: all that follow are as narrow, so they are one box.
                node = narrow(tree, node, left[depth]);
                continue;
            }
            box(left[depth], depth, w, name(tree, node), tree.totalWeight(node), tree.totalWeight(0), fill(tree, node));
            left[depth + 1] = left[depth];
            left[depth] += w;
            node++;
        }
    }

    /** Draws a node and its later siblings as one box; returns the node after them. */
    private int narrow(GraphTree tree, int first, double x) throws IOException {
        int depth = tree.depth(first);
        long weight = 0;
        int count = 0;
        int node = first;
        while (node < tree.size() && tree.depth(node) == depth) {
            weight += tree.totalWeight(node);
            count++;
            node = tree.end(node);
        }
        if (weight > 0) {
            box(x, depth, weight * scale, count + " narrow", weight, tree.totalWeight(0), "#c3c9d1");
        }
        return node;
    }

    private void box(double x, int depth, double w, String name, long weight, long total, String fill)
            throws IOException {
        int y = HEAD + depth * ROW;
        out.write(String.format(
                Locale.ROOT,
                "<g><title>%s: %s, %s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                Xml.escape(name),
                Xml.escape(Quantity.of(weight, unit)),
                Quantity.percent((double) weight / Math.max(total, 1)),
                x,
                y,
                Math.max(w - 0.4, 0.1),
                ROW - 1,
                fill));
        int characters = (int) ((w - 6) / CHAR_WIDTH);
        if (characters >= 3) {
            out.write(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">", x + 3, y + 13));
            out.write(Xml.escape(shorten(name, characters)) + "</text>");
        }
        out.write("</g>\n");
    }

    private int deepestRow(GraphTree tree) {
        int deepest = 0;
        for (int node = 0; node < tree.size(); ) {
            boolean drawn = tree.totalWeight(node) * scale >= MIN_WIDTH;
            if (drawn || tree.totalWeight(node) > 0) {
                deepest = Math.max(deepest, tree.depth(node));
            }
            node = drawn ? node + 1 : tree.end(node);
        }
        return deepest;
    }

    private static String name(GraphTree tree, int node) {
        return node == 0 ? "all" : tree.labels().text(tree.label(node));
    }

    /** The longest of {@code pkg.Class.method}, {@code Class.method} and {@code method} that fits, cut where none does. */
    private static String shorten(String name, int characters) {
        String shorter = name;
        for (int dots = name.length() - name.replace(".", "").length();
                shorter.length() > characters && dots > 0;
                dots--) {
            shorter = shorter.substring(shorter.indexOf('.') + 1);
        }
        int end = shorter.offsetByCodePoints(0, Math.min(characters - 1, shorter.codePointCount(0, shorter.length())));
        return shorter.length() <= characters ? shorter : shorter.substring(0, Math.min(end, shorter.length())) + "…";
    }

    /** The page's light fills, after the colour-blind safe palette of Okabe and Ito. */
    private static String fill(GraphTree tree, int node) {
        if (node == 0) {
            return "#dfe3e8";
        }
        FrameType type = tree.labels().type(tree.label(node));
        return switch (type) {
            case INTERPRETED -> "#d3cfe2";
            case JIT_COMPILED -> "#98d4bd";
            case INLINED -> "#abd7f3";
            case NATIVE -> "#e4b3d0";
            case CPP -> "#f4cd82";
            case KERNEL -> "#f0a782";
            case C1_COMPILED -> "#ece394";
            case CLASS -> "#c9d3c0";
        };
    }
}
