package tallyflame.flamegraphs.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.TestStacks;

class PprofTest {
    private static byte[] written(Profile... profiles) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PprofWriter().write(List.of(profiles), out);
        return out.toByteArray();
    }

    private static List<Profile> read(byte[] bytes) throws IOException {
        return PprofReader.read(new ByteArrayInputStream(bytes), "test.pb.gz");
    }

    private static Profile withLines() {
        CallTree tree = new CallTree(new Frames());
        Frames frames = tree.frames();
        int main = frames.frame(frames.method("a.B", "main", "([Ljava/lang/String;)V"), 12, 3, FrameType.INTERPRETED);
        int inlined = frames.frame(frames.method("a.B", "hot", "()V"), 40, 9, FrameType.INLINED);
        int kernel = frames.frame(frames.method("", "do_syscall_64", ""), -1, -1, FrameType.KERNEL);
        int node = tree.child(tree.child(tree.child(0, main), inlined), kernel);
        tree.add(node, 2, 4096);
        tree.add(CallTree.ROOT, 1, 16);
        return new Profile("alloc", "bytes", tree, Ledger.complete(3));
    }

    @Test
    void googlesDecoderSeesTheSameStacksAndLabels() throws Exception {
        Profile profile = TestProfiles.random("cpu", 300, 20, 4);
        Descriptor type = ProfileProto.profile();
        byte[] bytes = new GZIPInputStream(new ByteArrayInputStream(written(profile))).readAllBytes();
        DynamicMessage file = DynamicMessage.parseFrom(type, bytes);

        assertThat(file.getUnknownFields().asMap()).isEmpty();
        List<String> strings = list(file, "string_table");
        assertThat(strings.get(0)).isEmpty();
        List<DynamicMessage> types = list(file, "sample_type");
        assertThat(types.stream()
                        .map(t -> strings.get((int) number(t, "type")) + "/" + strings.get((int) number(t, "unit"))))
                .containsExactly("cpu-samples/count", "cpu/nanoseconds");
        assertThat(strings.get((int) number(file, "default_sample_type"))).isEqualTo("cpu");

        Map<String, Long> stacks = TestStacks.empty();
        Map<String, Long> byThread = new HashMap<>();
        Map<Long, String> names = functionNames(file, strings);
        List<DynamicMessage> samples = list(file, "sample");
        for (DynamicMessage sample : samples) {
            StringBuilder stack = new StringBuilder();
            List<Long> path = list(sample, "location_id");
            path.forEach(id -> stack.insert(0, names.get(id) + (stack.isEmpty() ? "" : ";")));
            long weight = DynamicMessageList.numbers(sample, "value").get(1);
            stacks.merge(stack.toString(), weight, Long::sum);
            List<DynamicMessage> labels = list(sample, "label");
            assertThat(labels).hasSize(2);
            assertThat(strings.get((int) number(labels.get(0), "key"))).isEqualTo("thread");
            byThread.merge(strings.get((int) number(labels.get(0), "str")), weight, Long::sum);
        }
        assertThat(stacks).isEqualTo(TestStacks.of(profile));
        assertThat(byThread).isEqualTo(weightByThread(profile));
    }

    private static Map<Long, String> functionNames(DynamicMessage file, List<String> strings) {
        Map<Long, String> functions = new HashMap<>();
        List<DynamicMessage> all = list(file, "function");
        all.forEach(f -> functions.put(number(f, "id"), strings.get((int) number(f, "name"))));
        Map<Long, String> names = new HashMap<>();
        List<DynamicMessage> locations = list(file, "location");
        for (DynamicMessage location : locations) {
            List<DynamicMessage> lines = list(location, "line");
            assertThat(lines).hasSize(1);
            names.put(number(location, "id"), functions.get(number(lines.get(0), "function_id")));
        }
        return names;
    }

    private static Map<String, Long> weightByThread(Profile profile) {
        Samples samples = profile.samples().orElseThrow();
        Map<String, Long> weights = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            weights.merge(samples.threadNames().get(samples.threads()[i]), samples.weights()[i], Long::sum);
        }
        return weights;
    }

    private static <T> List<T> list(DynamicMessage message, String field) {
        return DynamicMessageList.of(message, field);
    }

    private static long number(DynamicMessage message, String field) {
        return (Long) message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    @Test
    void roundTripKeepsStacksLinesTypesAndThreads() throws IOException {
        Profile cpu = TestProfiles.random("cpu", 300, 20, 4);
        Profile alloc = withLines();
        List<Profile> again = read(written(cpu, alloc));
        assertThat(again).extracting(Profile::event).containsExactly("cpu", "alloc");
        assertThat(again).extracting(Profile::unit).containsExactly("ns", "bytes");
        assertThat(TestStacks.of(again.get(0), true)).isEqualTo(TestStacks.of(cpu, true));
        assertThat(TestStacks.of(again.get(1), true)).isEqualTo(TestStacks.of(alloc, true));
        assertThat(weightByThread(again.get(0))).isEqualTo(weightByThread(cpu));
        assertThat(again.get(0).tree().samples()).isEqualTo(cpu.tree().samples());
        assertThat(again.get(1).samples()).isEmpty();
    }

    @Test
    void readsInlinedLinesAndAddressesOfOtherTools() throws IOException {
        ProtoWriter file = new ProtoWriter();
        file.message(1, numbers(1, 2));
        file.message(2, packed(List.of(11L, 10L), 7));
        ProtoWriter inlined = numbers(11, 0);
        inlined.message(4, numbers(1, 5));
        inlined.message(4, numbers(2, 9));
        file.message(4, inlined);
        ProtoWriter bare = new ProtoWriter();
        bare.number(1, 10);
        bare.number(3, 0xCAFE);
        file.message(4, bare);
        file.message(5, numbers(1, 3));
        file.message(5, numbers(2, 4));
        for (String string : new String[] {"", "inuse_space", "bytes", "main.inner", "main.outer"}) {
            file.text(6, string);
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        file.drainTo(plain);
        List<Profile> profiles = read(plain.toByteArray());
        assertThat(TestStacks.of(profiles.get(0))).isEqualTo(Map.of("0xcafe;main.outer;main.inner", 7L));
    }

    private static ProtoWriter numbers(long first, long second) {
        ProtoWriter message = new ProtoWriter();
        message.number(1, first);
        message.number(2, second);
        return message;
    }

    private static ProtoWriter packed(List<Long> locations, long value) {
        ProtoWriter sample = new ProtoWriter();
        sample.numbers(1, locations.stream().mapToLong(Long::longValue).toArray());
        sample.numbers(2, value);
        return sample;
    }

    @Test
    void damagedFilesAreRefusedWithTheirName() throws IOException {
        byte[] good = new GZIPInputStream(new ByteArrayInputStream(written(withLines()))).readAllBytes();
        for (int cut = 1; cut < good.length; cut++) {
            byte[] damaged = Arrays.copyOf(good, cut);
            try {
                read(damaged);
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("test.pb.gz: not a readable pprof file: ");
            }
        }
        byte[] huge = {(2 << 3) | 2, -1, -1, -1, -1, -1, -1, -1, -1, 127};
        assertThatThrownBy(() -> read(huge)).isInstanceOf(IOException.class).hasMessageContaining("claims");
        assertThatThrownBy(() -> read("a;b 3\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    /** Each two bytes would else have made the reader go over all bytes of the field before. */
    @Test
    void aNumberInThePlaceOfAMessageIsRefused() {
        byte[] sampleAsNumber = {(6 << 3) | 2, 0, (2 << 3), 1};
        assertThatThrownBy(() -> read(sampleAsNumber))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wire type 0");
    }

    @Test
    void manySampleTypesAreRefused() {
        byte[] types = new byte[2 * 70 + 2];
        for (int i = 0; i < 70; i++) {
            types[2 * i] = (1 << 3) | 2;
        }
        types[140] = (6 << 3) | 2;
        assertThatThrownBy(() -> read(types)).isInstanceOf(IOException.class).hasMessageContaining("70 sample types");
    }
}
