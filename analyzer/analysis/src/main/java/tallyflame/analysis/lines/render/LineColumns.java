package tallyflame.analysis.lines.render;

import java.util.ArrayList;
import java.util.List;
import tallyflame.analysis.table.TerminalText;

/**
 * The columns of a line table. Figures are never cut: columns grow with them, and branches that do not fit go on in further
 * lines. Only the source text, in the last column, is cut at the width of the terminal.
 */
final class LineColumns {
    private static final List<String> BLANK = List.of("", "", "", "", "", "");
    /** Widths of the columns where there is room, the blank before each included. */
    private static final int[] ROOMY = {6, 10, 10, 12, 9, 7};

    private static final int ROOMY_WIDTH = 120;
    private static final int BRANCHES_WIDTH = 14;
    private static final int WIDEST_BRANCHES = 32;
    private static final int LEAST_TEXT = 1;

    private record Row(List<String> numbers, List<String> branches, String text) {}

    private final List<String> titles;
    private final List<Row> rows = new ArrayList<>();

    /** @param what the figure that is sampled: {@code Time}, or {@code Weight} for bytes and events */
    LineColumns(String what) {
        titles = List.of("Line #", "Hits", what, "Per Hit", "% " + what, "±");
    }

    /**
     * Adds a line.
     *
     * @param numbers cells of the six columns of numbers
     * @param branches one phrase a branch
     * @param text clean source text
     */
    void add(List<String> numbers, List<String> branches, String text) {
        rows.add(new Row(numbers, wrap(branches), text));
    }

    /** Titles, a rule, and the lines. */
    String render(int width) {
        boolean roomy = width >= ROOMY_WIDTH;
        int[] widths = new int[titles.size()];
        for (int column = 0; column < widths.length; column++) {
            int c = column;
            int cells = rows.stream()
                    .mapToInt(row -> row.numbers().get(c).length())
                    .max()
                    .orElse(0);
            int needed = Math.max(cells, titles.get(column).length()) + (column == 0 ? 0 : 1);
            widths[column] = roomy ? Math.max(needed, ROOMY[column]) : needed;
        }
        int branches = rows.stream()
                .flatMap(row -> row.branches().stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        branches = Math.max(branches, roomy ? BRANCHES_WIDTH : "Branches".length());
        StringBuilder out = new StringBuilder();
        String heading = line(widths, titles, branches, "Branches", "Line Contents", Integer.MAX_VALUE);
        out.append(heading)
                .append("=".repeat(Math.min(width, heading.length() - 1)))
                .append('\n');
        for (Row row : rows) {
            List<String> parts = row.branches();
            out.append(line(widths, row.numbers(), branches, parts.isEmpty() ? "" : parts.get(0), row.text(), width));
            for (String part : parts.subList(Math.min(1, parts.size()), parts.size())) {
                out.append(line(widths, BLANK, branches, part, "", width));
            }
        }
        return out.toString();
    }

    private static String line(
            int[] widths, List<String> numbers, int branchesWidth, String branches, String text, int width) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = numbers.get(column);
            line.append(" ".repeat(widths[column] - cell.length())).append(cell);
        }
        line.append("  ")
                .append(branches)
                .append(" ".repeat(branchesWidth - branches.length()))
                .append("  ");
        line.append(TerminalText.cut(text, Math.max(LEAST_TEXT, width - line.length())));
        return line.toString().stripTrailing() + "\n";
    }

    /** Packs outcomes into lines of at most {@link #WIDEST_BRANCHES} columns; each branch begins a line of its own. */
    private static List<String> wrap(List<String> branches) {
        List<String> lines = new ArrayList<>();
        for (String branch : branches) {
            StringBuilder line = new StringBuilder();
            for (String outcome : branch.split(" ", -1)) {
                if (line.length() > 0 && line.length() + 1 + outcome.length() > WIDEST_BRANCHES) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() == 0 ? "" : " ").append(outcome);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
