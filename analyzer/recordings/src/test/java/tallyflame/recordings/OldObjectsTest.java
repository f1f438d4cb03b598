package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.flamegraphs.StackForest;
import tallyflame.recordings.fold.JavaNames;

/** Objects that are still alive when a recording ends, held against what the JDK's own reader says about them. */
class OldObjectsTest {
    private static final Map<String, byte[]> CACHE = new HashMap<>();
    private static Chain chain;
    private static List<byte[]> garbage = List.of();

    @TempDir
    private static Path folder;

    private static Path withPaths;
    private static Path without;

    /** A list that is longer than the paths that the JVM writes. */
    static final class Chain {
        final Chain next;
        final byte[] data = new byte[100_000];

        Chain(Chain next) {
            this.next = next;
        }
    }

    @BeforeAll
    static void record() throws Exception {
        withPaths = record("paths.jfr", "10 s");
        without = record("plain.jfr", "0 ns");
        assertThat(chain).isNotNull();
        assertThat(garbage).isNotEmpty();
        chain = null;
        CACHE.clear();
    }

    private static Path record(String name, String cutoff) throws Exception {
        Path file = folder.resolve(name);
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.OldObjectSample").withStackTrace().with("cutoff", cutoff);
            jfr.start();
            for (int i = 0; i < 300; i++) {
                CACHE.put("key" + i, new byte[100_000]);
                chain = new Chain(chain);
            }
            // The JVM tells of objects that are older than its last clean-up of samples, which needs dead ones and an
            // allocation.
            garbage = allocate(100);
            garbage = null;
            System.gc();
            garbage = allocate(100);
            jfr.stop();
            jfr.dump(file);
        }
        return file;
    }

    private static List<byte[]> allocate(int arrays) {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < arrays; i++) {
            all.add(new byte[100_000]);
        }
        return all;
    }

    private static Profile read(Path file, String event) throws Exception {
        Profile profile = RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents(event).withSamples(true))
                .get(0);
        RecordingInvariants.check(profile);
        assertThat(profile.sampling()).isEqualTo(Sampling.BIASED);
        return profile;
    }

    private static List<RecordedEvent> events(Path file) throws Exception {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.OldObjectSample"))
                .toList();
    }

    private static long size(RecordedEvent event) {
        return event.hasField("objectSize") ? event.getLong("objectSize") : 1;
    }

    /** The path of an event as the JDK's reader gives it, root first; one link of several that are alike. */
    private static String path(RecordedEvent event) {
        List<String> path = new ArrayList<>();
        RecordedObject object = event.getValue("object");
        path.add(className(object));
        for (RecordedObject reference = object.getValue("referrer"); reference != null; ) {
            if (reference.getInt("skip") > 0) {
                path.add(0, "[objects left out]");
            }
            RecordedObject holder = reference.getValue("object");
            if (holder != null) {
                String link = holder(holder, reference.getValue("field"));
                if (!link.equals(path.get(0))) {
                    path.add(0, link);
                }
            }
            reference = holder == null ? null : holder.getValue("referrer");
        }
        path.add(0, root(event.getValue("root")));
        return String.join(";", path);
    }

    private static String root(RecordedObject root) {
        if (root == null) {
            return "[path to the root not recorded]";
        }
        List<String> parts = new ArrayList<>(List.of(root.getString("system"), root.getString("type")));
        if (root.getString("description") != null) {
            parts.add(root.getString("description"));
        }
        return "[" + String.join(", ", parts) + "]";
    }

    private static String holder(RecordedObject holder, RecordedObject field) {
        String description = holder.getString("description");
        boolean isStatic = field != null && description != null && description.startsWith("Class Name: ");
        String name = isStatic ? description.substring("Class Name: ".length()) : className(holder);
        return field == null ? name : name + "." + field.getString("name");
    }

    private static String className(RecordedObject object) {
        RecordedClass type = object.getValue("type");
        return JavaNames.ofClass(type.getName().replace('.', '/'));
    }

    /** Weight by stack, root first. */
    private static Map<String, Long> stacks(Profile profile) {
        Map<String, Long> stacks = new TreeMap<>();
        StackForest tree = profile.tree();
        for (int node = 1; node < tree.size(); node++) {
            if (tree.selfWeight(node) > 0) {
                List<String> names = new ArrayList<>();
                for (int at = node; at != CallTree.ROOT; at = tree.parent(at)) {
                    int method = tree.frames().methodOf(tree.frame(at));
                    String holder = tree.frames().className(method);
                    names.add(
                            0,
                            (holder.isEmpty() ? "" : holder + ".")
                                    + tree.frames().methodName(method));
                }
                stacks.merge(String.join(";", names), tree.selfWeight(node), Long::sum);
            }
        }
        return stacks;
    }

    @Test
    void theirPathsAreTheirStacks() throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        events(withPaths).forEach(event -> expected.merge(path(event), size(event), Long::sum));
        Profile profile = read(withPaths, "old-objects");
        assertThat(stacks(profile)).isEqualTo(expected);
        assertThat(profile.unit()).isEqualTo(events(withPaths).get(0).hasField("objectSize") ? "bytes" : "objects");
        assertThat(expected.keySet())
                .anyMatch(path -> path.contains(";" + OldObjectsTest.class.getName()
                        + ".CACHE;java.util.HashMap.table;java.util.HashMap$Node[];"))
                .anyMatch(path -> path.contains("$Chain.next;" + Chain.class.getName() + ".data;byte[]"));
    }

    @Test
    void withoutPathsTheyAreStillCounted() throws Exception {
        Profile profile = read(without, "old-objects");
        assertThat(profile.tree().samples()).isEqualTo(events(without).size()).isPositive();
        assertThat(stacks(profile)).containsKey("[path to the root not recorded];byte[]");
    }

    /** Under its full name the event has the stack that allocated the object, its class innermost. */
    @Test
    void byTheirAllocationTheyHaveClassAndSize() throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        events(withPaths).stream()
                .filter(event -> event.getStackTrace() != null)
                .forEach(event -> expected.merge(className(event.getValue("object")), size(event), Long::sum));
        Map<String, Long> found = new TreeMap<>();
        stacks(read(withPaths, "jdk.OldObjectSample"))
                .forEach(
                        (stack, weight) -> found.merge(stack.substring(stack.lastIndexOf(';') + 1), weight, Long::sum));
        assertThat(found).isEqualTo(expected).containsKey("byte[]");
    }

    /** Objects of JVMs that do not say their sizes cannot be added to those of others by size. */
    @Test
    void areCountedWhereSomeHaveNoSize() throws Exception {
        Path unsized = Files.write(folder.resolve("unsized.jfr"), JdkLayout.recordingOfOldObject());
        Profile alone = read(unsized, "old-objects");
        assertThat(alone.unit()).isEqualTo("objects");
        Profile both = RecordingReader.read(
                        List.of(withPaths, unsized), ReadOptions.defaults().withEvents("old-objects"))
                .get(0);
        assertThat(both.unit()).isEqualTo("objects");
        assertThat(both.tree().weight()).isEqualTo(events(withPaths).size() + 1);
    }

    @Test
    void areReadOnlyWhenAskedFor() throws Exception {
        assertThat(RecordingReader.read(List.of(withPaths), ReadOptions.defaults()))
                .isEmpty();
    }

    @Test
    void pathsAreNotShownFromAFunction() {
        ReadOptions options =
                ReadOptions.defaults().withEvents("old-objects").withShownFrom(List.of((function, caller) -> true));
        assertThatThrownBy(() -> RecordingReader.read(List.of(withPaths), options))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("old objects have paths that keep them");
    }
}
