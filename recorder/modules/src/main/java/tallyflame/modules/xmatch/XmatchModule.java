package tallyflame.modules.xmatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.ModuleKind;
import tallyflame.modules.ModuleSettings;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/**
 * The nearest catalogue entry within a radius. Every alert is treated by itself, so a result does not depend on the batch.
 *
 * <p>Settings: {@code tallyflame.xmatch.catalog} a Parquet file with {@code ra}, {@code dec} in degrees (without it, the
 * project's small made-up catalogue), {@code tallyflame.xmatch.type} its column of types ({@code VarType}), {@code
 * tallyflame.xmatch.radius} in arcsec (1.5).
 */
public final class XmatchModule implements ScienceModule {
    private static final String ROW = "match_row";
    private static final String SEPARATION = "match_separation";
    private static final String TYPE = "match_type";
    private static final int NONE = -1;
    private static final double RADIUS = 1.5;

    private final String file;
    private final String typeColumn;
    private final double radius;
    private Catalog catalog;

    /** A module with the settings of this JVM; the catalogue is read when the first batch comes. */
    public XmatchModule() {
        ModuleSettings options = new ModuleSettings("xmatch");
        file = options.text("catalog");
        typeColumn = options.text("type") == null ? "VarType" : options.text("type");
        radius = options.number("radius", RADIUS);
    }

    @Override
    public String name() {
        return "xmatch";
    }

    @Override
    public ModuleKind kind() {
        return ModuleKind.XMATCH;
    }

    @Override
    public List<String> columns() {
        return List.of("candidate.ra", "candidate.dec");
    }

    @Override
    public List<Output> outputs() {
        return List.of(
                new Output(ROW, "", "row of the nearest catalogue entry within the radius, from 0; -1: none"),
                new Output(SEPARATION, "arcsec", "its separation; NaN: none"),
                new Output(TYPE, "", "its type, as a number among the catalogue's types in order; -1: none"));
    }

    @Override
    public void process(AlertBatch batch) throws IOException {
        if (catalog == null) {
            catalog = file == null ? Catalog.generated() : Catalog.read(Path.of(file), typeColumn);
        }
        AlertColumn.Numbers ra = batch.numbers("candidate.ra");
        AlertColumn.Numbers dec = batch.numbers("candidate.dec");
        double[] rows = batch.result(ROW);
        double[] separations = batch.result(SEPARATION);
        double[] types = batch.result(TYPE);
        for (Alert alert : batch) {
            int row = alert.row();
            Catalog.Match match = catalog.nearest(ra.get(row), dec.get(row), radius);
            rows[row] = match == null ? NONE : match.row();
            separations[row] = match == null ? Double.NaN : match.separation();
            types[row] = match == null ? NONE : match.typeCode();
        }
    }
}
