package tallyflame.modules.alerts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import tallyflame.modules.NearestNames;

/**
 * The columns of one file that are to be read: the identity of the alert, and what the module asked for.
 *
 * @param wanted without those that come from folder names
 */
record FileColumns(LeafColumn objectId, LeafColumn candid, List<LeafColumn> wanted) {
    private static final int NAMES_SHOWN = 3;

    /** Finds the columns of a file, or says in one line which is missing and what is there instead. */
    static FileColumns find(AlertFile file, Map<String, LeafColumn> leaves, Collection<String> names)
            throws AlertDataException {
        Path path = file.path();
        requireNotRubin(path, leaves);
        LeafColumn objectId = require(path, leaves, "objectId");
        LeafColumn candid = require(path, leaves, "candid");
        PrimitiveTypeName candidType = candid.descriptor().getPrimitiveType().getPrimitiveTypeName();
        if (candidType != PrimitiveTypeName.INT64 && candidType != PrimitiveTypeName.INT32) {
            throw new AlertDataException(path, "column candid is a " + candid.typeName() + ", not an integer");
        }
        if (objectId.isList() || objectId.content() == LeafColumn.Content.NUMBER) {
            throw new AlertDataException(path, "column objectId is a " + objectId.typeName() + ", not a text");
        }
        List<LeafColumn> wanted = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            if (leaves.containsKey(name) || !file.partitions().containsKey(name)) {
                wanted.add(require(path, leaves, name));
            }
        }
        return new FileColumns(objectId, candid, List.copyOf(wanted));
    }

    /** Alerts of Rubin Observatory name and nest everything otherwise. */
    private static void requireNotRubin(Path path, Map<String, LeafColumn> leaves) throws AlertDataException {
        if (!leaves.containsKey("objectId") && leaves.containsKey("diaSourceId")) {
            throw new AlertDataException(
                    path,
                    "holds alerts in the LSST schema (diaSource, diaObject), which modules do not take yet; run over ZTF"
                            + " alerts, or look at these by 'alerts describe'");
        }
    }

    private static LeafColumn require(Path path, Map<String, LeafColumn> leaves, String name)
            throws AlertDataException {
        LeafColumn leaf = leaves.get(name);
        if (leaf == null) {
            throw new AlertDataException(path, missing(leaves, name));
        }
        if (!leaf.isReadable()) {
            throw new AlertDataException(path, "column " + name + " is a list of lists, which cannot be read");
        }
        return leaf;
    }

    private static String missing(Map<String, LeafColumn> leaves, String name) {
        List<String> parts = leaves.keySet().stream()
                .filter(leaf -> leaf.startsWith(name + ".") || leaf.startsWith(name + "[]"))
                .limit(NAMES_SHOWN)
                .toList();
        if (!parts.isEmpty()) {
            return "column " + name + " has parts, name those that are needed: " + String.join(", ", parts) + ", ...";
        }
        return "no column " + name + "; the nearest of its " + leaves.size() + " columns are "
                + String.join(", ", NearestNames.of(name, leaves.keySet(), NAMES_SHOWN))
                + "; 'alerts describe' lists them all";
    }

    boolean isCandidWide() {
        return candid.descriptor().getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
    }
}
