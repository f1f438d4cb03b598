package tallyflame.modules.lightcurves;

import java.util.ArrayList;
import java.util.List;

/** Names of columns. */
public final class Fields {
    private Fields() {}

    /** For each field, its column in the alert and its column in the history, as concatenated columns need. */
    public static List<String> ofHistoryAndAlert(String... fields) {
        List<String> columns = new ArrayList<>();
        for (String field : fields) {
            columns.add("candidate." + field);
            columns.add("prv_candidates[]." + field);
        }
        return List.copyOf(columns);
    }
}
