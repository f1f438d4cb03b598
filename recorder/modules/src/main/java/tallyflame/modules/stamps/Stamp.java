package tallyflame.modules.stamps;

/**
 * A small image around an alert.
 *
 * @param rows FITS {@code NAXIS2}
 * @param columns FITS {@code NAXIS1}
 * @param pixels row by row, as the file has them; NaN where the image has no value
 */
public record Stamp(int rows, int columns, float[] pixels) {
    /** Whether the image has this shape. */
    public boolean hasShape(int wantedRows, int wantedColumns) {
        return rows == wantedRows && columns == wantedColumns;
    }
}
