package tallyflame.analysis.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.InputException;
import tallyflame.recordings.Recorders;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.event.Event;

/**
 * The events of one type added up by some of their fields: reads by file, exceptions by class, …
 *
 * @param type full name
 * @param by names of the fields
 * @param groups those with the longest total duration first, or where none has a duration those of most events
 * @param losses what could not be read
 */
public record EventGroups(String type, List<String> by, List<EventGroups.Group> groups, List<Loss> losses) {
    /**
     * Events that agree in all fields asked for.
     *
     * @param values those of the fields, in their order; a field that an event leaves open is empty
     * @param count how many events there are
     * @param total sum of their durations in nanoseconds
     * @param longest the longest duration in nanoseconds
     * @param bytes sum of the bytes that they are about
     */
    public record Group(List<String> values, long count, long total, long longest, long bytes) {
        Group plus(Group other) {
            return new Group(
                    values,
                    count + other.count,
                    sum(total, other.total),
                    Math.max(longest, other.longest),
                    sum(bytes, other.bytes));
        }

        double mean() {
            return (double) total / count;
        }

        private static long sum(long a, long b) {
            return Math.min(a, Long.MAX_VALUE - b) + b;
        }
    }

    public EventGroups {
        by = List.copyOf(by);
        groups = List.copyOf(groups);
        losses = List.copyOf(losses);
    }

    /** What a chunk holds of the type, and the fields that it declares. */
    record Found(Path recording, List<String> fields, Map<List<String>, Group> groups) {}

    /**
     * Reads the events.
     *
     * @param input what was named, for messages
     * @param by names of fields; if empty, those that tell most of this type
     * @param alternatives recordings of JVMs, of which the first recorder that has the events counts
     * @throws InputException if there are no events of the type, or they do not have a field
     */
    public static EventGroups of(
            Path input, EventReader events, String type, List<String> by, List<Recorders> alternatives)
            throws IOException {
        List<String> fields = by.isEmpty() ? EventFields.usual(type) : by;
        EventReader.Collected<Found> read = events.read(chunk -> collect(chunk, type, fields));
        Set<String> declared = new LinkedHashSet<>();
        read.chunks().forEach(chunk -> declared.addAll(chunk.fields()));
        List<Found> once = new ArrayList<>(read.chunks());
        for (Recorders jvm : alternatives) {
            leaveOutTwice(once, jvm);
        }
        EventGroups groups = of(type, fields, once, read.losses());
        check(input, type, fields, declared, groups);
        return groups;
    }

    /** Leaves out what recorders have that come after the first with events of the type. */
    private static void leaveOutTwice(List<Found> chunks, Recorders jvm) {
        Optional<List<Path>> first = jvm.files().stream()
                .filter(files -> chunks.stream()
                        .anyMatch(chunk -> files.contains(chunk.recording())
                                && !chunk.groups().isEmpty()))
                .findFirst();
        chunks.removeIf(chunk -> first.isPresent()
                && jvm.contains(chunk.recording())
                && !first.get().contains(chunk.recording()));
    }

    /** Puts what chunks hold together. */
    static EventGroups of(String type, List<String> by, List<Found> chunks, List<Loss> losses) {
        Map<List<String>, Group> all = new HashMap<>();
        chunks.forEach(chunk -> chunk.groups().forEach((values, group) -> all.merge(values, group, Group::plus)));
        List<Group> groups = new ArrayList<>(all.values());
        groups.sort(Comparator.comparingLong(Group::total)
                .thenComparingLong(Group::count)
                .reversed()
                .thenComparing(group -> String.join("\n", group.values())));
        return new EventGroups(type, by, groups, losses);
    }

    private static void check(Path input, String type, List<String> by, Set<String> declared, EventGroups found)
            throws InputException {
        if (found.groups().isEmpty()) {
            throw new InputException(input, "holds no events of " + type + "; tallyflame events lists those it holds");
        }
        List<String> has =
                declared.stream().filter(name -> !name.equals("stackTrace")).toList();
        for (String field : by) {
            int dot = field.indexOf('.');
            if (!declared.contains(dot < 0 ? field : field.substring(0, dot))) {
                throw new InputException(
                        input,
                        "events of " + type + " have no field " + field + "; they have: " + String.join(", ", has));
            }
        }
        if (by.isEmpty()) {
            throw new InputException(
                    input, "by which field of " + type + "? Name it with --by; it has: " + String.join(", ", has));
        }
    }

    /** What a chunk holds, once it has been read. */
    static Found collect(ChunkEvents chunk, String type, List<String> by) {
        List<String> declared = chunk.fields(type);
        Map<List<String>, Group> groups = new HashMap<>();
        chunk.on(type, EventFields.wanted(type, by, declared), event -> {
            Group group = group(event, by);
            groups.merge(group.values(), group, Group::plus);
        });
        return new Found(chunk.recording(), declared, groups);
    }

    private static Group group(Event event, List<String> by) {
        List<String> values = new ArrayList<>();
        for (int field = 0; field < by.size(); field++) {
            values.add(EventFields.text(event, field, by.get(field)));
        }
        long duration = Math.max(0, event.nanos(by.size()));
        return new Group(values, 1, duration, duration, Math.max(0, event.number(by.size() + 1)));
    }

    /**
     * The table.
     *
     * @param shown the groups to show
     */
    public Answer answer(List<Group> shown) {
        long events = groups.stream().mapToLong(Group::count).sum();
        Table<Group> table = table(shown);
        return new Answer(type, () -> new EventGroupsDocument(1, type, by, "ns", events, table.objects(), losses))
                .lines(type + ": " + Quantity.of(events, "events") + " in " + Quantity.of(groups.size(), "groups")
                        + ", " + Quantity.of(shown.size(), "shown"))
                .table(table)
                .lines(LedgerText.losses(losses));
    }

    /** The table of some of the groups. */
    Table<Group> table(List<Group> shown) {
        boolean timed = groups.stream().anyMatch(group -> group.total() > 0);
        boolean sized = groups.stream().anyMatch(group -> group.bytes() > 0);
        Table<Group> table = Table.of(shown).count("events", Group::count);
        if (timed) {
            table.weight("total", "ns", Group::total)
                    .weight("mean", "ns", Group::mean)
                    .weight("longest", "ns", Group::longest);
        }
        if (sized) {
            table.weight("bytes", "bytes", Group::bytes);
        }
        for (int field = 0; field < by.size(); field++) {
            int index = field;
            table.code(by.get(field), group -> group.values().get(index));
        }
        table.data("count", Group::count)
                .data("total", group -> timed ? group.total() : null)
                .data("mean", group -> timed ? group.mean() : null)
                .data("max", group -> timed ? group.longest() : null)
                .data("bytes", group -> sized ? group.bytes() : null);
        for (int field = 0; field < by.size(); field++) {
            int index = field;
            table.data(by.get(field), group -> group.values().get(index));
        }
        return table;
    }
}
