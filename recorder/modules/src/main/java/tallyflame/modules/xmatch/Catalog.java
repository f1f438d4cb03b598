package tallyflame.modules.xmatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import tallyflame.modules.NearestNames;
import tallyflame.modules.generate.GeneratedCatalog;
import tallyflame.parquet.ParquetFile;

/**
 * Places on the sky with a type each. Immutable.
 */
final class Catalog {
    private static final int NAMES_SHOWN = 3;

    private final double[] ra;
    private final double[] dec;
    private final String[] types;
    private final List<String> distinctTypes;
    private final SphereIndex index;

    private Catalog(double[] ra, double[] dec, String[] types) {
        this.ra = ra;
        this.dec = dec;
        this.types = types;
        this.distinctTypes = List.copyOf(new TreeSet<>(Arrays.asList(types)));
        this.index = new SphereIndex(ra, dec);
    }

    /**
     * An entry near a place.
     *
     * @param row number of the entry, from 0
     * @param separation arcsec
     * @param type without blanks around it
     * @param typeCode number of the type among all types of the catalogue in order, from 0
     */
    record Match(int row, double separation, String type, int typeCode) {}

    /** The small made-up catalogue near which some generated alerts lie. */
    static Catalog generated() {
        int size = GeneratedCatalog.SIZE;
        double[] ra = new double[size];
        double[] dec = new double[size];
        String[] types = new String[size];
        for (int i = 0; i < size; i++) {
            ra[i] = GeneratedCatalog.ra(i);
            dec[i] = GeneratedCatalog.dec(i);
            types[i] = GeneratedCatalog.type(i).strip();
        }
        return new Catalog(ra, dec, types);
    }

    /**
     * Reads a Parquet file with columns {@code ra} and {@code dec} (degrees) and one of types.
     *
     * @throws IOException in one line, when the file cannot be read or lacks a column
     */
    static Catalog read(Path file, String typeColumn) throws IOException {
        try (ParquetFile parquet = ParquetFile.open(file)) {
            double[] ra = numbers(file, parquet, "ra");
            double[] dec = numbers(file, parquet, "dec");
            return new Catalog(ra, dec, texts(file, parquet, typeColumn));
        } catch (RuntimeException e) {
            throw new IOException(file + ": cannot be read as a catalogue: " + e.getMessage(), e);
        }
    }

    private static double[] numbers(Path file, ParquetFile parquet, String column) throws IOException {
        ColumnDescriptor descriptor = descriptor(file, parquet, column);
        double[] values = new double[Math.toIntExact(parquet.rows())];
        int row = 0;
        for (int group = 0; group < parquet.rowGroups().size(); group++) {
            ColumnReader reader = parquet.column(group, descriptor);
            for (long left = parquet.rowGroups().get(group).getRowCount(); left > 0; left--) {
                boolean defined = reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
                values[row++] = defined ? number(file, descriptor, reader) : Double.NaN;
                reader.consume();
            }
        }
        return values;
    }

    private static double number(Path file, ColumnDescriptor descriptor, ColumnReader reader) throws IOException {
        return switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
            case DOUBLE -> reader.getDouble();
            case FLOAT -> reader.getFloat();
            default ->
                throw new IOException(file + ": column " + descriptor.getPath()[0] + " is not of floating point");
        };
    }

    private static String[] texts(Path file, ParquetFile parquet, String column) throws IOException {
        ColumnDescriptor descriptor = descriptor(file, parquet, column);
        String[] values = new String[Math.toIntExact(parquet.rows())];
        int row = 0;
        for (int group = 0; group < parquet.rowGroups().size(); group++) {
            ColumnReader reader = parquet.column(group, descriptor);
            for (long left = parquet.rowGroups().get(group).getRowCount(); left > 0; left--) {
                boolean defined = reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
                values[row++] = defined ? reader.getBinary().toStringUsingUTF8().strip() : "";
                reader.consume();
            }
        }
        return values;
    }

    private static ColumnDescriptor descriptor(Path file, ParquetFile parquet, String column) throws IOException {
        List<String> names = parquet.schema().getColumns().stream()
                .filter(descriptor -> descriptor.getPath().length == 1)
                .map(descriptor -> descriptor.getPath()[0])
                .toList();
        if (!names.contains(column)) {
            throw new IOException(file + ": no column " + column + "; the nearest are "
                    + String.join(", ", NearestNames.of(column, names, NAMES_SHOWN)));
        }
        return parquet.schema().getColumnDescription(new String[] {column});
    }

    /** Number of entries. */
    int size() {
        return ra.length;
    }

    /**
     * The nearest entry, if it is nearer than a radius.
     *
     * @param radius arcsec; 648 000 is the whole sphere
     * @return {@code null} when there is none
     */
    Match nearest(double alertRa, double alertDec, double radius) {
        // A little more than the radius: whether it is really nearer is decided by the precise formula.
        int row = index.nearest(alertRa, alertDec, Sphere.squaredChord(radius) * (1 + 1e-9) + 1e-24);
        if (row < 0) {
            return null;
        }
        double separation = Sphere.separation(alertRa, alertDec, ra[row], dec[row]);
        return separation < radius ? new Match(row, separation, types[row], typeCode(types[row])) : null;
    }

    private int typeCode(String type) {
        return Collections.binarySearch(distinctTypes, type);
    }
}
