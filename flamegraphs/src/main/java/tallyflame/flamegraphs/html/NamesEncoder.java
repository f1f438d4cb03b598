package tallyflame.flamegraphs.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.graph.Labels;

/**
 * Encodes the names that all graphs of a page share. First the strings: how many, the length of each in UTF-16 units, then
 * all of them in UTF-8 as one text. Then for each function the string of its class and of its name; for each label its
 * function, its line plus one, and the number of its frame type.
 */
final class NamesEncoder {
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> strings = new ArrayList<>();

    PackedColumn encode(Labels labels) {
        PackedColumn functions = new PackedColumn();
        functions.unsigned(labels.functions());
        int before = 0;
        for (int function = 0; function < labels.functions(); function++) {
            int id = id(labels.className(function));
            functions.signed(id - before);
            before = id;
        }
        before = 0;
        for (int function = 0; function < labels.functions(); function++) {
            int id = id(labels.name(function));
            functions.signed(id - before);
            before = id;
        }
        PackedColumn all = strings();
        all.append(functions);
        all.append(labels(labels));
        return all;
    }

    @SuppressWarnings(
            "EnumOrdinal") // the viewer's tables are in the order of FrameType, which is that of async-profiler
    private static PackedColumn labels(Labels labels) {
        PackedColumn column = new PackedColumn();
        column.unsigned(labels.size());
        int before = 0;
        for (int label = 0; label < labels.size(); label++) {
            column.signed(labels.functionOf(label) - before);
            before = labels.functionOf(label);
        }
        for (int label = 0; label < labels.size(); label++) {
            column.unsigned(labels.line(label) + 1L);
        }
        for (int label = 0; label < labels.size(); label++) {
            column.unsigned(labels.type(label).ordinal());
        }
        return column;
    }

    private PackedColumn strings() {
        PackedColumn column = new PackedColumn();
        column.unsigned(strings.size());
        strings.forEach(string -> column.unsigned(string.length()));
        column.text(String.join("", strings));
        return column;
    }

    private int id(String string) {
        return ids.computeIfAbsent(string, s -> {
            strings.add(s);
            return strings.size() - 1;
        });
    }
}
