package tallyflame.transfer.consume;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tallyflame.transfer.TransferException;
import tallyflame.transfer.broker.Topic;
import tallyflame.transfer.folder.Manifest;
import tallyflame.transfer.folder.OffsetRange;
import tallyflame.transfer.folder.TransferDocument;
import tallyflame.transfer.folder.TransferFolder;

/**
 * From where to where each partition is to be read. What the manifests say wins over what was committed at the broker: that
 * is only where a folder begins which holds nothing yet.
 *
 * @param document what the folder holds from now on
 * @param tasks partitions that have something to be read, the largest first
 */
record Start(TransferDocument document, List<Task> tasks) {
    /**
     * A partition's offsets that are to be read.
     *
     * @param next the first of them
     * @param end the first that is not
     */
    record Task(int partition, long next, long end) {
        long size() {
            return end - next;
        }
    }

    /**
     * Compares folder and topic, and cleans the folder up.
     *
     * @throws TransferException when what the folder lacks is not in the topic any more, or the topic is another one
     */
    static Start of(TransferOptions options, TransferFolder folder, Topic topic) throws IOException {
        String topicId = topic.id();
        SortedMap<Integer, Long> logBegins = topic.begins();
        SortedMap<Integer, Long> ends = topic.ends();
        if (options.restart()) {
            folder.discard();
        } else {
            folder.clean();
        }
        Optional<TransferDocument> known = folder.document();
        if (known.isPresent()) {
            requireSame(options, folder, known.get(), topicId);
        }
        SortedMap<Integer, Long> begins = new TreeMap<>(logBegins);
        if (!options.restart()) {
            begins.putAll(topic.committed());
        }
        TransferDocument document = known.orElseGet(() -> new TransferDocument(
                        Manifest.SCHEMA,
                        options.topic(),
                        topicId,
                        options.survey().label(),
                        options.format(),
                        options.partitionBy(),
                        new TreeMap<>()))
                .with(begins);
        List<Task> tasks = tasks(folder, document, logBegins, ends);
        if (known.isEmpty() || !known.get().equals(document)) {
            folder.write(document);
        }
        return new Start(document, tasks);
    }

    private static void requireSame(
            TransferOptions options, TransferFolder folder, TransferDocument known, String topicId) throws IOException {
        String where = folder.root() + ": ";
        if (!known.topic().equals(options.topic())) {
            throw new TransferException(
                    where + "holds topic " + known.topic() + ", not " + options.topic() + "; name another folder");
        }
        if (!known.topicId().equals(topicId)) {
            throw new TransferException(where + "topic " + known.topic() + " was made anew since (its id was "
                    + known.topicId() + " and is " + topicId + "), so that its offsets are those of other alerts than "
                    + held(folder.manifests()) + " of the folder; name another folder, or --restart-from-beginning");
        }
        if (known.format() != options.format() || known.partitionBy() != options.partitionBy()) {
            throw new TransferException(where + "was begun with --outformat "
                    + known.format().label()
                    + (known.partitionBy() == null ? " and no" : " and")
                    + " --partitionby"
                    + (known.partitionBy() == null
                            ? ""
                            : " " + known.partitionBy().label())
                    + "; go on in the same way, or name another folder");
        }
    }

    private static String held(List<Manifest> manifests) {
        SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
        manifests.forEach(manifest ->
                ranges.merge(manifest.partition(), manifest.range(), (a, b) -> new OffsetRange(a.first(), b.last())));
        List<String> texts = new ArrayList<>();
        ranges.forEach((partition, range) -> texts.add(range + " of partition " + partition));
        return texts.isEmpty() ? "those" : String.join(", ", texts);
    }

    private static List<Task> tasks(
            TransferFolder folder,
            TransferDocument document,
            SortedMap<Integer, Long> logBegins,
            SortedMap<Integer, Long> ends)
            throws IOException {
        SortedMap<Integer, Long> next = next(folder, document);
        List<Task> tasks = new ArrayList<>();
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            int partition = end.getKey();
            Task task = new Task(partition, next.get(partition), end.getValue());
            requireInLog(document.topic(), task, logBegins.get(partition));
            if (task.size() > 0) {
                tasks.add(task);
            }
        }
        tasks.sort((a, b) -> Long.compare(b.size(), a.size()));
        return tasks;
    }

    /** Where the manifests of each partition end, which must follow each other without a gap. */
    static SortedMap<Integer, Long> next(TransferFolder folder, TransferDocument document) throws IOException {
        SortedMap<Integer, Long> next = new TreeMap<>(document.begins());
        for (Manifest manifest : folder.manifests()) {
            long expected = next.getOrDefault(manifest.partition(), manifest.first());
            if (manifest.first() != expected) {
                throw new TransferException(
                        folder.root() + ": manifest " + manifest.name() + " should begin with offset " + expected
                                + "; 'tallyflame alerts verify " + folder.root() + "' says what is missing");
            }
            next.put(manifest.partition(), manifest.last() + 1);
        }
        return next;
    }

    private static void requireInLog(String topic, Task task, long logBegin) throws IOException {
        String where = "topic " + topic + ", partition " + task.partition() + ": ";
        if (logBegin > task.next()) {
            throw new TransferException(where + gone(task.next(), logBegin));
        }
        if (task.size() < 0) {
            throw new TransferException(where + "ends at offset " + task.end() + ", before the next one, " + task.next()
                    + "; the broker has lost records, ask its operators, or begin anew in another folder");
        }
    }

    /** Says that offsets are not in a log any more. */
    static String gone(long next, long logBegin) {
        return new OffsetRange(next, logBegin - 1) + " are not in the topic any more, its log begins with " + logBegin
                + "; ask for the job to be run again, or take what is left by --restart-from-beginning in another folder";
    }
}
