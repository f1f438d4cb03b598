package tallyflame.modules.kilonova;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Three light-curve shapes on a grid of quarter days about the peak.
 *
 * @param values by template, then by grid point
 */
record Templates(double[][] values) {
    /** How many templates are fitted. */
    static final int COUNT = 3;
    /** Days between grid points. */
    static final double STEP = 0.25;
    /** Grid point of the peak. */
    static final int CENTRE = 200;

    private static final int SIZE = 2 * CENTRE + 1;

    /** The first three rows of a CSV file with a line of titles and 401 columns. */
    static Templates read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() <= COUNT) {
            throw new IOException(file + ": has " + lines.size() + " lines, templates need " + (COUNT + 1));
        }
        double[][] values = new double[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            values[i] = numbers(file, i + 1, lines.get(i + 1));
        }
        return new Templates(values);
    }

    private static double[] numbers(Path file, int line, String text) throws IOException {
        String[] cells = text.split(",", -1);
        if (cells.length != SIZE) {
            throw new IOException(
                    file + ": line " + (line + 1) + " has " + cells.length + " numbers, templates have " + SIZE);
        }
        double[] numbers = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            try {
                numbers[i] = Double.parseDouble(cells[i]);
            } catch (NumberFormatException e) {
                throw new IOException(file + ": line " + (line + 1) + ": '" + cells[i] + "' is not a number", e);
            }
        }
        return numbers;
    }

    /** Shapes of our own for a machine without the published ones: a rise and fall, its change, and its width. */
    static Templates simple() {
        double[][] values = new double[COUNT][SIZE];
        for (int i = 0; i < SIZE; i++) {
            double days = (i - CENTRE) * STEP;
            double shape = days < 0 ? Math.exp(days / 2) : Math.exp(-days / 6);
            values[0][i] = shape;
            values[1][i] = shape * days / 10;
            values[2][i] = shape * (days * days / 100 - 0.3);
        }
        return new Templates(values);
    }

    /** Grid point of a time after the peak, in days. */
    static int index(double days) {
        return (int) Math.rint(days / STEP + CENTRE);
    }
}
